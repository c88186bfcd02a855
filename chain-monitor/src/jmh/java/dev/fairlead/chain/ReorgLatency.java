package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.ChainControl.Reincluded;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;

/**
 * On a real local chain: a reorg of 64 blocks with four transactions each, from the poll that finds
 * it to its last block handed on, and how much of that was waiting for the endpoint.
 */
public final class ReorgLatency {
  private static final ChainId CHAIN = new ChainId(1);
  private static final int DEPTH = 64;
  private static final int PER_BLOCK = 4;
  private static final int WARM_UP = 10;
  private static final int REORGS = 40;

  /** The endpoint's answers since the last sample; only the follower's thread adds to them. */
  private final List<Answer> answers = new ArrayList<>();

  private final BlockingQueue<Sample> samples = new LinkedBlockingQueue<>();

  private ReorgLatency() {}

  private record Answer(long at, long took) {}

  private record Sample(BlockRef head, long total, long waited) {}

  public static void main(String[] args) throws InterruptedException, IOException {
    new ReorgLatency().run();
  }

  private void run() throws InterruptedException, IOException {
    Path directory = Files.createTempDirectory("reorg-latency");
    Path window = directory.resolve("1.window");
    try (Anvil anvil =
            Anvil.start(Parts.ofUser(Progress.to(System.err)).anvil(), AnvilSettings.empty(CHAIN));
        ChainIo io = ChainIo.open()) {
      anvil.control().setBalance(Wallet.TRADER.address(), BigInteger.TEN.pow(24));
      anvil.control().setAutomine(false);
      anvil.control().mine(DEPTH + 10);
      RpcEndpoint endpoint = RpcEndpoint.of(anvil.http(), Optional.empty());
      try (EvmChain chain =
          EvmChain.open(
              profile(),
              Endpoints.of(endpoint),
              io,
              Thread.ofVirtual().factory(),
              observer(),
              window)) {
        List<Reincluded> transactions = transactions();
        long[] own = new long[REORGS];
        long[] total = new long[REORGS];
        for (int i = -WARM_UP; i < REORGS; i++) {
          // Each branch has another miner, so that none has the blocks of one before.
          anvil.rpc().call("anvil_setCoinbase", "0x%040x".formatted(i + WARM_UP + 1));
          anvil.control().reorg(DEPTH, transactions);
          Sample sample = awaitHead(anvil);
          if (i >= 0) {
            total[i] = sample.total();
            own[i] = sample.total() - sample.waited();
          }
        }
        if (chain.head().number().value() != DEPTH + 10) {
          throw new IllegalStateException("the chain has another length: " + chain.head());
        }
        print("a reorg of 64 blocks, with the endpoint's time", total);
        print("a reorg of 64 blocks, without it", own);
      }
    } finally {
      Files.deleteIfExists(window);
      Files.delete(directory);
    }
  }

  private Sample awaitHead(Anvil anvil) throws InterruptedException {
    String head = anvil.rpc().call("eth_getBlockByNumber", "latest", false).path("hash").asString();
    Sample sample = samples.take();
    while (!sample.head().hash().toString().equals(head)) {
      sample = samples.take();
    }
    return sample;
  }

  /** All from one account, in their order, so many in each new block. */
  private static List<Reincluded> transactions() {
    List<Reincluded> all = new ArrayList<>();
    for (int i = 0; i < DEPTH * PER_BLOCK; i++) {
      Bytes raw =
          Transaction.call(i, Address.ZERO, "f()").withGas(50_000).sign(CHAIN, Wallet.TRADER);
      all.add(new Reincluded(raw, i / PER_BLOCK));
    }
    return all;
  }

  private ChainObserver observer() {
    return new ChainObserver() {
      @Override
      public void answered(ChainId chain, String method, Duration took, String error) {
        answers.add(new Answer(System.nanoTime(), took.toNanos()));
      }

      @Override
      public void extended(ChainId chain, BlockRef block, Duration lag) {
        if (block.number().value() == DEPTH + 10) {
          long heard = System.nanoTime() - lag.toNanos();
          long waited =
              answers.stream().filter(answer -> answer.at() > heard).mapToLong(Answer::took).sum();
          answers.clear();
          samples.add(new Sample(block, lag.toNanos(), waited));
        }
      }
    };
  }

  private static ChainProfile profile() {
    return new ChainProfile(
        CHAIN,
        "bench",
        Address.ZERO,
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        new ChainProfile.Finality.Confirmations(ChainProfile.WINDOW),
        BaseFeeRule.Eip1559.ETHEREUM,
        FeePerGas.of(1),
        FeePerGas.of(5_000_000_000L),
        FeePerGas.of(1_000_000_000_000L));
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s (n=%d): p50 %.1f ms, max %.1f ms, mean %.1f ms%n",
        what,
        nanos.length,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        LongStream.of(nanos).average().orElse(0) / 1e6);
  }
}
