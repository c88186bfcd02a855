package dev.fairlead.chain;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;

/** How a chain sets the base fee of the next block. */
public sealed interface BaseFeeRule {
  FeePerGas next(Block head);

  /**
   * EIP-1559: a block with more gas than {@code gasLimit / elasticity} raises the fee, by at most
   * one {@code denominator}th; one with less lowers it.
   */
  record Eip1559(long elasticity, long denominator) implements BaseFeeRule {
    /** Ethereum's own constants. */
    public static final Eip1559 ETHEREUM = new Eip1559(2, 8);

    public Eip1559 {
      if (elasticity < 1 || denominator < 1) {
        throw new IllegalArgumentException("elasticity and denominator must be positive");
      }
    }

    @Override
    public FeePerGas next(Block head) {
      long target = head.gasLimit().value() / elasticity;
      long used = head.gasUsed().value();
      Uint256 fee = head.baseFee().wei();
      if (used == target || target == 0) {
        return head.baseFee();
      }
      Uint256 change =
          fee.mulDivDown(Uint256.of(Math.abs(used - target)), Uint256.of(target))
              .dividedBy(Uint256.of(denominator));
      return new FeePerGas(used > target ? fee.plus(change.max(Uint256.ONE)) : fee.minus(change));
    }
  }

  /** The chain follows a rule of its own; the newest block's fee is the best guess. */
  record AsHead() implements BaseFeeRule {
    @Override
    public FeePerGas next(Block head) {
      return head.baseFee();
    }
  }
}
