package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import dev.fairlead.venue.file.Value;

/** Crypto pools in market files. */
public final class CryptoCodec implements PoolCodec<CryptoPool> {
  private static final int BITS = 256;

  @Override
  public String protocol() {
    return "curve-crypto";
  }

  @Override
  public Class<CryptoPool> type() {
    return CryptoPool.class;
  }

  @Override
  public void write(CryptoPool pool, FieldWriter state) {
    CryptoTerms terms = pool.terms();
    CryptoState now = pool.state();
    state
        .choice("generation", terms.generation())
        .number("a", terms.a())
        .number("gamma", terms.gamma())
        .flag("ramping", terms.ramping())
        .number("mid_fee", terms.midFee())
        .number("out_fee", terms.outFee())
        .number("fee_gamma", terms.feeGamma())
        .number("allowed_extra_profit", terms.allowedExtraProfit())
        .number("adjustment_step", terms.adjustmentStep())
        .numbers("precisions", terms.precisions())
        .numbers("balances", now.balances())
        .number("d", now.d())
        .numbers("price_scale", now.priceScale())
        .numbers("price_oracle", now.priceOracle())
        .number("xcp_profit", now.xcpProfit())
        .number("virtual_price", now.virtualPrice())
        .number("supply", now.supply())
        .flag("known", now.known());
  }

  @Override
  public CryptoPool read(PoolFacts facts, Fields state) {
    Value generation = state.field("generation");
    int coins = facts.tokens().size();
    if (coins > CryptoViews.MOST_COINS) {
      throw generation.invalid("a crypto pool has two or three coins, not " + coins);
    }
    CryptoTerms terms =
        new CryptoTerms(
            generation.choice(CryptoTerms.Generation.class),
            number(state, "a"),
            number(state, "gamma"),
            state.field("ramping").flag(),
            number(state, "mid_fee"),
            number(state, "out_fee"),
            number(state, "fee_gamma"),
            number(state, "allowed_extra_profit"),
            number(state, "adjustment_step"),
            state.field("precisions").numbers(coins, BITS));
    CryptoState now =
        new CryptoState(
            state.field("balances").numbers(coins, BITS),
            number(state, "d"),
            state.field("price_scale").numbers(coins - 1, BITS),
            state.field("price_oracle").numbers(coins - 1, BITS),
            number(state, "xcp_profit"),
            number(state, "virtual_price"),
            number(state, "supply"),
            state.field("known").flag());
    return new CryptoPool(facts, terms, now);
  }

  private static Uint256 number(Fields state, String name) {
    return state.field(name).number(BITS);
  }
}
