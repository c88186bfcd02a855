package dev.fairlead.devnet.relay;

import java.time.Duration;

/**
 * How the relay treats what it is sent from now on: what it answers, what it does, and what it says
 * later.
 *
 * <p>The three are independent, so that a relay can refuse what it then includes, or praise what it
 * drops.
 */
public record RelayBehaviour(Answer answer, Inclusion inclusion, Claim claim) {
  /** What it answers to a submission that it understood. */
  public sealed interface Answer {
    /** The right hash. */
    record Right() implements Answer {}

    /** The right hash, after a time. */
    record Slow(Duration after) implements Answer {}

    /** An error. */
    record Refusal(int code, String message) implements Answer {}

    /** A hash of something else. */
    record WrongHash() implements Answer {}

    /** Nothing: the connection closes without a byte. */
    record Silence() implements Answer {}
  }

  /** What it does with a submission that it understood. */
  public sealed interface Inclusion {
    /** Includes it in the first block it may be in. */
    record OnTime() implements Inclusion {}

    /**
     * Includes it so many blocks after the first block it may be in, its last block moved as well.
     */
    record Late(int blocks) implements Inclusion {}

    /** Never includes it. */
    record Never() implements Inclusion {}

    /** Gives it to the public pool. */
    record Leak() implements Inclusion {}
  }

  /** What its status page says. */
  public enum Claim {
    /** The truth. */
    TRUTH,
    /** That everything is in a block. */
    INCLUDED,
    /** That everything failed. */
    FAILED
  }

  /** An honest, working relay. */
  public static RelayBehaviour honest() {
    return new RelayBehaviour(new Answer.Right(), new Inclusion.OnTime(), Claim.TRUTH);
  }

  /** The same with another answer. */
  public RelayBehaviour answering(Answer other) {
    return new RelayBehaviour(other, inclusion, claim);
  }

  /** The same with another deed. */
  public RelayBehaviour including(Inclusion other) {
    return new RelayBehaviour(answer, other, claim);
  }

  /** The same with another claim. */
  public RelayBehaviour claiming(Claim other) {
    return new RelayBehaviour(answer, inclusion, other);
  }
}
