package dev.fairlead.model;

/** The sequence number of a transaction of one account on one chain. */
public record Nonce(long value) implements Comparable<Nonce> {
  public Nonce {
    if (value < 0) {
      throw new IllegalArgumentException("nonce is negative: " + value);
    }
  }

  public Nonce next() {
    return new Nonce(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Nonce other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
