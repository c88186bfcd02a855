package dev.fairlead.event.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.LocalEventSigner;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log whose server is reached over TLS, as managed ones are. */
final class TlsTest {
  private static final int CALLERS = 200;
  private static final int EACH = 50;
  private static final String PASSWORD = "only in this test";

  @TempDir private Path directory;

  @Test
  @Timeout(120)
  void appendsOverTlsAndOutlivesTheEndOfItsSession() throws Exception {
    try (EmbeddedTimescale server =
        EmbeddedTimescale.start(directory.resolve("data"), PartsCache.ofUser(Progress.silent()))) {
      speakTls(server);
      LogDatabase plain = server.database();
      LogDatabase database =
          new LogDatabase(
              plain.url() + "?sslmode=require", plain.owner(), plain.writer(), plain.reader());
      try (EventStore store =
              PostgresEventStore.open(
                  database,
                  EventStoreSettings.of("node"),
                  LocalEventSigner.generate(new SecureRandom()),
                  InstantSource.system(),
                  EventStoreObserver.silent());
          Connection connection =
              Connections.open(plain.url(), plain.owner().user(), plain.owner().password());
          Statement statement = connection.createStatement();
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          callers.add(threads.submit(appends(store, new StreamId("test", "s" + i))));
        }
        assertThat(any(statement, "s.ssl")).as("appends go over TLS").isTrue();
        assertThat(any(statement, "pg_terminate_backend(a.pid)")).as("it is ended").isTrue();
        for (Future<Integer> caller : callers) {
          assertThat(caller.get()).isEqualTo(EACH);
        }

        assertThat(store.log().head().position().value()).isEqualTo(1 + CALLERS * EACH);
        assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
      }
    }
  }

  /** What is so of the session of appends. */
  private static boolean any(Statement statement, String what) throws Exception {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT bool_or("
                + what
                + ") FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid)"
                + " WHERE a.application_name = 'fairlead-append'")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static Callable<Integer> appends(EventStore store, StreamId stream) {
    return () -> {
      int appended = 0;
      for (int i = 0; i < EACH; i++) {
        NewEvent event = new NewEvent(EventId.next(), new NodeEvent.Started("e" + i, "1"));
        AppendResult result = store.log().append(Append.to(stream, i, event));
        appended += result instanceof Appended ? 1 : 0;
      }
      return appended;
    };
  }

  /** Gives it a key and a certificate, written by its own process so that they are its own. */
  private void speakTls(EmbeddedTimescale server) throws Exception {
    KeyStore keys = keys();
    server.execute(
        "postgres",
        List.of(
            write(
                "server.key",
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD.toCharArray()).getEncoded()),
            write("server.crt", "CERTIFICATE", keys.getCertificate("server").getEncoded()),
            "ALTER SYSTEM SET ssl = on",
            "SELECT pg_reload_conf()"));
  }

  private static String write(String file, String kind, byte[] content) {
    String pem =
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
            .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    String line = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    return "COPY (SELECT '%s') TO PROGRAM 'umask 077; base64 -d > %s'".formatted(line, file);
  }

  private KeyStore keys() throws Exception {
    Path file = directory.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }
}
