package dev.fairlead.devnet.block;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Keccak256;

/** The filter of 2048 bits over addresses and topics, as headers and receipts carry it. */
final class LogFilter {
  private final byte[] bits = new byte[256];

  LogFilter add(GeneratedLog log) {
    add(log.address());
    log.topics().forEach(this::add);
    return this;
  }

  private void add(Bytes value) {
    byte[] hash = Keccak256.hash(value.toArray());
    for (int i = 0; i < 6; i += 2) {
      int bit = ((hash[i] & 0x07) << 8) | (hash[i + 1] & 0xff);
      bits[bits.length - 1 - bit / 8] |= (byte) (1 << (bit & 7));
    }
  }

  Bytes toBytes() {
    return Bytes.of(bits);
  }
}
