package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.node.EmbeddedNode;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands about the log, against a whole node that has traded. */
@TestInstance(Lifecycle.PER_CLASS)
final class EventsIT {
  /** The most that an intent may be of: far above 64 bits. */
  private static final String LARGEST = BigInteger.TWO.pow(127).subtract(BigInteger.ONE).toString();

  private final EmbeddedNode node;
  private final Path files;
  private final String intent;

  EventsIT(@TempDir Path data, @TempDir Path files) throws IOException, InterruptedException {
    this.files = files;
    this.node =
        EmbeddedNode.start(
            new EmbeddedNode.Settings(data, Duration.ofMillis(500), 0, 0, null), line -> {});
    this.intent = trade();
  }

  @AfterAll
  void stop() {
    node.close();
  }

  /** One intent, followed to its end by type and chain. */
  private String trade() {
    Intent.Builder example =
        Json.read(EmbeddedNode.exampleIntent(), Intent.newBuilder())
            .setId(UUID.randomUUID().toString());
    try (NodeConnection connection = NodeConnection.to(node.target())) {
      SubmitIntentResponse accepted = connection.intents().submitIntent(example.build());
      Iterator<IntentUpdate> updates =
          connection
              .intents()
              .withDeadlineAfter(90, TimeUnit.SECONDS)
              .watchIntents(
                  WatchIntentsRequest.newBuilder()
                      .setAfter(accepted.getPosition())
                      .addTypes("intent.settled.v1")
                      .addChainIds(example.getAssets(0).getAsset().getChainId())
                      .build());
      assertThat(updates.next().getEvent().getType()).isEqualTo("intent.settled.v1");
      return accepted.getIntentId();
    }
  }

  private record Ran(int code, String out, String err) {
    List<JsonObject> rows() {
      return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  private Ran run(String... arguments) {
    return run(new EventsCommand(), arguments);
  }

  private Ran run(Object command, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--node";
    all[arguments.length + 1] = node.target();
    return alone(command, all);
  }

  /** Without a node to ask. */
  private static Ran alone(String... arguments) {
    return alone(new EventsCommand(), arguments);
  }

  private static Ran alone(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    line.setExecutionExceptionHandler(new Failures()).setCaseInsensitiveEnumValuesAllowed(true);
    return new Ran(line.execute(arguments), out.toString(), err.toString());
  }

  @Test
  @DisplayName("failures #42: an account that was never held has nothing to be resumed from")
  void resumesNoAccountThatIsNotHeld() {
    String account = "31337:0x52908400098527886E0F7030069857D2E4169EE7";

    Ran resumed = run(new AccountCommand(), "resume", account, "--reason", "none");
    assertThat(resumed.code()).isNotZero();
    assertThat(resumed.err()).contains("the account is not held");
    assertThat(run(new AccountCommand(), "resume", account, "--reason", " ").err())
        .contains("reason");
    assertThat(run(new AccountCommand(), "resume", account).code()).isEqualTo(2);
  }

  @Test
  void exportsEveryEventInTheSameColumns() throws IOException {
    Path file = files.resolve("events.jsonl");
    assertThat(run("export", "--out", file.toString(), "--to", "12").code()).isZero();

    List<JsonObject> rows =
        Files.readAllLines(file).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertThat(rows)
        .extracting(row -> row.get("position").getAsLong())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
    assertThat(rows)
        .allSatisfy(
            row -> assertThat(String.join(", ", row.keySet())).isEqualTo(ExportRow.COLUMNS));
    assertThat(rows)
        .filteredOn(row -> row.get("type").getAsString().equals("intent.accepted.v1"))
        .first()
        .satisfies(row -> {
          assertThat(row.get("stream_id").getAsString()).isEqualTo(intent);
          assertThat(row.get("strategy_id").isJsonNull()).isFalse();
          assertThat(row.get("tx_hash").isJsonNull()).isTrue();
        });
    Ran again = run("export", "--out", file.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("exists; give another --out, or --resume");
  }

  @Test
  void isMadeIntoParquetWithTheTypesOfTheReadme() throws Exception {
    askForTheLargestAmount();
    Path file = files.resolve("typed.jsonl");
    assertThat(run("export", "--out", file.toString()).code()).isZero();

    ParquetOfExport parquet = ParquetOfExport.make(file, files.resolve("typed.parquet"));

    assertThat(String.join(", ", parquet.types().keySet())).isEqualTo(ExportRow.COLUMNS);
    Map<String, String> documented = ExportRowTest.documented();
    documented.replaceAll((_, type) -> type.equals("text") ? "BYTE_ARRAY UTF8" : "INT64 INT_64");
    documented.put("recorded_at", "INT64 TIMESTAMP_MICROS");
    assertThat(parquet.types()).isEqualTo(documented);
    assertThat(parquet.rows()).isEqualTo(values(file));
    assertThat(parquet.rows()).extracting(row -> row.get("buy_amount")).contains(LARGEST);
  }

  /** Asks for more than the desk may risk, which is refused and recorded. */
  private void askForTheLargestAmount() {
    Intent.Builder example =
        Json.read(EmbeddedNode.exampleIntent(), Intent.newBuilder())
            .setId(UUID.randomUUID().toString());
    example.getAssetsBuilder(0).setAmount(LARGEST);
    try (NodeConnection connection = NodeConnection.to(node.target())) {
      assertThatThrownBy(() -> connection.intents().submitIntent(example.build()))
          .hasMessageContaining("is above the limit");
    }
  }

  /** What the lines of an export say. */
  private static List<Map<String, @Nullable Object>> values(Path file) throws IOException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      JsonParser.parseString(line)
          .getAsJsonObject()
          .asMap()
          .forEach((column, value) -> row.put(column, value(column, value)));
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable Object value(String column, JsonElement value) {
    if (value.isJsonNull()) {
      return null;
    }
    if (value.getAsJsonPrimitive().isNumber()) {
      return value.getAsLong();
    }
    return column.equals("recorded_at")
        ? OffsetDateTime.parse(value.getAsString())
        : value.getAsString();
  }

  @Test
  void goesOnWithAnExportThatWasCutOffInALine() throws IOException {
    Path file = files.resolve("cut.jsonl");
    assertThat(run("export", "--out", file.toString(), "--to", "10").code()).isZero();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));

    Ran resumed = run("export", "--out", file.toString(), "--to", "10", "--resume");

    assertThat(resumed.code()).isZero();
    assertThat(resumed.err()).contains("exported, up to position 10");
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void showsWhatPassesTheFilter() {
    Ran settled = run("show", "--type", "intent.settled.v1", "--intent", intent, "--json");
    assertThat(settled.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.get("type").getAsString()).isEqualTo("intent.settled.v1"));
    assertThat(run("show", "--to", "2000-01-01T00:00:00Z").out()).isEmpty();
    assertThat(run("show", "--from", "2", "--to", "3", "--json").rows()).hasSize(2);
    assertThat(run("show", "--from", "2000-01-01T00:00:00Z", "--limit", "2", "--json").rows())
        .hasSize(2);
    assertThat(run("show", "--chain", "999999").out()).isEmpty();
    Ran slip = run("show", "--type", "settled");
    assertThat(slip.code()).isEqualTo(1);
    assertThat(slip.err()).contains("there is no type \"settled\"", "intent.settled.v1");
  }

  @Test
  void tailsOnFromItsCursor() {
    assertThat(run("tail", "--cursor", "it.desk", "--from", "1", "--limit", "3", "--json").rows())
        .extracting(row -> row.get("position").getAsLong())
        .containsExactly(1L, 2L, 3L);
    assertThat(run("tail", "--cursor", "it.desk", "--limit", "1", "--json").rows())
        .extracting(row -> row.get("position").getAsLong())
        .containsExactly(4L);
    assertThat(run("cursors").out()).contains("it.desk  after position 4");
    assertThat(run("cursors", "--delete", "it.desk").code()).isZero();
    assertThat(run("cursors", "--delete", "it.desk").code()).isEqualTo(1);
    assertThat(run("tail", "--from", "0").code()).isEqualTo(2);
  }

  @Test
  @DisplayName("failures #31: a watcher with a state of its own finds a log that went backwards")
  void watchesThatTheLogOnlyGrows() throws IOException {
    Path state = files.resolve("watch.json");
    Ran first = run("watch", "--state", state.toString(), "--once");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("the watch begins here");
    Ran second = run("watch", "--state", state.toString(), "--once");
    assertThat(second.code()).as(second.out() + second.err()).isZero();
    assertThat(second.out()).contains("begins with the");

    Checkpoint seen = Checkpoint.parse(Files.readString(state).strip());
    assertThat(run("watch", "--state", state.toString(), "--once", "--key", "0".repeat(64)).out())
        .contains("KEY: ");
    EventSigner signer = LocalEventSigner.generate(new SecureRandom());
    Checkpoint longer =
        Checkpoint.sign(
            seen.log(),
            seen.size() + 1_000_000,
            new byte[32],
            new byte[32],
            seen.time(),
            signer.publicKey().toArray(),
            message -> signer.sign(message).toArray());
    Files.writeString(state, longer.toJson());
    Ran backwards = run("watch", "--state", state.toString());
    assertThat(backwards.code()).isEqualTo(1);
    assertThat(backwards.out()).contains("the log went backwards");
    assertThat(Files.readString(state)).as("what it proves is kept").isEqualTo(longer.toJson());
  }

  @Test
  void provesWhatAnybodyCanCheckAndNobodyCanChange() throws IOException {
    Ran proof = run("prove", "3");
    Path file = files.resolve("proof.json");
    Files.writeString(file, proof.out());
    JsonObject shown = run("show", "--from", "3", "--to", "3", "--json").rows().getFirst();
    JsonObject checkpoint = proof.rows().getFirst().getAsJsonObject("checkpoint");

    Ran checked = alone("check-proof", file.toString());
    assertThat(checked.code()).as(checked.out()).isZero();
    assertThat(checked.out())
        .contains(
            "the event is at position 3 of log " + text(checkpoint, "log"),
            run("show", "--from", "3", "--to", "3").out(),
            "event       %s, version %s of %s"
                .formatted(text(shown, "type"), text(shown, "version"), text(shown, "stream")),
            "recorded    " + text(shown, "recorded_at"),
            "hash        " + text(shown, "hash"),
            "checkpoint  of %s events, signed %s by key %s; whose that is, you must judge"
                .formatted(
                    text(checkpoint, "size"), text(checkpoint, "time"), text(checkpoint, "key")),
            "key       " + text(checkpoint, "public_key"),
            "root      " + text(checkpoint, "root"),
            "head      " + text(checkpoint, "head"));
    String key = text(checkpoint, "public_key");
    assertThat(alone("check-proof", file.toString(), "--key", key).out())
        .contains("by key %s, which you trust".formatted(text(checkpoint, "key")));
    assertThat(alone("check-proof", file.toString(), "--json").rows())
        .singleElement()
        .satisfies(json -> {
          assertThat(json.get("holds").getAsBoolean()).isTrue();
          assertThat(json.get("trusted").getAsBoolean()).isFalse();
          assertThat(json.getAsJsonObject("event")).isEqualTo(shown);
          assertThat(json.getAsJsonObject("checkpoint")).isEqualTo(checkpoint);
        });

    for (String other :
        List.of(
            proof.out().replaceFirst("\"position\":3", "\"position\":4"),
            proof.out().replaceFirst("(\"event\":\"[0-9a-f]{40})[0-9a-f]{2}", "$1ff"))) {
      assertThat(other).isNotEqualTo(proof.out());
      Files.writeString(file, other);
      Ran refused = alone("check-proof", file.toString());
      assertThat(refused.code()).as(other).isEqualTo(1);
      assertThat(refused.out()).doesNotContain("the event is at position");
      assertThat(alone("check-proof", file.toString(), "--json").out())
          .contains("\"holds\":false", "\"check\":\"POSITION\"", "\"check\":\"INCLUSION\"")
          .doesNotContain("\"event\"", "\"checkpoint\"");
    }
    assertThat(run("prove").code()).isNotZero();
  }

  @Test
  void provesThatALogBeginsWithAShorterOne() throws IOException {
    Ran proof = run("prove", "--from", "3", "--to", "9");
    Path file = files.resolve("consistency.json");
    Files.writeString(file, proof.out());
    JsonObject from = proof.rows().getFirst().getAsJsonObject("from");
    JsonObject to = proof.rows().getFirst().getAsJsonObject("to");

    assertThat(alone("check-proof", file.toString()).out())
        .contains(
            "log %s with 9 events begins with the whole of its first 3".formatted(text(to, "log")),
            "checkpoint  of 3 events, signed " + text(from, "time"),
            "root      " + text(from, "root"),
            "checkpoint  of 9 events, signed " + text(to, "time"),
            "root      " + text(to, "root"));
    JsonObject json = alone("check-proof", file.toString(), "--json").rows().getFirst();
    assertThat(json.getAsJsonObject("from")).isEqualTo(from);
    assertThat(json.getAsJsonObject("to")).isEqualTo(to);
    Ran untrusted = alone("check-proof", file.toString(), "--key", "ab".repeat(32));
    assertThat(untrusted.code()).isEqualTo(1);
    assertThat(untrusted.out()).contains("KEY: the checkpoint of 3 events is by key");
  }

  private static String text(JsonObject object, String member) {
    return object.get(member).getAsString();
  }

  @Test
  void verifiesTheLogThroughTheNode() {
    Ran verified = run("verify");
    assertThat(verified.code()).as(verified.out()).isZero();
    assertThat(verified.out()).contains("the log is sound");
    assertThat(run("verify", "--json").rows())
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.get("sound").getAsBoolean()).isTrue());
  }

  @Test
  void countsTheLogAndNamesTheEditionOfTheDatabase() {
    Ran stats = run("stats", "--per", "hour");
    assertThat(stats.code()).isZero();
    assertThat(stats.out()).contains("intent.accepted.v1", "edition)", "intent_index", "chunk");
    assertThat(run("stats", "--json").rows().getFirst().get("timescale_license").getAsString())
        .isIn("apache", "timescale");
  }

  @Test
  @DisplayName("failures #36: what a trade left in every derived table is what the log says")
  void findsEveryDerivedTableAsTheLogSays() {
    for (String projection :
        List.of("intent_index", "idempotency_key", "account_nonce", "snapshot")) {
      Ran rebuilt = run("rebuild", projection);
      assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
      assertThat(rebuilt.out()).contains("rows were as the log says");
    }
    JsonObject nonces = run("rebuild", "account_nonce", "--json").rows().getFirst();
    assertThat(nonces.get("rows").getAsLong()).isPositive();
    assertThat(run("rebuild", "prices").err()).contains("there are account_nonce");
  }
}
