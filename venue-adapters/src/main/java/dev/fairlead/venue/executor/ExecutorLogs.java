package dev.fairlead.venue.executor;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.List;
import java.util.Optional;

/** What the executor writes: one log a trade, with the output as it measured it at the owner. */
public final class ExecutorLogs {
  private static final Signature EXECUTED = Signature.of("Executed(uint256)");

  private ExecutorLogs() {}

  /** The first topic of its logs. */
  public static Bytes32 topic() {
    return EXECUTED.topic();
  }

  /** What the owner received, if one of a transaction's logs is {@code executor}'s. */
  public static Optional<Uint256> amountOut(Address executor, List<Log> logs) {
    return logs.stream()
        .filter(log -> log.address().equals(executor))
        .filter(log -> log.topics().equals(List.of(topic())))
        .map(log -> AbiReader.of(log.data()).uint())
        .findFirst();
  }
}
