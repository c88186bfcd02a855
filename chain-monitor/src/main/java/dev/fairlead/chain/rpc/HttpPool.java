package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Connections to one endpoint, the most recently used first. Each caller has a connection for
 * itself; who comes when all are taken waits within the deadline.
 */
final class HttpPool implements AutoCloseable {
  private final ChainIo io;
  private final Target target;
  private final RpcEndpoint endpoint;
  private final Greeting greeting;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * Asked of each new connection before it is used; throws if the other side is not the right one.
   */
  interface Greeting {
    void greet(Exchange exchange) throws InterruptedException;
  }

  /** One request on one connection. */
  interface Exchange {
    HttpAnswer post(byte[] body) throws InterruptedException;
  }

  HttpPool(ChainIo io, URI uri, RpcEndpoint endpoint, Greeting greeting) {
    this.io = io;
    this.target = Target.of(uri);
    this.endpoint = endpoint;
    this.greeting = greeting;
    this.permits = new Semaphore(endpoint.connections());
  }

  HttpAnswer post(byte[] body, Map<String, String> headers) {
    long deadline = System.nanoTime() + endpoint.deadline().toNanos();
    try {
      if (!permits.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw ChainException.retryable("all connections to " + endpoint + " are busy");
      }
      try {
        return post(body, headers, deadline);
      } finally {
        permits.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainException(
          ChainException.Kind.RETRYABLE, "interrupted while asking " + endpoint, e);
    }
  }

  private HttpAnswer post(byte[] body, Map<String, String> headers, long deadline)
      throws InterruptedException {
    while (true) {
      HttpConnection connection = connection(deadline);
      boolean reused = connection.wasUsed();
      try {
        HttpAnswer answer = connection.post(body, headers, deadline);
        release(connection);
        return answer;
      } catch (HttpConnection.ClosedEarlyException e) {
        // A server may close an idle connection at any time; only a fresh one tells that it is
        // down.
        if (!reused) {
          throw new ChainException(
              ChainException.Kind.RETRYABLE, "the connection to " + endpoint + " broke", e);
        }
      }
    }
  }

  private HttpConnection connection(long deadline) throws InterruptedException {
    for (HttpConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      if (kept.isUsable()) {
        return kept;
      }
    }
    if (closed) {
      throw ChainException.fatal("the connections to " + endpoint + " are closed");
    }
    HttpConnection fresh =
        HttpConnection.open(io, target, endpoint.headers(), endpoint.maxResponseBytes(), deadline);
    boolean greeted = false;
    try {
      greeting.greet(body -> first(fresh, body, deadline));
      greeted = true;
      return fresh;
    } finally {
      if (!greeted) {
        fresh.close();
      }
    }
  }

  private HttpAnswer first(HttpConnection fresh, byte[] body, long deadline)
      throws InterruptedException {
    try {
      return fresh.post(body, Map.of(), deadline);
    } catch (HttpConnection.ClosedEarlyException e) {
      throw new ChainException(
          ChainException.Kind.RETRYABLE, "the connection to " + endpoint + " broke", e);
    }
  }

  private void release(HttpConnection connection) {
    if (closed || !connection.isUsable()) {
      connection.close();
    } else {
      idle.addFirst(connection);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (HttpConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      kept.close();
    }
  }
}
