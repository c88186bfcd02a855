package dev.fairlead.chain.fee;

import dev.fairlead.model.Gas;
import java.util.Optional;

/**
 * What holds for a chain's transactions beside the price of their gas.
 *
 * @param dataFee what is taken for their bytes
 * @param blobs how blobs are priced; empty where there are none
 * @param gasCap the most gas that one may ask for
 */
public record FeeTerms(DataFeeRule dataFee, Optional<BlobFeeRule> blobs, Gas gasCap) {
  /** EIP-7825's. */
  public static final Gas ETHEREUM_GAS_CAP = new Gas(1L << 24);

  /** A chain that stands on its own, with Ethereum's cap. */
  public static final FeeTerms PLAIN =
      new FeeTerms(DataFeeRule.NONE, Optional.empty(), ETHEREUM_GAS_CAP);

  public FeeTerms {
    if (gasCap.value() < 21_000) {
      throw new IllegalArgumentException("no transaction fits into " + gasCap + " gas");
    }
  }

  /** What a chain takes for publishing bytes on the chain below. */
  public enum DataFeeRule {
    /** It publishes nothing. */
    NONE,
    /** By the attributes of the chain below that each block's first transaction tells. */
    OP_STACK,
    /** By the price of a byte that its own contract tells. */
    ARBITRUM
  }
}
