package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.node.MarketPart;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.model.node.NodeEvent.MarketSwitchedOff;
import dev.fairlead.model.node.NodeEvent.MarketSwitchedOn;
import dev.fairlead.venue.read.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people had switched off at any moment, from the real log. */
final class SwitchPastTest {
  private static final MarketPart VENUE = new MarketPart.OfVenue(new VenueId("curve-crypto"));
  private static final MarketPart TOKEN = new MarketPart.OfToken(Samples.WETH.address());
  private static final MarketPart POOL =
      new MarketPart.OfPool(
          new PoolId(Samples.CHAIN, new VenueId("uniswap-v4"), Words.key(Samples.hash("pool"))));

  private final TestDatabase database = TestDatabases.create();
  private final EventStore store = TestLogs.on(database);
  private final NodeHistory history = new NodeHistory(store, new History(store));
  private final Map<StreamId, Long> versions = new HashMap<>();

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  @DisplayName("failures #80, #161: what was switched off then, by whom and why, never changes")
  void tellsWhatWasSwitchedOffAtAnyMoment() {
    start("one");
    LogPosition nothing = known();
    MarketSwitchedOff venue = off("one", VENUE, "a bug was published");
    MarketSwitchedOff pool = off("one", POOL, "it was drained");
    LogPosition two = known();
    MarketSwitchedOff again = off("one", VENUE, "it is worse");
    LogPosition renewed = known();
    on("one", VENUE);
    LogPosition less = known();

    assertThat(switches(nothing)).isEmpty();
    assertThat(switches(two)).containsExactly(pool, venue);
    assertThat(switches(renewed)).as("the newest word").containsExactly(again, pool);
    assertThat(switches(less)).containsExactly(pool);
    assertThat(history.at(less, LogPosition.START, 1).chains().getFirst().switchedOff())
        .extracting(NodeHistory.SwitchedOff::at)
        .containsExactly(two);
  }

  @Test
  @DisplayName("failures #161: a switch is a node's own, and ends with it")
  void endsWithItsNode() {
    start("one");
    start("other");
    off("one", TOKEN, "it was paused");
    MarketSwitchedOff others = off("other", TOKEN, "it was paused");
    LogPosition both = known();
    on("one", TOKEN);
    LogPosition othersAlone = known();
    append(StreamId.node("other"), new NodeEvent.Stopped("other"));
    LogPosition stopped = known();
    start("other");
    LogPosition started = known();

    assertThat(switches(both)).hasSize(2);
    assertThat(switches(othersAlone)).containsExactly(others);
    assertThat(switches(stopped)).isEmpty();
    assertThat(switches(started)).isEmpty();
    assertThat(switches(both)).hasSize(2);
  }

  private List<MarketSwitchedOff> switches(LogPosition at) {
    return history.at(at, LogPosition.START, 1).chains().stream()
        .flatMap(chain -> chain.switchedOff().stream())
        .map(NodeHistory.SwitchedOff::event)
        .toList();
  }

  private LogPosition known() {
    return store.log().head().position();
  }

  private void start(String node) {
    append(StreamId.node(node), new NodeEvent.Started(node, "0.1"));
  }

  private MarketSwitchedOff off(String node, MarketPart part, String reason) {
    MarketSwitchedOff event = new MarketSwitchedOff(Samples.CHAIN, part, "the desk", reason, node);
    append(StreamId.chain(Samples.CHAIN), event);
    return event;
  }

  private void on(String node, MarketPart part) {
    append(
        StreamId.chain(Samples.CHAIN),
        new MarketSwitchedOn(Samples.CHAIN, part, "the desk", "", node));
  }

  private void append(StreamId stream, NodeEvent event) {
    long version = versions.getOrDefault(stream, 0L);
    assertThat(store.log().append(Append.to(stream, version, new NewEvent(EventId.next(), event))))
        .isInstanceOf(AppendResult.Appended.class);
    versions.put(stream, version + 1);
  }
}
