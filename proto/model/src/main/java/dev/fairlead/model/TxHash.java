package dev.fairlead.model;

/** The hash of a signed transaction, computed here and never taken from a server. */
public record TxHash(Bytes32 value) {
  public static TxHash parse(String hex) {
    return new TxHash(Bytes32.parse(hex));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
