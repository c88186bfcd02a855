package dev.fairlead.chain;

import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.TxHash;
import java.time.Duration;

/**
 * A producer's word that it took a transaction into the block that it is making: a hint, which may
 * never come true. It is no inclusion, and nothing is decided by it.
 *
 * @param number the height that the block is to have
 * @param afterSending how long after the transaction was sent the word came
 */
public record Preconfirmation(TxHash transaction, BlockNumber number, Duration afterSending) {}
