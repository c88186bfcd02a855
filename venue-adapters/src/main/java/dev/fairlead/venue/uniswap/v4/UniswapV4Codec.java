package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.model.Address;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import dev.fairlead.venue.uniswap.concentrated.SwapStateCodec;

/** V4 pools in market files. A pool's key follows from its tokens and whether it is native. */
public final class UniswapV4Codec implements PoolCodec<UniswapV4Pool> {
  private static final int MOST_PROTOCOL_PIPS = 0xfff;
  private static final int MOST_SPACING = 32_767;

  @Override
  public String protocol() {
    return "uniswap-v4";
  }

  @Override
  public Class<UniswapV4Pool> type() {
    return UniswapV4Pool.class;
  }

  @Override
  public void write(UniswapV4Pool pool, FieldWriter state) {
    PoolKey key = pool.terms().key();
    state
        .flag("native", key.isNative())
        .integer("fee_pips", key.fee())
        .integer("tick_spacing", key.tickSpacing())
        .address("hooks", key.hooks())
        .integer("lp_fee_pips", pool.fees().lpPips())
        .integer("protocol_fee_pips_0", pool.fees().protocolPips0())
        .integer("protocol_fee_pips_1", pool.fees().protocolPips1());
    SwapStateCodec.write(pool.state(), state);
  }

  @Override
  public UniswapV4Pool read(PoolFacts facts, Fields state) {
    boolean isNative = state.field("native").flag();
    PoolKey key =
        new PoolKey(
            isNative ? Address.ZERO : facts.tokens().get(0).address(),
            facts.tokens().get(1).address(),
            state.field("fee_pips").integer(0, PoolKey.DYNAMIC_FEE),
            state.field("tick_spacing").integer(1, MOST_SPACING),
            state.field("hooks").address());
    int lp = state.field("lp_fee_pips").integer(0, V4Fees.WHOLE);
    int protocol0 = state.field("protocol_fee_pips_0").integer(0, MOST_PROTOCOL_PIPS);
    int protocol1 = state.field("protocol_fee_pips_1").integer(0, MOST_PROTOCOL_PIPS);
    return new UniswapV4Pool(
        new V4Terms(facts, key),
        V4Fees.of(lp, protocol1 << 12 | protocol0),
        SwapStateCodec.read(state, key.tickSpacing()));
  }
}
