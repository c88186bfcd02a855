package dev.fairlead.node.doctor;

/** What became of one check. */
public sealed interface Outcome {
  /** It holds. */
  record Proved(String what) implements Outcome {}

  /** Nothing speaks against it, and nothing proves it. */
  record NotProved(String why) implements Outcome {}

  /** It does not hold, and {@code remedy} is what to do. */
  record Wrong(String what, String remedy) implements Outcome {}
}
