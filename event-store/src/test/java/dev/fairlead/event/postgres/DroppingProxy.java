package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.LogDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and the database, and can cut a connection at the worst moment: when the
 * answer to a request has come back from the server but has not reached the client.
 */
final class DroppingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final AtomicInteger toDrop = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger passed = new AtomicInteger();
  private final Semaphore seen = new Semaphore(0);
  private final LogDatabase database;

  /** Listens before a database of this machine. */
  DroppingProxy(LogDatabase database) throws IOException {
    this.database = database;
    this.target = Integer.parseInt(database.url().replaceFirst(".*:(\\d+)/.*", "$1"));
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The same database, reached through here. */
  LogDatabase database() {
    return new LogDatabase(
        database.url().replaceFirst(":\\d+/", ":" + listener.getLocalPort() + "/"),
        database.owner(),
        database.writer(),
        database.reader());
  }

  /** Whether it is a commit: of the events that tests append. */
  private static boolean isCommit(byte[] request) {
    return new String(request, StandardCharsets.ISO_8859_1).contains("node.started.v1");
  }

  /** Forgets the commits that have passed. */
  void watch() {
    seen.drainPermits();
  }

  /** Returns when a commit has passed on its way to the database. */
  void awaitCommit() throws InterruptedException {
    assertThat(seen.tryAcquire(60, TimeUnit.SECONDS)).as("a commit passes").isTrue();
  }

  /**
   * Returns when as many commits have passed as never should, or after a while in which they could.
   */
  void awaitCommitsTooMany(int many) throws InterruptedException {
    seen.tryAcquire(many, 500, TimeUnit.MILLISECONDS);
  }

  /** Drops the next answers to commits, and the connections with them. */
  void dropNext(int answers) {
    toDrop.set(answers);
  }

  /** Of an answer that is dropped so many bytes pass. */
  void passing(int bytes) {
    passed.set(bytes);
  }

  int dropped() {
    return dropped.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Link link = new Link(client, server);
        Thread.ofVirtual().start(link::requests);
        Thread.ofVirtual().start(link::answers);
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean dropAnswer;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void requests() {
      try (InputStream in = client.getInputStream();
          OutputStream out = server.getOutputStream()) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          boolean commit = isCommit(Arrays.copyOf(buffer, n));
          if (commit && toDrop.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            dropAnswer = true;
          }
          out.write(buffer, 0, n);
          out.flush();
          if (commit) {
            seen.release();
          }
        }
      } catch (IOException e) {
        end();
      }
    }

    void answers() {
      try (InputStream in = server.getInputStream();
          OutputStream out = client.getOutputStream()) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (dropAnswer) {
            dropped.incrementAndGet();
            out.write(buffer, 0, Math.min(n, passed.get()));
            out.flush();
            break;
          }
          out.write(buffer, 0, n);
          out.flush();
        }
      } catch (IOException e) {
        end();
      }
      end();
    }

    private void end() {
      try {
        client.close();
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
