package dev.fairlead.node.quote;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What one pool says to a trade. */
public sealed interface PoolOffer {
  PoolId pool();

  /**
   * The trade as the pool makes it.
   *
   * @param price what one whole token sold gives, in whole tokens, the fee taken off
   * @param impact how much worse the trade's own price is than that of a small one, as a share
   * @param fee half of what a small round trip costs, as a share
   * @param net the side that the trade leaves open after gas: less of what is bought, or more of
   *     what is sold
   * @param depths how much can be sold until the price has moved by each of {@link Offers#MOVES}
   */
  record Made(
      PoolId pool,
      Uint256 amountIn,
      Uint256 amountOut,
      BigDecimal price,
      BigDecimal impact,
      BigDecimal fee,
      Gas gas,
      BigInteger net,
      List<Uint256> depths)
      implements PoolOffer {
    public Made {
      depths = List.copyOf(depths);
    }
  }

  /** No trade, and why in words. */
  record None(PoolId pool, String why) implements PoolOffer {}

  /** The offer, where there is one. */
  default Optional<Made> made() {
    return this instanceof Made made ? Optional.of(made) : Optional.empty();
  }
}
