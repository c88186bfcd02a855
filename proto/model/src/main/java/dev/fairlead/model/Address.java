package dev.fairlead.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A 20-byte account or contract address.
 *
 * <p>Text with upper and lower case letters must carry a right EIP-55 checksum; text in one case
 * carries none and is accepted. Printed with the checksum.
 */
public final class Address implements Comparable<Address> {
  public static final int LENGTH = 20;
  public static final Address ZERO = new Address(new byte[LENGTH]);

  private final byte[] content;

  /** Zero until somebody asks; whoever asks at the same time finds the same. */
  private int hash;

  private Address(byte[] content) {
    this.content = content;
  }

  /** Copies {@code content}, which must be 20 bytes long. */
  public static Address of(byte[] content) {
    return of(content, 0, content.length);
  }

  public static Address of(byte[] source, int offset, int length) {
    if (length != LENGTH) {
      throw new IllegalArgumentException("expected 20 bytes but found " + length);
    }
    return new Address(Arrays.copyOfRange(source, offset, offset + LENGTH));
  }

  /** Reads {@code 0x} and 40 hex digits, and checks the EIP-55 checksum of mixed-case text. */
  public static Address parse(String text) {
    if (text.length() != 42 || !text.startsWith("0x")) {
      throw new IllegalArgumentException(
          "expected 0x and 40 hex digits but found \"" + text + "\"");
    }
    Address address = new Address(HexFormat.of().parseHex(text, 2, text.length()));
    boolean lower = false;
    boolean upper = false;
    for (int i = 2; i < text.length(); i++) {
      char c = text.charAt(i);
      lower |= c >= 'a' && c <= 'f';
      upper |= c >= 'A' && c <= 'F';
    }
    if (lower && upper && !address.toString().equals(text)) {
      throw new IllegalArgumentException(
          text + " has a wrong EIP-55 checksum; expected " + address);
    }
    return address;
  }

  /** A copy of the content. */
  public byte[] toArray() {
    return content.clone();
  }

  public void writeTo(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, LENGTH);
  }

  public boolean isZero() {
    return equals(ZERO);
  }

  /** Unsigned byte order, the order in which pools sort their tokens. */
  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(content);
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    String hex = HexFormat.of().formatHex(content);
    byte[] digest = Keccak256.hash(hex.getBytes(StandardCharsets.US_ASCII));
    char[] text = new char[42];
    text[0] = '0';
    text[1] = 'x';
    for (int i = 0; i < 40; i++) {
      int nibble = (digest[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
      char c = hex.charAt(i);
      text[i + 2] = nibble >= 8 ? Character.toUpperCase(c) : c;
    }
    return new String(text);
  }
}
