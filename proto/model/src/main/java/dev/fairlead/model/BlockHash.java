package dev.fairlead.model;

/** The hash of a block: the identity of a block, which its number is not. */
public record BlockHash(Bytes32 value) {
  public static BlockHash parse(String hex) {
    return new BlockHash(Bytes32.parse(hex));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
