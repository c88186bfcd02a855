package dev.fairlead.bench.chain;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.bench.turns.Foreign;
import dev.fairlead.bench.turns.Pass;
import dev.fairlead.bench.turns.Turns;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.LogReading;
import dev.fairlead.chain.event.UniswapV3Event;
import dev.fairlead.devnet.block.GeneratedSwap;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.Utils;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint160;
import tools.jackson.databind.json.JsonMapper;

/**
 * 10,000 Swap logs of Uniswap V3 as typed events. Each begins with what its own transport gives:
 * words for ours, hex for Web3j and viem; ours from the same hex is a row of its own.
 */
final class SwapLogs {
  private static final String NAME = "10,000 V3 Swap logs to events, ";
  private static final int LOGS = 10_000;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 15;
  private static final long SEED = 7;
  private static final Address POOL = Address.parse(GeneratedSwap.POOL);

  @SuppressWarnings("rawtypes") // As Web3j's decoder wants it.
  private static final List<TypeReference<Type>> DATA =
      Utils.convert(
          List.of(
              new TypeReference<Int256>() {},
              new TypeReference<Int256>() {},
              new TypeReference<Uint160>() {},
              new TypeReference<Uint128>() {},
              new TypeReference<Int24>() {}));

  private final List<GeneratedSwap> hex = GeneratedSwap.of(LOGS, SEED);
  private final List<Log> logs = hex.stream().map(SwapLogs::log).toList();
  private final Pass.Checksum checksum = new Pass.Checksum();

  /** Measures, and judges against Web3j and viem. */
  List<Row> rows(BenchmarkRun run, ForeignPeers peers) throws IOException {
    Path file = Files.createTempFile("fairlead-bench-swaps", ".json");
    try {
      Files.write(file, JsonMapper.shared().writeValueAsBytes(hex));
      try (Foreign viem = peers.viemSwaps(file)) {
        long ticks = logs.stream().mapToLong(log -> swap(log).tick()).sum();
        if (!viem.said().equals(LOGS + " " + ticks)) {
          throw new IllegalStateException("ticks of " + ticks + ", but viem " + viem.said());
        }
        return rows(run, viem);
      }
    } finally {
      Files.delete(file);
    }
  }

  private List<Row> rows(BenchmarkRun run, Foreign viem) throws IOException {
    List<Double> medians =
        Turns.medians(
            List.of(
                new Pass<>(logs, SwapLogs::decode, checksum),
                new Pass<>(hex, SwapLogs::decodeFromHex, checksum),
                new Pass<>(hex, SwapLogs::decodeByWeb3j, checksum),
                viem),
            WARM_UP,
            run.samples(ROUNDS));
    run.progress().says(checksum.toString());
    double ours = medians.getFirst();
    return List.of(
        new Row(NAME + "Web3j", ours, "ms", medians.get(2), Target.ratioBelow(1 / 25.0)),
        new Row(NAME + "viem", ours, "ms", medians.get(3), Target.ratioBelow(1 / 50.0)),
        new Row("the same from hex, Web3j", medians.get(1), "ms", medians.get(2), null),
        new Row("the same from hex, viem", medians.get(1), "ms", medians.get(3), null));
  }

  private static long decode(List<Log> logs) {
    long sum = 0;
    for (Log log : logs) {
      sum += number(swap(log));
    }
    return sum;
  }

  private static long decodeFromHex(List<GeneratedSwap> hex) {
    long sum = 0;
    for (GeneratedSwap each : hex) {
      sum += number(swap(log(each)));
    }
    return sum;
  }

  static Log log(GeneratedSwap swap) {
    List<String> topics = swap.topics();
    return new Log(
        POOL,
        List.of(
            Bytes32.parse(topics.get(0)),
            Bytes32.parse(topics.get(1)),
            Bytes32.parse(topics.get(2))),
        Bytes.parse(swap.data()),
        0);
  }

  static UniswapV3Event.Swap swap(Log log) {
    LogReading reading = EventDecoder.standard().decode(log);
    if (!(reading instanceof UniswapV3Event.Swap swap)) {
      throw new IllegalStateException("not a swap: " + reading);
    }
    return swap;
  }

  private static long number(UniswapV3Event.Swap swap) {
    return swap.sender().hashCode() ^ swap.recipient().hashCode() ^ swap.tick();
  }

  @SuppressWarnings("rawtypes") // As Web3j's decoder gives it.
  private static long decodeByWeb3j(List<GeneratedSwap> hex) {
    long sum = 0;
    for (GeneratedSwap each : hex) {
      Type<?> sender = account(each.topics().get(1));
      Type<?> recipient = account(each.topics().get(2));
      List<Type> values = FunctionReturnDecoder.decode(each.data(), DATA);
      sum += sender.hashCode() ^ recipient.hashCode() ^ values.get(4).getValue().hashCode();
    }
    return sum;
  }

  private static Type<?> account(String topic) {
    return FunctionReturnDecoder.decodeIndexedValue(
        topic, new TypeReference<org.web3j.abi.datatypes.Address>() {});
  }
}
