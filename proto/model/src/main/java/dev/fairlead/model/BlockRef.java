package dev.fairlead.model;

/** One block of one chain: its height and its hash together. */
public record BlockRef(BlockNumber number, BlockHash hash) {
  @Override
  public String toString() {
    return number + " (" + hash + ")";
  }
}
