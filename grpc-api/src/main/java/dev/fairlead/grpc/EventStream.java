package dev.fairlead.grpc;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sending side of one streaming call, for a thread that may block: it waits while the client
 * does not read, so that nothing piles up in memory.
 */
final class EventStream<T> {
  /** How long a client may go without reading. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServerCallStreamObserver<T> observer;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Must be made on the thread that took the call, before it returns. */
  EventStream(ServerCallStreamObserver<T> observer) {
    this(observer, PATIENCE);
  }

  /** One whose client is given this long to read. */
  EventStream(ServerCallStreamObserver<T> observer, Duration patience) {
    this.observer = observer;
    this.patience = patience;
    observer.setOnReadyHandler(this::wake);
    observer.setOnCancelHandler(this::wake);
  }

  /** Sends when the client can take it; false when it has gone or has not read for too long. */
  boolean send(T message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!awaitReady()) {
        return false;
      }
      observer.onNext(message);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Sends if the client can take it now, and drops the message otherwise. */
  void offer(T message) {
    lock.lock();
    try {
      if (observer.isReady() && !observer.isCancelled()) {
        observer.onNext(message);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitReady() throws InterruptedException {
    long left = patience.toNanos();
    while (!observer.isReady() && !observer.isCancelled() && left > 0) {
      left = changed.awaitNanos(left);
    }
    return observer.isReady() && !observer.isCancelled();
  }

  boolean isCancelled() {
    return observer.isCancelled();
  }

  void complete() {
    if (!observer.isCancelled()) {
      observer.onCompleted();
    }
  }

  void fail(StatusRuntimeException status) {
    if (!observer.isCancelled()) {
      observer.onError(status);
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
