package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a chain's first view: the head, and the hashes below it, linked. */
final class ChainStart {
  private static final int ATTEMPTS = 5;
  private static final int HEADERS_PER_REQUEST = 64;

  private final ChainProfile profile;
  private final BlockSource source;

  ChainStart(ChainProfile profile, BlockSource source) {
    this.profile = profile;
    this.source = source;
  }

  /** Again, if the chain moved while it was read. */
  ChainView view() {
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

  private ChainView read() {
    Header head = source.latest();
    long top = head.ref().number().value();
    List<BlockRef> below = new ArrayList<>(ChainProfile.WINDOW);
    List<Header> headers = new ArrayList<>(ChainProfile.WINDOW + 1);
    long next = Math.max(0, top - ChainProfile.WINDOW);
    while (next < top) {
      int count = (int) Math.min(HEADERS_PER_REQUEST, top - next);
      List<Header> piece = source.headers(next, count);
      if (piece.size() < count) {
        throw ChainException.retryable("the blocks below " + head.ref() + " are missing");
      }
      headers.addAll(piece);
      next += count;
    }
    headers.add(head);
    for (int i = 1; i < headers.size(); i++) {
      if (!headers.get(i).parent().equals(headers.get(i - 1).ref().hash())) {
        throw ChainException.retryable("the chain changed while it was read");
      }
      below.add(headers.get(i - 1).ref());
    }
    Block block =
        source
            .block(head.ref().hash())
            .orElseThrow(() -> ChainException.retryable("the head was abandoned"));
    return new ChainView(below, block, finalized(below, head.ref()));
  }

  private BlockRef finalized(List<BlockRef> below, BlockRef head) {
    BlockRef lowest = below.isEmpty() ? head : below.getFirst();
    return switch (profile.finality()) {
      case ChainProfile.Finality.Confirmations(int blocks) ->
          below.size() >= blocks ? below.get(below.size() - blocks) : lowest;
      case ChainProfile.Finality.FinalizedTag() -> {
        Optional<BlockRef> tagged = source.tagged("finalized").map(Header::ref);
        yield tagged
            .filter(ref -> below.contains(ref) || ref.number().compareTo(lowest.number()) < 0)
            .orElse(lowest);
      }
    };
  }
}
