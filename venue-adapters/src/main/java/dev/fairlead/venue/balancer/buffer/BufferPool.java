package dev.fairlead.venue.balancer.buffer;

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
import dev.fairlead.venue.erc4626.ShareRate;
import dev.fairlead.venue.executor.ExecutorHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of the Balancer V3 Vault at one state: an ERC-4626 vault's asset is the first token, its
 * shares are the second.
 *
 * <p>The Vault converts as the ERC-4626 vault does, for one unit less of what comes in, and gives
 * one unit less of what comes of that. What the buffer itself does not hold is refused: the Vault
 * would fetch it from the ERC-4626 vault, which gives more to whoever goes there directly. As
 * executors give exact inputs, a wanted output is answered by the least input that gives it.
 */
public final class BufferPool implements Pool {
  private static final int ASSET = 0;
  private static final int BALANCE_BITS = 128;

  private final PoolFacts facts;
  private final BufferTerms terms;
  private final ShareRate rate;
  private final Uint256 assets;
  private final Uint256 shares;

  /** A buffer that holds so many assets and shares. */
  public BufferPool(
      PoolFacts facts, BufferTerms terms, ShareRate rate, Uint256 assets, Uint256 shares) {
    if (facts.tokens().size() != 2) {
      throw new IllegalArgumentException(facts.id() + " has an asset and shares, nothing else");
    }
    this.facts = facts;
    this.terms = terms;
    this.rate = rate;
    this.assets = assets;
    this.shares = shares;
  }

  public BufferTerms terms() {
    return terms;
  }

  /** What the ERC-4626 vault's shares are worth. */
  public ShareRate rate() {
    return rate;
  }

  /** Of the asset, what the buffer holds. */
  public Uint256 assets() {
    return assets;
  }

  /** Of the shares, what the buffer holds. */
  public Uint256 shares() {
    return shares;
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
        facts, in, out, amountIn, this::refusal, (from, _, amount) -> sell(from, amount));
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return Quoting.of(
        facts, in, out, amountOut, this::refusal, (from, _, amount) -> buy(from, amount));
  }

  /** Interest of the ERC-4626 vault writes no log. */
  @Override
  public boolean drifts() {
    return true;
  }

  private @Nullable QuoteRefusal refusal(int from, int to, Uint256 amount) {
    if (from < 0 || to < 0 || from == to) {
      return QuoteRefusal.UNSUPPORTED;
    }
    if (terms.paused()) {
      return QuoteRefusal.PAUSED;
    }
    return amount.isZero() || amount.isLessThan(terms.leastWrap())
        ? QuoteRefusal.AMOUNT_TOO_SMALL
        : null;
  }

  private Quote buy(int from, Uint256 amountOut) {
    Uint256 whole = amountOut.plus(Uint256.ONE);
    Uint256 converted = from == ASSET ? rate.assetsUp(whole) : rate.sharesUp(whole);
    return sell(from, converted.plus(Uint256.ONE));
  }

  private Quote sell(int from, Uint256 amountIn) {
    Uint256 less = amountIn.minus(Uint256.ONE);
    Uint256 converted = from == ASSET ? rate.sharesDown(less) : rate.assetsDown(less);
    if (converted.isAtMost(terms.leastWrap()) || amountIn.isLessThan(terms.leastWrap())) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256 amountOut = converted.minus(Uint256.ONE);
    if (amountOut.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    if (amountOut.isGreaterThan(from == ASSET ? shares : assets)) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    if ((from == ASSET ? assets : shares).plus(amountIn).bitLength() > BALANCE_BITS) {
      return Quote.refused(QuoteRefusal.OVERFLOW);
    }
    return new Quote.Filled(
        amountIn,
        amountOut,
        from == ASSET
            ? holding(assets.plus(amountIn), shares.minus(amountOut))
            : holding(assets.minus(amountOut), shares.plus(amountIn)));
  }

  private BufferPool holding(Uint256 nextAssets, Uint256 nextShares) {
    return new BufferPool(facts, terms, rate, nextAssets, nextShares);
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    Uint256 held = from == ASSET ? shares : assets;
    if (from < 0 || to < 0 || from == to || terms.paused() || held.isZero()) {
      return 0;
    }
    return rate.price(from == ASSET);
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .add("assets", assets)
        .add("shares", shares)
        .add("total_assets", rate.totalAssets())
        .add("total_supply", rate.totalSupply())
        .toMap();
  }

  /** The Vault knows a buffer by the ERC-4626 vault, in the place of a pool. */
  @Override
  public ExecutorHop hop(Token in, Token out) {
    facts.placeOf(in);
    Token given = tokens().get(facts.placeOf(out));
    return new ExecutorHop.BalancerV3(terms.vault(), tokens().getLast().address(), given.address());
  }
}
