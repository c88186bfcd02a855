package dev.fairlead.intent;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.Moment;
import dev.fairlead.event.Moments;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.Assigned;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.signing.LocalEventSigner;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills the log with random lives, then asks about random past moments. Its argument is the number
 * of events to fill it with (a million when left out).
 */
final class PastBenchmark {
  private static final int CALLERS = 128;
  private static final int SAMPLES = 1_000;
  private static final ChainId CHAIN = new ChainId(1);
  private static final ChainId BUSY_CHAIN = new ChainId(2);
  private static final Address BUSY = Samples.ACCOUNT;

  private final PrintStream out;
  private final EventStore store;
  private final History history;
  private final Random random = new Random(20_261_120L);
  private final AtomicLong lives = new AtomicLong();
  private final AtomicLong nonces = new AtomicLong();

  private PastBenchmark(PrintStream out, EventStore store) {
    this.out = out;
    this.store = store;
    this.history = new History(store);
  }

  public static void main(String[] arguments) throws Exception {
    long events = arguments.length == 0 ? 1_000_000 : Long.parseLong(arguments[0]);
    try (TestDatabase database = TestDatabases.create();
        EventStore store =
            PostgresEventStore.open(
                database.database(),
                EventStoreSettings.of("bench"),
                LocalEventSigner.generate(new SecureRandom()),
                InstantSource.system(),
                EventStoreObserver.silent())) {
      PastBenchmark benchmark = new PastBenchmark(System.out, store);
      benchmark.fill(events);
      benchmark.ask();
    }
  }

  private interface Question {
    void ask(LogPosition at) throws Exception;
  }

  private void fill(long events) throws InterruptedException {
    long begun = System.nanoTime();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        Future<?> _ =
            callers.submit(() -> {
              while (store.log().known().value() < events) {
                live(lives.incrementAndGet());
              }
            });
      }
    }
    store.intents().catchUp(store.log().known(), Duration.ofMinutes(10));
    out.printf(
        Locale.ROOT,
        "%d events of %d lives in %.0f s%n",
        store.log().known().value(),
        lives.get(),
        (System.nanoTime() - begun) / 1e9);
  }

  private void live(long number) {
    IntentId id = id(number);
    RandomLife life = new RandomLife(number, id);
    int turns = 0;
    while (turns < 200 && life.turn()) {
      turns++;
    }
    List<IntentEvent> events = life.events();
    for (int from = 0; from < events.size(); from += 3) {
      List<IntentEvent> some = events.subList(from, Math.min(events.size(), from + 3));
      Append append =
          Append.to(
              StreamId.intent(id),
              from,
              some.stream()
                  .map(event -> new NewEvent(EventId.next(), event))
                  .toArray(NewEvent[]::new));
      for (IntentEvent event : some) {
        if (event instanceof Assigned assigned && assigned.role() != TransactionRole.CANCELLATION) {
          append =
              append
                  .claiming(
                      new Claim.AccountNonce(
                          CHAIN, account(number), assigned.transaction().nonce(), id))
                  .claiming(
                      new Claim.AccountNonce(
                          BUSY_CHAIN, BUSY, new Nonce(nonces.incrementAndGet()), id));
        }
      }
      if (!(store.log().append(append) instanceof AppendResult.Appended)) {
        throw new IllegalStateException("life " + number + " was not appended");
      }
    }
  }

  private void ask() throws Exception {
    BookHistory books = new BookHistory(store, history);
    LaneHistory lanes = new LaneHistory(store, history);
    NodeHistory nodes = new NodeHistory(store, history);
    Moments moments = new Moments(store);
    Instant first = store.log().readAll(LogPosition.START, 1).getFirst().recordedAt();
    long span = Duration.between(first, Instant.now()).toMillis();
    measure(
        "a moment by its time",
        at -> moments.positionOf(new Moment.When(first.plusMillis(random.nextLong(span)))));
    measure("an intent", at -> history.record(id(1 + random.nextLong(lives.get())), at));
    measure("a book, its newest 20", at -> books.at(at, query(Set.of(), 20)));
    measure("a book, its newest 100", at -> books.at(at, query(Set.of(), 100)));
    measure("a book, 20 that settled", at -> books.at(at, query(Set.of(IntentStatus.SETTLED), 20)));
    measure(
        "a lane", at -> lanes.at(CHAIN, account(1 + random.nextLong(lives.get())), at, null, 100));
    measure(
        "100 claims of a lane that has all",
        at -> store.claims().claimed(BUSY_CHAIN, BUSY, at, null, 100));
    measure("a book, its counts", at -> books.counts(Samples.STRATEGY, at));
    measure("the node", at -> nodes.at(at, LogPosition.START, 100));
  }

  private static BookHistory.Query query(Set<IntentStatus> statuses, int limit) {
    return new BookHistory.Query(Samples.STRATEGY, statuses, null, limit);
  }

  private void measure(String what, Question question) throws Exception {
    long head = store.log().known().value();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    long[] taken = new long[SAMPLES];
    int count = 0;
    for (int i = -SAMPLES / 10; i < SAMPLES && System.nanoTime() < end; i++) {
      LogPosition at = new LogPosition(1 + random.nextLong(head));
      long begun = System.nanoTime();
      question.ask(at);
      if (i >= 0) {
        taken[count++] = System.nanoTime() - begun;
      }
    }
    Arrays.sort(taken, 0, count);
    out.printf(
        Locale.ROOT,
        "%-36s p50 %7.2f ms   p99 %7.2f ms   (%d)%n",
        what,
        taken[count / 2] / 1e6,
        taken[(int) (count * 0.99)] / 1e6,
        count);
  }

  private static IntentId id(long number) {
    return new IntentId(new UUID(number * 0x9e3779b97f4a7c15L, number));
  }

  private static Address account(long number) {
    byte[] bytes = new byte[20];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (number >>> (8 * i));
    }
    return Address.of(bytes);
  }
}
