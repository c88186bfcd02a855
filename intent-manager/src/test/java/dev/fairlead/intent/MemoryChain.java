package dev.fairlead.intent;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainHealth;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.ChainUpdate;
import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.FeeMarks;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.FinalityLevels;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.Preconfirmation;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Simulation;
import dev.fairlead.chain.SoftConfirmation;
import dev.fairlead.chain.Transaction;
import dev.fairlead.chain.fee.Tips;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A chain in memory that mines when it is told to, replaces by fee, reorganises, loses what it was
 * sent and lies about it. A block is final when two are above it.
 */
final class MemoryChain implements Chain {
  private static final int CONFIRMATIONS = 2;
  private static final Wei FUNDS = Wei.of(1_000_000_000_000_000_000L);
  private static final Envelope.Signature UNKNOWN_SIGNATURE =
      new Envelope.Signature(Uint256.ZERO, Uint256.ONE, Uint256.ONE);

  /** How it takes what is sent to it. */
  enum Reception {
    HONEST,
    /** Says yes and forgets. */
    SWALLOWS,
    /** Takes it, and never answers. */
    TAKES_SILENTLY,
    /** Says no. */
    REFUSES
  }

  private record Mined(Block block, Ledger after) {}

  private final InstantSource clock;
  private final List<Mined> blocks = new ArrayList<>();
  private final Map<TxHash, SignedTransaction> pool = new LinkedHashMap<>();
  private final List<BlockingQueue<ChainUpdate>> readers = new ArrayList<>();
  private final List<SignedTransaction> offered = new ArrayList<>();
  private Consumer<SignedTransaction> onOffer = _ -> {};
  private Reception reception = Reception.HONEST;
  private List<SignedTransaction> bundle = List.of();
  private FeePerGas baseFee = FeePerGas.of(1_000_000_000L);
  private Tips tips = Tips.all(FeePerGas.of(100_000_000L));
  private int salt;
  private boolean disagrees;

  MemoryChain(InstantSource clock, Ledger genesis) {
    this.clock = clock;
    add(genesis, List.of());
    add(genesis, List.of());
    add(genesis, List.of());
  }

  synchronized void receive(Reception how) {
    reception = how;
  }

  synchronized void onOffer(Consumer<SignedTransaction> hear) {
    onOffer = hear;
  }

  /** From now on its endpoints tell different things of what calls do, or the same again. */
  synchronized void disagree(boolean now) {
    disagrees = now;
  }

  synchronized void setBaseFee(long wei) {
    baseFee = FeePerGas.of(wei);
  }

  synchronized void setTips(Tips each) {
    tips = each;
  }

  /** Everything that was ever sent to the public endpoint. */
  synchronized List<SignedTransaction> offered() {
    return List.copyOf(offered);
  }

  synchronized int pending() {
    return pool.size();
  }

  synchronized void forgetPending() {
    pool.clear();
  }

  /** What is to be in the next block before anything public. */
  synchronized void nextBundle(List<SignedTransaction> transactions) {
    bundle = List.copyOf(transactions);
  }

  synchronized Ledger ledger() {
    return blocks.getLast().after();
  }

  /** All trades that are in blocks now and succeeded. */
  synchronized long trades() {
    return blocks.stream()
        .flatMap(mined -> mined.block().receipts().stream())
        .filter(receipt -> receipt.succeeded() && !receipt.logs().isEmpty())
        .count();
  }

  /** Mines a block of all that is pending and can be, a bundle first. */
  synchronized void mine() {
    add(ledger().copy(), take());
  }

  synchronized void mine(int count) {
    for (int i = 0; i < count; i++) {
      mine();
    }
  }

  /** Mines the transactions given, or an empty block. */
  synchronized void mineOnly(SignedTransaction... transactions) {
    add(ledger().copy(), List.of(transactions));
  }

  /**
   * Replaces the newest blocks by as many and one more, with what {@code fill} puts in the first.
   */
  synchronized List<SignedTransaction> reorganise(int depth) {
    List<SignedTransaction> dropped = new ArrayList<>();
    salt++;
    for (int i = 0; i < depth; i++) {
      Mined top = blocks.removeLast();
      top.block().receipts().forEach(r -> find(r.hash()).ifPresent(dropped::add));
      tell(new ChainUpdate.Retracted(top.block().ref()));
    }
    return dropped;
  }

  /** Changes the state under the next blocks, as other people's trades do. */
  synchronized void change(Consumer<Ledger> change) {
    Ledger next = ledger().copy();
    change.accept(next);
    add(next, List.of());
  }

  private Optional<SignedTransaction> find(TxHash hash) {
    return offered.stream().filter(tx -> tx.hash().equals(hash)).findFirst();
  }

  /** The pending transactions in the order in which nonces allow them; the highest fee wins one. */
  private List<SignedTransaction> take() {
    List<SignedTransaction> taken = new ArrayList<>(bundleIfPossible());
    bundle = List.of();
    Ledger state = ledger();
    Map<Address, Long> nonces = new LinkedHashMap<>();
    for (SignedTransaction tx : taken) {
      nonces.put(tx.transaction().from(), tx.transaction().nonce().value() + 1);
    }
    boolean progress = true;
    while (progress) {
      Optional<SignedTransaction> next =
          pool.values().stream()
              .filter(tx ->
                  tx.transaction().nonce().value()
                      == nonces.getOrDefault(
                          tx.transaction().from(), state.nonce(tx.transaction().from())))
              .filter(tx -> tx.transaction().maxFee().compareTo(baseFee) >= 0)
              .max(Comparator.comparing(tx -> tx.transaction().maxPriorityFee()));
      progress = next.isPresent();
      next.ifPresent(tx -> {
        taken.add(tx);
        nonces.put(tx.transaction().from(), tx.transaction().nonce().value() + 1);
      });
    }
    return taken;
  }

  private List<SignedTransaction> bundleIfPossible() {
    Ledger trial = ledger().copy();
    for (SignedTransaction tx : bundle) {
      if (tx.transaction().nonce().value() != trial.nonce(tx.transaction().from())
          || !trial.run(call(tx), clock.instant()).succeeded()) {
        return List.of();
      }
      trial.useNonce(tx.transaction().from());
    }
    return bundle;
  }

  private void add(Ledger state, List<SignedTransaction> transactions) {
    long number = blocks.size();
    List<Receipt> receipts = new ArrayList<>();
    BlockHash hash =
        new BlockHash(
            Samples.hash("memory block " + number + " salt " + salt + " " + offered.size()));
    for (SignedTransaction tx : transactions) {
      if (tx.transaction().nonce().value() != state.nonce(tx.transaction().from())) {
        throw new IllegalStateException("this transaction can't be in this block: " + tx);
      }
      state.useNonce(tx.transaction().from());
      Ledger before = state.copy();
      Ledger.Effect effect = before.run(call(tx), clock.instant());
      if (effect.succeeded()) {
        state.run(call(tx), clock.instant());
      }
      receipts.add(
          new Receipt(
              tx.hash(),
              receipts.size(),
              tx.transaction().from(),
              effect.succeeded(),
              effect.gas(),
              new FeePerGas(baseFee.wei().plus(tx.transaction().maxPriorityFee().wei())),
              effect.logs()));
    }
    pool.values()
        .removeIf(tx -> tx.transaction().nonce().value() < state.nonce(tx.transaction().from()));
    BlockRef ref = new BlockRef(new BlockNumber(number), hash);
    BlockHash parent =
        blocks.isEmpty()
            ? new BlockHash(Samples.hash("nothing"))
            : blocks.getLast().block().ref().hash();
    Block block =
        new Block(
            ref,
            parent,
            clock.instant(),
            baseFee,
            new Gas(30_000_000),
            new Gas(21_000L * receipts.size()),
            FeeMarks.PLAIN,
            numbered(transactions),
            receipts);
    blocks.add(new Mined(block, state));
    tell(new ChainUpdate.Extended(block));
    if (number >= CONFIRMATIONS) {
      tell(new ChainUpdate.Finalized(finalized()));
    }
  }

  private static List<Transaction> numbered(List<SignedTransaction> transactions) {
    List<Transaction> numbered = new ArrayList<>();
    for (SignedTransaction tx : transactions) {
      UnsignedTransaction of = tx.transaction();
      numbered.add(
          new Transaction(
              tx.hash(),
              numbered.size(),
              of.from(),
              Optional.of(of.to()),
              of.nonce(),
              of.value(),
              of.data(),
              of.gasLimit(),
              new Envelope.DynamicFee(
                  of.chain(), of.maxPriorityFee(), of.maxFee(), List.of(), UNKNOWN_SIGNATURE)));
    }
    return numbered;
  }

  /** Whether all who follow have taken all there was. */
  synchronized boolean isFollowed() {
    return !readers.isEmpty() && readers.stream().allMatch(Collection::isEmpty);
  }

  private void tell(ChainUpdate update) {
    readers.forEach(reader -> reader.add(update));
  }

  private static Call call(SignedTransaction tx) {
    return new Call(
        tx.transaction().from(),
        tx.transaction().to(),
        tx.transaction().value(),
        tx.transaction().data());
  }

  @Override
  public synchronized SubmissionOutcome send(SignedTransaction tx) {
    offered.add(tx);
    onOffer.accept(tx);
    if (reception == Reception.SWALLOWS) {
      return new SubmissionOutcome.Sent();
    }
    if (reception == Reception.REFUSES) {
      return new SubmissionOutcome.Refused("no");
    }
    if (tx.transaction().nonce().value() < ledger().nonce(tx.transaction().from())) {
      return new SubmissionOutcome.Refused("nonce too low");
    }
    for (SignedTransaction other : pool.values()) {
      boolean rival =
          other.transaction().nonce().equals(tx.transaction().nonce())
              && !other.hash().equals(tx.hash());
      if (rival && !outbids(tx, other)) {
        return new SubmissionOutcome.Refused("replacement transaction underpriced");
      }
    }
    pool.values().removeIf(other -> other.transaction().nonce().equals(tx.transaction().nonce()));
    pool.put(tx.hash(), tx);
    return reception == Reception.TAKES_SILENTLY
        ? new SubmissionOutcome.Unknown("no answer")
        : new SubmissionOutcome.Sent();
  }

  /** As geth asks: a tenth more on both fees. */
  private static boolean outbids(SignedTransaction tx, SignedTransaction other) {
    return outbids(tx.transaction().maxFee(), other.transaction().maxFee())
        && outbids(tx.transaction().maxPriorityFee(), other.transaction().maxPriorityFee());
  }

  private static boolean outbids(FeePerGas fee, FeePerGas other) {
    return fee.wei().times(Uint256.of(10)).compareTo(other.wei().times(Uint256.of(11))) >= 0;
  }

  @Override
  public ChainId id() {
    return Samples.CHAIN;
  }

  @Override
  public ChainProfile profile() {
    return Samples.profile("memory");
  }

  @Override
  public synchronized FinalityLevels levels() {
    BlockRef last = blocks.get(Math.max(0, blocks.size() - 1 - CONFIRMATIONS)).block().ref();
    return new FinalityLevels(
        blocks.getLast().block().ref(), Optional.empty(), last, Optional.empty());
  }

  /** Promises whatever it was offered, and never keeps that sooner. */
  @Override
  public synchronized Optional<Preconfirmation> preconfirmation(TxHash hash) {
    return find(hash)
        .map(sent -> new Preconfirmation(sent.hash(), head().number().next(), Duration.ZERO));
  }

  @Override
  public ChainHealth health() {
    return new ChainHealth(
        id(), "memory", levels(), new SoftConfirmation.None(), 0, Optional.empty(), 1, List.of());
  }

  @Override
  public synchronized BlockFeed follow() {
    BlockingQueue<ChainUpdate> queue = new LinkedBlockingQueue<>();
    queue.add(new ChainUpdate.Extended(blocks.getLast().block()));
    readers.add(queue);
    return new BlockFeed() {
      @Override
      public ChainUpdate take() throws InterruptedException {
        return queue.take();
      }

      @Override
      public Optional<ChainUpdate> poll(Duration wait) throws InterruptedException {
        return Optional.ofNullable(queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
      }

      @Override
      public void close() {
        synchronized (MemoryChain.this) {
          readers.remove(queue);
        }
      }
    };
  }

  @Override
  public BlockFeed resume(List<BlockRef> known) {
    throw new UnsupportedOperationException("no reader is ever cut off here");
  }

  private synchronized Mined at(BlockRef ref) {
    return blocks.stream()
        .filter(mined -> mined.block().ref().equals(ref))
        .findFirst()
        .orElseThrow(() -> ChainException.retryable("block " + ref + " is not known"));
  }

  @Override
  public synchronized Optional<Block> block(BlockRef at) {
    return blocks.stream().map(Mined::block).filter(b -> b.ref().equals(at)).findFirst();
  }

  @Override
  public List<CallResult> call(BlockRef at, List<Call> calls) {
    return calls.stream().map(c -> at(at).after().copy().run(c, clock.instant()).result()).toList();
  }

  @Override
  public synchronized Simulation simulate(BlockRef at, List<Call> calls) {
    if (disagrees) {
      throw ChainException.disagreed("a says this, b says that");
    }
    Ledger state = at(at).after().copy();
    List<Simulation.Step> steps = new ArrayList<>();
    for (Call call : calls) {
      Ledger.Effect effect = state.run(call, clock.instant());
      steps.add(new Simulation.Step(effect.result(), effect.gas(), effect.logs()));
    }
    return new Simulation(at, steps);
  }

  @Override
  public synchronized Optional<Inclusion> inclusion(TxHash hash) {
    for (Mined mined : blocks) {
      for (Receipt receipt : mined.block().receipts()) {
        if (receipt.hash().equals(hash)) {
          return Optional.of(new Inclusion(mined.block().ref(), receipt));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Nonce nonce(Address account, BlockRef at) {
    return new Nonce(at(at).after().nonce(account));
  }

  @Override
  public Wei agreedBalance(Address account, BlockRef at) {
    return balance(account, at);
  }

  /** What was there at first, less all fees. */
  @Override
  public synchronized Wei balance(Address account, BlockRef at) {
    Wei fees =
        blocks.stream()
            .filter(mined -> !mined.block().ref().number().isAfter(at.number()))
            .flatMap(mined -> mined.block().receipts().stream())
            .filter(receipt -> receipt.from().equals(account))
            .map(receipt -> receipt.fee().total())
            .reduce(Wei.ZERO, Wei::plus);
    return FUNDS.minus(fees);
  }

  @Override
  public Optional<CallResult> rerun(Block block, int index) {
    Ledger state = at(block.parentRef()).after().copy();
    for (Transaction before : block.transactions().subList(0, index)) {
      if (state.copy().run(call(before), clock.instant()).succeeded()) {
        state.run(call(before), clock.instant());
      }
    }
    return Optional.of(state.run(call(block.transactions().get(index)), clock.instant()).result());
  }

  private static Call call(Transaction of) {
    return new Call(of.from(), of.to().orElseThrow(), of.value(), of.input());
  }

  @Override
  public Bytes agreedCall(BlockRef at, Call call) {
    return at(at).after().copy().run(call, clock.instant()).result()
            instanceof CallResult.Returned(Bytes data)
        ? data
        : Bytes.EMPTY;
  }

  @Override
  public Bytes code(Address account, BlockRef at) {
    return Bytes.EMPTY;
  }

  @Override
  public List<Log> logs(LogQuery query) {
    throw new UnsupportedOperationException("intents query no logs");
  }

  @Override
  public synchronized Fees fees() {
    return Samples.fees(head(), baseFee, tips);
  }

  @Override
  public void close() {}
}
