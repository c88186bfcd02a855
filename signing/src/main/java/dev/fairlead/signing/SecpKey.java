package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The private key of an account. Never printed: {@link #toString} is the account; {@link #close}
 * overwrites the key, after which nothing can be signed with it.
 */
public final class SecpKey implements AutoCloseable {
  static final int LENGTH = 32;

  private final byte[] content;
  private final Address account;

  private SecpKey(byte[] content, Address account) {
    this.content = content;
    this.account = account;
  }

  /**
   * Copies {@code content}: 32 bytes, a number from 1 to the order of the curve.
   *
   * @throws SigningException if it is not a private key
   */
  public static SecpKey of(byte[] content) {
    if (content.length != LENGTH) {
      throw SigningException.fatal("a private key has 32 bytes but this has " + content.length);
    }
    Uint256 number = Uint256.fromBytes(content);
    if (number.isZero() || number.isAtLeast(EcdsaSignature.ORDER)) {
      throw SigningException.fatal("the private key is out of range");
    }
    byte[] copy = content.clone();
    return new SecpKey(copy, Curve.account(Curves.FASTEST.publicKey(copy)));
  }

  public static SecpKey generate(SecureRandom random) {
    byte[] content = new byte[LENGTH];
    try {
      while (true) {
        random.nextBytes(content);
        Uint256 number = Uint256.fromBytes(content);
        if (!number.isZero() && number.isLessThan(EcdsaSignature.ORDER)) {
          return of(content);
        }
      }
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  public Address account() {
    return account;
  }

  byte[] reveal() {
    return content.clone();
  }

  byte[] sign(byte[] digest, Curve curve) {
    return curve.sign(digest, content);
  }

  @Override
  public void close() {
    Arrays.fill(content, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecpKey that && MessageDigest.isEqual(content, that.content);
  }

  @Override
  public int hashCode() {
    return account.hashCode();
  }

  @Override
  public String toString() {
    return "key of " + account;
  }
}
