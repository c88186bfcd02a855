package dev.fairlead.event.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * RFC 6962's hashes. A leaf and an inner node begin with different bytes, so that neither can be
 * passed off as the other. Not for use by more than one thread.
 */
public final class TreeHash {
  /** The length of every hash. */
  public static final int LENGTH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The hash of a leaf: for the log, of an event's hash. */
  public byte[] leaf(byte[] data) {
    digest.update(LEAF);
    return digest.digest(data);
  }

  /** The hash of a node over its two children. */
  public byte[] node(byte[] left, byte[] right) {
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /** The root of a tree without leaves. */
  public byte[] empty() {
    return digest.digest();
  }

  /** The root over the hashes of complete subtrees of one size; their number is a power of 2. */
  public byte[] fold(byte[][] subtrees) {
    byte[][] level = subtrees.clone();
    for (int count = level.length; count > 1; count /= 2) {
      if (count % 2 != 0) {
        throw new IllegalArgumentException("not a power of 2: " + subtrees.length);
      }
      for (int i = 0; i < count / 2; i++) {
        level[i] = node(level[2 * i], level[2 * i + 1]);
      }
    }
    return Objects.requireNonNull(level[0]);
  }
}
