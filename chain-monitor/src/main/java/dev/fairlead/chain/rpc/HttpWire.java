package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over a bounded number of keep-alive connections, each with a bounded number of requests
 * under way. Requests are put behind each other only when all connections are in use.
 */
final class HttpWire implements Wire {
  /** Servers and what stands before them forget what is idle, often without a word. */
  private static final long LONGEST_IDLE = Duration.ofSeconds(30).toNanos();

  private final Target target;
  private final RpcEndpoint endpoint;
  private final Greeting greeting;
  private final Dialer dialer;
  private final Window window;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private final List<Line> lines = new ArrayList<>();
  private int opening;
  private boolean closed;

  HttpWire(ChainIo io, RpcEndpoint endpoint, Greeting greeting) {
    this.target = Target.of(endpoint.http().orElseThrow());
    this.endpoint = endpoint;
    this.greeting = greeting;
    this.dialer = new Dialer(io, target, endpoint.proxy());
    Limits limits = endpoint.limits();
    this.window = new Window(endpoint, limits.connections() * limits.pipelineDepth());
  }

  /** A connection and its users. */
  private static final class Line {
    private final HttpConnection connection;
    private int users = 1;
    private long idleSince;

    Line(HttpConnection connection) {
      this.connection = connection;
    }

    boolean isUsable(long now) {
      return connection.isUsable() && (users > 0 || now - idleSince < LONGEST_IDLE);
    }
  }

  @Override
  public Answer attempt(Parcel parcel, long deadline)
      throws InterruptedException, Exchange.NotSentException {
    Window.Place place = window.enter(parcel.body().length, deadline);
    Exchange exchange = new Exchange();
    Line line;
    try {
      line = lease(deadline);
    } catch (InterruptedException | RuntimeException | Error e) {
      place.close();
      throw e;
    }
    exchange.whenSettled(() -> {
      place.close();
      release(line);
    });
    line.connection.send(parcel, exchange, place::sent);
    return answer(line, exchange, deadline);
  }

  private Answer answer(Line line, Exchange exchange, long deadline)
      throws InterruptedException, Exchange.NotSentException {
    boolean waited = false;
    try {
      Optional<Answer> answer = exchange.await(deadline);
      waited = true;
      return answer.orElseThrow(() -> {
        line.connection.close();
        return ChainException.retryable("no answer from " + target + " in time");
      });
    } finally {
      if (!waited) {
        line.connection.closeUnlessSettled(exchange, deadline);
      }
    }
  }

  private Line lease(long deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (closed) {
          throw ChainException.fatal("the connections to " + endpoint + " are closed");
        }
        Line best = best();
        boolean roomForMore = lines.size() + opening < endpoint.limits().connections();
        if (best != null && (best.users == 0 || !roomForMore)) {
          best.users++;
          return best;
        }
        if (roomForMore) {
          opening++;
          break;
        }
        if (opened.awaitNanos(deadline - System.nanoTime()) <= 0) {
          throw ChainException.notAsked("all connections to " + endpoint + " are busy");
        }
      }
    } finally {
      lock.unlock();
    }
    return open(deadline);
  }

  /** The one with the fewest users that has room for another; of these the last used. */
  private @Nullable Line best() {
    long now = System.nanoTime();
    lines.removeIf(line -> {
      boolean usable = line.isUsable(now);
      if (!usable && line.users == 0) {
        line.connection.close();
      }
      return !usable;
    });
    Line best = null;
    for (Line line : lines) {
      if (line.users < endpoint.limits().pipelineDepth()
          && (best == null
              || line.users < best.users
              || (line.users == best.users && line.idleSince - best.idleSince > 0))) {
        best = line;
      }
    }
    return best;
  }

  private Line open(long deadline) throws InterruptedException {
    Line line = null;
    try {
      line = new Line(connect(deadline));
      return line;
    } finally {
      lock.lock();
      try {
        opening--;
        if (line != null && closed) {
          line.connection.close();
        } else if (line != null) {
          lines.add(line);
        }
        opened.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private HttpConnection connect(long deadline) throws InterruptedException {
    HttpConnection.Handler handler = new HttpConnection.Handler(target);
    Duration patience = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    Future<Channel> dialling =
        dialer.dial(
            patience,
            pipeline -> HttpConnection.protocol(pipeline, endpoint.maxResponseBytes(), handler));
    boolean greeted = false;
    try {
      if (!dialling.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw ChainException.retryable("no connection to " + target + " in time");
      }
      if (!dialling.isSuccess()) {
        throw Failures.unreachable(target, dialling.cause());
      }
      HttpConnection fresh = new HttpConnection(dialling.getNow(), target, endpoint, handler);
      greet(fresh, deadline);
      greeted = true;
      return fresh;
    } finally {
      if (!greeted) {
        var _ =
            dialling.addListener(late -> {
              if (late.isSuccess()) {
                var _ = ((Channel) late.getNow()).close();
              }
            });
      }
    }
  }

  private void greet(HttpConnection fresh, long deadline) throws InterruptedException {
    Optional<Parcel> question = greeting.question();
    if (question.isEmpty()) {
      return;
    }
    Exchange exchange = new Exchange();
    fresh.send(question.get(), exchange, () -> {});
    try {
      greeting.check(
          exchange
              .await(deadline)
              .orElseThrow(
                  () -> ChainException.retryable("no answer from " + target + " in time")));
    } catch (Exchange.NotSentException e) {
      throw new ChainException(
          ChainException.Kind.RETRYABLE, "the connection to " + target + " broke", e);
    }
  }

  private void release(Line line) {
    lock.lock();
    try {
      line.users--;
      line.idleSince = System.nanoTime();
      opened.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      lines.forEach(line -> line.connection.close());
      lines.clear();
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
