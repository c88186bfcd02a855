package dev.fairlead.venue.curve.stableswap;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pool of one coin against the shares of another pool, at one state of both.
 *
 * <p>Its tokens are the coin, the shares, then the coins of the other pool. The coin trades against
 * all of them: against the other pool's coins by a deposit or withdrawal there. Two coins of the
 * other pool trade in that pool itself, and shares against them are no trade, so both are refused
 * here. The shares count by what they are worth, which a trade through the other pool moves.
 */
public final class CurveMetaPool implements Pool {
  private static final int SHARES = 1;
  static final int UNDERLYING = 2;

  private final PoolFacts facts;
  private final CurveStableSwapPool own;
  private final BasePool base;

  /** The rate of the shares in {@code own} is the virtual price of {@code base}. */
  CurveMetaPool(PoolFacts facts, CurveStableSwapPool own, BasePool base) {
    if (facts.tokens().size() != UNDERLYING + base.coins()) {
      throw new IllegalArgumentException("tokens of " + facts.id() + " are not those of its pools");
    }
    this.facts = facts;
    this.own = own;
    this.base = base;
  }

  CurveStableSwapPool own() {
    return own;
  }

  BasePool base() {
    return base;
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
    return true;
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
    Optional<Uint256> estimate = inputNear(i, j, amountOut);
    return estimate.isEmpty()
        ? Quote.refused(QuoteRefusal.EXCEEDS_DEPTH)
        : SmallestInput.find(amount -> exchange(i, j, amount), amountOut, estimate.get());
  }

  private @Nullable QuoteRefusal refusal(int i, int j, Uint256 amount) {
    if (i < 0 || j < 0 || (i == 0) == (j == 0)) {
      return QuoteRefusal.UNSUPPORTED;
    }
    if (amount.isZero()) {
      return QuoteRefusal.AMOUNT_TOO_SMALL;
    }
    return own.isEmpty() || base.pool().isEmpty() ? QuoteRefusal.NO_LIQUIDITY : null;
  }

  private Quote exchange(int i, int j, Uint256 amountIn) {
    if (i >= UNDERLYING) {
      return buyThroughDeposit(i - UNDERLYING, amountIn);
    }
    Quote quote = own.exchange(i, Math.min(j, SHARES), amountIn);
    if (!(quote instanceof Quote.Filled filled)) {
      return quote;
    }
    return j >= UNDERLYING
        ? withdraw(filled, j - UNDERLYING)
        : new Quote.Filled(
            amountIn,
            filled.amountOut(),
            new CurveMetaPool(facts, (CurveStableSwapPool) filled.after(), base));
  }

  private Quote buyThroughDeposit(int coin, Uint256 amountIn) {
    Optional<BasePool.Moved> deposit = base.deposit(coin, amountIn);
    if (deposit.isEmpty()) {
      return Quote.refused(QuoteRefusal.NO_CONVERGENCE);
    }
    Uint256 shares = deposit.get().amount();
    if (shares.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    // The shares count by what they were worth before the deposit, as the contract reads it first.
    Quote bought = own.exchange(SHARES, 0, shares);
    return bought instanceof Quote.Filled filled
        ? moved(amountIn, filled.amountOut(), filled, deposit.get().after())
        : bought;
  }

  private Quote withdraw(Quote.Filled sold, int coin) {
    Optional<BasePool.Moved> withdrawal = base.withdraw(coin, sold.amountOut());
    if (withdrawal.isEmpty()) {
      return Quote.refused(QuoteRefusal.NO_CONVERGENCE);
    }
    Uint256 amountOut = withdrawal.get().amount();
    return amountOut.isZero()
        ? Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL)
        : moved(sold.amountIn(), amountOut, sold, withdrawal.get().after());
  }

  private Quote moved(Uint256 amountIn, Uint256 amountOut, Quote.Filled inOwn, BasePool after) {
    Optional<Uint256> price = after.virtualPrice();
    if (price.isEmpty()) {
      return Quote.refused(QuoteRefusal.NO_CONVERGENCE);
    }
    CurveStableSwapPool left = (CurveStableSwapPool) inOwn.after();
    return new Quote.Filled(
        amountIn,
        amountOut,
        new CurveMetaPool(facts, left.under(left.terms().withLastRate(price.get())), after));
  }

  /** About the input for an output; empty where the pools do not hold so much. */
  private Optional<Uint256> inputNear(int i, int j, Uint256 amountOut) {
    if (i >= UNDERLYING) {
      return amountOut.isAtLeast(own.balance(0))
          ? Optional.empty()
          : own.inputNear(SHARES, 0, amountOut).map(shares -> units(shares, i - UNDERLYING));
    }
    if (j >= UNDERLYING) {
      int coin = j - UNDERLYING;
      return amountOut.isAtLeast(base.pool().balance(coin))
          ? Optional.empty()
          : own.inputNear(0, SHARES, shares(amountOut, coin));
    }
    return amountOut.isAtLeast(own.balance(j)) ? Optional.empty() : own.inputNear(i, j, amountOut);
  }

  /** Shares as units of a coin of the other pool, by their price alone. */
  private Uint256 units(Uint256 shares, int coin) {
    return shares.mulDivUp(own.terms().rates().get(SHARES), base.pool().terms().rates().get(coin));
  }

  private Uint256 shares(Uint256 units, int coin) {
    return units.mulDivUp(base.pool().terms().rates().get(coin), own.terms().rates().get(SHARES));
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .addEach("balance", own.balances())
        .addEach("base_balance", base.pool().balances())
        .add("base_supply", base.supply())
        .add("amplification_n", own.terms().amplification().coefficient())
        .add("fee_10", own.terms().fee())
        .add("virtual_price_18", own.terms().rates().get(SHARES))
        .toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    int i = facts.placeOf(in);
    int j = facts.placeOf(out);
    boolean through = i >= UNDERLYING || j >= UNDERLYING;
    return new ExecutorHop.Curve(
        id().key().addressAt(0),
        tokens().get(j).address(),
        through ? underlying(i) : i,
        through ? underlying(j) : j,
        through ? ExecutorHop.CurveCall.EXCHANGE_UNDERLYING : ExecutorHop.CurveCall.EXCHANGE);
  }

  /** The contract's index when the other pool's coins stand in the place of its shares. */
  static int underlying(int place) {
    return place == 0 ? 0 : place - SHARES;
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    int i = facts.indexOf(in);
    int j = facts.indexOf(out);
    if (refusal(i, j, Uint256.ONE) != null) {
      return 0;
    }
    Token coin = own.tokens().getFirst();
    Token shares = own.tokens().getLast();
    try {
      if (i >= UNDERLYING) {
        return base.sharesPerUnit(i - UNDERLYING) * own.spotPrice(shares, coin);
      }
      return j >= UNDERLYING
          ? own.spotPrice(coin, shares) / base.sharesPerUnit(j - UNDERLYING)
          : own.spotPrice(own.tokens().get(i), own.tokens().get(j));
    } catch (ArithmeticException e) {
      return 0;
    }
  }
}
