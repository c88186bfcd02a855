package dev.fairlead.signing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password or a token: bytes that are never printed. {@link #toString} is {@code ***}, equality
 * takes the same time for all contents of one length, and {@link #close} overwrites the bytes.
 */
public final class Secret implements AutoCloseable {
  private final byte[] content;

  private Secret(byte[] content) {
    this.content = content;
  }

  /** Copies {@code content}. */
  public static Secret of(byte[] content) {
    return new Secret(content.clone());
  }

  /** The UTF-8 bytes of {@code text}, which the caller may overwrite afterwards. */
  public static Secret of(char[] text) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    byte[] content = new byte[encoded.remaining()];
    encoded.get(content).limit(encoded.capacity());
    for (int i = 0; i < encoded.capacity(); i++) {
      encoded.put(i, (byte) 0);
    }
    return new Secret(content);
  }

  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes, for the one place that needs them. */
  public byte[] reveal() {
    return content.clone();
  }

  @Override
  public void close() {
    Arrays.fill(content, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(content, that.content);
  }

  /** The same for all secrets, so that no map of them tells anything. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
