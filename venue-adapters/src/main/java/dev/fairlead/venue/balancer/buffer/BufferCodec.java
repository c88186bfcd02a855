package dev.fairlead.venue.balancer.buffer;

import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.erc4626.RateFields;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;

/** Buffers in market files, with the rate of what they wrap. */
public final class BufferCodec implements PoolCodec<BufferPool> {
  private static final int BITS = 256;
  private static final int BALANCE_BITS = 128;

  @Override
  public String protocol() {
    return "balancer-v3-buffer";
  }

  @Override
  public Class<BufferPool> type() {
    return BufferPool.class;
  }

  @Override
  public void write(BufferPool pool, FieldWriter state) {
    BufferTerms terms = pool.terms();
    state
        .address("vault", terms.vault())
        .number("least_wrap", terms.leastWrap())
        .flag("paused", terms.paused());
    RateFields.write(pool.rate(), state);
    state.number("assets", pool.assets()).number("shares", pool.shares());
  }

  @Override
  public BufferPool read(PoolFacts facts, Fields state) {
    BufferTerms terms =
        new BufferTerms(
            state.field("vault").address(),
            state.field("least_wrap").number(BITS),
            state.field("paused").flag());
    return new BufferPool(
        facts,
        terms,
        RateFields.read(state),
        state.field("assets").number(BALANCE_BITS),
        state.field("shares").number(BALANCE_BITS));
  }
}
