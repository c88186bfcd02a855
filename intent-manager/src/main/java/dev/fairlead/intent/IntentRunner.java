package dev.fairlead.intent;

import dev.fairlead.chain.ChainException;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.signing.SigningException;
import dev.fairlead.venue.VenueException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Works one open intent to its end, on a thread of its own: looks at its state, does what comes
 * next, waits for a block, a deadline or a wish.
 *
 * <p>All that it knows is in the log; it may be stopped anywhere and started again.
 */
final class IntentRunner {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Workplace at;
  private final Journal journal;
  private final Bell bell;
  private final LateBounds bounds;
  private final Preparation preparation;
  private final Signing signing;
  private final Pursuit pursuit;

  IntentRunner(Workplace at, Journal journal, Bell bell, Set<TxHash> old) {
    this.at = at;
    this.journal = journal;
    this.bell = bell;
    this.bounds = new LateBounds(journal, at.observer(), at.around().clock(), bell);
    this.preparation = new Preparation(at, journal, bounds);
    this.signing = new Signing(at, journal);
    this.pursuit = new Pursuit(at, journal, bounds, old);
  }

  /** Returns when the intent has ended. */
  void run() throws InterruptedException {
    at.watch().listen(bell);
    try (bounds) {
      journal.refresh();
      while (journal.state() instanceof IntentState.Open open) {
        step(open.life());
        journal.refresh();
      }
      release(journal.state().intent().id());
    } finally {
      at.watch().unlisten(bell);
    }
  }

  private void step(OpenIntent life) throws InterruptedException {
    Instant now = at.now();
    if (journal.record(new Observation.TimePassed(), now) != Journal.Written.NOTHING) {
      return;
    }
    Task task = Agenda.next(life, now);
    try {
      switch (task) {
        case Task.AwaitWindow window -> bell.await(Duration.between(now, window.from()));
        case Task.Prepare _ -> {
          if (!preparation.attempt(life) && !bounds.write()) {
            bell.await(patience(life));
          }
        }
        case Task.Sign sign -> {
          at.refuseHeld();
          signing.sign(life, sign.payloads());
        }
        case Task.Withdraw withdraw -> {
          at.refuseHeld();
          signing.withdraw(life, withdraw.slots());
        }
        case Task.Follow follow -> {
          if (!pursuit.advance(life, follow.pending())) {
            bell.await(patience(life));
          }
        }
      }
    } catch (ChainException e) {
      endure(life.id(), e);
    } catch (VenueException e) {
      endure(life.id(), e);
    } catch (LaneHeld e) {
      at.observer().troubled(life.id(), String.valueOf(e.getMessage()));
      bell.await(patience(life));
    } catch (EventStoreException e) {
      if (e.kind() == EventStoreException.Kind.FATAL) {
        throw e;
      }
      endure(life.id(), e);
    } catch (SigningException e) {
      if (e.kind() == SigningException.Kind.FATAL) {
        throw e;
      }
      endure(life.id(), e);
    }
  }

  /** What the surroundings can't do now is tried again: an intent is never given up for it. */
  private void endure(IntentId id, RuntimeException trouble) throws InterruptedException {
    at.observer().troubled(id, String.valueOf(trouble.getMessage()));
    bell.pause(at.policy().retryPause());
  }

  /** Until the deadline when that is still to be acted on; blocks and wishes ring the bell. */
  private Duration patience(OpenIntent life) {
    Duration left = Duration.between(at.now(), life.intent().constraints().window().deadline());
    boolean acted = life.isWithdrawn() || !left.isPositive();
    return acted || left.compareTo(LONG) > 0 ? LONG : left.plusMillis(1);
  }

  private void release(IntentId id) throws InterruptedException {
    at.lane().enter();
    try {
      at.lane().released(id);
    } finally {
      at.lane().leave();
    }
  }
}
