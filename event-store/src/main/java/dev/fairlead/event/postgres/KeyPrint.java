package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * A sum over the identities of events that does not depend on their order: equal for equal sets,
 * and for no others that somebody could have made up, since each summand is a hash under a secret
 * of this run. Not for use by more than one thread.
 */
final class KeyPrint {
  private final MessageDigest digest;
  private final byte[] secret;
  private final ByteBuffer numbers = ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES);
  private long high;
  private long low;

  private KeyPrint(byte[] secret) {
    this.secret = secret;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** An empty one under a secret of its own. */
  static KeyPrint fresh(SecureRandom random) {
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    return new KeyPrint(secret);
  }

  /** Another empty one under the same secret. */
  KeyPrint sibling() {
    return new KeyPrint(secret);
  }

  /** Adds an event of a stream. */
  void add(byte[] kind, byte[] id, long version, long idHigh, long idLow, long position) {
    numbers.clear();
    numbers.putLong(version).putLong(idHigh).putLong(idLow).putLong(position).putInt(kind.length);
    digest.update(secret);
    digest.update(numbers.array());
    digest.update(kind);
    digest.update(id);
    add(ByteBuffer.wrap(digest.digest()));
  }

  private void add(ByteBuffer hash) {
    add(hash.getLong(), hash.getLong());
  }

  private void add(long addedHigh, long addedLow) {
    long sum = low + addedLow;
    high += addedHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
  }

  /** Adds all that another one has. */
  void add(KeyPrint other) {
    add(other.high, other.low);
  }

  boolean agreesWith(KeyPrint other) {
    return high == other.high && low == other.low;
  }
}
