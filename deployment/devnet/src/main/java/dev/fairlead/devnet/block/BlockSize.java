package dev.fairlead.devnet.block;

/**
 * How much is in a generated block.
 *
 * @param transactions with their receipts
 * @param logs spread evenly over the receipts
 * @param inputBytes the most that a transaction carries; on average half of it
 */
public record BlockSize(int transactions, int logs, int inputBytes) {
  /** About 1.1 MB of JSON, as Ethereum's blocks are. */
  public static final BlockSize MAINNET = new BlockSize(200, 600, 1600);

  public BlockSize {
    if (transactions < 1 || logs < 0 || inputBytes < 4) {
      throw new IllegalArgumentException(
          "no such block: " + transactions + ", " + logs + ", " + inputBytes);
    }
  }
}
