package dev.fairlead.chain.proof;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.FeeMarks;
import dev.fairlead.chain.Header;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.rlp.RlpWriter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/** What it costs to prove a block of 200 transactions and 600 logs, and what senders are of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BlockProofBenchmark {
  private static final int TRANSACTIONS = 200;
  private static final int LOGS_EACH = 3;
  private static final long GAS = 150_000;
  private static final BlockHash HASH = new BlockHash(Bytes32.ZERO);
  private static final FeePerGas PRICE = FeePerGas.of(12);

  private final Random random = new Random(1);
  private final ECKeyPair key = ECKeyPair.create(BigInteger.valueOf(77));
  private final Address account = Address.parse("0x" + Keys.getAddress(key));
  private final BlockClaim claim = claim();
  private final List<Transaction> transactions =
      claim.transactions().stream().map(TransactionClaim::transaction).toList();

  /** Roots, bloom, hashes and all that follows from them. */
  @Benchmark
  public Verdict block() {
    Verdict verdict = BlockProof.judge(Dialect.ETHEREUM, claim);
    if (!(verdict instanceof Verdict.Proven)) {
      throw new IllegalStateException(verdict.toString());
    }
    return verdict;
  }

  /** One recovery of a sender. */
  @Benchmark
  public Optional<Address> sender() {
    return Senders.of(transactions.getFirst());
  }

  /** The same in Java alone. */
  @Benchmark
  public Optional<Address> portableSender() {
    return Senders.of(transactions.getFirst(), Recovery::portable);
  }

  /** The senders of the whole block. */
  @Benchmark
  public Optional<Transaction> senders() {
    return Senders.foreign(transactions);
  }

  private BlockClaim claim() {
    List<TransactionClaim> transactions = new ArrayList<>();
    List<ReceiptClaim> receipts = new ArrayList<>();
    Encodings told = new Encodings();
    Encodings done = new Encodings();
    Bloom bloom = new Bloom();
    for (int i = 0; i < TRANSACTIONS; i++) {
      Transaction transaction = transaction(i, new TxHash(Bytes32.ZERO));
      TransactionEncoding.write(transaction, told.writer());
      told.end();
      TxHash hash = new TxHash(told.keccak256(i));
      transactions.add(new TransactionClaim(HASH, 1, withHash(transaction, hash), List.of()));
      ReceiptClaim receipt = receipt(i, transaction.from(), hash);
      ReceiptEncoding.write(
          receipt, Envelope.DYNAMIC_FEE, bloom.of(receipt.receipt().logs()), done.writer());
      done.end();
      receipts.add(receipt);
    }
    Header header =
        new Header(
            new BlockRef(new BlockNumber(1), HASH),
            HASH,
            Instant.EPOCH,
            PRICE,
            new Gas(30_000_000),
            new Gas(TRANSACTIONS * GAS),
            FeeMarks.PLAIN,
            bloom.ofBlock(),
            OrderedTrie.root(told),
            OrderedTrie.root(done),
            List.of(),
            List.of());
    return new BlockClaim(header, transactions, receipts);
  }

  private Transaction transaction(int index, TxHash hash) {
    Transaction blank =
        draft(index, hash, new Envelope.Signature(Uint256.ONE, Uint256.ONE, Uint256.ONE));
    RlpWriter unsigned = new RlpWriter();
    TransactionEncoding.writeUnsigned(blank, unsigned);
    Sign.SignatureData data = Sign.signMessage(Keccak256.hash(unsigned.toArray()), key, false);
    return new Transaction(
        blank.hash(),
        blank.index(),
        blank.from(),
        blank.to(),
        blank.nonce(),
        blank.value(),
        blank.input(),
        blank.gasLimit(),
        envelope(
            new Envelope.Signature(
                Uint256.of(data.getV()[0] - 27),
                Uint256.fromBytes(data.getR()),
                Uint256.fromBytes(data.getS()))));
  }

  private static Envelope envelope(Envelope.Signature signature) {
    return new Envelope.DynamicFee(
        new ChainId(1), FeePerGas.ZERO, FeePerGas.of(100), List.of(), signature);
  }

  private Transaction draft(int index, TxHash hash, Envelope.Signature signature) {
    return new Transaction(
        hash,
        index,
        account,
        Optional.of(address(40)),
        new Nonce(random.nextInt(1 << 16)),
        Wei.of(random.nextLong() >>> 2),
        Bytes.wrap(bytes(4 + 32 * random.nextInt(40))),
        new Gas(300_000),
        envelope(signature));
  }

  private static Transaction withHash(Transaction transaction, TxHash hash) {
    return new Transaction(
        hash,
        transaction.index(),
        transaction.from(),
        transaction.to(),
        transaction.nonce(),
        transaction.value(),
        transaction.input(),
        transaction.gasLimit(),
        transaction.envelope());
  }

  private ReceiptClaim receipt(int index, Address from, TxHash hash) {
    List<Log> logs = new ArrayList<>();
    for (int i = 0; i < LOGS_EACH; i++) {
      List<Bytes32> topics = List.of(word(20), word(400), word(400));
      logs.add(
          new Log(
              address(60),
              topics,
              Bytes.wrap(bytes(32 * (1 + random.nextInt(5)))),
              index * LOGS_EACH + i));
    }
    return new ReceiptClaim(
        HASH,
        1,
        OptionalLong.of(Envelope.DYNAMIC_FEE),
        (index + 1) * GAS,
        Optional.empty(),
        new Receipt(hash, index, from, true, new Gas(GAS), PRICE, logs),
        List.of());
  }

  /** One of so many addresses, as contracts of a block are few. */
  private Address address(int among) {
    return Address.of(word(among).toArray(), 12, Address.LENGTH);
  }

  private Bytes32 word(int among) {
    return Bytes32.wrap(Uint256.of(1 + random.nextInt(among)).toBytes32());
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
