package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.FaultProxy.Answer;
import dev.fairlead.chain.FaultProxy.Fault;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real chain behind a proxy that spoils its answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private final List<String> mistrusted = new CopyOnWriteArrayList<>();
  private final List<String> foreignHashes = new CopyOnWriteArrayList<>();
  private AnvilFixture fixture;
  private FaultProxy proxy;
  private EvmChain chain;

  private long nonce;

  @BeforeAll
  void startAll() throws IOException {
    fixture = new AnvilFixture();
    fixture.control().mine(3);
    proxy = new FaultProxy(fixture.anvil().http());
  }

  @AfterAll
  void stopAll() {
    proxy.close();
    fixture.close();
  }

  @BeforeEach
  void start() {
    proxy.spoil(Fault.NONE);
    mistrusted.clear();
    foreignHashes.clear();
    nonce = fixture.anvil().nonce(AnvilFixture.WALLET.address());
    chain =
        fixture.open(
            AnvilFixture.confirmations(2),
            RpcEndpoint.of(proxy.uri(), Optional.empty())
                .withDeadline(Duration.ofMillis(700))
                .withMaxResponseBytes(1 << 20),
            new ChainObserver() {
              @Override
              public void mistrusted(ChainId chain, String what) {
                mistrusted.add(what);
              }

              @Override
              public void foreignHash(ChainId chain, TxHash ours, String answered) {
                foreignHashes.add(answered);
              }
            });
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  /** Ways in which an answer is wrong; after each, the honest answer is believed again. */
  @SuppressWarnings("ImmutableEnumChecker") // each fault is a function without state
  enum Spoiling implements Fault {
    HTML((_, _) -> Answer.of("<html><body>502 Bad Gateway</body></html>")),
    EMPTY((_, _) -> Answer.of("")),
    TRUNCATED((_, a) -> Answer.of(a.substring(0, a.length() / 2))),
    FOLLOWED_BY_MORE((_, a) -> Answer.of(a + "{}")),
    HUGE((_, _) -> Answer.of("{\"result\":\"" + "0".repeat(2 << 20) + "\"}")),
    DEEP((_, _) -> Answer.of("{\"id\":1,\"result\":" + "[".repeat(5_000))),
    DRIPPING((_, a) -> new Answer(200, a, true)),
    RATE_LIMITED((_, _) -> new Answer(429, "slow down", false)),
    UNAVAILABLE((_, _) -> new Answer(503, "", false)),
    NULL_RESULTS((_, a) -> Answer.of(a.replaceAll("\"result\":\\{", "\"result\":null,\"x\":{"))),
    NULL_RECEIPTS((_, a) -> Answer.of(a.replaceAll("\"result\":\\[", "\"result\":null,\"x\":["))),
    WRONG_ID((_, a) -> Answer.of(a.replaceAll("\"id\":", "\"id\":9"))),
    WRONG_HASH((_, a) -> Answer.of(a.replaceAll("\"hash\":\"0x.", "\"hash\":\"0xz"))),
    WRONG_PARENT((_, a) -> Answer.of(swapDigit(a, "\"parentHash\":\"0x"))),
    WRONG_STATE_ROOT((_, a) -> Answer.of(swapDigit(a, "\"stateRoot\":\"0x"))),
    WRONG_TIME((_, a) -> Answer.of(swapDigit(a, "\"timestamp\":\"0x"))),
    WRONG_GAS((_, a) -> Answer.of(swapDigit(a, "\"gasUsed\":\"0x"))),
    WRONG_BLOOM((_, a) -> Answer.of(swapDigit(a, "\"logsBloom\":\"0x"))),
    WRONG_RECEIPT((_, a) -> Answer.of(swapDigit(a, "\"transactionHash\":\"0x"))),
    EMPTY_LOGS((_, a) -> Answer.of(a.replaceAll("\"logs\":\\[\\{.*?\\}\\]", "\"logs\":[]"))),
    WRONG_TOPIC((_, a) -> Answer.of(swapDigit(a, "\"topics\":[\"0x"))),
    NO_RECEIPTS((_, a) -> Answer.of(a.replaceAll("\"result\":\\[.*\\]\\}", "\"result\":[]}"))),
    REMOVED_LOGS((_, a) -> Answer.of(a.replace("\"removed\":false", "\"removed\":true"))),
    NOT_HEX((_, a) -> Answer.of(a.replace("\"number\":\"0x", "\"number\":\"0x-"))),
    OVERFLOWING(
        (_, a) -> Answer.of(a.replace("\"timestamp\":\"0x", "\"timestamp\":\"0xffffffffff")));

    private final Fault fault;

    Spoiling(Fault fault) {
      this.fault = fault;
    }

    @Override
    public Answer spoil(String request, String answer) {
      return request.contains("eth_chainId") && !request.contains("latest")
          ? Answer.of(answer)
          : fault.spoil(request, answer);
    }

    private static String swapDigit(String text, String before) {
      int at = text.lastIndexOf(before) + before.length();
      if (at < before.length()) {
        return text;
      }
      return text.substring(0, at) + (text.charAt(at) == '1' ? '2' : '1') + text.substring(at + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("failures #85, #86, #90, #92, #94: a spoiled answer is never believed, and survived")
  void neverBelievesASpoiledAnswer(Spoiling spoiling) throws InterruptedException {
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      BlockRef before = reader.nextBlock().ref();
      int spoiledBefore = proxy.spoiled();
      proxy.spoil(spoiling);
      var _ = fixture.anvil().send(fixture.logging(nonce, AnvilFixture.word(5)).raw());
      while (mistrusted.isEmpty()) {
        reader
            .next(Duration.ofMillis(50))
            .ifPresent(update -> assertThat(update).isInstanceOf(ChainUpdate.Finalized.class));
      }
      assertThat(proxy.spoiled()).isGreaterThan(spoiledBefore);
      assertThat(chain.head()).isEqualTo(before);
      proxy.spoil(Fault.NONE);
      Block block = reader.nextBlock();
      assertThat(block.receipts().getFirst().logs()).hasSize(1);
      assertThat(block.ref()).isEqualTo(fixture.head());
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "HTML",
        "EMPTY",
        "TRUNCATED",
        "HUGE",
        "DEEP",
        "DRIPPING",
        "RATE_LIMITED",
        "UNAVAILABLE"
      })
  @DisplayName(
      "failures #61: a send without a clear answer is unknown, and the same bytes go again")
  void sendsWithoutAClearAnswerAreUnknown(Spoiling spoiling) {
    SignedTransaction transaction = fixture.logging(nonce, AnvilFixture.word(5));
    proxy.spoil(spoiling);
    assertThat(chain.send(transaction)).isInstanceOf(SubmissionOutcome.Unknown.class);
    proxy.spoil(Fault.NONE);
    assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
  }

  @Test
  @DisplayName("failures #61: an error in words that nobody knows is unknown, never a refusal")
  void errorsInUnknownWordsAreUnknown() {
    proxy.spoil((_, _) -> Answer.of(error("the moon is in the wrong house")));
    assertThat(chain.send(fixture.logging(nonce, AnvilFixture.word(5))))
        .isInstanceOf(SubmissionOutcome.Unknown.class);
  }

  @Test
  @DisplayName("failures #83: another hash than ours raises an alarm")
  void raisesAnAlarmForAnotherHash() {
    SignedTransaction transaction = fixture.logging(nonce, AnvilFixture.word(5));
    String foreign = fixture.logging(nonce + 1, AnvilFixture.word(6)).hash().toString();
    proxy.spoil((_, a) -> Answer.of(a.replace(transaction.hash().toString(), foreign)));
    assertThat(chain.send(transaction)).isInstanceOf(SubmissionOutcome.Unknown.class);
    assertThat(foreignHashes).containsExactly(foreign);
  }

  @Test
  @DisplayName("failures #46: nonce too low is unknown while our own block may not be seen yet")
  void nonceTooLowIsUnknownWhileTheVerifiedHeadDoesNotShowIt() {
    proxy.spoil((_, _) -> Answer.of(error("nonce too low")));
    assertThat(chain.send(fixture.logging(nonce, AnvilFixture.word(5))))
        .isInstanceOf(SubmissionOutcome.Unknown.class);
  }

  @Test
  @DisplayName("failures #84: a null receipt is not yet, never failed")
  void aNullReceiptIsNotYet() throws InterruptedException {
    SignedTransaction transaction = fixture.logging(nonce, AnvilFixture.word(5));
    try (BlockFeed feed = chain.follow()) {
      long next = chain.head().number().value() + 1;
      assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
      new FeedReader(feed).readToNumber(next);
    }
    proxy.spoil((request, answer) ->
        request.contains("eth_getTransactionReceipt")
            ? Answer.of("{\"jsonrpc\":\"2.0\",\"id\":" + id(request) + ",\"result\":null}")
            : Answer.of(answer));
    assertThat(chain.inclusion(transaction.hash())).isPresent();
    assertThat(chain.inclusion(fixture.logging(nonce + 1, AnvilFixture.word(6)).hash())).isEmpty();
  }

  @Test
  @DisplayName("failures #89: where a transaction is included, its sender is the one that signed")
  void anInclusionNamesWhoSigned() throws InterruptedException {
    SignedTransaction transaction = fixture.logging(nonce, AnvilFixture.word(5));
    String honest = AnvilFixture.WALLET.address().toString().toLowerCase(Locale.ROOT);
    proxy.spoil((_, answer) ->
        Answer.of(
            answer.replace("\"from\":\"" + honest, "\"from\":\"0x" + "ab".repeat(Address.LENGTH))));
    try (BlockFeed feed = chain.follow()) {
      long next = chain.head().number().value() + 1;
      assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
      new FeedReader(feed).readToNumber(next);
    }
    assertThat(proxy.spoiled()).isPositive();
    assertThat(chain.inclusion(transaction.hash()).orElseThrow().receipt().from())
        .isEqualTo(AnvilFixture.WALLET.address());
  }

  @ParameterizedTest
  @ValueSource(longs = {-32601, -32004, -32602})
  void readsReceiptsOneByOneWhereTheyCanNotBeReadByBlock(long code) throws InterruptedException {
    proxy.spoil((request, answer) ->
        request.contains("eth_getBlockReceipts")
            ? Answer.of(withoutBlockReceipts(answer, code))
            : Answer.of(answer));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      long top = reader.nextBlock().ref().number().value();
      assertThat(chain.send(fixture.logging(nonce, AnvilFixture.word(5))))
          .isEqualTo(new SubmissionOutcome.Sent());
      assertThat(reader.nextBlock().receipts()).hasSize(1);
      fixture.control().mine(40);
      reader.readToNumber(top + 41);
    }
    assertThat(mistrusted).isEmpty();
  }

  @Test
  void refusesAnEndpointThatRefusesItsCredentials() {
    proxy.spoil((_, _) -> new Answer(401, "who are you", false));
    assertThatThrownBy(() -> chain.code(AnvilFixture.LOGGER, chain.head()))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.FATAL));
  }

  /** Replaces each list of receipts by the error of a server that does not know the method. */
  private static String withoutBlockReceipts(String answer, long code) {
    return answer.replaceAll(
        "\"result\":\\[.*?\\](?=\\}[,\\]]|\\}$)",
        "\"error\":{\"code\":" + code + ",\"message\":\"not here\"}");
  }

  private static String error(String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\""
        + message
        + "\"}}";
  }

  private static String id(String request) {
    int from = request.indexOf("\"id\":") + 5;
    return request.substring(from, request.indexOf(',', from));
  }
}
