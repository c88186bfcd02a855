package dev.fairlead.venue.erc4626;

import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;

/** Vaults in market files. */
public final class Erc4626Codec implements PoolCodec<Erc4626Pool> {
  private static final int BITS = 256;

  @Override
  public String protocol() {
    return "erc-4626";
  }

  @Override
  public Class<Erc4626Pool> type() {
    return Erc4626Pool.class;
  }

  @Override
  public void write(Erc4626Pool pool, FieldWriter state) {
    RateFields.write(pool.rate(), state);
    state.number("most_deposit", pool.mostDeposit());
  }

  @Override
  public Erc4626Pool read(PoolFacts facts, Fields state) {
    return new Erc4626Pool(facts, RateFields.read(state), state.field("most_deposit").number(BITS));
  }
}
