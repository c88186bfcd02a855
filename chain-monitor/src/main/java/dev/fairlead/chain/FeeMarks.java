package dev.fairlead.chain;

import dev.fairlead.model.Bytes;
import java.util.Optional;

/**
 * What a header says, beside its base fee and its gas, that the next block's fees follow from.
 *
 * @param hasBaseFee whether transactions pay one; older chains have one price alone
 * @param blobGas empty on chains without blobs
 */
public record FeeMarks(boolean hasBaseFee, Bytes extraData, Optional<BlobGas> blobGas) {
  /** A chain with a base fee, and nothing else. */
  public static final FeeMarks PLAIN = new FeeMarks(true, Bytes.EMPTY, Optional.empty());

  /** Blob gas that a block used, and that the blocks before it used above their target. */
  public record BlobGas(long used, long excess) {}
}
