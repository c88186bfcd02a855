package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Wire;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Logs of a range, asked of an endpoint that forgets or invents some. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LogProofTest {
  private AnvilFixture fixture;
  private FaultProxy proxy;
  private EvmChain chain;
  private BlockRef head;

  /** Two old logs, more blocks than the window, then three new logs. */
  @BeforeAll
  void start() throws IOException {
    fixture = new AnvilFixture();
    log(0, 1);
    log(1, 2);
    fixture.control().mine(ChainProfile.WINDOW + 20);
    log(2, 1);
    log(3, 2);
    log(4, 1);
    proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
    chain =
        fixture.open(
            AnvilFixture.confirmations(2),
            RpcEndpoint.of(proxy.http(), Optional.empty()),
            ChainObserver.none());
    head = fixture.head();
  }

  @AfterAll
  void stop() {
    fixture.close();
    proxy.close();
  }

  @BeforeEach
  void honest() {
    proxy.commit();
  }

  private void log(long nonce, long word) {
    var _ = fixture.anvil().send(fixture.logging(nonce, AnvilFixture.word(word)).raw());
  }

  private List<Log> logs(List<Bytes32> words) {
    return chain.logs(
        new LogQuery(new BlockNumber(0), head, List.of(AnvilFixture.LOGGER), List.of(words)));
  }

  private static Bytes32 word(long value) {
    return AnvilFixture.word(value).bytes32At(0);
  }

  @Test
  void findsOldAndNewLogs() {
    assertThat(logs(List.of())).hasSize(5);
    assertThat(logs(List.of(word(2)))).hasSize(2);
    assertThat(logs(List.of(word(1), word(2)))).hasSize(5);
    assertThat(logs(List.of(word(3)))).isEmpty();
  }

  @Test
  @DisplayName("failures #86: logs of the newest blocks are found though the range leaves them out")
  void findsNewLogsThatTheRangeLeavesOut() {
    proxy.commit(
        new Rewrite((method, result) ->
            method.equals("eth_getLogs") ? JsonNodeFactory.instance.arrayNode() : result));
    assertThat(logs(List.of())).extracting(Log::data).containsExactly(data(1), data(2), data(1));
  }

  private static Bytes data(long word) {
    return AnvilFixture.word(word);
  }

  /** Ways in which a range's logs are not those that were asked for. */
  enum Wrong {
    REMOVED,
    FOREIGN_ADDRESS,
    FOREIGN_TOPIC,
    OUT_OF_RANGE,
    TWICE,
    OUT_OF_ORDER;

    JsonNode spoil(String method, JsonNode result) {
      if (!method.equals("eth_getLogs")) {
        return result;
      }
      ArrayNode logs = (ArrayNode) result;
      ObjectNode first = (ObjectNode) logs.get(0);
      switch (this) {
        case REMOVED -> first.put("removed", true);
        case FOREIGN_ADDRESS -> first.put("address", AnvilFixture.REVERTER.toString());
        case FOREIGN_TOPIC ->
            ((ArrayNode) first.get("topics"))
                .set(0, JsonNodeFactory.instance.stringNode(word(9).toString()));
        case OUT_OF_RANGE -> first.put("blockNumber", "0xffffff");
        case TWICE -> logs.insert(0, first.deepCopy());
        case OUT_OF_ORDER -> logs.add(logs.remove(0));
      }
      return logs;
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("failures #73, #86, #89: logs of a range that were not asked for are refused")
  void refusesLogsThatWereNotAskedFor(Wrong wrong) {
    int before = proxy.spoiled();
    proxy.commit(new Rewrite(wrong::spoil));
    assertThatThrownBy(() -> logs(List.of(word(1), word(2))))
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.RETRYABLE));
    assertThat(proxy.spoiled()).isGreaterThan(before);
  }

  @Test
  @DisplayName("failures #89: a forged log in a new block is never among those of a range")
  void neverGivesAForgedLogOfANewBlock() {
    proxy.commit(
        Wire.body(answer -> answer.replace("\"data\":\"" + data(1), "\"data\":\"" + data(8))));
    BlockNumber recent = new BlockNumber(head.number().value() - 10);
    assertThatThrownBy(() -> chain.logs(new LogQuery(recent, head, List.of(), List.of())))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("receipts root");
  }
}
