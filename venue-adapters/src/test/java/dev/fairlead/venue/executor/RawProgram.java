package dev.fairlead.venue.executor;

import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;

/** Programs byte by byte, also such as nothing here would write. */
record RawProgram(Instant deadline, Address in, BigInteger amount, Address out) {
  private static final Signature EXECUTE = Signature.of("execute(bytes)");

  /** Of one leg, from the owner to the owner. */
  Bytes calldata(byte[]... hops) {
    return calldata(0, leg(0, 0, BigInteger.ZERO, hops));
  }

  /** Of legs over this many places. */
  Bytes calldata(int places, byte[]... legs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Uint256.of(deadline.getEpochSecond()).toBytes32(), 27, 5);
    bytes.writeBytes(in.toArray());
    bytes.write(Uint256.of(amount).toBytes32(), 16, 16);
    bytes.writeBytes(out.toArray());
    bytes.write(Uint256.ONE.toBytes32(), 16, 16);
    bytes.write(places);
    for (byte[] leg : legs) {
      bytes.writeBytes(leg);
    }
    return AbiWriter.call(EXECUTE).bytes(Bytes.wrap(bytes.toByteArray())).toBytes();
  }

  static byte[] leg(int from, int to, BigInteger amount, byte[]... hops) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(from);
    bytes.write(to);
    bytes.write(Uint256.of(amount).toBytes32(), 16, 16);
    bytes.write(hops.length);
    for (byte[] hop : hops) {
      bytes.writeBytes(hop);
    }
    return bytes.toByteArray();
  }

  /** A venue's number, what the hop gives, and addresses after it. */
  static byte[] hop(int venue, Address... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(venue);
    for (Address word : words) {
      bytes.writeBytes(word.toArray());
    }
    return bytes.toByteArray();
  }
}
