package dev.fairlead.model;

/** A price of gas, in wei for one unit of gas. */
public record FeePerGas(Uint256 wei) implements Comparable<FeePerGas> {
  public static final FeePerGas ZERO = new FeePerGas(Uint256.ZERO);

  public static FeePerGas of(long wei) {
    return new FeePerGas(Uint256.of(wei));
  }

  /** What this much gas costs at this price. */
  public Wei times(Gas gas) {
    return new Wei(wei.times(Uint256.of(gas.value())));
  }

  public FeePerGas plus(FeePerGas other) {
    return new FeePerGas(wei.plus(other.wei));
  }

  @Override
  public int compareTo(FeePerGas other) {
    return wei.compareTo(other.wei);
  }

  @Override
  public String toString() {
    return wei.toString();
  }
}
