package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One web socket that carries any number of requests and subscriptions, from the first that needs
 * it until it is closed. A connection that ends or falls silent is made again, with growing pauses;
 * subscriptions go on on the new one, requests that were on the old one fail.
 */
final class SocketWire implements Wire {
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  /** A connection that holds for so long ends the growth of pauses. */
  private static final long STEADY_NANOS = Duration.ofSeconds(1).toNanos();

  private final ChainIo io;
  private final Target target;
  private final RpcEndpoint endpoint;
  private final Greeting greeting;
  private final Dialer dialer;
  private final Subscriptions subscriptions;
  private final Consumer<ChainException> lost;
  private final Window window;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean started;
  private boolean closed;
  private @Nullable SocketSession session;
  private @Nullable ChainException down;
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  /**
   * A wire that connects when it is first needed.
   *
   * @param ids gives ids that nobody else uses on this wire
   * @param lost told why a connection ended or could not be made
   */
  SocketWire(
      ChainIo io,
      RpcEndpoint endpoint,
      Greeting greeting,
      LongSupplier ids,
      Consumer<ChainException> lost) {
    this.io = io;
    this.target = Target.of(endpoint.webSocket().orElseThrow());
    this.endpoint = endpoint;
    this.greeting = greeting;
    this.dialer = new Dialer(io, target, endpoint.proxy());
    this.subscriptions = new Subscriptions(ids, new RpcDecoder(endpoint));
    this.lost = lost;
    this.window = new Window(endpoint, endpoint.limits().socketRequests());
  }

  @Override
  public Answer attempt(Parcel parcel, long deadline)
      throws InterruptedException, Exchange.NotSentException {
    Window.Place place = window.enter(parcel.body().length, deadline);
    Exchange exchange = new Exchange();
    SocketSession current;
    try {
      current = session(deadline);
    } catch (InterruptedException | RuntimeException | Error e) {
      place.close();
      throw e;
    }
    exchange.whenSettled(place::close);
    current.send(parcel, exchange, place::sent);
    boolean answered = false;
    try {
      Optional<Answer> answer = exchange.await(deadline);
      answered = answer.isPresent();
      return answer.orElseThrow(
          () -> ChainException.retryable("no answer from " + target + " in time"));
    } finally {
      if (!answered) {
        current.giveUp(parcel, exchange);
      }
    }
  }

  /** Listens for as long as the result is open, whatever becomes of connections. */
  Subscription subscribe(String params, Subscription.Listener listener) {
    Subscriptions.Wanted wanted;
    lock.lock();
    try {
      wanted = subscriptions.add(params, listener);
      start();
      SocketSession current = session;
      if (current != null) {
        current.subscribe(wanted);
      }
    } finally {
      lock.unlock();
    }
    return () -> {
      subscriptions.remove(wanted);
      lock.lock();
      try {
        SocketSession current = session;
        if (current != null) {
          current.unsubscribe(wanted);
        }
      } finally {
        lock.unlock();
      }
    };
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      if (session != null) {
        session.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The session, once it is there; the trouble, if it can't be had now. */
  private SocketSession session(long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      start();
      while (true) {
        if (closed) {
          throw ChainException.fatal("the connection to " + endpoint + " is closed");
        }
        SocketSession current = session;
        if (current != null && current.isUsable()) {
          return current;
        }
        ChainException trouble = down;
        if (trouble != null) {
          throw trouble.again();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw ChainException.retryable("no connection to " + target + " in time");
        }
        // A session that has ended is not told of yet: look again soon.
        var _ = changed.awaitNanos(current == null ? left : Math.min(left, 1_000_000));
      }
    } finally {
      lock.unlock();
    }
  }

  private void start() {
    if (!started) {
      started = true;
      connect();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the session hears of every outcome
  private void connect() {
    SocketSession next = new SocketSession(target, endpoint, greeting, subscriptions, events);
    dialer
        .dial(endpoint.deadline(), next::protocol)
        .addListener((Future<Channel> dialled) -> {
          if (!dialled.isSuccess()) {
            ended(next, Failures.unreachable(target, dialled.cause()));
          }
        });
  }

  private final SocketSession.Events events =
      new SocketSession.Events() {
        @Override
        public void ready(SocketSession fresh) {
          SocketWire.this.ready(fresh);
        }

        @Override
        public void ended(SocketSession old, ChainException why) {
          SocketWire.this.ended(old, why);
        }
      };

  private void ready(SocketSession fresh) {
    lock.lock();
    try {
      if (closed) {
        fresh.close();
        return;
      }
      session = fresh;
      down = null;
      subscriptions.all().forEach(fresh::subscribe);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends in another session or another end
  private void ended(SocketSession old, ChainException why) {
    long pause;
    lock.lock();
    try {
      if (closed || io.loops().isShuttingDown()) {
        return;
      }
      boolean wasReady = session == old;
      session = null;
      if (wasReady && System.nanoTime() - old.readySince() > STEADY_NANOS) {
        pauseMillis = FIRST_PAUSE_MILLIS;
      }
      // Who comes while a lost connection is made again waits; who comes after that failed is told.
      down = wasReady ? null : why;
      pause = pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis);
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    lost.accept(why);
    io.loops().schedule(this::reconnect, pause, TimeUnit.MILLISECONDS);
  }

  private void reconnect() {
    lock.lock();
    try {
      if (!closed) {
        connect();
      }
    } finally {
      lock.unlock();
    }
  }
}
