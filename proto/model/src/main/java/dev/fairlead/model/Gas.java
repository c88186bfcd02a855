package dev.fairlead.model;

/** An amount of gas: work, not money. */
public record Gas(long value) implements Comparable<Gas> {
  public static final Gas ZERO = new Gas(0);

  public Gas {
    if (value < 0) {
      throw new IllegalArgumentException("gas is negative: " + value);
    }
  }

  public Gas plus(Gas other) {
    return new Gas(Math.addExact(value, other.value));
  }

  @Override
  public int compareTo(Gas other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
