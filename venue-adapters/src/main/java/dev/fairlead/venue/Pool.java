package dev.fairlead.venue;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.router.RouterHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pool at one state, able to say exactly what its contract would do.
 *
 * <p>Immutable, so any thread may quote. A quote never throws for an amount or a pair of tokens: it
 * refuses. Tokens are compared by identity first, so hot callers pass the instances that {@link
 * #tokens} holds.
 */
public interface Pool {
  PoolId id();

  /** The tokens that can be traded against each other, in the contract's order. */
  List<Token> tokens();

  /** What exactly this much of {@code in} gives. */
  Quote quoteExactIn(Token in, Token out, Uint256 amountIn);

  /** The least of {@code in} that gives at least this much of {@code out}. */
  Quote quoteExactOut(Token in, Token out, Uint256 amountOut);

  /**
   * Whether quotes change with time where no log tells of it, as with rates that others set: such a
   * pool is read again with every block.
   */
  default boolean drifts() {
    return false;
  }

  /** The gas of this hop inside of the executor, transfers included: an estimate for ranking. */
  Gas gas(Token in, Token out);

  /**
   * Base units of {@code out} for one base unit of {@code in} at the margin, after the fee; zero
   * where the pool can't trade. It orders searches and never prices an amount.
   */
  double spotPrice(Token in, Token out);

  /** About what this much of {@code in} gives and leaves behind, as fast as the pool can tell. */
  default Outline outline(Token in, Token out, Uint256 amountIn) {
    return Outline.exact(this, in, out, amountIn);
  }

  /**
   * By what formulas the pool gives, one after another, as near as doubles tell: where they are
   * told, no more than an amount at the end need be asked for. None where they are no constant
   * products.
   */
  default Pieces pieces(Token in, Token out) {
    return new Pieces();
  }

  /**
   * The state in numbers, by name: what moves with trades and what their price depends on, for
   * records and for people. Never empty.
   */
  Map<String, BigInteger> figures();

  /** How the executor contract trades here; both tokens must be the pool's. */
  ExecutorHop hop(Token in, Token out);

  /**
   * How the venue's own router finds this pool; empty where no router is called that keeps minimum
   * and deadline. Both tokens must be the pool's; the hop has the coin itself where the pool does,
   * also where that is shown as its wrapper.
   */
  default Optional<RouterHop> routerHop(Token in, Token out) {
    return Optional.empty();
  }
}
