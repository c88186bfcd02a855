package dev.fairlead.chain.rpc;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The server's side of RFC 6455 on one socket. */
final class SocketTalk {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xa;
  private static final int FIN = 0x80;

  private final DataInputStream in;
  private final OutputStream out;
  private final HttpTalk.Request handshake;

  private SocketTalk(DataInputStream in, OutputStream out, HttpTalk.Request handshake) {
    this.in = in;
    this.out = out;
    this.handshake = handshake;
  }

  /** Takes the handshake. */
  static SocketTalk accept(Socket socket) throws IOException {
    HttpTalk http = new HttpTalk(socket);
    HttpTalk.Request handshake = http.read();
    String key = Objects.requireNonNull(handshake.headers().get("sec-websocket-key"));
    http.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accepted(key)
            + "\r\n\r\n");
    return new SocketTalk(new DataInputStream(http.in()), http.out(), handshake);
  }

  /** Takes the handshake and answers the greeting. */
  static SocketTalk greet(Socket socket) throws IOException {
    SocketTalk talk = accept(socket);
    String greeting = talk.read();
    if (!greeting.contains("eth_chainId")) {
      throw new IllegalStateException("not a greeting: " + greeting);
    }
    talk.write(HttpTalk.result(HttpTalk.idOf(greeting), "\"0x1\""));
    return talk;
  }

  HttpTalk.Request handshake() {
    return handshake;
  }

  /** The next text; pings are answered. */
  String read() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0xf;
      byte[] content = content();
      switch (opcode) {
        case TEXT -> {
          return new String(content, StandardCharsets.UTF_8);
        }
        case PING -> frame(FIN | PONG, content);
        case CLOSE -> throw new IOException("closed");
        default -> {}
      }
    }
  }

  void write(String text) throws IOException {
    frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A part of a message; the last has {@code end}. */
  void part(int opcode, boolean end, String text) throws IOException {
    frame((end ? FIN : 0) | opcode, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Promises a text of so many bytes. */
  void announce(long length) throws IOException {
    out.write(header(FIN | TEXT, length));
    out.flush();
  }

  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  private void frame(int first, byte[] content) throws IOException {
    out.write(header(first, content.length));
    out.write(content);
    out.flush();
  }

  private static byte[] header(int first, long length) {
    ByteBuffer header = ByteBuffer.allocate(10).put((byte) first);
    if (length < 126) {
      header.put((byte) length);
    } else if (length < 65_536) {
      header.put((byte) 126).putShort((short) length);
    } else {
      header.put((byte) 127).putLong(length);
    }
    byte[] bytes = new byte[header.position()];
    header.flip().get(bytes);
    return bytes;
  }

  private byte[] content() throws IOException {
    int short7 = in.readUnsignedByte() & 0x7f;
    long length =
        switch (short7) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> short7;
        };
    byte[] mask = in.readNBytes(4);
    byte[] content = in.readNBytes(Math.toIntExact(length));
    for (int i = 0; i < content.length; i++) {
      content[i] ^= mask[i & 3];
    }
    return content;
  }

  private static String accepted(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest(
                      (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                          .getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
