package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Figures;
import dev.fairlead.venue.Outline;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.Quoting;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.router.RouterHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the Vault at one state.
 *
 * <p>The fee is taken from the input, rounded up: before the curve with the input given, after it
 * with the output given. Balances have 112 bits in the Vault.
 */
public final class BalancerV2Pool implements Pool {
  static final int BALANCE_BITS = 112;

  private final PoolFacts facts;
  private final BalancerFactory.Kind kind;
  private final PoolCurve curve;
  private final BalancerTerms terms;
  private final Uint256[] balances;

  BalancerV2Pool(
      PoolFacts facts,
      BalancerFactory.Kind kind,
      PoolCurve curve,
      BalancerTerms terms,
      Uint256... balances) {
    this.facts = facts;
    this.kind = kind;
    this.curve = curve;
    this.terms = terms;
    this.balances = balances;
  }

  /**
   * A weighted pool of these balances, at 0.3 % fee: for searches and measurements without a chain.
   * The weights, in 18 decimals, add up to one.
   */
  public static BalancerV2Pool weighted(
      PoolFacts facts, List<Uint256> weights, Uint256... balances) {
    List<Uint256> scaling =
        facts.tokens().stream().map(token -> Uint256.of(10).pow(36 - token.decimals())).toList();
    return new BalancerV2Pool(
        facts,
        BalancerFactory.Kind.WEIGHTED,
        new WeightedCurve(weights, true, true),
        new BalancerTerms(scaling, Uint256.of(3_000_000_000_000_000L), false),
        balances);
  }

  BalancerV2Pool with(Uint256... nextBalances) {
    return new BalancerV2Pool(facts, kind, curve, terms, nextBalances);
  }

  BalancerV2Pool with(BalancerTerms nextTerms) {
    return new BalancerV2Pool(facts, kind, curve, nextTerms, balances);
  }

  BalancerFactory.Kind kind() {
    return kind;
  }

  /** What decides the price, over balances in 18 decimals. */
  public PoolCurve curve() {
    return curve;
  }

  BalancerTerms terms() {
    return terms;
  }

  /** For each token: balance · factor / 10¹⁸ counts in 18 decimals. */
  public List<Uint256> scalingFactors() {
    return terms.scalingFactors();
  }

  /** Of the input, in 18 decimals. */
  public Uint256 swapFee() {
    return terms.swapFee();
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

  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    return Quoting.of(facts, in, out, amountIn, this::refusal, this::sell);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return Quoting.of(facts, in, out, amountOut, this::refusal, this::buy);
  }

  /** In doubles where the curve is weighted. */
  @Override
  public Outline outline(Token in, Token out, Uint256 amountIn) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    return curve instanceof WeightedCurve weighted && refusal(from, to, amountIn) == null
        ? weighted.near(
            from,
            to,
            balances[from].toDouble(),
            balances[to].toDouble(),
            amountIn.toDouble(),
            keptShare())
        : Outline.exact(this, in, out, amountIn);
  }

  private double keptShare() {
    return 1 - terms.swapFee().toDouble() / Fixed18.ONE.toDouble();
  }

  private Quote sell(int from, int to, Uint256 amountIn) {
    Uint256 net = amountIn.minus(Fixed18.mulUp(amountIn, terms.swapFee()));
    return switch (curve.out(upscaled(), from, to, terms.upscale(from, net))) {
      case PoolCurve.Answer.Amount(Uint256 units) ->
          filled(from, to, amountIn, terms.downscaleDown(to, units));
      case PoolCurve.Answer.None(QuoteRefusal reason) -> Quote.refused(reason);
    };
  }

  private Quote buy(int from, int to, Uint256 amountOut) {
    if (amountOut.isAtLeast(balances[to])) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    return switch (curve.in(upscaled(), from, to, terms.upscale(to, amountOut))) {
      case PoolCurve.Answer.Amount(Uint256 units) -> {
        Uint256 net = terms.downscaleUp(from, units);
        Uint256 gross = Fixed18.divUp(net, Fixed18.complement(terms.swapFee()));
        yield filled(from, to, gross, amountOut);
      }
      case PoolCurve.Answer.None(QuoteRefusal reason) -> Quote.refused(reason);
    };
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

  private Quote filled(int from, int to, Uint256 amountIn, Uint256 amountOut) {
    if (amountIn.isZero() || amountOut.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256[] after = balances.clone();
    after[from] = after[from].plus(amountIn);
    if (after[from].bitLength() > BALANCE_BITS) {
      return Quote.refused(QuoteRefusal.OVERFLOW);
    }
    after[to] = after[to].minus(amountOut);
    return new Quote.Filled(amountIn, amountOut, with(after));
  }

  private Uint256[] upscaled() {
    Uint256[] scaled = new Uint256[balances.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = terms.upscale(i, balances[i]);
    }
    return scaled;
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .addEach("balance", balances)
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
    double factors =
        terms.scalingFactors().get(from).toDouble() / terms.scalingFactors().get(to).toDouble();
    return curve.slope(upscaled(), from, to) * factors * keptShare();
  }
}
