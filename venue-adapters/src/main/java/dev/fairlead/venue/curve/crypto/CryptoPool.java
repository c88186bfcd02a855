package dev.fairlead.venue.curve.crypto;

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
import dev.fairlead.venue.curve.SmallestInput;
import dev.fairlead.venue.executor.ExecutorHop;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A crypto pool of two or three coins at one state.
 *
 * <p>Quotes are the exchange's, which in the NG generation refuses a trade that would make a share
 * worth less; the contract's view still answers it. The state after a trade is exact for a further
 * trade in the same block. After a trade in a pool of an old generation nothing is quoted until the
 * pool is read again. There is no exchange for an exact output: the smallest input whose exchange
 * gives enough is searched.
 */
public final class CryptoPool implements Pool {
  private static final Uint256 ONE_18 = CryptoCurve.ONE_18;
  private static final Uint256 FEE_ONE = Uint256.of(10_000_000_000L);
  private static final int FEE_ROUNDS = 4;

  private final PoolFacts facts;
  private final CryptoTerms terms;
  private final CryptoState state;
  private final CryptoCurve curve;

  /** The balances in 18 decimals of the first coin's worth. */
  private final Uint256[] scaled;

  CryptoPool(PoolFacts facts, CryptoTerms terms, CryptoState state) {
    this.facts = facts;
    this.terms = terms;
    this.state = state;
    this.curve = CryptoCurve.of(facts.tokens().size());
    this.scaled = new Uint256[facts.tokens().size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = scaled(i, state.balances().get(i));
    }
  }

  /**
   * An NG pool of coins of 18 decimals that are worth the same, with as much of each: for searches
   * and measurements without a chain.
   */
  public static CryptoPool even(PoolFacts facts, Uint256 each) {
    int coins = facts.tokens().size();
    List<Uint256> ones = Collections.nCopies(coins - 1, ONE_18);
    CryptoTerms terms =
        new CryptoTerms(
            CryptoTerms.Generation.NG,
            Uint256.of(2_700_000),
            Uint256.of(1_300_000_000_000L),
            false,
            Uint256.of(3_000_000),
            Uint256.of(80_000_000),
            Uint256.of(350_000_000_000_000L),
            Uint256.of(100_000_000_000L),
            Uint256.of(100_000_000_000L),
            Collections.nCopies(coins, Uint256.ONE));
    Uint256 d = each.times(Uint256.of(coins));
    List<Uint256> balances = Collections.nCopies(coins, each);
    return new CryptoPool(
        facts, terms, new CryptoState(balances, d, ones, ones, ONE_18, ONE_18, each, true));
  }

  CryptoTerms terms() {
    return terms;
  }

  CryptoState state() {
    return state;
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
  public boolean drifts() {
    return terms.ramping();
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
    if (amountOut.isAtLeast(state.balances().get(j))) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    return SmallestInput.find(
        amount -> exchange(i, j, amount), amountOut, inputNear(i, j, amountOut));
  }

  private @Nullable QuoteRefusal refusal(int i, int j, Uint256 amount) {
    if (i < 0 || j < 0 || i == j) {
      return QuoteRefusal.UNSUPPORTED;
    }
    if (!state.known()) {
      return QuoteRefusal.PAUSED;
    }
    if (amount.isZero()) {
      return QuoteRefusal.AMOUNT_TOO_SMALL;
    }
    boolean empty = state.supply().isZero() || state.virtualPrice().isZero();
    for (Uint256 balance : scaled) {
      empty |= balance.isZero();
    }
    return empty ? QuoteRefusal.NO_LIQUIDITY : null;
  }

  /** What the contract's exchange does; throws where a product leaves 256 bits. */
  private Quote exchange(int i, int j, Uint256 amountIn) {
    Uint256[] balances = state.balances().toArray(Uint256[]::new);
    balances[i] = balances[i].plus(amountIn);
    Uint256[] xp = scaled.clone();
    xp[i] = scaled(i, balances[i]);
    Optional<Uint256> d = invariant();
    if (d.isEmpty()) {
      return Quote.refused(QuoteRefusal.NO_CONVERGENCE);
    }
    Optional<CryptoCurve.Point> to = balance(xp, d.get(), j);
    if (to.isEmpty()) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 y = to.get().y();
    if (y.isAtLeast(xp[j])) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256 gross = unscaled(j, xp[j].minus(y).minus(Uint256.ONE));
    xp[j] = y;
    Uint256 amountOut = gross.minus(fee(xp).times(gross).dividedBy(FEE_ONE));
    if (amountOut.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    balances[j] = balances[j].minus(amountOut);
    List<Uint256> left = List.of(balances);
    if (terms.generation() == CryptoTerms.Generation.OLD) {
      return filled(amountIn, amountOut, state.unknownWith(left));
    }
    xp[j] = scaled(j, balances[j]);
    return switch (new Repegging(terms, curve).after(state, left, xp, to.get().k0())) {
      case Repegging.Result.Settled(CryptoState after) -> filled(amountIn, amountOut, after);
      case Repegging.Result.Reverted(QuoteRefusal reason) -> Quote.refused(reason);
    };
  }

  private Quote filled(Uint256 amountIn, Uint256 amountOut, CryptoState after) {
    return new Quote.Filled(amountIn, amountOut, new CryptoPool(facts, terms, after));
  }

  private Optional<Uint256> invariant() {
    return terms.ramping()
        ? curve.invariant(terms.shape(), scaled, Uint256.ZERO)
        : Optional.of(state.d());
  }

  private Optional<CryptoCurve.Point> balance(Uint256[] xp, Uint256 d, int j) {
    if (terms.generation() == CryptoTerms.Generation.NG) {
      return curve.y(terms.shape(), xp, d, j);
    }
    Optional<Uint256> y =
        xp.length == 2
            ? TwoCoins.newtonY(terms.shape(), xp, d, j)
            : ThreeCoins.newtonY(terms.shape(), xp, d, j);
    return y.map(known -> new CryptoCurve.Point(known, Uint256.ZERO));
  }

  /** From the mid fee where the balances are even to the out fee where they are not. */
  private Uint256 fee(Uint256[] xp) {
    Uint256 evenness = curve.evenness(xp);
    Uint256 near =
        terms.feeGamma().isZero()
            ? evenness
            : terms
                .feeGamma()
                .times(ONE_18)
                .dividedBy(terms.feeGamma().plus(ONE_18).minus(evenness));
    return terms
        .midFee()
        .times(near)
        .plus(terms.outFee().times(ONE_18.minus(near)))
        .dividedBy(ONE_18);
  }

  /**
   * About the input for an output: the curve solved the other way, with the fee that it ends at;
   * the pool's own balance where the curve can't be.
   */
  private Uint256 inputNear(int i, int j, Uint256 amountOut) {
    Optional<Uint256> d = invariant();
    Uint256 held = state.balances().get(j);
    Uint256 fee = fee(scaled);
    Uint256 near = state.balances().get(i);
    for (int round = 0; round < FEE_ROUNDS; round++) {
      Uint256 gross = amountOut.mulDivUp(FEE_ONE, FEE_ONE.minus(fee)).plus(Uint256.ONE);
      if (d.isEmpty() || gross.isAtLeast(held)) {
        return near;
      }
      Uint256[] xp = scaled.clone();
      xp[j] = scaled(j, held.minus(gross));
      Optional<CryptoCurve.Point> point = balance(xp, d.get(), i);
      if (point.isEmpty()) {
        return near;
      }
      xp[i] = point.get().y();
      fee = fee(xp);
      near = unscaled(i, xp[i].minus(scaled[i].min(xp[i])));
    }
    return near;
  }

  private Uint256 scaled(int coin, Uint256 amount) {
    Uint256 precise = amount.times(terms.precisions().get(coin));
    return coin == 0 ? precise : precise.times(state.priceScale().get(coin - 1)).dividedBy(ONE_18);
  }

  private Uint256 unscaled(int coin, Uint256 amount) {
    Uint256 precise =
        coin == 0 ? amount : amount.times(ONE_18).dividedBy(state.priceScale().get(coin - 1));
    return precise.dividedBy(terms.precisions().get(coin));
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .addEach("balance", state.balances().toArray(Uint256[]::new))
        .add("invariant_18", state.d())
        .addEach("price_scale_18", state.priceScale().toArray(Uint256[]::new))
        .addEach("price_oracle_18", state.priceOracle().toArray(Uint256[]::new))
        .add("xcp_profit_18", state.xcpProfit())
        .add("virtual_price_18", state.virtualPrice())
        .add("supply", state.supply())
        .add("amplification", terms.a())
        .add("gamma_18", terms.gamma())
        .add("mid_fee_10", terms.midFee())
        .add("out_fee_10", terms.outFee())
        .toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    int j = facts.placeOf(out);
    return new ExecutorHop.Curve(
        id().key().addressAt(0),
        tokens().get(j).address(),
        facts.placeOf(in),
        j,
        ExecutorHop.CurveCall.EXCHANGE_BY_UINT);
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  /** The slope of the invariant, in double precision. */
  @Override
  public double spotPrice(Token in, Token out) {
    int i = facts.indexOf(in);
    int j = facts.indexOf(out);
    if (refusal(i, j, Uint256.ONE) != null) {
      return 0;
    }
    double fee;
    try {
      fee = fee(scaled).toDouble() / FEE_ONE.toDouble();
    } catch (ArithmeticException e) {
      return 0;
    }
    return slope(i) / slope(j) * worth(i) / worth(j) * (1 - fee);
  }

  private double slope(int coin) {
    double d = state.d().toDouble();
    double k0 = 1;
    for (Uint256 x : scaled) {
      k0 *= scaled.length * x.toDouble() / d;
    }
    double gamma = terms.gamma().toDouble() / ONE_18.toDouble();
    double weight = terms.a().toDouble() / 10_000 * gamma * gamma;
    double ground = 2 * k0 * k0 * k0 + (gamma + 1) * (gamma + 1) - k0 * k0 * (2 * gamma + 3);
    return ground / scaled[coin].toDouble() + weight * k0 / d;
  }

  /** What a unit of a coin counts in the scaled balances. */
  private double worth(int coin) {
    double precise = terms.precisions().get(coin).toDouble();
    return coin == 0
        ? precise
        : precise * state.priceScale().get(coin - 1).toDouble() / ONE_18.toDouble();
  }
}
