package dev.fairlead.bench.chain;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.bench.turns.Pass;
import dev.fairlead.bench.turns.Turns;
import dev.fairlead.chain.BlockAnswer;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.chain.proof.BlockClaim;
import dev.fairlead.chain.proof.BlockProof;
import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.chain.proof.Verdict;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A real block of 200 transactions and 600 logs proven: its roots, its bloom, all hashes. Each
 * transaction carries 700 bytes to a contract that logs three times.
 */
final class ProofTimes {
  private static final int TRANSACTIONS = 200;
  private static final int LOGS = 600;
  private static final int INPUT_BYTES = 700;
  private static final int WARM_UP = 50;
  private static final int ROUNDS = 100;
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64);

  private static final Address LOGGER = Address.parse("0x0000000000000000000000000000000000106106");

  /** Three times a LOG3 of one word with the topics 1, 2 and 3. */
  private static final Bytes LOGGING =
      Bytes.parse("0x" + "60036002600160206000a3".repeat(3) + "00");

  private ProofTimes() {}

  static List<Row> rows(BenchmarkRun run) throws IOException {
    BlockClaim claim;
    try (LocalChain chain = LocalChain.start(run.progress())) {
      claim = claim(chain.anvil());
    }
    int logs = claim.receipts().stream().mapToInt(one -> one.receipt().logs().size()).sum();
    if (claim.transactions().size() != TRANSACTIONS || logs != LOGS) {
      throw new IllegalStateException(
          "a block of " + claim.transactions().size() + " transactions and " + logs + " logs");
    }
    Pass.Checksum checksum = new Pass.Checksum();
    double median =
        Turns.medians(
                List.of(new Pass<>(claim, ProofTimes::prove, checksum)),
                WARM_UP,
                run.samples(ROUNDS))
            .getFirst();
    run.progress().says(checksum.toString());
    return List.of(
        Row.held("block of 200 transactions, 600 logs proven", median, "ms", Target.below(10)));
  }

  private static long prove(BlockClaim claim) {
    Verdict verdict = BlockProof.judge(Dialect.ETHEREUM, claim);
    if (!(verdict instanceof Verdict.Proven proven)) {
      throw new IllegalStateException("not proven: " + verdict);
    }
    return proven.block().hashCode();
  }

  private static BlockClaim claim(Anvil anvil) {
    anvil.control().setCode(LOGGER, LOGGING.toArray());
    SplittableRandom random = new SplittableRandom(1);
    for (int nonce = 0; nonce < TRANSACTIONS; nonce++) {
      byte[] input = new byte[INPUT_BYTES];
      random.nextBytes(input);
      Transaction plain = Transaction.call(nonce, LOGGER, "f()");
      var _ =
          anvil.send(
              Wallet.TRADER,
              new Transaction(
                  nonce,
                  LOGGER,
                  BigInteger.ONE,
                  Bytes.wrap(input),
                  BigInteger.valueOf(150_000),
                  plain.maxFee(),
                  plain.priorityFee()));
    }
    anvil.control().mine();
    String block = anvil.rpc().call("eth_getBlockByNumber", "latest", true).toString();
    String receipts = anvil.rpc().call("eth_getBlockReceipts", "latest").toString();
    String answer = "[{\"result\":" + block + "},{\"result\":" + receipts + "}]";
    return BlockAnswer.read(answer.getBytes(StandardCharsets.UTF_8), LIMITS);
  }
}
