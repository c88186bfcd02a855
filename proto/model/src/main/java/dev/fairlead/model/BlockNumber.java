package dev.fairlead.model;

/** The height of a block; a height names a block only together with its hash. */
public record BlockNumber(long value) implements Comparable<BlockNumber> {
  public BlockNumber {
    if (value < 0) {
      throw new IllegalArgumentException("block number is negative: " + value);
    }
  }

  public BlockNumber next() {
    return new BlockNumber(Math.addExact(value, 1));
  }

  /** The height {@code blocks} below this one, not below zero. */
  public BlockNumber back(long blocks) {
    return new BlockNumber(Math.max(0, value - blocks));
  }

  public boolean isAfter(BlockNumber other) {
    return value > other.value;
  }

  @Override
  public int compareTo(BlockNumber other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
