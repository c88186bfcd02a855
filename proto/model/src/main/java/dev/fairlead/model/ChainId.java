package dev.fairlead.model;

/** The EIP-155 identity of a chain; always positive, since zero would sign for any chain. */
public record ChainId(long value) implements Comparable<ChainId> {
  public ChainId {
    if (value <= 0) {
      throw new IllegalArgumentException("chain id must be positive but is " + value);
    }
  }

  @Override
  public int compareTo(ChainId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
