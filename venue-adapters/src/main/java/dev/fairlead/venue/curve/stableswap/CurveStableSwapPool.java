package dev.fairlead.venue.curve.stableswap;

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
import dev.fairlead.venue.curve.SmallestInput;
import dev.fairlead.venue.executor.ExecutorHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A StableSwap pool at one state: a plain one, or one of the NG generation.
 *
 * <p>Quotes follow the contract's exchange, not its view, which in the oldest pools is a unit off.
 * These pools have no exchange for an exact output: the smallest input whose exchange gives enough
 * is searched with the exact exchange, so the output may exceed what was wanted where one unit of
 * input is worth many of output.
 */
public final class CurveStableSwapPool implements Pool {
  static final Uint256 ONE_18 = Uint256.of(1_000_000_000_000_000_000L);
  private static final Uint256 FEE_ONE = OffPegFee.ONE;
  private static final double TEN_18 = 1e18;

  /** Of so few units rounding tells more than doubles. */
  private static final double COARSE = 1e6;

  private final PoolFacts facts;
  private final CurveTerms terms;
  private final Uint256[] balances;

  /** The balances in 18 decimals. */
  private final Uint256[] scaled;

  /** Worked out when first asked for; a race writes the same value twice. */
  private @Nullable Uint256 invariant;

  /** The same in doubles. */
  private @Nullable NearStableSwap near;

  CurveStableSwapPool(PoolFacts facts, CurveTerms terms, Uint256... balances) {
    this.facts = facts;
    this.terms = terms;
    this.balances = balances;
    this.scaled = new Uint256[balances.length];
    for (int i = 0; i < balances.length; i++) {
      scaled[i] = scaled(i);
    }
  }

  /** After a trade of two coins. */
  private CurveStableSwapPool(CurveStableSwapPool before, Uint256[] balances, int i, int j) {
    this.facts = before.facts;
    this.terms = before.terms;
    this.balances = balances;
    this.scaled = before.scaled.clone();
    scaled[i] = scaled(i);
    scaled[j] = scaled(j);
  }

  private Uint256 scaled(int coin) {
    return balances[coin].times(terms.rates().get(coin)).dividedBy(ONE_18);
  }

  /**
   * A plain pool of these balances, at 0.04 % fee of which half is the admin's: for searches and
   * measurements without a chain.
   */
  public static CurveStableSwapPool plain(PoolFacts facts, Uint256 a, Uint256... balances) {
    return of(facts, CurvePoolSettings.Generation.PLAIN, a, FEE_ONE, balances);
  }

  /** The same of the NG generation, with a fee that grows off the peg. */
  public static CurveStableSwapPool ng(
      PoolFacts facts, Uint256 a, Uint256 offPegMultiplier, Uint256... balances) {
    return of(facts, CurvePoolSettings.Generation.NG, a, offPegMultiplier, balances);
  }

  private static CurveStableSwapPool of(
      PoolFacts facts,
      CurvePoolSettings.Generation generation,
      Uint256 a,
      Uint256 offPegMultiplier,
      Uint256... balances) {
    List<Uint256> rates =
        facts.tokens().stream().map(token -> Uint256.of(10).pow(36 - token.decimals())).toList();
    CurveTerms terms =
        new CurveTerms(
            Amplification.of(a, balances.length, generation),
            Uint256.of(4_000_000),
            Uint256.of(5_000_000_000L),
            rates,
            offPegMultiplier,
            false);
    return new CurveStableSwapPool(facts, terms, balances);
  }

  PoolFacts facts() {
    return facts;
  }

  CurveTerms terms() {
    return terms;
  }

  public Uint256 balance(int coin) {
    return balances[coin];
  }

  /** For each coin: balance · rate / 10¹⁸ counts in 18 decimals. */
  public List<Uint256> rates() {
    return terms.rates();
  }

  /** Of the output at the peg, in 10⁻¹⁰: the least that is taken. */
  public Uint256 fee() {
    return terms.fee();
  }

  /** Whether the fee grows off the peg. */
  public boolean isFeeMoving() {
    return terms.offPegMultiplier().isGreaterThan(OffPegFee.ONE);
  }

  Uint256[] balances() {
    return balances.clone();
  }

  /** The pool of these balances, otherwise the same. */
  CurveStableSwapPool of(Uint256... others) {
    return new CurveStableSwapPool(facts, terms, others);
  }

  CurveStableSwapPool under(CurveTerms others) {
    return new CurveStableSwapPool(facts, others, balances);
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
    return Quoting.of(facts, in, out, amountIn, this::refusal, this::exchange);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return Quoting.of(facts, in, out, amountOut, this::refusal, this::buy);
  }

  private Quote buy(int i, int j, Uint256 amountOut) {
    if (amountOut.isAtLeast(balances[j])) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Optional<Uint256> estimate = inputNear(i, j, amountOut);
    return estimate.isEmpty()
        ? Quote.refused(QuoteRefusal.EXCEEDS_DEPTH)
        : SmallestInput.find(amountIn -> exchange(i, j, amountIn), amountOut, estimate.get());
  }

  private @Nullable QuoteRefusal refusal(int i, int j, Uint256 amount) {
    if (i < 0 || j < 0 || i == j) {
      return QuoteRefusal.UNSUPPORTED;
    }
    if (amount.isZero()) {
      return QuoteRefusal.AMOUNT_TOO_SMALL;
    }
    return isEmpty() ? QuoteRefusal.NO_LIQUIDITY : null;
  }

  /** What the contract's exchange does; throws where a product leaves 256 bits. */
  Quote exchange(int i, int j, Uint256 amountIn) {
    Uint256 rateOut = terms.rates().get(j);
    Uint256 x = scaled[i].plus(amountIn.times(terms.rates().get(i)).dividedBy(ONE_18));
    Optional<Uint256> d = invariant();
    Optional<Uint256> y =
        d.flatMap(known -> StableSwapMath.balance(i, j, x, scaled, terms.amplification(), known));
    if (y.isEmpty()) {
      return Quote.refused(QuoteRefusal.NO_CONVERGENCE);
    }
    if (y.get().isAtLeast(scaled[j])) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256 gross = scaled[j].minus(y.get()).minus(terms.generation().margin());
    Uint256 fee = gross.times(feeBetween(i, x, j, y.get())).dividedBy(FEE_ONE);
    Uint256 amountOut = gross.minus(fee).times(ONE_18).dividedBy(rateOut);
    if (amountOut.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256 admin = fee.times(terms.adminFee()).dividedBy(FEE_ONE);
    Uint256[] after = balances.clone();
    after[i] = after[i].plus(amountIn);
    after[j] =
        terms.generation().roundsWhatStays()
            ? y.get().plus(fee).minus(admin).times(ONE_18).dividedBy(rateOut)
            : after[j].minus(amountOut).minus(admin.times(ONE_18).dividedBy(rateOut));
    return new Quote.Filled(amountIn, amountOut, new CurveStableSwapPool(this, after, i, j));
  }

  /**
   * About the input for an output: the curve solved the other way, without the roundings. The true
   * one is near it.
   */
  Optional<Uint256> inputNear(int i, int j, Uint256 amountOut) {
    Uint256 net = amountOut.times(terms.rates().get(j)).dividedBy(ONE_18);
    if (net.isAtLeast(scaled[j])) {
      return Optional.empty();
    }
    Optional<Uint256> atPeg = inputFor(i, j, net, terms.fee());
    // Where the fee takes the rest, as much as the pool holds in all is a guess that is not too
    // far.
    return atPeg
        .flatMap(x -> inputFor(i, j, net, feeBetween(i, x, j, scaled[j].minus(net))))
        .or(() -> atPeg)
        .or(this::invariant)
        .map(x -> x.isAtMost(scaled[i]) ? Uint256.ONE : x.minus(scaled[i]))
        .map(more -> more.mulDivUp(ONE_18, terms.rates().get(i)));
  }

  /** The balance of {@code i} after an output of {@code net} at this fee; about. */
  private Optional<Uint256> inputFor(int i, int j, Uint256 net, Uint256 fee) {
    Uint256 gross = net.mulDivUp(FEE_ONE, FEE_ONE.minus(fee)).plus(Uint256.ONE);
    if (gross.isAtLeast(scaled[j])) {
      return Optional.empty();
    }
    Uint256 left = scaled[j].minus(gross);
    return invariant()
        .flatMap(d -> StableSwapMath.balance(j, i, left, scaled, terms.amplification(), d));
  }

  /** The fee of a trade that leaves {@code x} and {@code y}: taken at the middle of the way. */
  private Uint256 feeBetween(int i, Uint256 x, int j, Uint256 y) {
    return terms
        .offPegFee()
        .between(scaled[i].plus(x).shiftRight(1), scaled[j].plus(y).shiftRight(1));
  }

  /** D; empty where the contract's iteration does not settle. */
  Optional<Uint256> invariant() {
    Uint256 known = invariant;
    if (known == null) {
      known = StableSwapMath.invariant(scaled, terms.amplification()).orElse(null);
      invariant = known;
    }
    return Optional.ofNullable(known);
  }

  /** The same in doubles; only where no balance is zero. */
  private NearStableSwap near() {
    NearStableSwap known = near;
    if (known == null) {
      known = NearStableSwap.of(coefficient(), scaled);
      near = known;
    }
    return known;
  }

  /** The balances in 18 decimals; not to be written to. */
  Uint256[] scaled() {
    return scaled;
  }

  boolean isEmpty() {
    for (Uint256 balance : scaled) {
      if (balance.isZero()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .addEach("balance", balances)
        .add("amplification_n", terms.amplification().coefficient())
        .add("amplification_precision", terms.amplification().precision())
        .add("fee_10", terms.fee())
        .add("offpeg_fee_multiplier_10", terms.offPegMultiplier())
        .addEach("rate", terms.rates().toArray(Uint256[]::new))
        .toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    int j = facts.placeOf(out);
    return new ExecutorHop.Curve(
        id().key().addressAt(0), tokens().get(j).address(), facts.placeOf(in), j);
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  @Override
  public boolean drifts() {
    return terms.drifting();
  }

  /** The slope of the invariant, in double precision. */
  @Override
  public double spotPrice(Token in, Token out) {
    int i = facts.indexOf(in);
    int j = facts.indexOf(out);
    return i < 0 || j < 0 || i == j || isEmpty() ? 0 : spotPrice(i, j, near());
  }

  private double spotPrice(int i, int j, NearStableSwap at) {
    double fee = terms.offPegFee().near(at.balance(i), at.balance(j));
    double rates = terms.rates().get(i).toDouble() / terms.rates().get(j).toDouble();
    return at.slope(i) / at.slope(j) * rates * (1 - fee);
  }

  /** In doubles; exactly where few units come out. */
  @Override
  public Outline outline(Token in, Token out, Uint256 amountIn) {
    int i = facts.indexOf(in);
    int j = facts.indexOf(out);
    if (i < 0 || j < 0 || i == j || isEmpty()) {
      return Outline.exact(this, in, out, amountIn);
    }
    NearStableSwap before = near();
    double dx = amountIn.toDouble() * terms.rates().get(i).toDouble() / TEN_18;
    double left = before.left(i, j, dx);
    double gross = before.given(i, j, dx, left);
    double x = before.balance(i) + dx;
    double share =
        terms.offPegFee().near((before.balance(i) + x) / 2, (before.balance(j) + left) / 2);
    double given = gross * (1 - share) * TEN_18 / terms.rates().get(j).toDouble();
    if (!(Math.min(gross, given) > COARSE && given < Double.POSITIVE_INFINITY)) {
      return Outline.exact(this, in, out, amountIn);
    }
    double kept = gross * share * (1 - terms.adminFee().toDouble() / FEE_ONE.toDouble());
    return new NearOutline(Math.floor(given), i, x, j, left + kept);
  }

  /** What a trade of two coins gives, and their balances after it. */
  private final class NearOutline implements Outline {
    private final double given;
    private final int i;
    private final double balanceIn;
    private final int j;
    private final double balanceOut;

    NearOutline(double given, int i, double balanceIn, int j, double balanceOut) {
      this.given = given;
      this.i = i;
      this.balanceIn = balanceIn;
      this.j = j;
      this.balanceOut = balanceOut;
    }

    @Override
    public double given() {
      return given;
    }

    @Override
    public double priceAfter() {
      return spotPrice(i, j, near().with(i, balanceIn, j, balanceOut));
    }
  }

  /** How much D grows with a unit of a coin, near; to order searches. */
  double worth(int coin) {
    return near().worth(coin) * terms.rates().get(coin).toDouble() / TEN_18;
  }

  /** What the invariant multiplies the sum of the balances with. */
  public double coefficient() {
    return terms.amplification().coefficient().toDouble()
        / terms.amplification().precision().toDouble();
  }
}
