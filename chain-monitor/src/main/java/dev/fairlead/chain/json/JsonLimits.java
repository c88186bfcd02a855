package dev.fairlead.chain.json;

/**
 * How much of a document is believed before it is refused. Strings may be as long as the document;
 * names and numbers have bounds of their own.
 *
 * @param documentBytes the length of the whole document
 * @param depth how many objects and arrays may be open at once
 */
public record JsonLimits(int documentBytes, int depth) {
  static final int NAME_BYTES = 256;
  static final int NUMBER_BYTES = 100;

  public JsonLimits {
    if (documentBytes < 1) {
      throw new IllegalArgumentException("documentBytes must be positive: " + documentBytes);
    }
    if (depth < 1 || depth > 1000) {
      throw new IllegalArgumentException("depth is between 1 and 1000 but found " + depth);
    }
  }
}
