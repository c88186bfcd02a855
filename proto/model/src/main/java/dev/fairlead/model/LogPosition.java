package dev.fairlead.model;

/** A place in the log: gap-free from 1, in the order of commits. {@link #START} is before all. */
public record LogPosition(long value) implements Comparable<LogPosition> {
  public static final LogPosition START = new LogPosition(0);

  public LogPosition {
    if (value < 0) {
      throw new IllegalArgumentException("log position is negative: " + value);
    }
  }

  public LogPosition next() {
    return new LogPosition(Math.addExact(value, 1));
  }

  public boolean isAfter(LogPosition other) {
    return value > other.value;
  }

  @Override
  public int compareTo(LogPosition other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
