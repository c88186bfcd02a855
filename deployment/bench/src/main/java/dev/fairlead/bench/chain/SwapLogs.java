package dev.fairlead.bench.chain;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.LogReading;
import dev.fairlead.chain.event.UniswapV3Event;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.Utils;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Int24;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint160;

/**
 * 10,000 Swap logs of Uniswap V3 as typed events, ours beside Web3j's decoder. Both take turns; the
 * median round counts. Each begins with what its own transport gives: words for ours, hex for
 * Web3j; ours from the same hex is a row of its own.
 */
public final class SwapLogs {
  private static final int LOGS = 10_000;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 15;
  private static final long SEED = 7;

  @SuppressWarnings("rawtypes") // As Web3j's decoder wants it.
  private static final List<TypeReference<Type>> DATA =
      Utils.convert(
          List.of(
              new TypeReference<Int256>() {},
              new TypeReference<Int256>() {},
              new TypeReference<Uint160>() {},
              new TypeReference<Uint128>() {},
              new TypeReference<Int24>() {}));

  private final List<Log> logs = new ArrayList<>();
  private final List<Hex> hex = new ArrayList<>();

  /** Of all results, so that none can be left out of the computation. */
  private long checksum;

  /** A log as JSON has it. */
  public record Hex(List<String> topics, String data) {}

  /** What is timed. */
  @FunctionalInterface
  private interface Pass {
    void run();
  }

  public SwapLogs() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < LOGS; i++) {
      Log log = log(random);
      logs.add(log);
      hex.add(
          new Hex(
              log.topics().stream().map(Bytes32::toString).collect(Collectors.toList()),
              log.data().toString()));
    }
  }

  /** The same logs for peers of other languages. */
  public List<Hex> hex() {
    return List.copyOf(hex);
  }

  /** Measures, and judges against Web3j. */
  public List<Row> rows(BenchmarkRun run) {
    int rounds = run.samples(ROUNDS);
    double[] ours = new double[rounds];
    double[] fromHex = new double[rounds];
    double[] theirs = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double own = millis(this::decode);
      double ownFromHex = millis(this::decodeFromHex);
      double peer = millis(this::decodeByWeb3j);
      if (round >= 0) {
        ours[round] = own;
        fromHex[round] = ownFromHex;
        theirs[round] = peer;
      }
    }
    run.progress().says("checksum %016x".formatted(checksum));
    double web3j = median(theirs);
    return List.of(
        new Row(
            "10,000 V3 Swap logs to events, Web3j",
            median(ours),
            "ms",
            web3j,
            Target.ratioBelow(1 / 25.0)),
        new Row("the same from hex, Web3j", median(fromHex), "ms", web3j, null));
  }

  private void decode() {
    for (Log log : logs) {
      take(EventDecoder.standard().decode(log));
    }
  }

  private void decodeFromHex() {
    Address pool = logs.getFirst().address();
    for (Hex each : hex) {
      List<String> topics = each.topics();
      take(
          EventDecoder.standard()
              .decode(
                  new Log(
                      pool,
                      List.of(
                          Bytes32.parse(topics.get(0)),
                          Bytes32.parse(topics.get(1)),
                          Bytes32.parse(topics.get(2))),
                      Bytes.parse(each.data()),
                      0)));
    }
  }

  @SuppressWarnings("rawtypes") // As Web3j's decoder gives it.
  private void decodeByWeb3j() {
    for (Hex each : hex) {
      Type<?> sender = account(each.topics().get(1));
      Type<?> recipient = account(each.topics().get(2));
      List<Type> values = FunctionReturnDecoder.decode(each.data(), DATA);
      checksum += sender.hashCode() ^ recipient.hashCode() ^ values.get(4).getValue().hashCode();
    }
  }

  private static Type<?> account(String topic) {
    return FunctionReturnDecoder.decodeIndexedValue(
        topic, new TypeReference<org.web3j.abi.datatypes.Address>() {});
  }

  private void take(LogReading reading) {
    if (!(reading instanceof UniswapV3Event.Swap swap)) {
      throw new IllegalStateException("not a swap: " + reading);
    }
    checksum += swap.sender().hashCode() ^ swap.recipient().hashCode() ^ swap.tick();
  }

  private static double millis(Pass pass) {
    long start = System.nanoTime();
    pass.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** One amount in, one out, prices and liquidity as wide as on chain. */
  private static Log log(SplittableRandom random) {
    byte[] data = new byte[160];
    fill(random, data, 22, 32);
    Arrays.fill(data, 32, 64, (byte) -1);
    fill(random, data, 55, 64);
    fill(random, data, 78, 96);
    fill(random, data, 116, 128);
    Arrays.fill(data, 128, 157, (byte) -1);
    data[157] = -4;
    fill(random, data, 158, 160);
    return new Log(
        Address.parse("0x88e6a0c2ddd26feeb64f039a2c41296fcb3f5640"),
        List.of(UniswapV3Event.SWAP.topic(), topic(random), topic(random)),
        Bytes.wrap(data),
        0);
  }

  private static Bytes32 topic(SplittableRandom random) {
    byte[] word = new byte[32];
    fill(random, word, 12, 32);
    return Bytes32.wrap(word);
  }

  private static void fill(SplittableRandom random, byte[] target, int from, int to) {
    byte[] bytes = new byte[to - from];
    random.nextBytes(bytes);
    System.arraycopy(bytes, 0, target, from, bytes.length);
  }
}
