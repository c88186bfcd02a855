package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.faults.Fault;
import dev.fairlead.faults.Faults;
import dev.fairlead.faults.Wire;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Faults that meet sends and reads. */
final class AskFaults {
  private static final String UNKNOWN =
      "called it unknown, never failed; the same bytes went again and were included";
  private static final int ATTEMPTS = 5;
  private static final String FOREIGN = AnvilFixture.word(9).toString();

  private AskFaults() {}

  static List<AskCase> all() {
    List<AskCase> all = new ArrayList<>();
    withoutAnAnswer()
        .forEach((name, fault) -> {
          all.add(
              new AskCase(
                  "#61",
                  "a send without a clear answer",
                  name,
                  UNKNOWN,
                  world -> isUnknown(world, fault.get())));
          all.add(
              new AskCase(
                  "#92, #94",
                  "a read without a clear answer",
                  name,
                  "threw, with nothing read",
                  world -> readsThrow(world, fault.get())));
        });
    all.addAll(sends());
    all.addAll(reads());
    return all;
  }

  private static Map<String, Supplier<Fault>> withoutAnAnswer() {
    Map<String, Supplier<Fault>> faults = new TreeMap<>();
    faults.put("HTML", Wire::html);
    faults.put("nothing", () -> Wire.body(_ -> ""));
    faults.put("half an answer", () -> Wire.body(b -> b.substring(0, b.length() / 2)));
    faults.put("50 MB", () -> Wire.huge(50 << 20));
    faults.put("nested 100,000 deep", () -> Wire.deep(100_000));
    faults.put("byte by byte", () -> Wire.dripping(Duration.ofMillis(50)));
    faults.put("slower than the deadline", () -> Wire.slow(Duration.ofSeconds(2)));
    faults.put("silence", Wire::silent);
    faults.put("cut", () -> Wire.cut(20));
    faults.put("429", () -> Wire.rateLimited(Duration.ofSeconds(1)));
    faults.put("503", () -> Wire.status(503));
    faults.put("ids that nobody asked with", Faults::wrongIds);
    faults.put("each answer twice", Faults::doubledAnswers);
    faults.put("null", Faults::nulls);
    faults.put("an error in unknown words", () -> Faults.errors(-32000, "the moon is wrong"));
    return faults;
  }

  private static List<AskCase> sends() {
    return List.of(
        new AskCase(
            "#82",
            "takes a transaction and tells nobody",
            "",
            "called it sent, found it in no block; the same bytes went again and were included",
            AskFaults::isSwallowed),
        new AskCase(
            "#83",
            "answers a send with another hash",
            "",
            "raised an alarm, called it unknown, and found it by its own hash",
            AskFaults::hasAnotherHash),
        new AskCase(
            "#46",
            "says \"nonce too low\" untruly",
            "",
            UNKNOWN,
            world ->
                isUnknown(world, Faults.errors(-32000, "nonce too low", "eth_sendRawTransaction"))),
        new AskCase(
            "#49",
            "says \"already known\"",
            "",
            "called it sent",
            world -> {
              world.http().commit(Faults.errors(-32000, "already known", "eth_sendRawTransaction"));
              assertThat(world.chain().send(next(world))).isEqualTo(new SubmissionOutcome.Sent());
            }));
  }

  private static List<AskCase> reads() {
    return List.of(
        new AskCase(
            "#84",
            "null receipts of a transaction in a known block",
            "",
            "found it all the same, in the verified chain",
            AskFaults::isFoundWithoutAReceipt),
        new AskCase(
            "#81",
            "401",
            "",
            "threw for good: the credentials are wrong",
            world -> {
              world.http().commit(Wire.status(401));
              assertThatThrownBy(
                      () -> world.chain().code(AnvilFixture.LOGGER, world.chain().head()))
                  .isInstanceOfSatisfying(
                      ChainException.class,
                      e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.FATAL));
            }),
        new AskCase(
            "#87, #91",
            "behind the block that a read names",
            "",
            "threw, with nothing read",
            world -> {
              world.happen();
              world.readToHead();
              readsThrow(world, Faults.stale(3));
            }),
        logs("#86", "logs without those of the newest block", Faults::logsWithoutNewest),
        logs("#73", "logs twice", Faults::logsTwice),
        logs("#73", "logs marked as removed", Faults::removedLogs),
        logs(
            "#86, #94",
            "logs of another contract",
            () -> Faults.saying("eth_getLogs", "*/address", _ -> FOREIGN.substring(0, 42))),
        fees("0x0", "nothing", FeePerGas.of(1)),
        fees("0xc9f2c9cd04674edea40000000", "10^30", FeePerGas.of(5_000_000_000L)));
  }

  private static AskCase logs(String failures, String fault, Supplier<Fault> made) {
    return new AskCase(
        failures,
        fault,
        "",
        "gave the true logs from proven receipts, or threw",
        world -> {
          world.happen();
          world.happen();
          world.readToHead();
          List<Log> truth = world.chain().logs(newest(world));
          assertThat(truth).isNotEmpty();
          world.http().commit(made.get());
          try {
            assertThat(world.chain().logs(newest(world))).isEqualTo(truth);
          } catch (ChainException refused) {
            assertThat(world.http().spoiled()).isPositive();
          }
        });
  }

  private static AskCase fees(String reward, String variant, FeePerGas expected) {
    return new AskCase(
        "#60",
        "a fee history from nowhere",
        variant,
        "stayed within the profile's floor and ceiling",
        world -> {
          world.http().commit(Faults.saying("eth_feeHistory", "reward/*/*", _ -> reward));
          assertThat(world.chain().fees().priorityFee()).isEqualTo(expected);
        });
  }

  private static void isUnknown(FaultWorld world, Fault fault) throws InterruptedException {
    SignedTransaction transaction = next(world);
    world.http().commit(fault);
    assertThat(world.chain().send(transaction)).isInstanceOf(SubmissionOutcome.Unknown.class);
    world.http().commit();
    isIncludedWhenSentAgain(world, transaction);
  }

  /** What is unknown goes again, with the same bytes. */
  private static void isIncludedWhenSentAgain(FaultWorld world, SignedTransaction transaction)
      throws InterruptedException {
    SubmissionOutcome outcome = world.chain().send(transaction);
    for (int i = 1; i < ATTEMPTS && outcome instanceof SubmissionOutcome.Unknown; i++) {
      outcome = world.chain().send(transaction);
    }
    assertThat(outcome).isEqualTo(new SubmissionOutcome.Sent());
    isIncluded(world, transaction);
  }

  private static void isIncluded(FaultWorld world, SignedTransaction transaction)
      throws InterruptedException {
    world.fixture().mine(1);
    world.readToHead();
    assertThat(world.chain().inclusion(transaction.hash())).isPresent();
  }

  private static void isSwallowed(FaultWorld world) throws InterruptedException {
    SignedTransaction transaction = next(world);
    world.http().commit(Faults.swallowing(raw -> Bytes.parse(raw).keccak256().toString()));
    assertThat(world.chain().send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
    world.fixture().mine(3);
    world.readToHead();
    assertThat(world.chain().inclusion(transaction.hash())).isEmpty();
    world.http().commit();
    isIncludedWhenSentAgain(world, transaction);
  }

  private static void hasAnotherHash(FaultWorld world) throws InterruptedException {
    SignedTransaction transaction = next(world);
    world.http().commit(Faults.anotherHash(FOREIGN));
    assertThat(world.chain().send(transaction)).isInstanceOf(SubmissionOutcome.Unknown.class);
    assertThat(world.foreignHashes()).containsExactly(FOREIGN);
    isIncluded(world, transaction);
  }

  private static void isFoundWithoutAReceipt(FaultWorld world) throws InterruptedException {
    SignedTransaction transaction = next(world);
    assertThat(world.chain().send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
    isIncluded(world, transaction);
    world.http().commit(Faults.nulls("eth_getTransactionReceipt"));
    assertThat(world.chain().inclusion(transaction.hash())).isPresent();
    assertThat(world.chain().inclusion(next(world).hash())).isEmpty();
  }

  private static void readsThrow(FaultWorld world, Fault fault) {
    EvmChain chain = world.chain();
    List<Function<EvmChain, Object>> reads =
        List.of(
            c -> c.nonce(AnvilFixture.WALLET.address(), c.head()),
            c -> c.call(c.head(), List.of(Call.view(AnvilFixture.LOGGER, Bytes.EMPTY))),
            c -> c.logs(newest(world)));
    world.http().commit(fault);
    for (Function<EvmChain, Object> read : reads) {
      assertThatThrownBy(() -> read.apply(chain)).isInstanceOf(ChainException.class);
    }
  }

  private static SignedTransaction next(FaultWorld world) {
    return TestTransactions.logging(world.nextNonce(), AnvilFixture.word(5));
  }

  /** The logs of the newest blocks, one with a log among them. */
  private static LogQuery newest(FaultWorld world) {
    long head = world.chain().head().number().value();
    return new LogQuery(
        new BlockNumber(head - 5), world.chain().head(), List.of(AnvilFixture.LOGGER), List.of());
  }
}
