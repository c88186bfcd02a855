package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How much may be under way on a wire: requests without an answer, and bytes that the socket did
 * not take yet. Who comes when it is full waits, in order, until its deadline.
 */
final class Window {
  private final RpcEndpoint endpoint;
  private final int allBytes;
  private final Semaphore requests;
  private final Semaphore bytes;

  Window(RpcEndpoint endpoint, int requests) {
    this.endpoint = endpoint;
    this.allBytes = endpoint.limits().unsentBytes();
    this.requests = new Semaphore(requests, true);
    this.bytes = new Semaphore(allBytes, true);
  }

  /** A place in the window; both parts are given back once, by whoever knows first. */
  final class Place implements AutoCloseable {
    private final int size;
    private final AtomicBoolean sent = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    private Place(int size) {
      this.size = size;
    }

    /** The socket took the bytes, or never will. */
    void sent() {
      if (sent.compareAndSet(false, true)) {
        bytes.release(size);
      }
    }

    @Override
    public void close() {
      sent();
      if (ended.compareAndSet(false, true)) {
        requests.release();
      }
    }
  }

  /** A body that is larger than the window takes all of it. */
  Place enter(int length, long deadline) throws InterruptedException {
    int size = Math.min(length, allBytes);
    if (!requests.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw ChainException.notAsked("too many requests to " + endpoint + " are under way");
    }
    boolean entered = false;
    try {
      entered = bytes.tryAcquire(size, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } finally {
      if (!entered) {
        requests.release();
      }
    }
    if (!entered) {
      throw ChainException.notAsked("too many bytes to " + endpoint + " wait to be sent");
    }
    return new Place(size);
  }
}
