package dev.fairlead.venue.balancer.v3;

import dev.fairlead.model.Address;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Figures;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.Quoting;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.router.RouterHop;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the Balancer V3 Vault at one state.
 *
 * <p>The curve sees balances in 18 decimals and with their rates. Before a trade the Vault takes
 * its part of what rates have grown by. The swap fee is taken from the input, rounded up, before
 * the curve with the input given and after it with the output given; a part of it leaves the pool.
 */
public final class BalancerV3Pool implements Pool {
  private static final int BALANCE_BITS = 128;

  private final PoolFacts facts;
  private final Address vault;
  private final PoolCurve curve;
  private final BalancerV3Terms terms;
  private final List<BalancerV3Holding> holdings;

  public BalancerV3Pool(
      PoolFacts facts,
      Address vault,
      PoolCurve curve,
      BalancerV3Terms terms,
      List<BalancerV3Holding> holdings) {
    if (holdings.size() != facts.tokens().size()) {
      throw new IllegalArgumentException(facts.id() + " holds as many balances as tokens");
    }
    this.facts = facts;
    this.vault = vault;
    this.curve = curve;
    this.terms = terms;
    this.holdings = List.copyOf(holdings);
  }

  BalancerV3Pool with(BalancerV3Terms nextTerms) {
    return new BalancerV3Pool(facts, vault, curve, nextTerms, holdings);
  }

  BalancerV3Pool with(List<BalancerV3Holding> nextHoldings) {
    return new BalancerV3Pool(facts, vault, curve, terms, nextHoldings);
  }

  public Address vault() {
    return vault;
  }

  /** The pool's contract, which is its token too. */
  public Address address() {
    return facts.id().key().addressAt(0);
  }

  public PoolCurve curve() {
    return curve;
  }

  public BalancerV3Terms terms() {
    return terms;
  }

  /** In the order of {@link #tokens}. */
  public List<BalancerV3Holding> holdings() {
    return holdings;
  }

  PoolFacts facts() {
    return facts;
  }

  @Override
  public PoolId id() {
    return facts.id();
  }

  @Override
  public List<Token> tokens() {
    return facts.tokens();
  }

  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    return Quoting.of(facts, in, out, amountIn, this::refusal, this::sell);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return Quoting.of(facts, in, out, amountOut, this::refusal, this::buy);
  }

  /** Rates grow, and a moving amplification moves, without a log. */
  @Override
  public boolean drifts() {
    return terms.ramping() || holdings.stream().anyMatch(BalancerV3Holding::rated);
  }

  private Quote sell(int from, int to, Uint256 amountIn) {
    List<BalancerV3Holding> charged = charged();
    Uint256 gross = charged.get(from).scaledDown(amountIn);
    Uint256 fee = Fixed18.mulUp(gross, terms.swapFee());
    Uint256 net = gross.minus(fee);
    if (net.isLessThan(terms.minimumTrade())) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256[] lives = lives(charged, from);
    return switch (curve.out(lives, from, to, net)) {
      case PoolCurve.Answer.Amount(Uint256 scaled) -> {
        if (scaled.isLessThan(terms.minimumTrade())) {
          yield Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
        }
        yield leavesTooLittle(lives, from, to, scaled)
            ? Quote.refused(QuoteRefusal.EXCEEDS_DEPTH)
            : filled(charged, from, to, amountIn, charged.get(to).paidFor(scaled), fee);
      }
      case PoolCurve.Answer.None(QuoteRefusal reason) -> Quote.refused(reason);
    };
  }

  private Quote buy(int from, int to, Uint256 amountOut) {
    List<BalancerV3Holding> charged = charged();
    if (amountOut.isAtLeast(charged.get(to).raw())) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 wanted = charged.get(to).scaledUp(amountOut);
    if (wanted.isLessThan(terms.minimumTrade())) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256[] lives = lives(charged, from);
    return switch (curve.in(lives, from, to, wanted)) {
      case PoolCurve.Answer.Amount(Uint256 net) -> {
        if (net.isLessThan(terms.minimumTrade())) {
          yield Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
        }
        if (leavesTooLittle(lives, from, to, wanted)) {
          yield Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
        }
        Uint256 fee = net.times(terms.swapFee()).dividedByUp(Fixed18.complement(terms.swapFee()));
        Uint256 amountIn = charged.get(from).unscaledUp(net.plus(fee));
        yield filled(charged, from, to, amountIn, amountOut, fee);
      }
      case PoolCurve.Answer.None(QuoteRefusal reason) -> Quote.refused(reason);
    };
  }

  private @Nullable QuoteRefusal refusal(int from, int to, Uint256 amount) {
    if (from < 0 || to < 0 || from == to) {
      return QuoteRefusal.UNSUPPORTED;
    }
    if (terms.paused() || terms.ramping()) {
      return QuoteRefusal.PAUSED;
    }
    if (amount.isZero()) {
      return QuoteRefusal.AMOUNT_TOO_SMALL;
    }
    return holdings.get(from).raw().isZero() || holdings.get(to).raw().isZero()
        ? QuoteRefusal.NO_LIQUIDITY
        : null;
  }

  private Quote filled(
      List<BalancerV3Holding> charged,
      int from,
      int to,
      Uint256 amountIn,
      Uint256 amountOut,
      Uint256 scaledFee) {
    if (amountIn.isZero() || amountOut.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    BalancerV3Holding paid = charged.get(from);
    Uint256 leaves = terms.aggregateOf(paid.unscaledDown(scaledFee));
    List<BalancerV3Holding> after = new ArrayList<>(charged);
    after.set(from, paid.noted(paid.raw().plus(amountIn).minus(leaves)));
    after.set(to, charged.get(to).noted(charged.get(to).raw().minus(amountOut)));
    for (BalancerV3Holding holding : after) {
      if (holding.raw().bitLength() > BALANCE_BITS
          || holding.lastLive().bitLength() > BALANCE_BITS) {
        return Quote.refused(QuoteRefusal.OVERFLOW);
      }
    }
    return new Quote.Filled(amountIn, amountOut, with(after));
  }

  private List<BalancerV3Holding> charged() {
    List<BalancerV3Holding> charged = new ArrayList<>(holdings.size());
    for (BalancerV3Holding holding : holdings) {
      charged.add(holding.charged(terms));
    }
    return charged;
  }

  /** The live balances as the curve sees them in a trade that {@code from} comes in with. */
  private Uint256[] lives(List<BalancerV3Holding> charged, int from) {
    Uint256[] lives = new Uint256[charged.size()];
    for (int i = 0; i < lives.length; i++) {
      lives[i] = charged.get(i).lastLive();
    }
    if (!terms.leastBalances().isEmpty()) {
      lives[from] = lives[from].plus(Uint256.ONE);
    }
    return lives;
  }

  private boolean leavesTooLittle(Uint256[] lives, int from, int to, Uint256 amountOut) {
    List<Uint256> least = terms.leastBalances();
    return !least.isEmpty()
        && (lives[from].isLessThan(least.get(from))
            || lives[to].minus(amountOut).isLessThan(least.get(to)));
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .addEach("balance", holdings.stream().map(BalancerV3Holding::raw).toArray(Uint256[]::new))
        .addEach("rate_18_", holdings.stream().map(BalancerV3Holding::rate).toArray(Uint256[]::new))
        .add("swap_fee_18", terms.swapFee())
        .add("paused", terms.paused() ? 1 : 0)
        .toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    facts.placeOf(in);
    return new ExecutorHop.BalancerV3(vault, address(), tokens().get(facts.placeOf(out)).address());
  }

  @Override
  public Optional<RouterHop> routerHop(Token in, Token out) {
    return Optional.of(
        new RouterHop.BalancerV3(
            address(),
            tokens().get(facts.placeOf(in)).address(),
            tokens().get(facts.placeOf(out)).address()));
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    if (refusal(from, to, Uint256.ONE) != null) {
      return 0;
    }
    double slope;
    try {
      slope = curve.slope(lives(charged(), from), from, to);
    } catch (ArithmeticException e) {
      return 0;
    }
    BalancerV3Holding paid = holdings.get(from);
    BalancerV3Holding given = holdings.get(to);
    double price =
        slope
            * (paid.scaling().toDouble() * paid.rate().toDouble())
            / (given.scaling().toDouble() * given.rate().toDouble())
            * (1 - terms.swapFee().toDouble() / Fixed18.ONE.toDouble());
    return Double.isFinite(price) ? price : 0;
  }
}
