package dev.fairlead.venue;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An adapter of pools that configuration names and that no log tells of: none is announced, and
 * what moves of them is read again with every block ({@link Pool#drifts}).
 */
public interface LoglessAdapter extends VenueAdapter {
  @Override
  default List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    return List.of();
  }

  @Override
  default Set<Bytes32> topics() {
    return Set.of();
  }

  @Override
  default boolean announces(Log log) {
    return false;
  }

  @Override
  default Optional<Bytes> routeOf(Log log) {
    return Optional.empty();
  }

  @Override
  default List<Bytes> routes(Pool pool) {
    return List.of();
  }

  @Override
  default LogEffect apply(Pool pool, Log log) {
    return LogEffect.Unclear.UNCLEAR;
  }
}
