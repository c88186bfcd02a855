package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.model.ChainId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/** What the tests of both wires ask, and how. */
final class Callers {
  static final ChainId CHAIN = new ChainId(1);
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Callers() {}

  static RpcEndpoint http(TinyServer server) {
    return RpcEndpoint.of(URI.create("http://127.0.0.1:" + server.port()), Optional.empty())
        .withDeadline(DEADLINE);
  }

  static RpcEndpoint socket(TinyServer server) {
    return RpcEndpoint.ofWebSocket(URI.create("ws://127.0.0.1:" + server.port()))
        .withDeadline(DEADLINE);
  }

  static RpcClient client(RpcEndpoint endpoint, ChainIo io) {
    return new RpcClient(CHAIN, endpoint, io, ChainObserver.none());
  }

  /** A method that servers here answer with its parameter. */
  static RpcRequest<Long> echo(long value) {
    return new RpcRequest<>(
        "echo", "[\"0x" + Long.toHexString(value) + "\"]", JsonInput::quantityAsLong);
  }

  static long ask(RpcClient client, long value) {
    return client.call(echo(value)).orThrow("echo");
  }

  /** What {@code count} callers at once got: a value each, or the failure. */
  static List<Object> together(int count, LongFunction<Long> call) throws InterruptedException {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        long value = i;
        calls.add(() -> call.apply(value));
      }
      List<Object> outcomes = new ArrayList<>();
      for (Future<Long> outcome : callers.invokeAll(calls)) {
        try {
          outcomes.add(outcome.get());
        } catch (ExecutionException e) {
          outcomes.add(e.getCause());
        }
      }
      return outcomes;
    }
  }

  /** Looks again and again; fails after a while. */
  static void awaitTrue(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + PATIENCE);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  static boolean is(Object outcome, ChainException.Fault fault) {
    return outcome instanceof ChainException e && e.fault() == fault;
  }
}
