package dev.fairlead.chain;

import dev.fairlead.chain.fee.FeeCorrection;
import dev.fairlead.chain.fee.Tips;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import java.util.List;
import java.util.Optional;

/**
 * Fees as of block {@code at}: the base fee that the protocol's rule gives for the next block, and
 * priority fees that recent blocks accepted, kept within the profile's floor and ceiling.
 *
 * @param speed how soon a transaction is wanted in a block
 * @param form how transactions are written; where there is no base fee, the legacy way
 * @param gasCap the most gas that a transaction may ask for: the chain's cap or the block's limit
 * @param dataFee what a transaction's bytes cost
 * @param nextBlobBaseFee what a blob's gas will cost; empty where there are no blobs
 * @param corrections what was not taken as it was told
 */
public record Fees(
    BlockRef at,
    FeePerGas nextBaseFee,
    Tips tips,
    InclusionSpeed speed,
    Form form,
    Gas gasCap,
    DataFee dataFee,
    Optional<FeePerGas> nextBlobBaseFee,
    List<FeeCorrection> corrections) {
  public Fees {
    corrections = List.copyOf(corrections);
  }

  /** The same for a transaction that is wanted this soon. */
  public Fees wanting(InclusionSpeed other) {
    return new Fees(
        at, nextBaseFee, tips, other, form, gasCap, dataFee, nextBlobBaseFee, corrections);
  }

  public FeePerGas priorityFee() {
    return tips.of(speed);
  }

  /** The price of gas in the next block. */
  public FeePerGas nextGasPrice() {
    return nextBaseFee.plus(priorityFee());
  }

  /** A maximum that stays valid while the base fee doubles (six full blocks on Ethereum). */
  public FeePerGas maxFee() {
    return nextBaseFee.plus(nextBaseFee).plus(priorityFee());
  }

  /** The priority fee as a transaction of this form states it, which offers {@code max} at most. */
  public FeePerGas statedTip(FeePerGas max) {
    return form == Form.LEGACY || priorityFee().compareTo(max) > 0 ? max : priorityFee();
  }
}
