package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * A sum over rows that does not depend on their order: equal for equal sets, and for no others that
 * somebody could have made up, since each summand is a hash under a secret of this run. Not for use
 * by more than one thread.
 */
final class RowPrint {
  /** The hash of one row. */
  record Digest(long high, long low) {}

  private final MessageDigest digest;
  private final byte[] secret;
  private final RowSum sum = new RowSum();
  private ByteBuffer row = ByteBuffer.allocate(256);

  private RowPrint(byte[] secret) {
    this.secret = secret;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
    row.put(secret);
  }

  /** An empty one under a secret of its own. */
  static RowPrint fresh(SecureRandom random) {
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    return new RowPrint(secret);
  }

  /** Another empty one under the same secret. */
  RowPrint sibling() {
    return new RowPrint(secret);
  }

  /** The next column of the row that is being put together. */
  RowPrint put(long number) {
    room(Long.BYTES).putLong(number);
    return this;
  }

  /** The next column, of any length. */
  RowPrint put(byte[] bytes) {
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (row.remaining() < bytes) {
      row = ByteBuffer.allocate(2 * (row.position() + bytes)).put(row.flip());
    }
    return row;
  }

  /** The hash of the row, which is complete. */
  Digest digest() {
    digest.update(row.array(), 0, row.position());
    row.clear().put(secret);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new Digest(hash.getLong(), hash.getLong());
  }

  /** Adds the row, which is complete. */
  void add() {
    sum.add(digest());
  }

  /** Takes the row away, which is complete and was added. */
  void remove() {
    sum.remove(digest());
  }

  /** Adds all that another one has. */
  void add(RowPrint other) {
    sum.add(other.sum);
  }

  boolean agreesWith(RowPrint other) {
    return sum.agreesWith(other.sum);
  }
}
