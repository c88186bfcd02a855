package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * On a real local chain: the time from a head on the socket to its verified block handed on, with
 * ten transactions a block, and the round trip of a small call. Prints percentiles.
 */
public final class HeadLatency {
  private static final ChainId CHAIN = new ChainId(1);
  private static final int WARM_UP = 200;
  private static final int BLOCKS = 1_000;
  private static final int TRANSACTIONS = 10;
  private static final int CALLS = 20_000;

  private HeadLatency() {}

  public static void main(String[] args) throws InterruptedException {
    try (Anvil anvil =
            Anvil.start(Parts.ofUser(Progress.to(System.err)).anvil(), AnvilSettings.empty(CHAIN));
        ChainIo io = ChainIo.open()) {
      RpcEndpoint endpoint = RpcEndpoint.of(anvil.http(), Optional.of(anvil.webSocket()));
      roundTrips(endpoint, io);
      heads(anvil, endpoint, io);
    }
  }

  private static void roundTrips(RpcEndpoint endpoint, ChainIo io) {
    try (RpcClient client = new RpcClient(CHAIN, endpoint, io, ChainObserver.none())) {
      long[] nanos = new long[CALLS];
      for (int i = -CALLS; i < CALLS; i++) {
        long started = System.nanoTime();
        long id = client.call(RpcClient.chainId()).orThrow("eth_chainId");
        if (i >= 0 && id == CHAIN.value()) {
          nanos[i] = System.nanoTime() - started;
        }
      }
      print("eth_chainId round trip", nanos);
    }
  }

  private static void heads(Anvil anvil, RpcEndpoint endpoint, ChainIo io)
      throws InterruptedException {
    BlockingQueue<Long> lags = new LinkedBlockingQueue<>();
    ChainObserver observer =
        new ChainObserver() {
          @Override
          public void extended(ChainId chain, BlockRef block, Duration lag) {
            lags.add(lag.toNanos());
          }
        };
    anvil.control().setBalance(Wallet.TRADER.address(), BigInteger.TEN.pow(24));
    anvil.control().setAutomine(false);
    ChainProfile profile =
        new ChainProfile(
            CHAIN,
            "bench",
            Address.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            new ChainProfile.Finality.Confirmations(64),
            BaseFeeRule.Eip1559.ETHEREUM,
            FeePerGas.of(1),
            FeePerGas.of(5_000_000_000L),
            FeePerGas.of(1_000_000_000_000L));
    try (EvmChain chain =
        EvmChain.open(
            profile, Endpoints.of(endpoint), io, Thread.ofVirtual().factory(), observer)) {
      long[] nanos = new long[BLOCKS];
      long nonce = 0;
      for (int i = -WARM_UP; i < BLOCKS; i++) {
        for (int t = 0; t < TRANSACTIONS; t++) {
          var _ =
              anvil.send(
                  Wallet.TRADER, Transaction.call(nonce++, Address.ZERO, "f()").withGas(50_000));
        }
        anvil.control().mine();
        long lag = lags.take();
        if (i >= 0) {
          nanos[i] = lag;
        }
      }
      if (chain.head().number().value() < BLOCKS) {
        throw new IllegalStateException("blocks were missed");
      }
      print("head on the socket to Extended", nanos);
    }
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s (n=%d): p50 %.3f ms, p99 %.3f ms, max %.3f ms%n",
        what,
        nanos.length,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }
}
