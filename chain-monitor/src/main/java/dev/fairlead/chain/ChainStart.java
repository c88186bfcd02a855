package dev.fairlead.chain;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.endpoint.EndpointSet;
import dev.fairlead.chain.window.ChainWindow;
import dev.fairlead.chain.window.WindowBlock;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a chain's first view: the head, and the hashes below it, linked. What the window of the
 * last start knows is compared with the endpoint first; blocks that are in the chain no more stay
 * remembered as abandoned, for readers who resume from them.
 */
final class ChainStart {
  private static final int ATTEMPTS = 5;
  private static final int HEADERS_PER_REQUEST = 64;

  private final ChainProfile profile;
  private final EndpointSet endpoints;
  private final BlockSource source;
  private final WindowJournal journal;
  private final ChainObserver observer;

  ChainStart(
      ChainProfile profile,
      EndpointSet endpoints,
      BlockSource source,
      WindowJournal journal,
      ChainObserver observer) {
    this.profile = profile;
    this.endpoints = endpoints;
    this.source = source;
    this.journal = journal;
    this.observer = observer;
  }

  /**
   * Again, if the chain moved while it was read.
   *
   * @throws HaltException if what was final is in the endpoint's chain no more
   */
  ChainView view() throws HaltException {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return read();
      } catch (ChainException e) {
        if (e.kind() == ChainException.Kind.FATAL) {
          throw e;
        }
      }
    }
    return read();
  }

  private ChainView read() throws HaltException {
    Optional<ChainWindow> saved = journal.saved();
    Header head = source.latest();
    Beginning beginning =
        saved.isPresent()
            ? resumed(saved.get(), head)
            : new Beginning(fresh(head), Optional.empty());
    ChainWindow window = beginning.window();
    ChainView view = new ChainView(window, profile.window());
    // An endpoint that lags behind the window does not have its head yet.
    Optional<Block> whole = source.block(window.head().hash());
    if (whole.isEmpty() && window.head().equals(head.ref())) {
      throw ChainException.retryable("the head was abandoned");
    }
    whole.ifPresent(view::hold);
    beginning.reorg().ifPresent(reorg -> observer.reorganised(profile.id(), reorg));
    journal.begin(window);
    return view;
  }

  /** A first window, and the reorg since the last one if there was any. */
  private record Beginning(ChainWindow window, Optional<Reorg> reorg) {}

  private ChainWindow fresh(Header head) {
    long lowest = Math.max(0, head.ref().number().value() - ChainProfile.WINDOW);
    List<WindowBlock> blocks = linked(lowest, head);
    return switch (profile.finality()) {
      case Finality.Confirmations(int confirmations) ->
          new ChainWindow(blocks, List.of(), confirmed(blocks, confirmations));
      case Finality.Tagged(Finality.Tag tag, _) -> upFrom(blocks, tagged(tag.words()));
    };
  }

  /** What one endpoint calls final is final only when as many as must agree have got that far. */
  private Optional<BlockRef> tagged(String tag) {
    Optional<BlockRef> told = source.tagged(tag).map(Header::ref);
    if (told.isEmpty() || endpoints.quorum() == 1) {
      return told;
    }
    BlockNumber reached =
        endpoints
            .reached(tag)
            .orElseThrow(() ->
                ChainException.retryable(
                    "fewer than %d endpoints have a %s block, where one calls %s so"
                        .formatted(endpoints.quorum(), tag, told.get())));
    return source.header(reached).map(Header::ref);
  }

  private static BlockRef confirmed(List<WindowBlock> blocks, int confirmations) {
    return blocks.get(Math.max(0, blocks.size() - 1 - confirmations)).ref();
  }

  /** A final block below the window is believed when the blocks between link it to the window. */
  private ChainWindow upFrom(List<WindowBlock> blocks, Optional<BlockRef> tagged) {
    WindowBlock lowest = blocks.getFirst();
    long bottom = lowest.ref().number().value();
    long gap = tagged.map(ref -> bottom - ref.number().value()).orElse(Long.MAX_VALUE);
    if (gap > profile.window() - blocks.size()) {
      BlockRef first =
          bottom == 0
              ? lowest.ref()
              : source
                  .header(new BlockNumber(0))
                  .orElseThrow(() -> ChainException.retryable("block 0 is missing"))
                  .ref();
      return new ChainWindow(blocks, List.of(), first);
    }
    BlockRef claimed = tagged.orElseThrow();
    List<WindowBlock> all = new ArrayList<>(blocks);
    if (gap > 0) {
      Header top =
          source
              .header(lowest.parent())
              .orElseThrow(() -> ChainException.retryable("a block below the window is missing"));
      all.addAll(0, linked(claimed.number().value(), top));
    }
    if (all.stream().map(WindowBlock::ref).noneMatch(claimed::equals)) {
      throw ChainException.retryable("the final block " + claimed + " is not below the head");
    }
    return new ChainWindow(all, List.of(), claimed);
  }

  private Beginning resumed(ChainWindow saved, Header head) throws HaltException {
    ChainView before = new ChainView(saved, profile.window());
    if (before.contains(head.ref())) {
      return new Beginning(saved, Optional.empty());
    }
    BlockRef ancestor = Branch.to(head, before, source).ancestor();
    if (ancestor.number().compareTo(saved.finalized().number()) < 0) {
      throw new HaltException(
          "the final block "
              + saved.finalized()
              + " is not in the endpoint's chain, which left the one that was seen before at "
              + ancestor);
    }
    List<WindowBlock> abandoned = above(ancestor, saved);
    Optional<Reorg> reorg =
        abandoned.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Reorg(ancestor, abandoned.stream().map(WindowBlock::ref).toList(), head.ref()));
    boolean far = head.ref().number().value() - ancestor.number().value() > profile.window();
    ChainWindow now = far ? fresh(head) : grown(saved, ancestor, head);
    BlockRef last = saved.finalized();
    BlockRef finalized = now.finalized().number().isAfter(last.number()) ? now.finalized() : last;
    List<WindowBlock> gone =
        Stream.concat(saved.abandoned().stream(), abandoned.reversed().stream()).toList();
    return new Beginning(new ChainWindow(now.blocks(), gone, finalized), reorg);
  }

  private static List<WindowBlock> above(BlockRef ancestor, ChainWindow window) {
    return window.blocks().stream()
        .filter(block -> block.ref().number().isAfter(ancestor.number()))
        .toList();
  }

  private ChainWindow grown(ChainWindow saved, BlockRef ancestor, Header head) {
    List<WindowBlock> above = linked(ancestor.number().value() + 1, head);
    if (!above.getFirst().parent().equals(ancestor.hash())) {
      throw ChainException.retryable("the chain changed while it was read");
    }
    List<WindowBlock> blocks = new ArrayList<>(saved.blocks());
    blocks.removeAll(above(ancestor, saved));
    blocks.addAll(above);
    return new ChainWindow(
        blocks,
        List.of(),
        profile.finality() instanceof Finality.Confirmations(int confirmations)
            ? confirmed(blocks, confirmations)
            : saved.finalized());
  }

  /** The blocks from a height up to {@code head}, each on top of the one before. */
  private List<WindowBlock> linked(long lowest, Header head) {
    long top = head.ref().number().value();
    List<Header> headers = new ArrayList<>();
    for (long next = lowest; next < top; next = lowest + headers.size()) {
      int count = (int) Math.min(HEADERS_PER_REQUEST, top - next);
      List<Header> piece = source.headers(next, count);
      if (piece.size() < count) {
        throw ChainException.retryable("the blocks below " + head.ref() + " are missing");
      }
      headers.addAll(piece);
    }
    headers.add(head);
    for (int i = 1; i < headers.size(); i++) {
      BlockHash below = headers.get(i - 1).ref().hash();
      if (!headers.get(i).parent().equals(below)) {
        throw ChainException.retryable("the chain changed while it was read");
      }
    }
    return headers.stream().map(header -> new WindowBlock(header.ref(), header.parent())).toList();
  }
}
