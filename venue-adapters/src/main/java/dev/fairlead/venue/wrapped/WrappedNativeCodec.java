package dev.fairlead.venue.wrapped;

import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;

/** The wrapper of the coin in market files: it has no state. */
public final class WrappedNativeCodec implements PoolCodec<WrappedNativePool> {
  @Override
  public String protocol() {
    return "wrapped-native";
  }

  @Override
  public Class<WrappedNativePool> type() {
    return WrappedNativePool.class;
  }

  @Override
  public void write(WrappedNativePool pool, FieldWriter state) {}

  @Override
  public WrappedNativePool read(PoolFacts facts, Fields state) {
    return new WrappedNativePool(facts);
  }
}
