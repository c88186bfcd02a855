package dev.fairlead.venue.file;

import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;

/**
 * How one protocol's pools stand in a market file: what of their state {@link PoolFacts} lacks.
 *
 * <p>What was written is read as an equal pool, which quotes the same. {@link #read} refuses by
 * {@link Value#invalid}; what a pool's own constructor refuses is told with the pool's place.
 */
public interface PoolCodec<P extends Pool> {
  /** The protocol's name in files; never changed once shipped. */
  String protocol();

  /** The class of its pools. */
  Class<P> type();

  /** Writes the state, always the same fields in the same order. */
  void write(P pool, FieldWriter state);

  /** Reads each of the fields that were written. */
  P read(PoolFacts facts, Fields state);
}
