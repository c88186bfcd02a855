package dev.fairlead.chain;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.settlement.FeePaid;

/** What a receipt tells of fees beside gas and its price, as it is read. */
final class RollupFees {
  private static final Uint256 MILLION = Uint256.of(1_000_000);
  private static final Uint256 HUNDRED = Uint256.of(100);

  Uint256 data = Uint256.ZERO;
  Uint256 operatorScalar = Uint256.ZERO;
  Uint256 operatorConstant = Uint256.ZERO;

  /** Since its Jovian fork the OP-stack multiplies the operator's scalar instead of dividing it. */
  boolean byWholeGas;

  /** On Arbitrum, the part of the gas that pays for data. */
  Uint256 gasForData = Uint256.ZERO;

  /** On the OP-stack this has another meaning, and no price beside it. */
  Uint256 blobGas = Uint256.ZERO;

  Uint256 blobGasPrice = Uint256.ZERO;

  /**
   * All of it.
   *
   * @throws ArithmeticException if no amount is that large, or a part is larger than the whole
   */
  FeePaid paid(FeePerGas price, Gas gas, boolean hasBlobs) {
    Uint256 all = Uint256.of(gas.value());
    Uint256 operator =
        byWholeGas
            ? all.times(operatorScalar).times(HUNDRED)
            : all.times(operatorScalar).dividedBy(MILLION);
    return new FeePaid(
        new Wei(price.wei().times(all.minus(gasForData))),
        new Wei(data.plus(price.wei().times(gasForData))),
        new Wei(operator.plus(operatorConstant)),
        hasBlobs ? new Wei(blobGas.times(blobGasPrice)) : Wei.ZERO);
  }
}
