package dev.fairlead.chain;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The 2048-bit filter over the addresses and topics of a block's logs. */
final class Bloom {
  private static final int BYTES = 256;

  private Bloom() {}

  static Bytes of(List<Receipt> receipts) {
    byte[] bloom = new byte[BYTES];
    Set<Object> seen = new HashSet<>();
    for (Receipt receipt : receipts) {
      for (Log log : receipt.logs()) {
        if (seen.add(log.address())) {
          add(bloom, log.address().toArray());
        }
        for (Bytes32 topic : log.topics()) {
          if (seen.add(topic)) {
            add(bloom, topic.toArray());
          }
        }
      }
    }
    return Bytes.wrap(bloom);
  }

  private static void add(byte[] bloom, byte[] value) {
    byte[] hash = Keccak256.hash(value);
    for (int i = 0; i < 6; i += 2) {
      int bit = ((hash[i] & 0x07) << 8) | (hash[i + 1] & 0xff);
      bloom[BYTES - 1 - bit / 8] |= (byte) (1 << (bit & 7));
    }
  }
}
