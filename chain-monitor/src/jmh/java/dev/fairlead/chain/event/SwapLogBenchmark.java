package dev.fairlead.chain.event;

import dev.fairlead.chain.Log;
import dev.fairlead.devnet.block.GeneratedSwap;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.web3j.abi.EventValues;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint160;
import org.web3j.tx.Contract;

/**
 * 10,000 Swap logs of Uniswap V3 to typed events, ours beside Web3j's decoder: each from logs as
 * its own transport gives them, and ours from hex as well.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SwapLogBenchmark {
  private static final int LOGS = 10_000;
  private static final Event SWAP =
      new Event(
          "Swap",
          List.of(
              new TypeReference<org.web3j.abi.datatypes.Address>(true) {},
              new TypeReference<org.web3j.abi.datatypes.Address>(true) {},
              new TypeReference<Int256>() {},
              new TypeReference<Int256>() {},
              new TypeReference<Uint160>() {},
              new TypeReference<Uint128>() {},
              new TypeReference<Int24>() {}));

  private final List<Log> logs = new ArrayList<>();
  private final List<org.web3j.protocol.core.methods.response.Log> theirs = new ArrayList<>();

  /** What a program that uses Web3j makes of a log. */
  public record Web3jSwap(
      String sender,
      String recipient,
      BigInteger amount0,
      BigInteger amount1,
      BigInteger sqrtPriceX96,
      BigInteger liquidity,
      BigInteger tick) {}

  public SwapLogBenchmark() {
    for (GeneratedSwap swap : GeneratedSwap.of(LOGS, 1)) {
      logs.add(
          new Log(
              Address.parse(GeneratedSwap.POOL),
              swap.topics().stream().map(Bytes32::parse).toList(),
              Bytes.parse(swap.data()),
              0));
      org.web3j.protocol.core.methods.response.Log their =
          new org.web3j.protocol.core.methods.response.Log();
      their.setAddress(GeneratedSwap.POOL);
      their.setTopics(swap.topics());
      their.setData(swap.data());
      theirs.add(their);
    }
  }

  @Benchmark
  public void fairlead(Blackhole hole) {
    EventDecoder decoder = EventDecoder.standard();
    for (Log log : logs) {
      hole.consume(decoder.decode(log));
    }
  }

  @Benchmark
  public void fairleadFromHex(Blackhole hole) {
    EventDecoder decoder = EventDecoder.standard();
    for (org.web3j.protocol.core.methods.response.Log their : theirs) {
      List<String> topics = their.getTopics();
      Log log =
          new Log(
              logs.getFirst().address(),
              List.of(
                  Bytes32.parse(topics.get(0)),
                  Bytes32.parse(topics.get(1)),
                  Bytes32.parse(topics.get(2))),
              Bytes.parse(their.getData()),
              0);
      hole.consume(decoder.decode(log));
    }
  }

  @Benchmark
  public void web3j(Blackhole hole) {
    for (org.web3j.protocol.core.methods.response.Log log : theirs) {
      EventValues values = Contract.staticExtractEventParameters(SWAP, log);
      hole.consume(
          new Web3jSwap(
              (String) values.getIndexedValues().get(0).getValue(),
              (String) values.getIndexedValues().get(1).getValue(),
              (BigInteger) values.getNonIndexedValues().get(0).getValue(),
              (BigInteger) values.getNonIndexedValues().get(1).getValue(),
              (BigInteger) values.getNonIndexedValues().get(2).getValue(),
              (BigInteger) values.getNonIndexedValues().get(3).getValue(),
              (BigInteger) values.getNonIndexedValues().get(4).getValue()));
    }
  }
}
