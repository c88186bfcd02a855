package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.Fault;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Faults;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A receipt that is missing, late or wrong says nothing: least of all that something failed. */
final class WrongReceiptTest {
  private static final String BY_BLOCK = "eth_getBlockReceipts";
  private static final String BY_HASH = "eth_getTransactionReceipt";
  private static final String ANOTHER = "0x" + "ab".repeat(32);

  private AnvilFixture fixture;
  private FaultProxy proxy;
  private EvmChain chain;

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("failures #84: none", Faults.nulls(BY_BLOCK, BY_HASH)),
        wrong("failures #89: another status", field("status", "0x0")),
        wrong("no status", receipts(receipt -> receipt.remove("status"))),
        wrong(
            "a state root as before Byzantium",
            receipts(receipt -> {
              receipt.remove("status");
              receipt.put("root", ANOTHER);
            })),
        wrong("another transaction", field("transactionHash", ANOTHER)),
        wrong("another block", field("blockHash", ANOTHER)),
        wrong("another height", field("blockNumber", "0x1")),
        wrong("another place", field("transactionIndex", "0x7")),
        wrong("failures #85: no logs", Faults.noLogsAtFirst(1_000_000)),
        wrong("failures #73: logs that were removed", Faults.removedLogs()),
        wrong(
            "logs of another transaction",
            receipts(receipt -> ((ObjectNode) receipt.path("logs").path(0)).put("data", ANOTHER))),
        wrong("more gas than was used", field("gasUsed", "0xffff")));
  }

  private static Arguments wrong(String name, Fault... faults) {
    return Arguments.of(name, faults);
  }

  /** A field of every receipt, however it is asked for. */
  private static Fault[] field(String name, String value) {
    return receipts(receipt -> receipt.put(name, value));
  }

  private static Fault[] receipts(Consumer<ObjectNode> lie) {
    return new Fault[] {
      Faults.lying(
          BY_BLOCK,
          "*",
          receipt -> {
            lie.accept((ObjectNode) receipt);
            return receipt;
          }),
      Faults.lying(
          BY_HASH,
          "",
          receipt -> {
            if (receipt instanceof ObjectNode object) {
              lie.accept(object);
              return object;
            }
            return JsonNodeFactory.instance.nullNode();
          })
    };
  }

  @BeforeEach
  void start() {
    fixture = new AnvilFixture();
    fixture.control().mine(3);
    proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
    chain =
        fixture.open(
            AnvilFixture.confirmations(2),
            RpcEndpoint.of(proxy.http(), Optional.empty()),
            ChainObserver.none());
  }

  @AfterEach
  void stop() {
    fixture.close();
    proxy.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  @Timeout(120)
  @DisplayName("failures #84, #85, #89, #90: a wrong receipt is no word about a transaction")
  void neverCallsItFailed(String name, Fault[] faults) throws InterruptedException {
    SignedTransaction sent = fixture.logging(0, AnvilFixture.word(5));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      long top = reader.nextBlock().ref().number().value();
      proxy.commit(faults);
      assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
      for (int asked = 0; asked < 5 || proxy.spoiled() == 0; asked++) {
        assertThat(found(sent)).as(name).isEmpty();
        var _ = reader.next(Duration.ofMillis(20));
      }
      assertThat(chain.head().number().value()).as(name).isEqualTo(top);
      proxy.commit();
      while (found(sent).isEmpty()) {
        reader.readOne();
      }
    }
    assertThat(found(sent).map(inclusion -> inclusion.receipt().succeeded())).contains(true);
  }

  private Optional<Inclusion> found(SignedTransaction sent) {
    try {
      return chain.inclusion(sent.hash());
    } catch (ChainException e) {
      assertThat(e.kind()).isEqualTo(ChainException.Kind.RETRYABLE);
      return Optional.empty();
    }
  }
}
