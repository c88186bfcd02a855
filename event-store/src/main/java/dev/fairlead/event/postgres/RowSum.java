package dev.fairlead.event.postgres;

/** Hashes of rows added up modulo 2^128, in whatever order. For one thread at a time. */
final class RowSum {
  private long high;
  private long low;

  void add(RowPrint.Digest hash) {
    add(hash.high(), hash.low());
  }

  void add(RowSum other) {
    add(other.high, other.low);
  }

  /** Takes away what was added. */
  void remove(RowPrint.Digest hash) {
    add(~hash.high() + (hash.low() == 0 ? 1 : 0), -hash.low());
  }

  /**
   * Adds all of another one, each hash times a factor, so that the same hashes under another factor
   * come to another sum.
   */
  void addTimes(RowSum other, RowPrint.Digest factor) {
    addTimes(other.high, other.low, factor);
  }

  /** Adds a hash times a factor. */
  void addTimes(RowPrint.Digest hash, RowPrint.Digest factor) {
    addTimes(hash.high(), hash.low(), factor);
  }

  private void addTimes(long otherHigh, long otherLow, RowPrint.Digest factor) {
    add(
        Math.unsignedMultiplyHigh(otherLow, factor.low())
            + otherLow * factor.high()
            + otherHigh * factor.low(),
        otherLow * factor.low());
  }

  private void add(long addedHigh, long addedLow) {
    long sum = low + addedLow;
    high += addedHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
  }

  boolean agreesWith(RowSum other) {
    return high == other.high && low == other.low;
  }
}
