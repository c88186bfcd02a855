package dev.fairlead.venue.erc4626;

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
import dev.fairlead.venue.executor.ExecutorHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vault at one state: its asset is the first token, its shares are the second.
 *
 * <p>The executor deposits and redeems exact inputs. So a wanted output is answered by the least
 * input that gives it, and may come out a little larger.
 */
public final class Erc4626Pool implements Pool {
  private static final int ASSET = 0;
  private static final int SHARE = 1;

  private final PoolFacts facts;
  private final ShareRate rate;
  private final Uint256 mostDeposit;

  /**
   * A vault that takes at most {@code mostDeposit} assets more; the greatest number is no limit.
   */
  public Erc4626Pool(PoolFacts facts, ShareRate rate, Uint256 mostDeposit) {
    if (facts.tokens().size() != 2) {
      throw new IllegalArgumentException(facts.id() + " has an asset and shares, nothing else");
    }
    this.facts = facts;
    this.rate = rate;
    this.mostDeposit = mostDeposit;
  }

  public ShareRate rate() {
    return rate;
  }

  /** What the vault still takes. */
  public Uint256 mostDeposit() {
    return mostDeposit;
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
    return Quoting.of(
        facts, in, out, amountIn, Erc4626Pool::refusal, (from, _, amount) -> sell(from, amount));
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return Quoting.of(
        facts, in, out, amountOut, Erc4626Pool::refusal, (from, _, amount) -> buy(from, amount));
  }

  /** Interest and gifts write no log of the vault's. */
  @Override
  public boolean drifts() {
    return true;
  }

  private Quote sell(int from, Uint256 amountIn) {
    return from == ASSET
        ? deposit(amountIn, rate.sharesDown(amountIn))
        : redeem(amountIn, rate.assetsDown(amountIn));
  }

  private Quote buy(int from, Uint256 amountOut) {
    if (from == ASSET) {
      Uint256 assets = rate.assetsUp(amountOut);
      return deposit(assets, rate.sharesDown(assets));
    }
    Uint256 shares = rate.sharesUp(amountOut);
    return redeem(shares, rate.assetsDown(shares));
  }

  private static @Nullable QuoteRefusal refusal(int from, int to, Uint256 amount) {
    if (from < 0 || to < 0 || from == to) {
      return QuoteRefusal.UNSUPPORTED;
    }
    return amount.isZero() ? QuoteRefusal.AMOUNT_TOO_SMALL : null;
  }

  private Quote deposit(Uint256 assets, Uint256 shares) {
    if (assets.isZero() || shares.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    if (assets.isGreaterThan(mostDeposit)) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 left =
        mostDeposit.equals(Uint256.MAX_VALUE) ? Uint256.MAX_VALUE : mostDeposit.minus(assets);
    return new Quote.Filled(
        assets, shares, new Erc4626Pool(facts, rate.deposited(assets, shares), left));
  }

  private Quote redeem(Uint256 shares, Uint256 assets) {
    if (shares.isZero() || assets.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    if (shares.isGreaterThan(rate.totalSupply()) || assets.isGreaterThan(rate.totalAssets())) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    return new Quote.Filled(
        shares, assets, new Erc4626Pool(facts, rate.redeemed(assets, shares), mostDeposit));
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    int from = facts.indexOf(in);
    if (refusal(from, facts.indexOf(out), Uint256.ONE) != null) {
      return 0;
    }
    return rate.price(from == ASSET);
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .add("total_assets", rate.totalAssets())
        .add("total_supply", rate.totalSupply())
        .add("virtual_shares", rate.virtualShares())
        .add("most_deposit", mostDeposit)
        .toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    facts.placeOf(in);
    int to = facts.placeOf(out);
    return new ExecutorHop.Erc4626(tokens().get(to).address(), to == SHARE);
  }
}
