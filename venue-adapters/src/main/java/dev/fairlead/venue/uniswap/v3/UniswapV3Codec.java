package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapStateCodec;

/** V3 pools in market files. */
public final class UniswapV3Codec implements PoolCodec<UniswapV3Pool> {
  private static final int MOST_PIPS = 999_999;
  private static final int MOST_SPACING = 16_383;

  @Override
  public String protocol() {
    return "uniswap-v3";
  }

  @Override
  public Class<UniswapV3Pool> type() {
    return UniswapV3Pool.class;
  }

  @Override
  public void write(UniswapV3Pool pool, FieldWriter state) {
    state
        .integer("fee_pips", pool.terms().fee().pips())
        .integer("tick_spacing", pool.terms().tickSpacing());
    SwapStateCodec.write(pool.state(), state);
  }

  @Override
  public UniswapV3Pool read(PoolFacts facts, Fields state) {
    int fee = state.field("fee_pips").integer(0, MOST_PIPS);
    int spacing = state.field("tick_spacing").integer(1, MOST_SPACING);
    return new UniswapV3Pool(
        new V3Terms(facts, SwapFee.ofPips(fee), spacing), SwapStateCodec.read(state, spacing));
  }
}
