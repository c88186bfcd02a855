package dev.fairlead.chain.proof;

import dev.fairlead.chain.Log;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The 2048-bit filter over the addresses and topics of logs. The blooms of one block are made by
 * one instance, which hashes each value once. For one thread.
 */
public final class Bloom {
  public static final int LENGTH = 256;
  private static final int BITS = 3;
  private static final int BIT = 0x7ff;
  private static final int SHIFT = 11;

  private final Map<Object, Long> known = new HashMap<>();
  private final byte[] all = new byte[LENGTH];

  /** The bloom of one receipt's logs, which also counts for the block. */
  byte[] of(List<Log> logs) {
    byte[] bloom = new byte[LENGTH];
    for (Log log : logs) {
      set(bloom, known.computeIfAbsent(log.address(), _ -> bits(log.address())));
      for (Bytes32 topic : log.topics()) {
        set(bloom, known.computeIfAbsent(topic, _ -> bits(topic)));
      }
    }
    for (int i = 0; i < LENGTH; i++) {
      all[i] |= bloom[i];
    }
    return bloom;
  }

  /** The bloom of all logs so far. */
  Bytes ofBlock() {
    return Bytes.of(all);
  }

  /** The bits of an address, for {@link #mayHold}. */
  public static long bits(Address address) {
    return bits(address.toArray());
  }

  /** The bits of a topic, for {@link #mayHold}. */
  public static long bits(Bytes32 topic) {
    return bits(topic.toArray());
  }

  /** Whether a value with these bits may be in a bloom; if not, it surely is not. */
  public static boolean mayHold(Bytes bloom, long bits) {
    for (int i = 0; i < BITS; i++) {
      int bit = (int) (bits >>> (SHIFT * i)) & BIT;
      if ((bloom.at(LENGTH - 1 - bit / 8) & (1 << (bit & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  private static void set(byte[] bloom, long bits) {
    for (int i = 0; i < BITS; i++) {
      int bit = (int) (bits >>> (SHIFT * i)) & BIT;
      bloom[LENGTH - 1 - bit / 8] |= (byte) (1 << (bit & 7));
    }
  }

  private static long bits(byte[] value) {
    byte[] hash = Keccak256.hash(value);
    long bits = 0;
    for (int i = 0; i < BITS; i++) {
      long bit = ((hash[2 * i] & 0x07L) << 8) | (hash[2 * i + 1] & 0xffL);
      bits |= bit << (SHIFT * i);
    }
    return bits;
  }
}
