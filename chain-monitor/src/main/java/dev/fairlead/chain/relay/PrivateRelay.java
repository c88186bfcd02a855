package dev.fairlead.chain.relay;

import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.List;
import java.util.UUID;

/**
 * A relay that hands transactions to block builders and to nobody else.
 *
 * <p>{@code Sent} says that the relay took the bytes, not that they will be included; only the
 * chain's own view says that. Blocks its caller; safe for use by many threads.
 */
public interface PrivateRelay extends AutoCloseable {
  /** For events and metrics, such as {@code relay:flashbots}. */
  String channel();

  /**
   * Offers {@code bundle}, all or nothing, for exactly the block {@code target}; offered again for
   * later blocks by the caller. {@code replacement} names it for {@link #cancelBundle}.
   */
  SubmissionOutcome send(List<SignedTransaction> bundle, BlockNumber target, UUID replacement);

  /** Offers one transaction for every block up to {@code lastBlock}. */
  SubmissionOutcome sendPrivate(SignedTransaction transaction, BlockNumber lastBlock);

  /** Asks to forget a bundle. Best effort: builders may already have it. */
  SubmissionOutcome cancelBundle(UUID replacement);

  /** Asks to forget a transaction. Best effort: builders may already have it. */
  SubmissionOutcome cancelPrivate(TxHash hash);

  @Override
  void close();
}
