package dev.fairlead.chain.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server that gives one address for every name, or no answer at all. */
final class TinyDns implements AutoCloseable {
  private static final int HEADER = 12;
  private static final short TYPE_A = 1;

  private final DatagramSocket socket;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Optional<byte[]> address = Optional.empty();

  TinyDns() {
    try {
      this.socket = new DatagramSocket(new InetSocketAddress(TinyServer.loopback(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress where() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** What it answers from now on. */
  void answer(int a, int b, int c, int d) {
    address = Optional.of(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
  }

  int asked() {
    return asked.get();
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket question = new DatagramPacket(new byte[512], 512);
        socket.receive(question);
        asked.incrementAndGet();
        if (address.isPresent()) {
          byte[] answer = answer(question, address.get());
          socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  /** The question, and for an IPv4 address the answer, which may not be kept. */
  private static byte[] answer(DatagramPacket packet, byte[] address) {
    byte[] question = packet.getData();
    int end = HEADER;
    while (question[end] != 0) {
      end += question[end] + 1;
    }
    end += 5;
    boolean wanted = ByteBuffer.wrap(question).getShort(end - 4) == TYPE_A;
    ByteBuffer answer = ByteBuffer.allocate(512);
    answer.putShort(ByteBuffer.wrap(question).getShort(0)).putShort((short) 0x8180);
    answer.putShort((short) 1).putShort((short) (wanted ? 1 : 0)).putInt(0);
    answer.put(question, HEADER, end - HEADER);
    if (wanted) {
      answer.putShort((short) 0xc00c).putShort(TYPE_A).putShort((short) 1);
      answer.putInt(0).putShort((short) 4).put(address);
    }
    byte[] bytes = new byte[answer.position()];
    answer.flip().get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
