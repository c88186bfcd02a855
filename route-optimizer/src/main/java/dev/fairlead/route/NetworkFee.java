package dev.fairlead.route;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.DataSize;

/**
 * What a trade's transaction pays: for its gas, and what a rollup takes for its bytes.
 *
 * <p>Estimates from what the hops use and how many bytes of a program they are ({@link
 * dev.fairlead.venue.executor.ExecutorHop#bytes}), for ranking; what is signed is priced by its own
 * bytes.
 *
 * @param gasPrice in the chain's native coin
 */
public record NetworkFee(FeePerGas gasPrice, DataFee dataFee) {
  /** Routes cost nothing. */
  public static final NetworkFee FREE = of(FeePerGas.ZERO);

  /**
   * What a transaction takes beside its hops: 21,000, the calldata, the pull of the input and the
   * payment of the output. It is the same for every route, so it ranks nothing.
   */
  static final Gas TRANSACTION_GAS = new Gas(90_000);

  /**
   * The bytes of a transaction beside its hops, as they pack: fees, signature and addresses as they
   * are, long runs of zeros as good as nothing. A further leg's head weighs as much as the token
   * bought, which packs away in all legs.
   */
  static final int TRANSACTION_BYTES = 195;

  private static final Gas MILLION = new Gas(1_000_000);

  /** Where nothing is taken for bytes. */
  public static NetworkFee of(FeePerGas gasPrice) {
    return new NetworkFee(gasPrice, DataFee.none());
  }

  /** Whether nothing is paid, whatever the route. */
  public boolean isZero() {
    return gasPrice.equals(FeePerGas.ZERO) && dataFee.isNone();
  }

  /** The gas of a whole transaction, with what is counted for its bytes. */
  public Gas gas(Gas ofHops, int bytesOfHops) {
    DataSize size = DataSize.ofUnpackable(TRANSACTION_BYTES + bytesOfHops);
    return TRANSACTION_GAS.plus(ofHops).plus(dataFee.gas(size, gasPrice));
  }

  /** What a whole transaction pays beside its gas. */
  public Wei beside(Gas ofHops, int bytesOfHops) {
    return dataFee.beside(
        DataSize.ofUnpackable(TRANSACTION_BYTES + bytesOfHops), TRANSACTION_GAS.plus(ofHops));
  }

  /** The gas that hops add to a transaction. */
  public Gas addedGas(Gas ofHops, int bytesOfHops) {
    return ofHops.plus(dataFee.gas(DataSize.ofUnpackable(bytesOfHops), gasPrice));
  }

  /** What hops add to what a transaction pays beside its gas. */
  public Wei addedBeside(Gas ofHops, int bytesOfHops) {
    return beside(ofHops, bytesOfHops).minus(beside(Gas.ZERO, 0));
  }

  /** What so much gas costs, with what is paid beside it. */
  public Wei cost(Gas gas, Wei beside) {
    return gasPrice.times(gas).plus(beside);
  }

  /**
   * What a unit of gas costs, with what an operator takes for it; where bytes cost something, at
   * least one wei, so that they can be told in gas.
   */
  double weiPerGas() {
    double price = gasPrice.wei().toDouble();
    if (dataFee.isNone()) {
      return price;
    }
    DataSize nothing = DataSize.ofUnpackable(0);
    Wei operator = dataFee.cost(nothing, MILLION).minus(dataFee.cost(nothing, Gas.ZERO));
    return Math.max(1, price + operator.value().toDouble() / MILLION.value());
  }

  /** How much gas costs as much as a byte. */
  double gasPerByte() {
    return dataFee.isNone() ? 0 : dataFee.perByte().toDouble() / weiPerGas();
  }
}
