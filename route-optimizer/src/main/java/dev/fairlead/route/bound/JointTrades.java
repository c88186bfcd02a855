package dev.fairlead.route.bound;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.balancer.v3.BalancerV3Holding;
import dev.fairlead.venue.balancer.v3.BalancerV3Pool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import java.util.Optional;

/** Which pools of three and more tokens are taken as a whole: those whose surface is known. */
final class JointTrades {
  private static final double ONE_18 = 1e18;
  private static final double FEE_ONE = 1e10;
  private static final double AMPLIFICATION_ONE = 1000;

  private JointTrades() {}

  /**
   * Empty for two tokens, for a fee that moves with the trade and for rates that fees are due of.
   */
  static Optional<JointTrade> of(Pool pool) {
    if (pool.tokens().size() < 3) {
      return Optional.empty();
    }
    return switch (pool) {
      case CurveStableSwapPool stable -> of(stable);
      case BalancerV2Pool vaulted -> of(vaulted);
      case BalancerV3Pool vaulted -> of(vaulted);
      default -> Optional.empty();
    };
  }

  private static Optional<JointTrade> of(CurveStableSwapPool pool) {
    if (pool.isFeeMoving()) {
      return Optional.empty();
    }
    double[] reserves = new double[pool.tokens().size()];
    double[] units = new double[reserves.length];
    for (int j = 0; j < reserves.length; j++) {
      units[j] = ONE_18 / pool.rates().get(j).toDouble();
      reserves[j] = pool.balance(j).toDouble() / units[j];
    }
    double paid = 1 - pool.fee().toDouble() / FEE_ONE;
    StableSurface surface = new StableSurface(reserves, pool.coefficient());
    return Optional.of(new JointTrade(surface, reserves, units, 1, paid));
  }

  private static Optional<JointTrade> of(BalancerV2Pool pool) {
    double[] reserves = new double[pool.tokens().size()];
    double[] units = new double[reserves.length];
    for (int j = 0; j < reserves.length; j++) {
      units[j] = ONE_18 / pool.scalingFactors().get(j).toDouble();
      reserves[j] = pool.balance(j).toDouble() / units[j];
    }
    return Optional.of(joint(pool.curve(), reserves, units, pool.swapFee()));
  }

  private static Optional<JointTrade> of(BalancerV3Pool pool) {
    double[] reserves = new double[pool.tokens().size()];
    double[] units = new double[reserves.length];
    for (int j = 0; j < reserves.length; j++) {
      BalancerV3Holding holding = pool.holdings().get(j);
      if (holding.rated()) {
        return Optional.empty();
      }
      units[j] = ONE_18 / (holding.scaling().toDouble() * holding.rate().toDouble());
      reserves[j] = holding.raw().toDouble() / units[j];
    }
    return Optional.of(joint(pool.curve(), reserves, units, pool.terms().swapFee()));
  }

  private static JointTrade joint(
      PoolCurve curve, double[] reserves, double[] units, Uint256 swapFee) {
    Surface surface =
        switch (curve) {
          case WeightedCurve weighted ->
              new WeightedSurface(
                  reserves, weighted.weights().stream().mapToDouble(Uint256::toDouble).toArray());
          case StableCurve stable ->
              new StableSurface(
                  reserves,
                  stable.amplification().toDouble() / AMPLIFICATION_ONE * reserves.length);
        };
    return new JointTrade(surface, reserves, units, 1 - swapFee.toDouble() / ONE_18, 1);
  }
}
