package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import java.util.List;

/**
 * Which logs: of the blocks {@code from} up to and with {@code to}, of these contracts (all when
 * empty), whose topics match. Each place of {@code topics} lists the values that it may have; an
 * empty place matches all.
 */
public record LogQuery(
    BlockNumber from, BlockRef to, List<Address> addresses, List<List<Bytes32>> topics) {
  public LogQuery {
    if (from.isAfter(to.number())) {
      throw new IllegalArgumentException("block " + from + " is after block " + to.number());
    }
    if (topics.size() > 4) {
      throw new IllegalArgumentException("a log has at most 4 topics but found " + topics.size());
    }
    addresses = List.copyOf(addresses);
    topics = topics.stream().map(List::copyOf).toList();
  }
}
