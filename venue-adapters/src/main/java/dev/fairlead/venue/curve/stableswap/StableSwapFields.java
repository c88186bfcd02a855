package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import java.util.List;

/** The state of a StableSwap pool in market files; {@code a} is as the contract answers it. */
final class StableSwapFields {
  static final int BITS = 256;
  private static final int A_BITS = 64;
  private static final int FEE_BITS = 34;

  private StableSwapFields() {}

  static void write(CurveStableSwapPool pool, FieldWriter state) {
    CurveTerms terms = pool.terms();
    state
        .choice("generation", terms.generation())
        .number("a", terms.amplification().coefficient().dividedBy(coins(pool.facts())))
        .number("fee", terms.fee())
        .number("admin_fee", terms.adminFee())
        .number("off_peg_multiplier", terms.offPegMultiplier())
        .flag("drifting", terms.drifting())
        .numbers("rates", terms.rates())
        .numbers("balances", List.of(pool.balances()));
  }

  static CurveStableSwapPool read(PoolFacts facts, Fields state) {
    int coins = facts.tokens().size();
    CurvePoolSettings.Generation generation =
        state.field("generation").choice(CurvePoolSettings.Generation.class);
    Amplification amplification =
        Amplification.of(state.field("a").number(A_BITS), coins, generation);
    CurveTerms terms =
        new CurveTerms(
            amplification,
            state.field("fee").number(FEE_BITS),
            state.field("admin_fee").number(FEE_BITS),
            state.field("rates").numbers(coins, BITS),
            state.field("off_peg_multiplier").number(BITS),
            state.field("drifting").flag());
    return new CurveStableSwapPool(
        facts, terms, state.field("balances").numbers(coins, BITS).toArray(Uint256[]::new));
  }

  private static Uint256 coins(PoolFacts facts) {
    return Uint256.of(facts.tokens().size());
  }
}
