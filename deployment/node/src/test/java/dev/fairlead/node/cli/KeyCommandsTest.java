package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.node.EventKeyFiles;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that judge a log, and change who may seal it, without a node. */
final class KeyCommandsTest {
  private static final StreamId STREAM = new StreamId("test", "s");

  private final TestDatabase database = TestDatabases.create();
  private final Path data;
  private final Path config;
  private long version;

  KeyCommandsTest(@TempDir Path data) {
    this.data = data;
    this.config = data.resolve("node.yaml");
  }

  @BeforeEach
  void configure() throws IOException {
    Login owner = database.database().owner();
    Files.writeString(
        config,
        """
        name: node-1
        data-dir: %s
        database: {url: "%s", user: %s, password: "%s"}
        accounts:
          - {keystore: none.json, password-file: none.password}
        any-strategy: {allowed: true}
        chains:
          ethereum:
            id: 1
            endpoints: [{http: "http://127.0.0.1:1"}]
            wrapped-native: 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
            tokens:
              - {symbol: WETH, address: 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2, decimals: 18}
        """
            .formatted(
                data,
                database.database().url(),
                owner.user(),
                new String(owner.password().reveal(), StandardCharsets.UTF_8)));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  /** A short life of a node with this key; the key's name. */
  private String live(String keyFile) {
    LocalEventSigner signer =
        LocalEventSigner.openOrCreate(data.resolve(keyFile), new SecureRandom());
    FileAnchor anchor = new FileAnchor(data.resolve("checkpoints.log"));
    try (EventStore store =
        PostgresEventStore.open(
            database.database(),
            EventStoreSettings.of("node-1"),
            new EvidenceSettings(Duration.ofMillis(50), List.of(anchor), Set.of()),
            signer,
            InstantSource.system(),
            EventStoreObserver.silent())) {
      for (int i = 0; i < 3; i++) {
        NewEvent event = new NewEvent(EventId.next(), new NodeEvent.Started("x", "1"));
        store.log().append(Append.to(STREAM, version++, event));
      }
      LogPosition end = store.log().head().position();
      store.evidence().inclusion(end, end.value());
    }
    return signer.key();
  }

  private record Ran(int code, String out, String err) {}

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new EventsCommand());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    line.setExecutionExceptionHandler(new Failures());
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = config.toString();
    return new Ran(line.execute(all), out.toString(), err.toString());
  }

  @Test
  void verifiesTheConfiguredDatabaseAndNamesWhatWasEdited() throws SQLException {
    String key = live("event.key");

    Ran sound = run("verify");
    assertThat(sound.code()).as(sound.out() + sound.err()).isZero();
    assertThat(sound.out()).contains("the log is sound: 4 events", key);

    tamper("UPDATE fairlead.event SET payload = payload || '\\x00' WHERE position = 3");
    Ran broken = run("verify");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("broken at position 3");
    assertThat(run("verify", "--json").out()).contains("\"fault\":\"CONTENT\"");
  }

  private void tamper(String sql) throws SQLException {
    Login owner = database.database().owner();
    try (Connection connection =
            DriverManager.getConnection(
                database.database().url(),
                owner.user(),
                new String(owner.password().reveal(), StandardCharsets.UTF_8));
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute(sql);
    }
  }

  @Test
  void givesTheNodeANewKeyAndKeepsTheOldOneBesideIt() throws IOException {
    String old = live("event.key");
    byte[] before = Files.readAllBytes(data.resolve("event.key"));

    Ran rotated = run("rotate-key");

    assertThat(rotated.code()).as(rotated.err()).isZero();
    LocalEventSigner next = LocalEventSigner.open(data.resolve("event.key"));
    String fresh = next.key();
    assertThat(fresh).isNotEqualTo(old);
    assertThat(rotated.out())
        .contains("seals with key " + fresh, next.publicKey().toString().substring(2));
    assertThat(Files.readAllBytes(data.resolve("event.key." + old))).isEqualTo(before);
    assertThat(data.resolve("event.key.next")).doesNotExist();
    assertThat(live("event.key")).isEqualTo(fresh);
    Ran verified = run("verify");
    assertThat(verified.code()).as(verified.out()).isZero();
    assertThat(verified.out()).contains(old, fresh);
  }

  @Test
  void sealsWithNoKeyThatIsNotAmongTheTrusted() throws IOException {
    String own = keys("").present().publicKey().toString().substring(2);
    String other = "ab".repeat(32);

    assertThat(keys(other + ", " + own).present().publicKey().toString()).endsWith(own);
    EventKeyFiles others = keys(other);
    assertThatThrownBy(others::present)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("evidence.trusted-keys")
        .hasMessageContaining(own);
    assertThatThrownBy(() -> others.revoke("any")).isInstanceOf(ConfigException.class);
  }

  private EventKeyFiles keys(String trusted) throws IOException {
    Path file = data.resolve("trusting.yaml");
    Files.copy(config, file, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        file, "evidence: {trusted-keys: [%s]}%n".formatted(trusted), StandardOpenOption.APPEND);
    return new EventKeyFiles(ConfigReader.read(file, Map.of()));
  }

  @Test
  void revokesAnotherKeyAndNotTheNodesOwn() {
    String own = live("event.key");
    String stolen = live("stolen.key");

    Ran revoked = run("revoke-key", stolen);

    assertThat(revoked.code()).as(revoked.err()).isZero();
    assertThat(revoked.out()).contains("revoked " + stolen);
    assertThat(run("verify").code()).isZero();
    assertThat(run("revoke-key", own).code()).isNotZero();
    assertThat(run("revoke-key", "nobody").code()).isNotZero();
    assertThatThrownBy(() -> live("stolen.key")).hasMessageContaining(stolen + " was revoked");
    assertThat(run("verify").out()).contains("the log is sound", own, stolen);
  }
}
