package dev.fairlead.event.embedded;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.postgres.Schema;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Databases for tests: one real server a process, and each test a fresh copy of a migrated
 * template, in milliseconds. Safe for use by many threads.
 *
 * <p>The servers' directories are kept in the user's cache, one for each process that tests at the
 * same time, so that the next test run finds everything made.
 */
public final class TestDatabases {
  private static final int SLOTS = 64;
  private static final String PREFIX = "test_";

  private final EmbeddedTimescale server;
  private final String template;
  private final AtomicLong next = new AtomicLong();

  private TestDatabases(EmbeddedTimescale server, String template) {
    this.server = server;
    this.template = template;
  }

  /** The server of this process, started on first use and stopped with the process. */
  private static final class Shared {
    static final TestDatabases INSTANCE = start();
  }

  /** A fresh database with the log's schema. */
  public static TestDatabase create() {
    return copy(Shared.INSTANCE.template);
  }

  static TestDatabase copy(String template) {
    EmbeddedTimescale server = Shared.INSTANCE.server;
    String name = PREFIX + Shared.INSTANCE.next.incrementAndGet();
    server.execute("postgres", List.of("CREATE DATABASE " + name + " TEMPLATE " + template));
    return new TestDatabase(server, name);
  }

  private static TestDatabases start() {
    PartsCache cache = PartsCache.ofUser(Progress.to(System.err));
    EmbeddedTimescale server =
        EmbeddedTimescale.start(
            slot(cache.root().resolveSibling("test-databases")), cache, ServerBinaries::get);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("test-databases").unstarted(server::close));
    for (String left : server.databases(PREFIX)) {
      server.execute("postgres", List.of("DROP DATABASE " + left + " WITH (FORCE)"));
    }
    String template = "template_" + Schema.fingerprint();
    if (!server.databases("template_").contains(template)) {
      makeTemplate(server, template);
    }
    return new TestDatabases(server, template);
  }

  /** Made under another name first: a template that bears its name is complete. */
  private static void makeTemplate(EmbeddedTimescale server, String template) {
    String making = PREFIX + "template";
    server.execute("postgres", List.of("CREATE DATABASE " + making));
    LogDatabase database = server.database(making);
    Schema.migrate(database);
    server.execute(
        "postgres",
        List.of(
            "ALTER DATABASE " + making + " ALLOW_CONNECTIONS false",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + making
                + "'",
            "ALTER DATABASE " + making + " RENAME TO " + template));
  }

  private static DataDirectory slot(Path directory) {
    try {
      for (int i = 0; i < SLOTS; i++) {
        Optional<DataDirectory> held =
            DataDirectory.tryHold(directory.resolve(String.format(Locale.ROOT, "slot-%02d", i)));
        if (held.isPresent()) {
          return held.get();
        }
      }
    } catch (IOException e) {
      throw new EventStoreException(
          Kind.FATAL, "can't use " + directory + ": " + e.getMessage(), e);
    }
    throw new EventStoreException(
        Kind.RETRYABLE, SLOTS + " processes use all databases in " + directory);
  }
}
