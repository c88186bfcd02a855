package dev.fairlead.venue;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Log;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.intent.VenueId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One protocol's deployment on one chain: finds its pools, proves that they are its own, reads
 * their state, and follows it from logs.
 *
 * <p>Stateless but for caches: all that is known of a pool is in the {@link Pool}. Only pools that
 * the venue's own factory or registry vouches for are ever given out, whatever logs and calls
 * claim. Methods that take a {@link Chain} block, and throw {@link ChainException} when it does not
 * answer.
 */
public interface VenueAdapter {
  VenueId venue();

  /** Finds all pools that exist after block {@code at}, and reads them there. */
  List<Pool> load(Chain chain, BlockRef at);

  /** Reads the pools that {@code announcements} (see {@link #announces}) tell of. */
  List<Pool> load(Chain chain, BlockRef at, List<Log> announcements);

  /** Reads the state of known pools again. A pool that can't be read any more is left out. */
  List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools);

  /**
   * Reads again what no log tells of pools that drift ({@link Pool#drifts}), all of whose logs up
   * to {@code at} were applied. A pool that can't be read any more is left out.
   */
  default List<Pool> refresh(Chain chain, BlockRef at, Collection<Pool> pools) {
    return reload(chain, at, pools);
  }

  /** The first topics of all logs that this adapter understands. */
  Set<Bytes32> topics();

  /** Whether the log, written by the venue's own registry, tells of a new pool. */
  boolean announces(Log log);

  /** Under which key the log's pool is found: one of its {@link #routes}. */
  Optional<Bytes> routeOf(Log log);

  /** The keys under which logs find this pool; unique within the venue. */
  List<Bytes> routes(Pool pool);

  /** What a log that was routed to {@code pool} does to it. */
  LogEffect apply(Pool pool, Log log);
}
