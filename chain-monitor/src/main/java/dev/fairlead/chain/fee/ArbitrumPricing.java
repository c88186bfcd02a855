package dev.fairlead.chain.fee;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import java.util.List;

/**
 * How ArbOS makes a base fee: e to the power of how much was asked beyond each target, times the
 * least fee. Older chains have one target with a tolerance, those that opted in since ArbOS 50
 * several without.
 *
 * @param least the fee of a chain at rest
 * @param tolerance how many seconds' worth of backlog cost nothing
 */
record ArbitrumPricing(FeePerGas least, long tolerance, List<Target> targets) {
  private static final Uint256 ONE = Uint256.of(10_000);

  /** No more terms of the power series than these. */
  private static final int ACCURACY = 4;

  ArbitrumPricing {
    targets = List.copyOf(targets);
  }

  /**
   * A rate that the chain is meant to keep.
   *
   * @param perSecond gas
   * @param window over how many seconds it is to be kept
   * @param backlog gas beyond it so far
   */
  record Target(Uint256 perSecond, Uint256 window, Uint256 backlog) {
    Target {
      if (perSecond.isZero() || window.isZero()) {
        throw new IllegalArgumentException("a target without a rate or a window");
      }
    }

    private Uint256 exponent(Uint256 seconds, Uint256 tolerated) {
      Uint256 left = above(backlog, seconds.times(perSecond));
      return above(left, tolerated.times(perSecond)).times(ONE).dividedBy(window.times(perSecond));
    }

    private static Uint256 above(Uint256 amount, Uint256 less) {
      return amount.isGreaterThan(less) ? amount.minus(less) : Uint256.ZERO;
    }
  }

  /** The fee that is made when a block comes so many seconds after this state's. */
  FeePerGas after(long seconds) {
    Uint256 exponent = Uint256.ZERO;
    for (Target target : targets) {
      exponent = exponent.plus(target.exponent(Uint256.of(seconds), Uint256.of(tolerance)));
    }
    return new FeePerGas(least.wei().mulDivDown(power(exponent), ONE));
  }

  /** e^x, both in ten-thousandths, by the nested sum that the protocol prescribes. */
  private static Uint256 power(Uint256 x) {
    Uint256 power = ONE.plus(x.dividedBy(Uint256.of(ACCURACY)));
    for (long i = ACCURACY - 1; i > 0; i--) {
      power = ONE.plus(power.times(x).dividedBy(ONE.times(Uint256.of(i))));
    }
    return power;
  }
}
