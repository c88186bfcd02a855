package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import java.util.List;
import java.util.stream.IntStream;

/** Plain StableSwap pools in market files; {@code a} is as the contract answers it. */
public final class CurveStableSwapCodec implements PoolCodec<CurveStableSwapPool> {
  private static final int A_BITS = 64;
  private static final int FEE_BITS = 34;
  private static final int BITS = 256;

  @Override
  public String protocol() {
    return "curve-stableswap";
  }

  @Override
  public Class<CurveStableSwapPool> type() {
    return CurveStableSwapPool.class;
  }

  @Override
  public void write(CurveStableSwapPool pool, FieldWriter state) {
    CurveTerms terms = pool.terms();
    int coins = pool.tokens().size();
    state
        .choice("generation", terms.generation())
        .number("a", terms.amplification().coefficient().dividedBy(Uint256.of(coins)))
        .number("fee", terms.fee())
        .number("admin_fee", terms.adminFee())
        .numbers("rates", terms.rates())
        .numbers("balances", IntStream.range(0, coins).mapToObj(pool::balance).toList());
  }

  @Override
  public CurveStableSwapPool read(PoolFacts facts, Fields state) {
    int coins = facts.tokens().size();
    CurvePoolSettings.Generation generation =
        state.field("generation").choice(CurvePoolSettings.Generation.class);
    Amplification amplification =
        Amplification.of(state.field("a").number(A_BITS), coins, generation);
    Uint256 fee = state.field("fee").number(FEE_BITS);
    Uint256 adminFee = state.field("admin_fee").number(FEE_BITS);
    List<Uint256> rates = state.field("rates").numbers(coins, BITS);
    return new CurveStableSwapPool(
        facts,
        new CurveTerms(amplification, fee, adminFee, rates),
        state.field("balances").numbers(coins, BITS).toArray(Uint256[]::new));
  }
}
