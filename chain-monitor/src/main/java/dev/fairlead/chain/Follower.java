package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointSet;
import dev.fairlead.chain.rpc.HeadHints;
import dev.fairlead.chain.rpc.RpcBatch;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.model.BlockHash;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one task that moves a chain's view: it looks when a head is announced, and now and then
 * anyway, since announcements get lost. It ends when it is interrupted, or when the chain halts.
 */
final class Follower implements Runnable {
  private static final int LONGEST_PAUSE = 10;

  private final ChainProfile profile;
  private final EndpointSet endpoints;
  private final BlockSource source;
  private final ChainView view;
  private final ViewMover mover;
  private final FinalityWatch finality;
  private final HeadHints hints;
  private final ChainObserver observer;
  private long polledAt = System.nanoTime();

  Follower(
      ChainProfile profile,
      EndpointSet endpoints,
      BlockSource source,
      ChainView view,
      WindowJournal journal,
      HeadHints hints,
      ChainObserver observer) {
    this.profile = profile;
    this.endpoints = endpoints;
    this.source = source;
    this.view = view;
    this.mover = new ViewMover(profile, endpoints, source, view, journal, observer);
    this.finality = new FinalityWatch(profile, endpoints, source, view, mover, observer);
    this.hints = hints;
    this.observer = observer;
  }

  @Override
  public void run() {
    Duration pause = profile.pollInterval();
    try {
      while (true) {
        HeadHints.Hint hint = hints.await(pause);
        try {
          judge(hint);
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
      halt(e.reason());
    } catch (RuntimeException | Error bug) {
      halt("the follower failed: " + bug);
      throw bug;
    }
  }

  private void halt(String reason) {
    view.halt(reason);
    observer.halted(profile.id(), reason);
  }

  /** What one endpoint alone says is asked again, of the others. */
  private void judge(HeadHints.Hint hint) throws HaltException {
    try {
      look(hint);
    } catch (HaltException e) {
      if (!endpoints.abandoned(view.finalized())) {
        throw ChainException.retryable(e.reason() + ", says one endpoint");
      }
      throw e;
    }
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
    BlockHash hash = hint.head().orElseThrow();
    // Each endpoint announces the same head.
    if (view.whole(hash).isPresent()) {
      return true;
    }
    Optional<Block> announced = source.block(hash);
    if (announced.isEmpty()) {
      return false;
    }
    Block block = announced.get();
    if (block.parent().equals(view.head().hash())) {
      mover.extend(block, heardAt);
    } else if (!view.contains(block.ref())) {
      // A late announcement may be of an abandoned block: only the latest head says what counts.
      return false;
    }
    return true;
  }

  private void poll(long heardAt) throws HaltException {
    RpcBatch batch = endpoints.batch();
    RpcBatch.Slot<Long> chain = batch.add(RpcClient.chainId());
    RpcBatch.Slot<Optional<Header>> latest = batch.add(BlockSource.latestRequest());
    Header head =
        batch.send(() -> {
          if (chain.reply() instanceof RpcReply.Result<Long>(Long id)
              && id != profile.id().value()) {
            throw ChainException.wrongChain(
                "the endpoint serves chain " + id + " instead of chain " + profile.id());
          }
          return latest
              .result()
              .orElseThrow(() -> ChainException.retryable("there is no latest block"));
        });
    polledAt = System.nanoTime();
    // A lower head of the same chain is an endpoint that went back, not a reorg: it is waited for.
    if (!view.contains(head.ref())) {
      mover.moveTo(head, heardAt);
    }
    finality.look();
  }

  private Duration longer(Duration pause) {
    long longest = profile.pollInterval().toNanos() * LONGEST_PAUSE;
    long next = Math.min(longest, pause.toNanos() * 2);
    return Duration.ofNanos(next / 2 + ThreadLocalRandom.current().nextLong(next / 2 + 1));
  }
}
