package dev.fairlead.devnet.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.TxHash;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A private relay on loopback with Flashbots' methods and signature header, and the chain's only
 * block builder.
 *
 * <p>The chain must not mine by itself and must keep its pool in order of arrival. The relay proves
 * who sends over the exact bytes, remembers every request, and treats submissions as it was last
 * told to ({@link #behave}). {@code GET /tx/HASH} is its status page. Safe for use by many threads.
 */
public final class PrivateRelay implements AutoCloseable {
  private final HttpServer server;
  private final SubmissionPool pool = new SubmissionPool();
  private final BlockBuilder builder;
  private final RelayExchange exchange;
  private final List<RelayRequest> received = new CopyOnWriteArrayList<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("devnet-builder").daemon().factory());

  private @Nullable Future<?> building;

  private PrivateRelay(HttpServer server, Anvil anvil, InstantSource clock, Progress progress) {
    this.server = server;
    this.builder = new BlockBuilder(anvil, pool, clock, progress);
    this.exchange =
        new RelayExchange(new RelayMethods(anvil, pool, builder, clock), received::add, clock);
  }

  /**
   * Starts a relay for a chain.
   *
   * @param port a loopback port, or 0 for a free one
   * @param blockTime the time between blocks; zero builds only when told
   * @param progress hears of blocks that could not be built and transactions that the pool refused
   */
  public static PrivateRelay start(
      Anvil anvil, int port, Duration blockTime, InstantSource clock, Progress progress) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new DevnetException(
          DevnetException.Kind.FATAL, "the relay cannot listen on port " + port, e);
    }
    PrivateRelay relay = new PrivateRelay(server, anvil, clock, progress);
    server.createContext("/", relay.exchange);
    server.createContext("/tx/", relay::status);
    server.setExecutor(relay.workers);
    server.start();
    if (!blockTime.isZero()) {
      relay.building =
          relay.schedule.scheduleAtFixedRate(
              relay.builder::buildNext,
              blockTime.toMillis(),
              blockTime.toMillis(),
              TimeUnit.MILLISECONDS);
    }
    return relay;
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Treats what is submitted from now on in this way. */
  public void behave(RelayBehaviour behaviour) {
    exchange.behave(behaviour);
  }

  /** Builds one block now. */
  public void buildBlock() {
    builder.build();
  }

  /** Every request since the start, in order of arrival. */
  public List<RelayRequest> received() {
    return List.copyOf(received);
  }

  /** What really became of a transaction, whatever the status page claims. */
  public PrivateStatus status(TxHash hash) {
    return pool.status(hash);
  }

  /** How many submissions wait for a block. */
  public int waiting() {
    return pool.size();
  }

  private void status(HttpExchange request) throws IOException {
    String path = request.getRequestURI().getPath();
    Map<String, Object> answer = new LinkedHashMap<>();
    int code = 200;
    try {
      TxHash hash = TxHash.parse(path.substring(path.lastIndexOf('/') + 1));
      PrivateStatus truth = pool.status(hash);
      answer.put("status", exchange.claimed(truth));
      answer.put("hash", hash.toString());
      if (truth instanceof PrivateStatus.Pending pending) {
        answer.put("maxBlockNumber", pending.lastBlock());
      }
      if (truth instanceof PrivateStatus.Failed failed) {
        answer.put("simError", failed.reason());
      }
    } catch (IllegalArgumentException e) {
      code = 400;
      answer.put("error", "not a transaction hash");
    }
    RelayExchange.answer(request, code, JsonRpc.JSON.writeValueAsBytes(answer));
  }

  @Override
  public void close() {
    if (building != null) {
      building.cancel(false);
    }
    schedule.shutdownNow();
    server.stop(0);
    workers.shutdownNow();
  }
}
