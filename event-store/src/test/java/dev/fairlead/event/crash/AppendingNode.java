package dev.fairlead.event.crash;

import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.signing.LocalEventSigner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node in a process of its own that appends as fast as it can, with several callers, until it is
 * killed or its standard input ends.
 *
 * <p>A caller records what it means to append and what it was told. In its next life it begins with
 * the append that it has no answer for. Says {@code READY}, {@code TOLD count} now and then, {@code
 * FENCED} when another node took the log over, and {@code FAULT} for what must not happen.
 */
final class AppendingNode {
  private static final int TELL_EVERY = 10;

  private final EventLog log;
  private final Path records;
  private final AtomicLong told = new AtomicLong();
  private volatile boolean stopping;

  private AppendingNode(EventLog log, Path records) {
    this.log = log;
    this.records = records;
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    String name = arguments[0];
    int callers = Integer.parseInt(arguments[2]);
    Access access = Access.valueOf(arguments[3]);
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        EventStore store =
            PostgresEventStore.open(
                DatabaseLines.read(in),
                new EventStoreSettings(name, access, Duration.ofSeconds(60), 2, 100_000),
                LocalEventSigner.generate(new SecureRandom()),
                InstantSource.system(),
                EventStoreObserver.silent())) {
      AppendingNode node = new AppendingNode(store.log(), Path.of(arguments[1]));
      say("READY");
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        CallerName caller = new CallerName(name, i);
        threads.add(Thread.ofPlatform().start(() -> node.live(caller)));
      }
      while (in.readLine() != null) {
        // Nothing is asked but to end.
      }
      node.stopping = true;
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private void live(CallerName caller) {
    try {
      Path path = caller.record(records);
      CallerRecord.Said before = CallerRecord.read(path, caller);
      try (CallerRecord record = new CallerRecord(path)) {
        CallerAppend next =
            before.intended().isEmpty()
                ? new CallerAppend(caller, 0, 0)
                : before.intended().getLast();
        if (before.acknowledged().containsKey(next.number())) {
          next = next.next();
        }
        while (!stopping) {
          record.intends(next);
          record.acknowledged(next, appendUntilKnown(next).first());
          if (told.incrementAndGet() % TELL_EVERY == 0) {
            say("TOLD " + told);
          }
          next = next.next();
        }
      }
    } catch (Fenced e) {
      say("FENCED");
    } catch (IOException | RuntimeException e) {
      say("FAULT " + e);
    }
  }

  private Appended appendUntilKnown(CallerAppend append) throws Fenced {
    while (true) {
      try {
        AppendResult result = log.append(append.append());
        if (result instanceof Appended appended) {
          return appended;
        }
        throw new IllegalStateException(append + " was answered by " + result);
      } catch (EventStoreException e) {
        if (e.kind() == Kind.FATAL) {
          if (e.isTakenOver()) {
            throw new Fenced(e);
          }
          throw e;
        }
      }
    }
  }

  private static final class Fenced extends Exception {
    private static final long serialVersionUID = 1L;

    Fenced(EventStoreException cause) {
      super(cause);
    }
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
