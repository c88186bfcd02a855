package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.api.v1.BlockMoment;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.RecordedEvent.PayloadCase;
import dev.fairlead.node.cli.CommandLines;
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
  private final TestStrategy strategy;

  TimeTravelIT(@TempDir Path data) throws IOException, InterruptedException {
    node =
        EmbeddedNode.start(
            new EmbeddedNode.Settings(data, Duration.ofSeconds(2), 0, 0, null), line -> {});
    connection = NodeConnection.to(node.target());
    strategy = new TestStrategy(connection);
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
  void answersOnTheCommandLine() {
    List<IntentUpdate> life = strategy.lives(TestStrategy.example());
    String id = life.getFirst().getEvent().getAccepted().getIntent().getId();
    String from = Long.toString(life.getFirst().getEvent().getPosition());
    String block = event(life, PayloadCase.INCLUDED).getIncluded().getBlock().getHash();
    String lane = node.chain().id() + ":" + node.account();
    List<List<String>> commands =
        List.of(
            List.of("intent", id),
            List.of("intent", id, "--at", block),
            List.of("intent", id, "--at", from, "--json"),
            List.of("book", TestStrategy.example().getStrategyId(), "--status", "settled"),
            List.of("lane", lane, "--limit", "1"),
            List.of("node", "--at", from),
            List.of("diff", "--from", from, "--intent", id),
            List.of("diff", "--from", from, "--everything", "--json"),
            List.of("diff", "--from", from, "--lane", lane),
            List.of("market", "--planned", id),
            List.of("market", "--at", block, "--limit", "2"));

    for (List<String> command : commands) {
      List<String> line = new ArrayList<>(List.of("history", "--node", node.target()));
      line.addAll(command);
      assertThat(CommandLines.run(line.toArray(String[]::new))).as("%s", command).isZero();
    }
    assertThat(CommandLines.run("history", "--node", node.target(), "intent", id, "--at", "soon"))
        .isEqualTo(2);
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

  private static RecordedEvent event(List<IntentUpdate> life, PayloadCase payload) {
    return life.stream()
        .map(IntentUpdate::getEvent)
        .filter(event -> event.getPayloadCase() == payload)
        .findFirst()
        .orElseThrow();
  }
}
