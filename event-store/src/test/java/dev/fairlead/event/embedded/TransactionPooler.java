package dev.fairlead.event.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/**
 * A pooler in front of PostgreSQL that does what others do in their transaction mode: a session
 * goes back after each transaction, and the next client that asks gets the one used last.
 */
final class TransactionPooler implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final ServerSocket listener;
  private final int target;
  private final BlockingDeque<Pipe> idle = new LinkedBlockingDeque<>();

  TransactionPooler(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** A connection that carries messages: a type, a length that counts itself, and a body. */
  private record Pipe(Socket socket, DataInputStream in, DataOutputStream out) {
    static Pipe of(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      return new Pipe(
          socket,
          new DataInputStream(socket.getInputStream()),
          new DataOutputStream(socket.getOutputStream()));
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Message(int type, byte[] body) {
    static Message from(Pipe pipe) throws IOException {
      int type = pipe.in().readUnsignedByte();
      return new Message(type, bodyFrom(pipe));
    }

    static byte[] bodyFrom(Pipe pipe) throws IOException {
      byte[] body = new byte[pipe.in().readInt() - 4];
      pipe.in().readFully(body);
      return body;
    }

    void to(Pipe pipe) throws IOException {
      byte[] whole = new byte[body.length + 5];
      ByteBuffer.wrap(whole).put((byte) type).putInt(body.length + 4).put(body);
      pipe.out().write(whole);
      pipe.out().flush();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Pipe client = Pipe.of(listener.accept());
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Pipe client) {
    try (Socket socket = client.socket()) {
      socket.setTcpNoDelay(true);
      idle.addFirst(login(client));
      Pipe session = null;
      Message request = Message.from(client);
      while (request.type() != 'X') {
        session = session == null ? idle.takeFirst() : session;
        request.to(session);
        if (request.type() == 'Q' || request.type() == 'S') {
          session = answered(session, client);
        }
        request = Message.from(client);
      }
    } catch (IOException e) {
      // The client or the server has gone; so does this pair.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the client log in to the server itself; the session is the pool's from then on. */
  private Pipe login(Pipe client) throws IOException {
    byte[] startup = Message.bodyFrom(client);
    int code = ByteBuffer.wrap(startup).getInt();
    while (code == SSL_REQUEST || code == GSS_REQUEST) {
      client.out().write('N');
      startup = Message.bodyFrom(client);
      code = ByteBuffer.wrap(startup).getInt();
    }
    Pipe server = Pipe.of(new Socket(InetAddress.getLoopbackAddress(), target));
    server.out().writeInt(startup.length + 4);
    server.out().write(startup);
    server.out().flush();
    Message answer = Message.from(server);
    while (answer.type() != 'Z') {
      answer.to(client);
      if (answer.type() == 'R' && asksMore(answer)) {
        Message.from(client).to(server);
      }
      answer = Message.from(server);
    }
    answer.to(client);
    return server;
  }

  private static boolean asksMore(Message authentication) {
    int code = ByteBuffer.wrap(authentication.body()).getInt();
    return code != 0 && code != 12;
  }

  /** Carries an answer to its end; the session, while a transaction keeps it. */
  private @Nullable Pipe answered(Pipe session, Pipe client) throws IOException {
    Message answer = Message.from(session);
    while (answer.type() != 'Z') {
      answer.to(client);
      answer = Message.from(session);
    }
    boolean free = answer.body()[0] == 'I';
    if (free) {
      idle.addFirst(session);
    }
    answer.to(client);
    return free ? null : session;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Pipe session : idle) {
      session.socket().close();
    }
  }
}
