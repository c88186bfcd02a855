package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.util.List;

/** What a contract wrote; {@code index} counts the logs of the whole block, from 0. */
public record Log(Address address, List<Bytes32> topics, Bytes data, int index) {
  public Log {
    topics = List.copyOf(topics);
  }
}
