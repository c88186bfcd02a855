package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.List;
import java.util.Optional;

/**
 * One EVM chain, as far as it can be verified from here.
 *
 * <p>Every method blocks its caller (meant for virtual threads), has a deadline, and may be called
 * by many threads. Reads that name a block are pinned to its hash, so answers never mix blocks.
 *
 * <p>All methods throw {@link ChainException} when no endpoint gives a usable answer, except {@link
 * #send}, which turns every doubt into a {@link SubmissionOutcome}.
 */
public interface Chain extends AutoCloseable {
  ChainId id();

  ChainProfile profile();

  /** The newest blocks of each level of certainty, at one moment. */
  FinalityLevels levels();

  /** The newest verified block. */
  default BlockRef head() {
    return levels().head();
  }

  /** The newest final block. */
  default BlockRef finalized() {
    return levels().finalized();
  }

  /** How the chain and its endpoints are doing now; answered from memory. */
  ChainHealth health();

  /** All updates from now on; the first is {@code Extended} with the current head. */
  BlockFeed follow();

  /**
   * All updates since {@code known}, the newest blocks that the caller knew, in ascending order:
   * first what of them was retracted meanwhile (newest first), then every block above. Answers
   * {@code Halted} when none of {@code known} is in the chain any more and the list is not empty.
   */
  BlockFeed resume(List<BlockRef> known);

  /** The canonical block at {@code at}, with its receipts, verified. */
  Optional<Block> block(BlockRef at);

  /** Runs {@code calls} on the state after block {@code at}; results are in the same order. */
  List<CallResult> call(BlockRef at, List<Call> calls);

  /**
   * Runs {@code calls} one after the other on top of block {@code at}; each sees the ones before.
   * As many endpoints as must agree where money depends on it tell the same; {@link
   * ChainException.Fault#DISAGREED} when they don't.
   */
  Simulation simulate(BlockRef at, List<Call> calls);

  /**
   * Offers {@code transaction} to the public mempool. Offering the same bytes again is harmless.
   */
  SubmissionOutcome send(SignedTransaction transaction);

  /** The place of a transaction in the verified chain. Empty says "not yet", never "failed". */
  Optional<Inclusion> inclusion(TxHash hash);

  /**
   * The producer's word on a transaction that was sent from here and is in no block yet: a hint, on
   * chains whose profile has such, and nothing to act on.
   */
  Optional<Preconfirmation> preconfirmation(TxHash hash);

  /**
   * What running a transaction of {@code block} again gives: as it ran there where an endpoint
   * traces it, otherwise on top of the block's parent, after its sender's transactions before it
   * and without those of others. Empty where no endpoint can tell. It is one endpoint's word: good
   * for people to read.
   */
  Optional<CallResult> rerun(Block block, int index);

  /**
   * What one call of {@link #call} returns, said by as many endpoints as must agree where money
   * depends on it; a revert is no answer.
   */
  Bytes agreedCall(BlockRef at, Call call);

  /** The nonce of the account's next transaction after block {@code at}. */
  Nonce nonce(Address account, BlockRef at);

  Wei balance(Address account, BlockRef at);

  /** {@link #balance}, said by as many endpoints as must agree where money depends on it. */
  Wei agreedBalance(Address account, BlockRef at);

  /** Empty where no contract is. */
  Bytes code(Address account, BlockRef at);

  /** All logs that match, in the order of the chain. */
  List<Log> logs(LogQuery query);

  /** What a transaction should offer to be included in the next block. */
  Fees fees();

  @Override
  void close();
}
