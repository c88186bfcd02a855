package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.Moment;
import dev.fairlead.event.Moments;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnknownMoment;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.Assigned;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.TransactionRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random lives on the real log, asked about at every moment, while others go on. */
final class PastTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final int LIVES = 16;
  private static final int TURNS = 60;
  private static final ChainId CHAIN = new ChainId(1);

  private final TestDatabase database = TestDatabases.create();
  private final EventStore store = TestLogs.on(database);
  private final History history = new History(store);
  private final BookHistory books = new BookHistory(store, history);
  private final LaneHistory lanes = new LaneHistory(store, history);
  private final NodeHistory nodes = new NodeHistory(store, history);
  private final Moments moments = new Moments(store);
  private final Random random = new Random(SEED);

  /** What each life had at each position, by the test's own count. */
  private final Map<Integer, List<Place>> places = new HashMap<>();

  private final List<RandomLife> lives =
      IntStream.range(0, LIVES).mapToObj(i -> lived(SEED + i, Samples.id(i + 1))).toList();

  /** The number of events that a life had from a position on. */
  private record Place(LogPosition position, int events) {}

  /** Everything that can be asked of a moment. */
  private record Answer(
      List<Optional<IntentRecord>> intents,
      BookHistory.Page book,
      BookHistory.Page open,
      List<List<LaneHistory.Entry>> lanes,
      NodeHistory.At node) {}

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  private static RandomLife lived(long seed, IntentId id) {
    RandomLife life = new RandomLife(seed, id);
    for (int turn = 0; turn < TURNS && life.turn(); turn++) {
      assertThat(life.state()).isInstanceOf(IntentState.Open.class);
    }
    return life;
  }

  @Test
  @DisplayName("failures #80: no later event, block or reorg changes the answer for a past moment")
  void theAnswerForAPastMomentNeverChanges() {
    Map<LogPosition, Answer> remembered = new HashMap<>();
    Map<BlockHash, LogPosition> blocks = new HashMap<>();
    int step = 0;
    while (appendSome()) {
      if (step % 5 == 0) {
        SeenBlock seen = see(step / 10, step);
        blocks.put(seen.block().hash(), seen.position());
      }
      if (step % 20 == 0) {
        LogPosition head = store.log().head().position();
        LogPosition past = new LogPosition(random.nextLong(head.value()) + 1);
        remembered.computeIfAbsent(head, this::ask);
        remembered.computeIfAbsent(past, this::ask);
      }
      step++;
    }
    assertThat(remembered).hasSizeGreaterThan(10);
    assertThat(blocks).hasSizeGreaterThan(10);

    remembered.forEach((position, answer) -> {
      assertThat(ask(position)).as("seed %d, position %s", SEED, position).isEqualTo(answer);
      checkByReplay(position, answer);
    });
    blocks.forEach((hash, position) -> {
      assertThat(moments.positionOf(new Moment.Seen(null, hash))).isEqualTo(position);
      assertThat(moments.positionOf(new Moment.Seen(CHAIN, hash))).isEqualTo(position);
    });
  }

  @Test
  void aMomentThatTheLogKnowsNothingOfIsRefused() {
    appendSome();
    LogPosition head = store.log().head().position();
    BlockHash never = hash(1_000_000);

    assertThatThrownBy(() -> moments.positionOf(new Moment.At(head.next())))
        .isInstanceOf(UnknownMoment.class)
        .hasMessageContaining("beyond the log's end");
    assertThatThrownBy(() -> moments.positionOf(new Moment.Seen(null, never)))
        .isInstanceOf(UnknownMoment.class)
        .hasMessageContaining("never seen");
    assertThat(moments.positionOf(new Moment.When(Instant.EPOCH))).isEqualTo(LogPosition.START);
    assertThat(moments.positionOf(new Moment.When(Instant.now().plusSeconds(5)))).isEqualTo(head);
  }

  @Test
  void aBookIsReadPageByPageAndByWhatItsIntentsWereThen() {
    while (appendSome()) {}
    LogPosition head = store.log().head().position();
    List<IntentView> whole = book(head, Set.of(), 1000).intents();
    List<IntentView> joined = new ArrayList<>();
    LogPosition before = null;
    do {
      BookHistory.Page page =
          books.at(head, new BookHistory.Query(Samples.STRATEGY, Set.of(), before, 5));
      joined.addAll(page.intents());
      before = page.next();
    } while (before != null);

    assertThat(joined).isEqualTo(whole).hasSize(LIVES);
    for (IntentStatus status : IntentStatus.values()) {
      assertThat(book(head, Set.of(status), 1000).intents())
          .isEqualTo(whole.stream().filter(view -> view.status() == status).toList());
    }
    LogPosition middle = new LogPosition(head.value() / 2);
    BookHistory.Change change = books.between(Samples.STRATEGY, middle, head, 1000).orElseThrow();
    Map<IntentId, Long> versions = new HashMap<>();
    book(middle, Set.of(), 1000)
        .intents()
        .forEach(view -> versions.put(view.state().intent().id(), view.version()));
    assertThat(change.after())
        .containsExactlyInAnyOrderElementsOf(
            whole.stream()
                .filter(
                    view -> view.version() != versions.getOrDefault(view.state().intent().id(), 0L))
                .toList());
    assertThat(books.between(Samples.STRATEGY, LogPosition.START, head, LIVES - 1)).isEmpty();
  }

  private BookHistory.Page book(LogPosition position, Set<IntentStatus> statuses, int limit) {
    return books.at(position, new BookHistory.Query(Samples.STRATEGY, statuses, null, limit));
  }

  private Answer ask(LogPosition position) {
    return new Answer(
        IntStream.rangeClosed(1, LIVES)
            .mapToObj(i -> history.record(Samples.id(i), position))
            .toList(),
        book(position, Set.of(), 1000),
        book(position, Set.of(IntentStatus.SUBMITTED, IntentStatus.INCLUDED), 3),
        IntStream.range(0, LIVES)
            .mapToObj(i -> lanes.at(CHAIN, account(i), position, null, 100))
            .toList(),
        nodes.at(position, LogPosition.START, 1000));
  }

  /** Nothing but the events decides: what is answered equals what the pure laws make of them. */
  private void checkByReplay(LogPosition position, Answer answer) {
    Map<IntentStatus, Long> counts = new EnumMap<>(IntentStatus.class);
    List<IntentState> begun = new ArrayList<>();
    for (int i = 0; i < LIVES; i++) {
      List<IntentEvent> prefix = lives.get(i).events().subList(0, eventsAt(i, position));
      Optional<IntentState> state =
          prefix.isEmpty() ? Optional.empty() : Optional.of(IntentState.replay(prefix));
      assertThat(answer.intents().get(i).map(record -> record.view().state())).isEqualTo(state);
      state.ifPresent(begun::add);
      state.ifPresent(s -> counts.merge(s.status(), 1L, Long::sum));
      List<Slot> slots = state.map(s -> s.details().slots()).orElse(List.of());
      assertThat(answer.lanes().get(i).reversed().stream().map(LaneHistory.Entry::slot))
          .isEqualTo(slots);
    }
    assertThat(answer.book().intents())
        .extracting(IntentView::state)
        .containsExactlyInAnyOrderElementsOf(begun);
    assertThat(answer.book().intents())
        .isSortedAccordingTo(Comparator.comparing(IntentView::first).reversed());
    assertThat(answer.node().counts()).isEqualTo(counts);
    assertThat(answer.node().open())
        .extracting(IntentView::state)
        .containsExactlyInAnyOrderElementsOf(
            begun.stream().filter(IntentState.Open.class::isInstance).toList());
    assertThat(answer.node().head().position()).isEqualTo(position);
  }

  private int eventsAt(int life, LogPosition position) {
    return places.getOrDefault(life, List.of()).stream()
        .filter(place -> !place.position().isAfter(position))
        .mapToInt(Place::events)
        .max()
        .orElse(0);
  }

  /** Appends the next few events of some life that has more; false when none has. */
  private boolean appendSome() {
    List<Integer> unfinished =
        IntStream.range(0, LIVES)
            .filter(i -> written(i) < lives.get(i).events().size())
            .boxed()
            .toList();
    if (unfinished.isEmpty()) {
      return false;
    }
    int i = unfinished.get(random.nextInt(unfinished.size()));
    int from = written(i);
    int to = Math.min(lives.get(i).events().size(), from + 1 + random.nextInt(3));
    append(i, from, lives.get(i).events().subList(from, to));
    return true;
  }

  private int written(int life) {
    return places.getOrDefault(life, List.of()).stream().mapToInt(Place::events).max().orElse(0);
  }

  private void append(int life, int version, List<IntentEvent> events) {
    Append append =
        Append.to(
            StreamId.intent(Samples.id(life + 1)),
            version,
            events.stream()
                .map(event -> new NewEvent(EventId.next(), event))
                .toArray(NewEvent[]::new));
    for (IntentEvent event : events) {
      if (event instanceof Assigned assigned && assigned.role() != TransactionRole.CANCELLATION) {
        append =
            append.claiming(
                new Claim.AccountNonce(
                    CHAIN, account(life), assigned.transaction().nonce(), assigned.id()));
      }
    }
    AppendResult result = store.log().append(append);
    assertThat(result).isInstanceOf(AppendResult.Appended.class);
    AppendResult.Appended appended = (AppendResult.Appended) result;
    for (int i = 0; i < events.size(); i++) {
      places
          .computeIfAbsent(life, _ -> new ArrayList<>())
          .add(new Place(new LogPosition(appended.first().value() + i), version + i + 1));
    }
  }

  /** Two blocks share each height: the later one takes the place of the earlier one. */
  private SeenBlock see(int height, int fork) {
    SeenBlock seen =
        new SeenBlock(
            CHAIN,
            new BlockRef(new BlockNumber(height), hash(fork)),
            hash(fork - 10),
            Instant.ofEpochSecond(fork + 1_000),
            FeePerGas.of(fork + 1),
            Instant.now(),
            store.log().known(),
            Optional.empty());
    store.market().saw(seen);
    return seen;
  }

  private static BlockHash hash(int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return new BlockHash(Bytes32.of(bytes));
  }

  /** Random lives take the same nonces, so each has a lane to itself. */
  private static Address account(int life) {
    byte[] bytes = new byte[20];
    bytes[0] = (byte) (life + 1);
    return Address.of(bytes);
  }
}
