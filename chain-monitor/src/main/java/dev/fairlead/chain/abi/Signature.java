package dev.fairlead.chain.abi;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;
import java.nio.charset.StandardCharsets;

/**
 * The canonical signature of a function, an error or an event, such as {@code
 * transfer(address,uint256)}: types only, no names, no blanks. Hashed once, so keep it in a
 * constant.
 */
public final class Signature {
  public static final int SELECTOR_LENGTH = 4;

  private final String text;
  private final Bytes32 topic;
  private final Bytes selector;

  private Signature(String text) {
    byte[] hash = Keccak256.hash(text.getBytes(StandardCharsets.US_ASCII));
    this.text = text;
    this.selector = Bytes.of(hash).slice(0, SELECTOR_LENGTH);
    this.topic = Bytes32.wrap(hash);
  }

  public static Signature of(String text) {
    boolean canonical =
        text.endsWith(")")
            && text.indexOf('(') > 0
            && text.chars().noneMatch(Character::isWhitespace)
            && text.chars().allMatch(c -> c > ' ' && c < 127);
    if (!canonical) {
      throw new IllegalArgumentException(
          "expected a signature such as f(address,uint256) but found \"" + text + "\"");
    }
    return new Signature(text);
  }

  /** The first topic of an event's logs. */
  public Bytes32 topic() {
    return topic;
  }

  /** The first 4 bytes of a function's calldata or an error's data. */
  public Bytes selector() {
    return selector;
  }

  /** Whether {@code data} begins with this selector. */
  public boolean selects(Bytes data) {
    if (data.length() < SELECTOR_LENGTH) {
      return false;
    }
    for (int i = 0; i < SELECTOR_LENGTH; i++) {
      if (data.at(i) != selector.at(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
