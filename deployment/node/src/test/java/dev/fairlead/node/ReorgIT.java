package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.ChainLife;
import dev.fairlead.api.v1.ChainReorganised;
import dev.fairlead.api.v1.EventFilter;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.GetNodeAsOfRequest;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.TailEventsRequest;
import dev.fairlead.api.v1.TailEventsResponse;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.node.cli.CommandLines;
import dev.fairlead.node.cli.NodeConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A whole node whose chain changes its past. */
@TestInstance(Lifecycle.PER_CLASS)
final class ReorgIT {
  private static final long PATIENCE_SECONDS = 60;

  private final EmbeddedNode node;
  private final NodeConnection connection;
  private final TestStrategy strategy;

  ReorgIT(@TempDir Path data) throws IOException, InterruptedException {
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
  @DisplayName(
      "failures #80: a reorg and a halt are later events, and no answer for the past moves")
  void recordsAReorgAndAHaltWithoutTouchingThePast() {
    SubmitIntentResponse accepted = strategy.submits(TestStrategy.example());
    RecordedEvent included = included(accepted);
    NodeAsOf nodeThen = node(included.getPosition());
    IntentView intentThen = intent(accepted.getIntentId(), included.getPosition());
    assertThat(nodeThen.getChainsList()).isEmpty();

    node.chain().control().reorg(1, List.of());

    RecordedEvent retracted =
        strategy.watches(accepted.getIntentId(), included.getPosition()).stream()
            .map(IntentUpdate::getEvent)
            .filter(RecordedEvent::hasRetracted)
            .findFirst()
            .orElseThrow();
    RecordedEvent recorded = next("chain.reorganised.v1", 0);
    ChainReorganised reorg = recorded.getChainReorganised();
    assertThat(recorded.getStream()).isEqualTo("chain/" + node.chain().id());
    assertThat(reorg.getNode()).isEqualTo("embedded");
    assertThat(reorg.getDepth()).isEqualTo(1);
    assertThat(reorg.getBlocksList())
        .containsExactly(reorg.getAbandoned())
        .extracting(BlockRef::getHash)
        .containsExactly(retracted.getRetracted().getBlock().getHash());
    assertThat(reorg.getAncestor().getNumber() + 1).isEqualTo(reorg.getAbandoned().getNumber());
    assertThat(reorg.getHead()).isNotEqualTo(reorg.getAbandoned());
    assertThat(reorg.getSeenAt())
        .isLessThan(retracted.getPosition())
        .isLessThan(recorded.getPosition());
    assertThat(chain(recorded.getPosition()).getLastReorg()).isEqualTo(reorg);
    assertThat(chain(recorded.getPosition()).getHaltsList()).isEmpty();

    node.chain().control().reorg(4, List.of());

    RecordedEvent halted = next("chain.halted.v1", recorded.getPosition());
    assertThat(halted.getChainHalted().getReason()).contains("passes the final block");
    ChainLife now = chain(halted.getPosition());
    assertThat(now.getLastReorg()).isEqualTo(reorg);
    assertThat(now.getHaltsList())
        .singleElement()
        .satisfies(halt -> {
          assertThat(halt.getNode()).isEqualTo("embedded");
          assertThat(halt.getPosition()).isEqualTo(halted.getPosition());
        });
    assertThat(chain(halted.getPosition() - 1).getHaltsList()).isEmpty();
    assertThat(node(included.getPosition())).isEqualTo(nodeThen);
    assertThat(intent(accepted.getIntentId(), included.getPosition())).isEqualTo(intentThen);
    shows("events", "show", "--chain", node.chain().id().toString());
    shows("history", "node");
    shows("history", "diff", "--from", "1", "--to", "" + halted.getPosition(), "--everything");
  }

  private void shows(String... command) {
    String[] line = new String[command.length + 2];
    System.arraycopy(command, 0, line, 0, command.length);
    line[command.length] = "--node";
    line[command.length + 1] = node.target();
    assertThat(CommandLines.run(line)).isZero();
  }

  private RecordedEvent included(SubmitIntentResponse accepted) {
    Iterator<IntentUpdate> updates =
        connection
            .intents()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .watchIntents(
                WatchIntentsRequest.newBuilder()
                    .setIntentId(accepted.getIntentId())
                    .addTypes("transaction.included.v1")
                    .build());
    return updates.next().getEvent();
  }

  /** The first event of a type on the chain after a position, waited for. */
  private RecordedEvent next(String type, long after) {
    Iterator<TailEventsResponse> tail =
        connection
            .events()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .tailEvents(
                TailEventsRequest.newBuilder()
                    .setFilter(
                        EventFilter.newBuilder()
                            .addTypes(type)
                            .addChainIds(node.chain().id().value()))
                    .setAfter(after)
                    .build());
    TailEventsResponse item = tail.next();
    while (!item.hasEvent()) {
      item = tail.next();
    }
    return item.getEvent();
  }

  private ChainLife chain(long position) {
    assertThat(node(position).getChainsList()).hasSize(1);
    return node(position).getChains(0);
  }

  private NodeAsOf node(long position) {
    return connection
        .history()
        .getNodeAsOf(GetNodeAsOfRequest.newBuilder().setAsOf(at(position)).build());
  }

  private IntentView intent(String id, long position) {
    return connection
        .history()
        .getIntentAsOf(
            GetIntentAsOfRequest.newBuilder().setIntentId(id).setAsOf(at(position)).build());
  }

  private static Moment at(long position) {
    return Moment.newBuilder().setPosition(position).build();
  }
}
