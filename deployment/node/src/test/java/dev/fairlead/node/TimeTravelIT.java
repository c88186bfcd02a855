package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.BlockMoment;
import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.RecordedEvent.PayloadCase;
import dev.fairlead.node.cli.CommandRun;
import dev.fairlead.node.cli.NodeConnection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A whole node, asked about past moments through its API and on the command line. */
@TestInstance(Lifecycle.PER_CLASS)
final class TimeTravelIT {
  private final EmbeddedNode node;
  private final NodeConnection connection;
  private final List<IntentUpdate> life;
  private final String id;
  private final String strategy;

  TimeTravelIT(@TempDir Path data) throws IOException, InterruptedException {
    node =
        EmbeddedNode.start(
            new EmbeddedNode.Settings(data, Duration.ofSeconds(2), 0, 0, null), line -> {});
    connection = NodeConnection.to(node.target());
    life = new TestStrategy(connection).lives(TestStrategy.example());
    id = life.getFirst().getEvent().getAccepted().getIntent().getId();
    strategy = TestStrategy.example().getStrategyId();
  }

  @AfterAll
  void stop() {
    connection.close();
    node.close();
  }

  @Test
  void refusesMomentsThatItCanNotKnow() {
    Intent.Builder never = TestStrategy.example();
    assertThatThrownBy(() -> asOf(never, at(1_000_000_000L)))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE));
    StatusRuntimeException unknown =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                asOf(
                    never,
                    Moment.newBuilder()
                        .setBlock(BlockMoment.newBuilder().setHash("0x" + "ab".repeat(32)))
                        .build()));
    assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
    assertThat(unknown.getStatus().getDescription()).contains("never seen");
    assertThat(
            TestStrategy.reason(
                    catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> asOf(never, Moment.getDefaultInstance())))
                .getInvalid()
                .getField())
        .isEqualTo("as_of");
  }

  @Test
  void printsTheSameMomentByPositionInstantAndBlock() {
    RecordedEvent submitted = event(PayloadCase.SUBMITTED);
    RecordedEvent included = event(PayloadCase.INCLUDED);
    RecordedEvent last = lastBefore(included);
    String block = included.getIncluded().getBlock().getHash();
    String head = id + "  submitted  since #" + last.getPosition();

    String bySeenBlock = prints("intent", id, "--at", block);
    assertThat(bySeenBlock)
        .startsWith(head)
        .contains(
            "strategy      " + strategy,
            "plan #" + event(PayloadCase.PLANNED).getPosition(),
            "transaction   trade nonce ",
            submitted.getSubmitted().getHash(),
            ", offered to " + submitted.getSubmitted().getChannel())
        .doesNotContain("in block", "traded");
    assertThat(prints("intent", id, "--at", before(included))).isEqualTo(bySeenBlock);
    assertThat(prints("intent", id, "--at", Long.toString(last.getPosition())))
        .isEqualTo(bySeenBlock);

    assertThat(prints("intent", id, "--at", time(included)))
        .startsWith(id + "  included  since #" + included.getPosition())
        .contains("in block " + included.getIncluded().getBlock().getNumber());
    assertThat(prints("intent", id))
        .startsWith(id + "  settled  since #" + life.getLast().getEvent().getPosition())
        .contains("traded        ", "fees          ");
    assertThat(prints("intent", id, "--at", block, "--json"))
        .contains("\"status\":\"INTENT_STATUS_SUBMITTED\"");
    assertThat(
            CommandRun.fairlead("history", "intent", id, "--at", "soon", "--node", node.target())
                .code())
        .isEqualTo(2);
  }

  @Test
  void printsBookLaneNodeAndMarketOfAMoment() {
    RecordedEvent included = event(PayloadCase.INCLUDED);
    RecordedEvent assigned = event(PayloadCase.ASSIGNED);
    BlockRef block = included.getIncluded().getBlock();
    String lane = node.chain().id() + ":" + node.account();
    String nonce = "nonce %-8d ".formatted(assigned.getAssigned().getTransaction().getNonce());

    assertThat(prints("book", strategy, "--at", block.getHash()))
        .contains("submitted   1", id + "  submitted ")
        .doesNotContain("settled");
    assertThat(prints("book", strategy, "--at", time(included), "--status", "submitted"))
        .doesNotContain(id);
    assertThat(prints("book", strategy, "--status", "settled"))
        .contains("settled     1", id + "  settled ");
    assertThat(prints("lane", lane, "--at", block.getHash())).contains(nonce, id + " (submitted)");
    assertThat(prints("lane", lane, "--at", before(life.getFirst().getEvent())))
        .doesNotContain(nonce);
    assertThat(prints("node", "--at", time(included)))
        .contains("as of #", "node embedded ", ", running, key ", "open  " + id + "  included");
    assertThat(prints("market", "--at", block.getHash(), "--limit", "2"))
        .contains(
            "market of chain %s at the end of block %d (%s)"
                .formatted(node.chain().id(), block.getNumber(), block.getHash()),
            "base fee ",
            "more with --page ");
    assertThat(prints("market", "--planned", id)).contains("quote for " + id, ", taken");
  }

  @Test
  void printsWhatChangedOfAStrategyBetweenAnInstantAndABlock() {
    String book = "intents[" + id + "].";
    RecordedEvent accepted = life.getFirst().getEvent();
    RecordedEvent included = event(PayloadCase.INCLUDED);
    RecordedEvent settled = life.getLast().getEvent();
    String block = included.getIncluded().getBlock().getHash();

    String begun = diff(before(accepted), block, "--strategy", strategy);
    assertThat(begun)
        .startsWith("from #%d to #".formatted(accepted.getPosition() - 1))
        .contains(
            "#%-4d accepted".formatted(accepted.getPosition()),
            book + "status: nothing -> INTENT_STATUS_SUBMITTED",
            book + "strategy_id: nothing -> " + strategy)
        .doesNotContain("included  ", "final  ");

    String ended = diff(block, time(settled), "--strategy", strategy);
    assertThat(ended)
        .contains(
            " to #" + settled.getPosition(),
            "#%-4d included".formatted(included.getPosition()),
            "#%-4d final".formatted(settled.getPosition()),
            book + "status: INTENT_STATUS_SUBMITTED -> INTENT_STATUS_SETTLED",
            book + "bought.amount: nothing -> " + settled.getSettled().getBought().getAmount())
        .doesNotContain("accepted  ", "strategy_id");
    assertThat(diff(time(settled), time(settled), "--strategy", strategy).lines()).hasSize(1);
    assertThat(diff(block, time(settled), "--intent", id))
        .contains("\nstatus: INTENT_STATUS_SUBMITTED -> INTENT_STATUS_SETTLED");
    assertThat(diff(block, time(settled), "--lane", node.chain().id() + ":" + node.account()))
        .contains("intent_status: INTENT_STATUS_SUBMITTED -> INTENT_STATUS_SETTLED");
    assertThat(diff(block, time(settled), "--everything", "--json"))
        .contains("\"path\":\"counts[INTENT_STATUS_SETTLED].intents\"");
    assertThat(diff(block, time(settled), "--strategy", strategy, "--limit", "1"))
        .contains("and more events; see --limit");
  }

  private String prints(String... arguments) {
    List<String> line = new ArrayList<>(List.of("history"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--node", node.target()));
    CommandRun run = CommandRun.fairlead(line.toArray(String[]::new));
    assertThat(run.code()).as("%s: %s", line, run.err()).isZero();
    return run.out();
  }

  private String diff(String from, String to, String... scope) {
    List<String> line = new ArrayList<>(List.of("diff", "--from", from, "--to", to));
    line.addAll(List.of(scope));
    return prints(line.toArray(String[]::new));
  }

  private static String time(RecordedEvent event) {
    return Timestamps.toString(event.getRecordedAt());
  }

  /** The last instant at which an event was not there. */
  private static String before(RecordedEvent event) {
    return Timestamps.toString(Timestamps.subtract(event.getRecordedAt(), Durations.fromMicros(1)));
  }

  private IntentView asOf(Intent.Builder intent, Moment moment) {
    return connection
        .history()
        .getIntentAsOf(
            GetIntentAsOfRequest.newBuilder().setIntentId(intent.getId()).setAsOf(moment).build());
  }

  private static Moment at(long position) {
    return Moment.newBuilder().setPosition(position).build();
  }

  /** The last of this kind: an approval may come before the trade. */
  private RecordedEvent event(PayloadCase payload) {
    return life.stream()
        .map(IntentUpdate::getEvent)
        .filter(event -> event.getPayloadCase() == payload)
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  /** The last that was recorded at an earlier instant. */
  private RecordedEvent lastBefore(RecordedEvent event) {
    return life.stream()
        .map(IntentUpdate::getEvent)
        .filter(each -> Timestamps.compare(each.getRecordedAt(), event.getRecordedAt()) < 0)
        .reduce((_, later) -> later)
        .orElseThrow();
  }
}
