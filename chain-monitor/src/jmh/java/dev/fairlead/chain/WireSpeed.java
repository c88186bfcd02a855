package dev.fairlead.chain;

import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.Limits;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.model.ChainId;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * On a real local chain: small calls a second and how long each takes, over each wire, for one
 * caller and for many. The ways take turns, and the best turn of each is printed.
 */
public final class WireSpeed {
  private static final ChainId CHAIN = new ChainId(1);
  private static final int CALLS = 10_000;
  private static final int MANY = 64;
  private static final int TURNS = 4;

  private WireSpeed() {}

  /** One measured turn. */
  private record Turn(double perSecond, double p50Millis, double p99Millis) {}

  public static void main(String[] args) throws InterruptedException {
    try (Anvil anvil =
            Anvil.start(Parts.ofUser(Progress.to(System.err)).anvil(), AnvilSettings.empty(CHAIN));
        ChainIo io = ChainIo.open()) {
      RpcEndpoint http = RpcEndpoint.of(anvil.http(), Optional.empty());
      Map<String, RpcEndpoint> ways = new LinkedHashMap<>();
      ways.put("HTTP, 16 connections, depth 1", http);
      ways.put("HTTP, 1 connection, depth 1", pipelined(http, 1, 1));
      ways.put("HTTP, 1 connection, depth 64", pipelined(http, 1, 64));
      ways.put("HTTP, 4 connections, depth 16", pipelined(http, 4, 16));
      ways.put("WebSocket", RpcEndpoint.ofWebSocket(anvil.webSocket()));
      for (int callers : new int[] {1, MANY}) {
        Map<String, Turn> best = new LinkedHashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
          for (Map.Entry<String, RpcEndpoint> way : ways.entrySet()) {
            best.merge(
                way.getKey(),
                measure(way.getValue(), io, callers),
                (a, b) -> a.perSecond() > b.perSecond() ? a : b);
          }
        }
        best.forEach((way, turn) ->
            System.out.printf(
                "%s, %d callers: %.0f/s, p50 %.3f ms, p99 %.3f ms%n",
                way, callers, turn.perSecond(), turn.p50Millis(), turn.p99Millis()));
      }
    }
  }

  private static RpcEndpoint pipelined(RpcEndpoint endpoint, int connections, int depth) {
    return endpoint.withLimits(Limits.STANDARD.withConnections(connections, depth));
  }

  private static Turn measure(RpcEndpoint endpoint, ChainIo io, int callers)
      throws InterruptedException {
    long[] nanos = new long[CALLS];
    AtomicInteger next = new AtomicInteger();
    long started;
    try (RpcClient client = new RpcClient(CHAIN, endpoint, io, ChainObserver.none());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      call(client);
      started = System.nanoTime();
      for (int i = 0; i < callers; i++) {
        var _ =
            threads.submit(() -> {
              for (int n = next.getAndIncrement(); n < CALLS; n = next.getAndIncrement()) {
                nanos[n] = call(client);
              }
            });
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Arrays.sort(nanos);
    return new Turn(CALLS / seconds, nanos[CALLS / 2] / 1e6, nanos[CALLS * 99 / 100] / 1e6);
  }

  private static long call(RpcClient client) {
    long started = System.nanoTime();
    if (client.call(RpcClient.chainId()).orThrow("eth_chainId") != CHAIN.value()) {
      throw new IllegalStateException("another chain");
    }
    return System.nanoTime() - started;
  }
}
