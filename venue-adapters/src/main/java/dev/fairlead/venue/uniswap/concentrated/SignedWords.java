package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import java.math.BigInteger;

/** Signed numbers in EVM words. */
public final class SignedWords {
  private SignedWords() {}

  /** A word read as two's complement. */
  public static BigInteger signed(Uint256 word) {
    return word.isNegativeTwosComplement()
        ? word.negateWrapping().toBigInteger().negate()
        : word.toBigInteger();
  }

  /** The high 128 bits of a word, read as two's complement. */
  public static BigInteger signedHigh(Uint256 word) {
    BigInteger high = word.shiftRight(128).toBigInteger();
    return word.isNegativeTwosComplement() ? high.subtract(BigInteger.ONE.shiftLeft(128)) : high;
  }

  /** The low 128 bits of a word. */
  public static BigInteger low(Uint256 word) {
    return word.and(Uint256.MAX_VALUE.shiftRight(128)).toBigInteger();
  }
}
