package dev.fairlead.node.cli;

import dev.fairlead.chain.ChainPreset;
import dev.fairlead.chain.fee.FeeTerms.DataFeeRule;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.route.NetworkFee;
import java.math.BigDecimal;

/** What a rollup takes for a byte, as {@code fairlead chain fees} prints it and people write it. */
final class BytePrice {
  /** A base fee below, for comparison. */
  private static final Uint256 ONE = Uint256.of(10).pow(18);

  private BytePrice() {}

  /** By the rule of a chain that is known, and by the OP-stack's on another. */
  static NetworkFee fee(ChainId chain, FeePerGas gasPrice, BigDecimal gweiPerByte) {
    Uint256 perByte = Gwei.price(gweiPerByte).wei();
    if (perByte.isZero()) {
      return NetworkFee.of(gasPrice);
    }
    if (gasPrice.equals(FeePerGas.ZERO)) {
      throw new IllegalArgumentException("--byte-price needs --gas-price");
    }
    boolean asGas =
        ChainPreset.of(chain)
            .filter(preset -> preset.terms().dataFee() == DataFeeRule.ARBITRUM)
            .isPresent();
    return new NetworkFee(
        gasPrice,
        asGas
            ? new DataFee.Arbitrum(perByte)
            : opStack(perByte.mulDivUp(ONE, opStack(ONE).perByte())));
  }

  /** The least weight makes the finest steps of the price. */
  private static DataFee opStack(Uint256 l1BaseFee) {
    return new DataFee.OpStack(l1BaseFee, Uint256.ZERO, 1, 0, Uint256.ZERO, Uint256.ZERO, true);
  }
}
