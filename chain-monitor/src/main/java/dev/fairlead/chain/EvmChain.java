package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointSet;
import dev.fairlead.chain.endpoint.EndpointWatch;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.fee.FeeMarket;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.HeadHints;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcBatch;
import dev.fairlead.chain.rpc.Web3jTransport;
import dev.fairlead.chain.window.ChainWindow;
import dev.fairlead.chain.window.WindowFile;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3jService;

/**
 * A chain seen through its JSON-RPC endpoints. One task follows the head, one looks at each
 * endpoint; all else happens in the callers' threads.
 */
public final class EvmChain implements Chain {
  private static final int CALLS_PER_REQUEST = 100;
  private static final int CALL_BYTES_PER_REQUEST = 256 * 1024;

  private final ChainProfile profile;
  private final ChainObserver observer;
  private final EndpointSet endpoints;
  private final BlockSource source;
  private final ChainView view;
  private final Sender sender;
  private final @Nullable Preconfirmations preconfirmations;
  private final FeeMarket feeMarket;
  private final LogReader logReader;
  private final WindowJournal journal;
  private final Thread follower;
  private final EndpointWatch watch;
  private final ThreadFactory threads;
  private final List<Thread> lookouts = new ArrayList<>();

  private EvmChain(
      ChainProfile profile,
      ChainObserver observer,
      EndpointSet endpoints,
      BlockSource source,
      ChainView view,
      WindowJournal journal,
      Thread follower,
      EndpointWatch watch,
      ThreadFactory threads) {
    this.profile = profile;
    this.observer = observer;
    this.endpoints = endpoints;
    this.source = source;
    this.view = view;
    Sightings unseen = new Sightings(profile.id(), endpoints, view, observer);
    this.sender = new Sender(profile.id(), endpoints, source, view, unseen, observer);
    this.lookouts.add(threads.newThread(() -> unseen.watch(sender::send)));
    this.preconfirmations =
        profile.soft() instanceof SoftConfirmation.Pending(Duration interval)
            ? new Preconfirmations(profile.id(), interval, endpoints, view, observer)
            : null;
    if (preconfirmations != null) {
      lookouts.add(threads.newThread(preconfirmations::watch));
    }
    this.feeMarket = new FeeMarket(profile, endpoints, view::whole, this::call, observer);
    this.logReader = new LogReader(endpoints, source);
    this.journal = journal;
    this.follower = follower;
    this.watch = watch;
    this.threads = threads;
  }

  /** The same without a window that outlives it. */
  public static EvmChain open(
      ChainProfile profile,
      Endpoints endpoints,
      ChainIo io,
      ThreadFactory threads,
      ChainObserver observer) {
    return open(profile, endpoints, io, threads, observer, null);
  }

  /**
   * Connects, checks the chain id, reads the window of hashes and begins to follow.
   *
   * @param threads makes the threads of the follower, of the endpoints, and of Web3j's asynchronous
   *     calls
   * @param windowFile keeps the window of hashes from one start to the next
   * @throws ChainException if too few endpoints can be reached, serve the chain and agree on it, or
   *     none has the final block of the window
   */
  public static EvmChain open(
      ChainProfile profile,
      Endpoints endpoints,
      ChainIo io,
      ThreadFactory threads,
      ChainObserver observer,
      @Nullable Path windowFile) {
    EndpointSet set = EndpointSet.open(profile.id(), endpoints, io, threads, observer);
    try {
      BlockSource source = new BlockSource(set, profile, observer);
      WindowJournal journal = journal(profile, set, observer, windowFile);
      ChainView view = firstView(profile, set, source, journal, observer, windowFile);
      view.whole(view.head().hash()).ifPresent(head -> observer.seen(profile.id(), head));
      HeadHints hints = new HeadHints();
      Thread follower =
          threads.newThread(new Follower(profile, set, source, view, journal, hints, observer));
      follower.start();
      EndpointWatch watch =
          EndpointWatch.open(
              profile.id(), set, view, profile.blockTime(), hints, threads, observer);
      EvmChain chain =
          new EvmChain(profile, observer, set, source, view, journal, follower, watch, threads);
      chain.lookouts.forEach(Thread::start);
      return chain;
    } catch (RuntimeException | Error e) {
      set.close();
      throw e;
    }
  }

  private static WindowJournal journal(
      ChainProfile profile, Rpc rpc, ChainObserver observer, @Nullable Path file) {
    @Nullable WindowFile window =
        file == null
            ? null
            : WindowFile.open(file, profile.id(), Genesis.of(rpc), profile.window());
    return new WindowJournal(profile.id(), window, observer);
  }

  private static ChainView firstView(
      ChainProfile profile,
      EndpointSet endpoints,
      BlockSource source,
      WindowJournal journal,
      ChainObserver observer,
      @Nullable Path file) {
    Optional<BlockRef> known = journal.saved().map(ChainWindow::finalized);
    ChainView view;
    try {
      view = new ChainStart(profile, endpoints, source, journal, observer).view();
    } catch (HaltException e) {
      if (known.isPresent() && !endpoints.abandoned(known.get())) {
        throw ChainException.retryable(
            "chain " + profile.id() + ": " + e.reason() + ", says one endpoint");
      }
      observer.halted(profile.id(), e.reason());
      throw ChainException.fatal(
          "chain " + profile.id() + ": " + e.reason() + "; what was seen before is in " + file);
    }
    BlockRef last = view.finalized();
    // What is known from before was agreed then.
    if (!known.equals(Optional.of(last)) && !endpoints.agree(last)) {
      throw ChainException.retryable(
          "chain %s: fewer than %d endpoints have block %s, which one calls final"
              .formatted(profile.id(), endpoints.quorum(), last));
    }
    return view;
  }

  /** The same endpoints for Web3j's own types and wrappers. */
  public Web3jService web3j() {
    return new Web3jTransport(endpoints::post, endpoints::subscribe, threads);
  }

  @Override
  public ChainId id() {
    return profile.id();
  }

  @Override
  public ChainProfile profile() {
    return profile;
  }

  @Override
  public FinalityLevels levels() {
    return view.levels();
  }

  @Override
  public ChainHealth health() {
    return new ChainHealth(
        profile.id(),
        profile.name(),
        view.levels(),
        profile.soft(),
        preconfirmations == null ? 0 : preconfirmations.broken(),
        view.halted().map(ChainUpdate.Halted::reason),
        endpoints.quorum(),
        endpoints.health());
  }

  @Override
  public BlockFeed follow() {
    return Feed.follow(profile, view, source, observer);
  }

  @Override
  public BlockFeed resume(List<BlockRef> known) {
    return Feed.resume(profile, view, source, known, observer);
  }

  @Override
  public Optional<Block> block(BlockRef at) {
    Optional<Block> held = view.whole(at.hash());
    if (held.isPresent()) {
      return held.filter(block -> view.contains(block.ref()) && block.ref().equals(at));
    }
    return isCanonical(at) ? source.block(at.hash()) : Optional.empty();
  }

  @Override
  public List<CallResult> call(BlockRef at, List<Call> calls) {
    List<CallResult> results = new ArrayList<>(calls.size());
    for (int from = 0; from < calls.size(); ) {
      int to = endOfRequest(calls, from);
      RpcBatch batch = endpoints.batch();
      List<RpcBatch.Slot<Bytes>> slots =
          calls.subList(from, to).stream()
              .map(call -> batch.add(CallCodec.call(at, call)))
              .toList();
      batch.send();
      slots.forEach(slot -> results.add(CallCodec.result(slot.reply())));
      from = to;
    }
    return results;
  }

  /** Servers refuse requests that are too large; one call is sent whatever its size. */
  private static int endOfRequest(List<Call> calls, int from) {
    int bytes = 0;
    int to = from;
    do {
      bytes += calls.get(to).data().length();
      to++;
    } while (to < calls.size()
        && to - from < CALLS_PER_REQUEST
        && bytes + calls.get(to).data().length() <= CALL_BYTES_PER_REQUEST);
    return to;
  }

  @Override
  public Simulation simulate(BlockRef at, List<Call> calls) {
    Gas most = view.whole(at.hash()).map(Block::gasLimit).orElse(new Gas(Long.MAX_VALUE));
    List<Simulation.Step> steps = endpoints.agreed(CallCodec.simulate(at, calls, most)).steps();
    if (steps.size() != calls.size()) {
      throw ChainException.retryable(
          calls.size() + " calls were simulated with " + steps.size() + " outcomes");
    }
    return new Simulation(at, steps);
  }

  @Override
  public SubmissionOutcome send(SignedTransaction transaction) {
    long at = System.nanoTime();
    SubmissionOutcome outcome = sender.send(transaction);
    if (preconfirmations != null && !(outcome instanceof SubmissionOutcome.Refused)) {
      preconfirmations.sent(transaction.hash(), at);
    }
    return outcome;
  }

  @Override
  public Optional<Preconfirmation> preconfirmation(TxHash hash) {
    return preconfirmations == null ? Optional.empty() : preconfirmations.of(hash);
  }

  @Override
  public Optional<Inclusion> inclusion(TxHash hash) {
    Optional<BlockRef> place = view.placeOf(hash).or(() -> told(hash));
    return place.flatMap(this::block).flatMap(block -> inclusion(hash, block));
  }

  @Override
  public Optional<CallResult> rerun(Block block, int index) {
    return new Rerun(endpoints, block, index).run();
  }

  @Override
  public Bytes agreedCall(BlockRef at, Call call) {
    return endpoints.agreed(CallCodec.call(at, call));
  }

  @Override
  public Nonce nonce(Address account, BlockRef at) {
    return endpoints.agreed(Accounts.nonce(account, at));
  }

  @Override
  public Wei balance(Address account, BlockRef at) {
    return endpoints.call(Accounts.balance(account, at)).orThrow("eth_getBalance");
  }

  @Override
  public Wei agreedBalance(Address account, BlockRef at) {
    return endpoints.agreed(Accounts.balance(account, at));
  }

  @Override
  public Bytes code(Address account, BlockRef at) {
    return endpoints.call(Accounts.code(account, at)).orThrow("eth_getCode");
  }

  @Override
  public List<Log> logs(LogQuery query) {
    return logReader.read(query);
  }

  @Override
  public Fees fees() {
    BlockRef head = view.head();
    Block block =
        block(head).orElseThrow(() -> ChainException.retryable("block " + head + " is missing"));
    return feeMarket.at(block);
  }

  @Override
  public void close() {
    watch.close();
    follower.interrupt();
    lookouts.forEach(Thread::interrupt);
    try {
      for (Thread lookout : lookouts) {
        var _ = lookout.join(endpoints.deadline());
      }
      var _ = follower.join(endpoints.deadline());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
    view.close();
    endpoints.close();
  }

  /** Where the endpoint says that a transaction is, if that is a block of the verified chain. */
  private Optional<BlockRef> told(TxHash hash) {
    return source
        .receipt(hash)
        .map(placed -> new BlockRef(new BlockNumber(placed.number()), placed.block()));
  }

  private boolean isCanonical(BlockRef ref) {
    if (ref.number().value() >= view.bottom()) {
      return view.contains(ref);
    }
    return source.header(ref.number()).filter(header -> header.ref().equals(ref)).isPresent()
        && endpoints.agree(ref);
  }

  private static Optional<Inclusion> inclusion(TxHash hash, Block block) {
    return block.receipts().stream()
        .filter(receipt -> receipt.hash().equals(hash))
        .findFirst()
        .map(receipt -> new Inclusion(block.ref(), receipt));
  }
}
