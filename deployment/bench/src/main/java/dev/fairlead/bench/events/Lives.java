package dev.fairlead.bench.events;

import dev.fairlead.event.Append;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Event;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.TimeWindow;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.parts.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills a log with whole lives of intents, each accepted, recalled and failed, of about 550 bytes
 * an event; which intents there are follows from a number, so that they need not be remembered.
 */
final class Lives {
  private static final int EVENTS_EACH = 3;
  private static final int LIVES_AN_APPEND = 32;
  private static final int WRITERS = 8;
  private static final int TOLD_EVERY = 100_000;
  private static final String WORDS = "w".repeat(400);
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token SELL = token("A", 1);
  private static final Token BUY = token("B", 2);

  private final int count;

  /** At least so many events. */
  Lives(int events) {
    this.count = Math.max(1, (events + EVENTS_EACH - 1) / EVENTS_EACH);
  }

  int events() {
    return count * EVENTS_EACH;
  }

  private static Token token(String symbol, int number) {
    byte[] address = new byte[Address.LENGTH];
    address[0] = (byte) number;
    return new Token(CHAIN, Address.of(address), symbol, 18);
  }

  private static IntentId id(int number) {
    SplittableRandom random = new SplittableRandom(number);
    return new IntentId(new UUID(random.nextLong(), random.nextLong()));
  }

  /** One of the streams that the log holds. */
  StreamId any(SplittableRandom random) {
    return StreamId.intent(id(random.nextInt(count)));
  }

  void write(EventLog log, Progress progress) throws Exception {
    AtomicLong done = new AtomicLong();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int from = (int) ((long) count * writer / WRITERS);
        int to = (int) ((long) count * (writer + 1) / WRITERS);
        tasks.add(() -> {
          for (int i = from; i < to; i += LIVES_AN_APPEND) {
            Append append = append(i, Math.min(to, i + LIVES_AN_APPEND));
            OwnLog.write(log, append);
            long before = done.getAndAdd(append.size());
            if ((before + append.size()) / TOLD_EVERY > before / TOLD_EVERY) {
              progress.says("log: %d of %d events".formatted(before + append.size(), events()));
            }
          }
          return null;
        });
      }
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    }
  }

  private static Append append(int from, int to) {
    List<StreamAppend> parts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      IntentId id = id(i);
      List<NewEvent> events =
          life(id, i).stream().map(event -> new NewEvent(EventId.next(), event)).toList();
      parts.add(new StreamAppend(StreamId.intent(id), 0, events));
    }
    return new Append(parts, List.of());
  }

  private static List<Event> life(IntentId id, int number) {
    Intent intent =
        new Intent(
            id,
            new StrategyId(new UUID(0, number % 100)),
            IntentType.ACQUIRE,
            new Trade.ExactOut(SELL, new TokenAmount(BUY, Uint256.of(1_000_000_000L + number))),
            new Constraints(
                Fraction.ofBasisPoints(50),
                null,
                new TimeWindow(BEGIN, BEGIN.plusSeconds(60)),
                null,
                null,
                Selection.everything(),
                Selection.everything(),
                Privacy.PUBLIC,
                ExecutionStyle.ADAPTIVE,
                RouteTerms.OPEN));
    return List.of(
        new IntentEvent.Accepted(
            id, intent, List.of(new RiskCheck("notional", WORDS.substring(350))), null),
        new IntentEvent.CancelRequested(id, WORDS),
        new IntentEvent.Failed(id, new Rejection.Reverted(WORDS), Wei.ZERO));
  }
}
