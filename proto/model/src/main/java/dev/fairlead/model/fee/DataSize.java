package dev.fairlead.model.fee;

import dev.fairlead.model.Bytes;

/**
 * How large a signed transaction is, as the rollups count it.
 *
 * @param length in bytes, as they are
 * @param packed in bytes, as FastLZ packs them
 * @param calldataGas what Ethereum counts for them as calldata: 4 for a zero, 16 for any other
 */
public record DataSize(int length, int packed, long calldataGas) {
  private static final int ZERO_BYTE_GAS = 4;
  private static final int OTHER_BYTE_GAS = 16;

  /** Of a transaction that is written. */
  public static DataSize of(Bytes signed) {
    long gas = 0;
    for (int i = 0; i < signed.length(); i++) {
      gas += signed.at(i) == 0 ? ZERO_BYTE_GAS : OTHER_BYTE_GAS;
    }
    return new DataSize(signed.length(), FastLz.packedLength(signed), gas);
  }

  /** Of so many bytes among which there is nothing to pack. */
  public static DataSize ofUnpackable(int bytes) {
    return new DataSize(bytes, FastLz.literalLength(bytes), (long) OTHER_BYTE_GAS * bytes);
  }
}
