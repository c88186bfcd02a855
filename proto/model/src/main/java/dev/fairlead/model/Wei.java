package dev.fairlead.model;

/** An amount of a chain's native coin in its smallest unit. Overflow and underflow throw. */
public record Wei(Uint256 value) implements Comparable<Wei> {
  public static final Wei ZERO = new Wei(Uint256.ZERO);

  public static Wei of(long value) {
    return new Wei(Uint256.of(value));
  }

  public Wei plus(Wei other) {
    return new Wei(value.plus(other.value));
  }

  public Wei minus(Wei other) {
    return new Wei(value.minus(other.value));
  }

  @Override
  public int compareTo(Wei other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
