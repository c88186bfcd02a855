package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Bytes32;
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
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.router.RouterHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A composable stable pool of the Vault at one state: its own token is one of its tokens, and a
 * trade with it is a join or an exit.
 *
 * <p>The curve sees the balances without the pool's own token, in 18 decimals and with their rates.
 */
public final class ComposableStablePool implements Pool {
  private final PoolFacts facts;
  private final StableCurve curve;
  private final BalancerTerms terms;
  private final int shareIndex;
  private final boolean rated;
  private final PoolShares shares;
  private final Uint256[] balances;

  /**
   * Balances and terms follow {@code facts.tokens()}, of which the one at {@code shareIndex} is the
   * pool's own; {@code rated} tells whether any token has a rate that others set.
   */
  ComposableStablePool(
      PoolFacts facts,
      StableCurve curve,
      BalancerTerms terms,
      int shareIndex,
      boolean rated,
      PoolShares shares,
      Uint256... balances) {
    this.facts = facts;
    this.curve = curve;
    this.terms = terms;
    this.shareIndex = shareIndex;
    this.rated = rated;
    this.shares = shares;
    this.balances = balances;
  }

  ComposableStablePool with(PoolShares nextShares, Uint256... nextBalances) {
    return new ComposableStablePool(
        facts, curve, terms, shareIndex, rated, nextShares, nextBalances);
  }

  ComposableStablePool with(BalancerTerms nextTerms) {
    return new ComposableStablePool(facts, curve, nextTerms, shareIndex, rated, shares, balances);
  }

  StableCurve curve() {
    return curve;
  }

  BalancerTerms terms() {
    return terms;
  }

  boolean rated() {
    return rated;
  }

  PoolShares shares() {
    return shares;
  }

  /** The place of the pool's own token. */
  public int shareIndex() {
    return shareIndex;
  }

  Uint256[] balances() {
    return balances.clone();
  }

  public Uint256 balance(int token) {
    return balances[token];
  }

  /** The Vault's id of the pool; its first 20 bytes are the pool's address. */
  public Bytes32 vaultId() {
    return Bytes32.wrap(facts.id().key().toArray());
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

  /** Rates change where no log of the pool tells of it. */
  @Override
  public boolean drifts() {
    return rated;
  }

  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    return Quoting.of(facts, in, out, amountIn, this::refusal, this::sell);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return Quoting.of(facts, in, out, amountOut, this::refusal, this::buy);
  }

  private Quote sell(int from, int to, Uint256 amountIn) {
    return from == shareIndex || to == shareIndex
        ? convert(from, to, amountIn, true)
        : swapExactIn(from, to, amountIn);
  }

  private Quote buy(int from, int to, Uint256 amountOut) {
    if (amountOut.isAtLeast(balances[to])) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    return from == shareIndex || to == shareIndex
        ? convert(from, to, amountOut, false)
        : swapExactOut(from, to, amountOut);
  }

  private @Nullable QuoteRefusal refusal(int from, int to, Uint256 amount) {
    if (from < 0 || to < 0 || from == to) {
      return QuoteRefusal.UNSUPPORTED;
    }
    if (terms.paused()) {
      return QuoteRefusal.PAUSED;
    }
    if (amount.isZero()) {
      return QuoteRefusal.AMOUNT_TOO_SMALL;
    }
    return balances[from].isZero() || balances[to].isZero() ? QuoteRefusal.NO_LIQUIDITY : null;
  }

  private Quote swapExactIn(int from, int to, Uint256 amountIn) {
    Uint256 net = amountIn.minus(Fixed18.mulUp(amountIn, terms.swapFee()));
    return switch (curve.out(upscaled(), inner(from), inner(to), terms.upscale(from, net))) {
      case PoolCurve.Answer.Amount(Uint256 units) ->
          filled(shares, from, to, amountIn, terms.downscaleDown(to, units));
      case PoolCurve.Answer.None(QuoteRefusal reason) -> Quote.refused(reason);
    };
  }

  private Quote swapExactOut(int from, int to, Uint256 amountOut) {
    Uint256 wanted = terms.upscale(to, amountOut);
    return switch (curve.in(upscaled(), inner(from), inner(to), wanted)) {
      case PoolCurve.Answer.Amount(Uint256 units) -> {
        Uint256 net = terms.downscaleUp(from, units);
        yield filled(
            shares, from, to, Fixed18.divUp(net, Fixed18.complement(terms.swapFee())), amountOut);
      }
      case PoolCurve.Answer.None(QuoteRefusal reason) -> Quote.refused(reason);
    };
  }

  /** A join or an exit with one token. */
  private Quote convert(int from, int to, Uint256 given, boolean exactIn) {
    Uint256[] scaled = upscaled();
    Optional<PoolShares.Opening> opened = shares.open(curve, scaled, balances[shareIndex]);
    if (opened.isEmpty()) {
      return Quote.refused(QuoteRefusal.NO_CONVERGENCE);
    }
    PoolShares.Opening opening = opened.get();
    boolean joins = to == shareIndex;
    int token = inner(joins ? from : to);
    Uint256 amount = terms.upscale(exactIn ? from : to, given);
    return switch (price(scaled, token, amount, opening, joins, exactIn)) {
      case PoolCurve.Answer.None(QuoteRefusal reason) -> Quote.refused(reason);
      case PoolCurve.Answer.Amount(Uint256 units) -> {
        boolean tokenGiven = joins == exactIn;
        Uint256 moved = tokenGiven ? amount : units;
        Uint256 issued = tokenGiven ? units : amount;
        scaled[token] = joins ? scaled[token].plus(moved) : scaled[token].minus(moved);
        Uint256 supply = joins ? opening.supply().plus(issued) : opening.supply().minus(issued);
        Optional<PoolShares> closed = shares.closed(curve, scaled, opening, supply);
        if (closed.isEmpty()) {
          yield Quote.refused(QuoteRefusal.NO_CONVERGENCE);
        }
        yield exactIn
            ? filled(closed.get(), from, to, given, terms.downscaleDown(to, units))
            : filled(closed.get(), from, to, terms.downscaleUp(from, units), given);
      }
    };
  }

  private PoolCurve.Answer price(
      Uint256[] scaled,
      int token,
      Uint256 amount,
      PoolShares.Opening opening,
      boolean joins,
      boolean exactIn) {
    StableShares math = new StableShares(curve, terms.swapFee());
    Uint256 supply = opening.supply();
    Uint256 invariant = opening.invariant();
    if (joins) {
      return exactIn
          ? math.sharesOut(scaled, token, amount, supply, invariant)
          : math.amountIn(scaled, token, amount, supply, invariant);
    }
    return exactIn
        ? math.amountOut(scaled, token, amount, supply, invariant)
        : math.sharesIn(scaled, token, amount, supply, invariant);
  }

  private Quote filled(
      PoolShares nextShares, int from, int to, Uint256 amountIn, Uint256 amountOut) {
    if (amountIn.isZero() || amountOut.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256[] after = balances.clone();
    after[from] = after[from].plus(amountIn);
    if (after[from].bitLength() > BalancerV2Pool.BALANCE_BITS) {
      return Quote.refused(QuoteRefusal.OVERFLOW);
    }
    after[to] = after[to].minus(amountOut);
    return new Quote.Filled(amountIn, amountOut, with(nextShares, after));
  }

  /** The place of a token once the pool's own is left out. */
  private int inner(int token) {
    return token < shareIndex ? token : token - 1;
  }

  private Uint256[] upscaled() {
    Uint256[] scaled = new Uint256[balances.length - 1];
    for (int i = 0; i < balances.length; i++) {
      if (i != shareIndex) {
        scaled[inner(i)] = terms.upscale(i, balances[i]);
      }
    }
    return scaled;
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .addEach("balance", balances)
        .addEach("scaling", terms.scalingFactors().toArray(Uint256[]::new))
        .add("total_supply", shares.totalSupply())
        .add("swap_fee_18", terms.swapFee())
        .add("paused", terms.paused() ? 1 : 0)
        .toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    facts.placeOf(in);
    return new ExecutorHop.BalancerV2(vaultId(), tokens().get(facts.placeOf(out)).address());
  }

  @Override
  public Optional<RouterHop> routerHop(Token in, Token out) {
    return Optional.of(
        new RouterHop.BalancerV2(
            vaultId(),
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
    double price;
    try {
      price = worth(from) / worth(to) * (1 - terms.swapFee().toDouble() / Fixed18.ONE.toDouble());
      if (from != shareIndex && to != shareIndex) {
        price *= curve.slope(upscaled(), inner(from), inner(to));
      }
    } catch (ArithmeticException e) {
      return 0;
    }
    return Double.isFinite(price) ? price : 0;
  }

  /** What one base unit counts in the invariant, about. */
  private double worth(int token) {
    double scaling = terms.scalingFactors().get(token).toDouble();
    if (token != shareIndex) {
      return scaling;
    }
    double supply = shares.totalSupply().minus(balances[shareIndex]).toDouble();
    double invariant = curve.invariant(upscaled()).map(Uint256::toDouble).orElse(0.0);
    return scaling * invariant / supply;
  }
}
