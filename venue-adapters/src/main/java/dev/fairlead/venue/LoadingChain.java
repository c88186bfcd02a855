package dev.fairlead.venue;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainHealth;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.FinalityLevels;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.Preconfirmation;
import dev.fairlead.chain.Simulation;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A chain as it is asked while a venue's pools are loaded: a question that fails is asked again, so
 * that an endpoint which fails in the middle costs no answer that was there before. Tells how many
 * answers there are. For one thread.
 */
final class LoadingChain implements Chain {
  /** A block that left the chain is never answered for: then all begins anew at another. */
  private static final int MOST_TRIES = 120;

  private final Chain chain;
  private final VenueId venue;
  private final MarketObserver observer;
  private final Predicate<ChainException> again;
  private final long start = System.nanoTime();
  private long answers;

  /**
   * Loads for a venue.
   *
   * @param again waits after a failure, and tells whether to ask again
   */
  LoadingChain(
      Chain chain, VenueId venue, MarketObserver observer, Predicate<ChainException> again) {
    this.chain = chain;
    this.venue = venue;
    this.observer = observer;
    this.again = again;
  }

  private <T> T asked(int questions, Supplier<T> question) {
    for (int tries = 1; ; tries++) {
      try {
        T answer = question.get();
        answers += questions;
        observer.loading(chain.id(), venue, answers, Duration.ofNanos(System.nanoTime() - start));
        return answer;
      } catch (ChainException e) {
        if (e.kind() == ChainException.Kind.FATAL || tries == MOST_TRIES || !again.test(e)) {
          throw e;
        }
      }
    }
  }

  @Override
  public List<CallResult> call(BlockRef at, List<Call> calls) {
    return asked(calls.size(), () -> chain.call(at, calls));
  }

  @Override
  public Simulation simulate(BlockRef at, List<Call> calls) {
    return asked(1, () -> chain.simulate(at, calls));
  }

  @Override
  public Bytes agreedCall(BlockRef at, Call call) {
    return asked(1, () -> chain.agreedCall(at, call));
  }

  @Override
  public Bytes code(Address account, BlockRef at) {
    return asked(1, () -> chain.code(account, at));
  }

  @Override
  public List<Log> logs(LogQuery query) {
    return asked(1, () -> chain.logs(query));
  }

  @Override
  public Nonce nonce(Address account, BlockRef at) {
    return asked(1, () -> chain.nonce(account, at));
  }

  @Override
  public Wei balance(Address account, BlockRef at) {
    return asked(1, () -> chain.balance(account, at));
  }

  @Override
  public Wei agreedBalance(Address account, BlockRef at) {
    return asked(1, () -> chain.agreedBalance(account, at));
  }

  @Override
  public Optional<Block> block(BlockRef at) {
    return asked(1, () -> chain.block(at));
  }

  @Override
  public Optional<Inclusion> inclusion(TxHash hash) {
    return asked(1, () -> chain.inclusion(hash));
  }

  @Override
  public Optional<CallResult> rerun(Block block, int index) {
    return asked(1, () -> chain.rerun(block, index));
  }

  @Override
  public Fees fees() {
    return asked(1, chain::fees);
  }

  @Override
  public ChainId id() {
    return chain.id();
  }

  @Override
  public ChainProfile profile() {
    return chain.profile();
  }

  @Override
  public FinalityLevels levels() {
    return chain.levels();
  }

  @Override
  public ChainHealth health() {
    return chain.health();
  }

  @Override
  public Optional<Preconfirmation> preconfirmation(TxHash hash) {
    return chain.preconfirmation(hash);
  }

  @Override
  public BlockFeed follow() {
    return chain.follow();
  }

  @Override
  public BlockFeed resume(List<BlockRef> known) {
    return chain.resume(known);
  }

  @Override
  public SubmissionOutcome send(SignedTransaction transaction) {
    return chain.send(transaction);
  }

  /** It is another's to close. */
  @Override
  public void close() {}
}
