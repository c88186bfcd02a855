package dev.fairlead.model.settlement;

import dev.fairlead.model.Wei;

/**
 * What a transaction cost its sender beside the value that it sent.
 *
 * @param execution for the gas of running it
 * @param data for publishing it on the chain below; zero where there is none
 * @param operator for the operator of a rollup that asks for one
 * @param blobs for its blobs
 */
public record FeePaid(Wei execution, Wei data, Wei operator, Wei blobs) {
  /** Where nothing but gas is paid for. */
  public static FeePaid of(Wei execution) {
    return new FeePaid(execution, Wei.ZERO, Wei.ZERO, Wei.ZERO);
  }

  public Wei total() {
    return execution.plus(data).plus(operator).plus(blobs);
  }
}
