package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A function of the schema that a session calls again and again, in the messages of PostgreSQL's
 * own protocol. Each call is a transaction.
 *
 * @param types the types of its parameters
 */
record PreparedCall(String function, List<Integer> types) {
  private static final short BINARY = 1;

  /** What a call has besides its parameters, at most. */
  private static final int FRAME = 128;

  static PreparedCall of(String function, Integer... types) {
    return new PreparedCall(function, List.of(types));
  }

  /** Has the server prepare it under the function's name: Parse, Sync. */
  ByteBuffer preparation() {
    String parameters =
        IntStream.rangeClosed(1, types.size())
            .mapToObj(i -> "$" + i)
            .collect(Collectors.joining(", "));
    byte[] name = name();
    byte[] statement = ascii("SELECT %s.%s(%s)\0".formatted(Schema.NAME, function, parameters));
    int length =
        Integer.BYTES + name.length + statement.length + Short.BYTES + types.size() * Integer.BYTES;
    ByteBuffer message = ByteBuffer.allocate(1 + length + 1 + Integer.BYTES);
    message.put((byte) 'P').putInt(length).put(name).put(statement).putShort((short) types.size());
    types.forEach(message::putInt);
    return message.put((byte) 'S').putInt(Integer.BYTES).flip();
  }

  /** Begins a call, whose parameters are put next, and will be about so many bytes. */
  BinaryValues begin(int length) {
    BinaryValues call = new BinaryValues(FRAME + length);
    byte[] name = name();
    call.room(FRAME)
        .put((byte) 'B')
        .putInt(0)
        .put((byte) 0)
        .put(name)
        .putShort((short) 1)
        .putShort(BINARY)
        .putShort((short) types.size());
    return call;
  }

  /** Ends a call whose parameters are all there: what goes to the server, Bind, Execute, Sync. */
  static ByteBuffer end(BinaryValues call) {
    ByteBuffer end = call.room(FRAME);
    end.putShort((short) 1).putShort(BINARY);
    end.putInt(1, end.position() - 1);
    end.put((byte) 'E').putInt(2 * Integer.BYTES + 1).put((byte) 0).putInt(0);
    end.put((byte) 'S').putInt(Integer.BYTES);
    return call.whole();
  }

  private byte[] name() {
    return ascii(function + "\0");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
