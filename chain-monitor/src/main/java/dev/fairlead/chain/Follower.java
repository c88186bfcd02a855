package dev.fairlead.chain;

import dev.fairlead.chain.rpc.HeadHints;
import dev.fairlead.chain.rpc.RpcBatch;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.model.BlockRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one task that moves a chain's view: it looks when a head is announced, and now and then
 * anyway, since announcements get lost. It ends when it is interrupted, or when the chain halts.
 */
final class Follower implements Runnable {
  private static final int LONGEST_PAUSE = 10;

  private final ChainProfile profile;
  private final RpcClient rpc;
  private final BlockSource source;
  private final ChainView view;
  private final HeadHints hints;
  private final ChainObserver observer;
  private long polledAt = System.nanoTime();

  Follower(
      ChainProfile profile,
      RpcClient rpc,
      BlockSource source,
      ChainView view,
      HeadHints hints,
      ChainObserver observer) {
    this.profile = profile;
    this.rpc = rpc;
    this.source = source;
    this.view = view;
    this.hints = hints;
    this.observer = observer;
  }

  /** The chain broke a promise. */
  private static final class HaltException extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    HaltException(String reason) {
      super(reason);
      this.reason = reason;
    }
  }

  @Override
  public void run() {
    Duration pause = profile.pollInterval();
    try {
      while (true) {
        HeadHints.Hint hint = hints.await(pause);
        try {
          look(hint);
          pause = profile.pollInterval();
        } catch (ChainException e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          if (e.kind() == ChainException.Kind.FATAL) {
            throw new HaltException(String.valueOf(e.getMessage()));
          }
          observer.mistrusted(profile.id(), String.valueOf(e.getMessage()));
          pause = longer(pause);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (HaltException e) {
      halt(e.reason);
    } catch (RuntimeException | Error bug) {
      halt("the follower failed: " + bug);
      throw bug;
    }
  }

  private void halt(String reason) {
    view.halt(reason);
    observer.halted(profile.id(), reason);
  }

  private void look(HeadHints.Hint hint) throws HaltException {
    long heardAt = hint.heardAt();
    boolean moved = hint.head().isPresent() && follow(hint, heardAt);
    boolean due = System.nanoTime() - polledAt >= profile.pollInterval().toNanos();
    if (!moved || due) {
      poll(heardAt);
    }
  }

  /** Follows an announced head; false if the endpoint does not know it (yet, or any more). */
  private boolean follow(HeadHints.Hint hint, long heardAt) throws HaltException {
    Optional<Block> announced = source.block(hint.head().orElseThrow());
    if (announced.isEmpty()) {
      return false;
    }
    Block block = announced.get();
    if (block.parent().equals(view.head().hash())) {
      extend(block, heardAt);
      finality();
    } else if (!view.contains(block.ref())) {
      // A late announcement may be of an abandoned block: only the latest head says what counts.
      return false;
    }
    return true;
  }

  private void poll(long heardAt) throws HaltException {
    RpcBatch batch = rpc.batch();
    RpcBatch.Slot<Long> chain = batch.add(RpcClient.chainId());
    RpcBatch.Slot<Optional<Header>> latest = batch.add(BlockSource.latestRequest());
    batch.send();
    if (chain.reply() instanceof RpcReply.Result<Long>(Long id) && id != profile.id().value()) {
      throw new HaltException(
          "the endpoint serves chain " + id + " instead of chain " + profile.id());
    }
    polledAt = System.nanoTime();
    Header head =
        latest.result().orElseThrow(() -> ChainException.retryable("there is no latest block"));
    // A lower head of the same chain is an endpoint that went back, not a reorg: it is waited for.
    if (!view.contains(head.ref())) {
      moveTo(head, heardAt);
    }
    finality();
  }

  private void moveTo(Header target, long heardAt) throws HaltException {
    BlockRef ancestor = ancestorOf(target);
    BlockRef abandoned = view.head();
    if (ancestor.number().compareTo(view.finalized().number()) < 0) {
      throw new HaltException(
          "a reorg from "
              + abandoned
              + " down to "
              + ancestor
              + " passes the final block "
              + view.finalized());
    }
    boolean retracted = false;
    BlockRef below = ancestor;
    while (target.ref().number().isAfter(below.number())) {
      List<Block> blocks = above(below, target);
      if (!retracted) {
        retractTo(ancestor, target.ref());
        retracted = true;
      }
      for (Block block : blocks) {
        extend(block, heardAt);
        below = block.ref();
      }
    }
  }

  /** The next blocks above {@code below}, linked to it. */
  private List<Block> above(BlockRef below, Header target) {
    long left = target.ref().number().value() - below.number().value();
    List<Header> headers =
        left == 1
            ? List.of(target)
            : source.headers(below.number().value() + 1, (int) Math.min(left, BlockSource.CHUNK));
    BlockRef last = below;
    for (Header header : headers) {
      if (!header.parent().equals(last.hash())) {
        throw ChainException.retryable("the chain changed above " + last + " while it was read");
      }
      last = header.ref();
    }
    if (headers.isEmpty()) {
      throw ChainException.retryable("the blocks above " + below + " are missing");
    }
    return source.blocks(headers);
  }

  private BlockRef ancestorOf(Header target) throws HaltException {
    long parent = target.ref().number().value() - 1;
    if (view.contains(parent, target.parent())) {
      return view.at(parent).orElseThrow();
    }
    long top = Math.min(view.head().number().value(), parent);
    long bottom = view.bottom();
    while (top >= bottom) {
      long from = Math.max(bottom, top - BlockSource.CHUNK + 1);
      for (Header header : source.headers(from, (int) (top - from + 1)).reversed()) {
        if (view.contains(header.ref())) {
          return header.ref();
        }
      }
      top = from - 1;
    }
    throw new HaltException(
        "a reorg to "
            + target.ref()
            + " goes below block "
            + bottom
            + ", the lowest that is known");
  }

  private void retractTo(BlockRef ancestor, BlockRef head) {
    List<BlockRef> abandoned = view.above(ancestor);
    if (!abandoned.isEmpty()) {
      observer.reorganised(profile.id(), new Reorg(ancestor, abandoned, head));
    }
    for (int i = 0; i < abandoned.size(); i++) {
      view.retract();
    }
  }

  private void extend(Block block, long heardAt) {
    observer.seen(profile.id(), block);
    view.extend(block);
    observer.extended(profile.id(), block.ref(), Duration.ofNanos(System.nanoTime() - heardAt));
    if (profile.finality() instanceof ChainProfile.Finality.Confirmations(int blocks)) {
      view.at(block.ref().number().value() - blocks).ifPresent(this::finalizeUpTo);
    }
  }

  private void finality() {
    if (profile.finality() instanceof ChainProfile.Finality.FinalizedTag) {
      source.tagged("finalized").ifPresent(header -> finalizeTagged(header.ref()));
    }
  }

  /** Takes the tag's word only for blocks that were verified, and only upwards. */
  private void finalizeTagged(BlockRef tagged) {
    BlockRef known = view.finalized();
    boolean lower = tagged.number().compareTo(known.number()) < 0;
    boolean other = tagged.number().equals(known.number()) && !tagged.equals(known);
    boolean foreign =
        view.at(tagged.number().value()).filter(ref -> !ref.equals(tagged)).isPresent();
    if (lower || other || foreign) {
      observer.mistrusted(
          profile.id(), "the finalized tag names " + tagged + " after " + known + " was final");
    } else if (view.contains(tagged)) {
      finalizeUpTo(tagged);
    }
  }

  private void finalizeUpTo(BlockRef ref) {
    if (view.finalizeUpTo(ref)) {
      observer.finalized(profile.id(), ref);
    }
  }

  private Duration longer(Duration pause) {
    long longest = profile.pollInterval().toNanos() * LONGEST_PAUSE;
    long next = Math.min(longest, pause.toNanos() * 2);
    return Duration.ofNanos(next / 2 + ThreadLocalRandom.current().nextLong(next / 2 + 1));
  }
}
