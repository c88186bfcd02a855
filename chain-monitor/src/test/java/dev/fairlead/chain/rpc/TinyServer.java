package dev.fairlead.chain.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on plain sockets, so that a test decides about every byte. */
final class TinyServer implements AutoCloseable {
  private final ServerSocket server;
  private final Talk talk;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What is said on a connection; it ends when this returns. */
  interface Talk {
    void on(Socket socket) throws IOException, InterruptedException;
  }

  private TinyServer(ServerSocket server, Talk talk) {
    this.server = server;
    this.talk = talk;
    Thread.ofVirtual().start(this::accept);
  }

  static TinyServer start(Talk talk) {
    return start(ServerSocketFactory.getDefault(), new InetSocketAddress(loopback(), 0), talk);
  }

  static TinyServer start(ServerSocketFactory factory, InetSocketAddress address, Talk talk) {
    try {
      ServerSocket server = factory.createServerSocket();
      server.bind(address);
      return new TinyServer(server, talk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections there were. */
  int accepted() {
    return accepted.get();
  }

  /** Waits, unless the server is closed before. */
  void pace(long millis) throws InterruptedException {
    if (closed.await(millis, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
  }

  /** Says nothing more until the server is closed. */
  void holdOn() throws InterruptedException {
    closed.await();
  }

  /** Cuts all connections that are open. */
  void cut() {
    sockets.forEach(TinyServer::closeQuietly);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The server was closed.
      cut();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      talk.on(socket);
    } catch (IOException e) {
      // The other side left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
