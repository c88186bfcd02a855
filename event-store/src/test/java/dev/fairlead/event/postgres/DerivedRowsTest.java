package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.Verdict.Sound;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.TransactionRole;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The tables that are made of events, held against them. */
final class DerivedRowsTest {
  private static final int SMALL = 2;
  private static final IntentId Z =
      new IntentId(UUID.fromString("33333333-3333-4333-8333-333333333333"));

  private final LogFixture fixture = new LogFixture();

  @BeforeEach
  void write() {
    Ledger.write(fixture);
    assertThat(sound().unchecked()).isEmpty();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Verdict verdict() {
    return Ledger.verify(fixture, SMALL, LogCheck.all());
  }

  private Sound sound() {
    Verdict verdict = verdict();
    assertThat(verdict).isInstanceOf(Sound.class);
    return (Sound) verdict;
  }

  /** Changes something, sees it found, and changes it back. */
  private void finds(long position, String saying, String change) {
    List<String> tables = List.of("idempotency_key", "account_nonce", "intent_index");
    for (String table : tables) {
      fixture.tamper(
          "DROP TABLE IF EXISTS kept_" + table,
          "CREATE TABLE kept_%1$s AS SELECT * FROM %1$s".formatted(table));
    }
    fixture.tamper(change);
    Verdict verdict = verdict();
    for (String table : tables) {
      fixture.tamper(
          "DELETE FROM " + table, "INSERT INTO %1$s SELECT * FROM kept_%1$s".formatted(table));
    }

    assertThat(verdict)
        .as(change)
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).as("%s", broken).isEqualTo(new LogPosition(position));
              assertThat(broken.fault()).isEqualTo(Fault.LOOKUP);
              assertThat(broken.what()).contains(saying);
              TamperingTable.read().assertTells("DerivedRowsTest", broken);
            });
  }

  @Test
  @DisplayName("failures #136: a key of a request that was removed, edited or added")
  void findsEveryChangeOfAnIdempotencyKey() {
    String x = " WHERE intent = '" + Ledger.X + "'";
    finds(8, "idempotency_key lacks", "DELETE FROM idempotency_key" + x);
    finds(8, "another claim", "UPDATE idempotency_key SET principal = 'other'" + x);
    finds(8, "another claim", "UPDATE idempotency_key SET key = 'other'" + x);
    finds(8, "another claim", "UPDATE idempotency_key SET request_hash = sha256('x')" + x);
    finds(8, "another claim", "UPDATE idempotency_key SET intent = gen_random_uuid()" + x);
    finds(8, "lacks the claim", "UPDATE idempotency_key SET position = 9" + x);
    finds(7, "no event tells of", "UPDATE idempotency_key SET position = 7" + x);
    String other = "INSERT INTO idempotency_key VALUES ('desk', 'k', sha256('x'), '%s', %d)";
    finds(11, "has a row that no event tells of", other.formatted(Ledger.Y, 11));
    finds(14, "has a row that no event tells of", other.formatted(Ledger.X, 14));
    finds(0, "no event tells of", other.formatted(Ledger.X, -3));
    assertThat(sound().unchecked()).isEmpty();
  }

  @Test
  @DisplayName("failures #136: a nonce that was removed, edited or added")
  void findsEveryChangeOfANonce() {
    finds(10, "account_nonce lacks", "DELETE FROM account_nonce WHERE nonce = 7");
    finds(12, "account_nonce lacks", "DELETE FROM account_nonce WHERE nonce = 8");
    finds(10, "another claim", "UPDATE account_nonce SET chain = 1 WHERE nonce = 7");
    finds(10, "another claim", "UPDATE account_nonce SET account = '\\x00' WHERE nonce = 7");
    finds(10, "another claim", "UPDATE account_nonce SET nonce = 9 WHERE nonce = 7");
    finds(
        10, "another claim", "UPDATE account_nonce SET intent = gen_random_uuid() WHERE nonce = 7");
    finds(3, "no event tells of", "UPDATE account_nonce SET position = 3 WHERE nonce = 7");
    finds(
        15,
        "no event tells of",
        "INSERT INTO account_nonce SELECT chain, account, 99, intent, 15 FROM account_nonce LIMIT 1");
    assertThat(sound().unchecked()).isEmpty();
  }

  @Test
  @DisplayName("failures #136: a row of the index of intents that is not what the events say")
  void findsEveryChangeOfTheIndex() {
    String x = " WHERE intent = '" + Ledger.X + "'";
    String y = " WHERE intent = '" + Ledger.Y + "'";
    String rebuilt = "can be made again: fairlead events rebuild intent_index";
    for (String column :
        List.of(
            "strategy = gen_random_uuid()",
            "type = '?'",
            "chain = chain + 1",
            "sell = '\\x00'",
            "buy = '\\x00'",
            "deadline = deadline + interval '1 microsecond'",
            "stage = 'SETTLED'",
            "ended = NOT ended",
            "version = version + 1",
            "first_position = first_position + 100",
            "last_position = last_position + 1",
            "first_recorded_at = first_recorded_at - interval '1 microsecond'",
            "last_recorded_at = last_recorded_at + interval '1 microsecond'")) {
      finds(11, rebuilt, "UPDATE intent_index SET " + column + y);
    }
    finds(8, rebuilt, "UPDATE intent_index SET version = 9" + x);
    finds(8, "lacks intent " + Ledger.X, "DELETE FROM intent_index");
    finds(11, "lacks intent " + Ledger.Y, "DELETE FROM intent_index" + y);
    finds(
        5,
        "which never was",
        "INSERT INTO intent_index SELECT (jsonb_populate_record(i, jsonb_build_object("
            + "'intent', gen_random_uuid(), 'first_position', 5))).* FROM intent_index i"
            + x);
    assertThat(sound().unchecked()).isEmpty();
  }

  @Test
  void comparesTheIndexUpToWhereItHasComeOnly() {
    fixture.tamper(
        "UPDATE projection SET position = 9",
        "DELETE FROM intent_index WHERE intent = '" + Ledger.Y + "'",
        "UPDATE intent_index SET stage = 'PLANNED', ended = false, version = 2, last_position = 9,"
            + " last_recorded_at = (SELECT recorded_at FROM event WHERE position = 9)");
    assertThat(sound().unchecked()).isEmpty();

    fixture.tamper("UPDATE projection SET position = 10");
    assertThat(verdict()).isInstanceOf(Broken.class);
  }

  @Test
  void saysThatAnIndexOfAnotherVersionWasNotCompared() {
    fixture.tamper("UPDATE projection SET revision = 77", "DELETE FROM intent_index");

    assertThat(sound().unchecked()).singleElement().asString().contains("of another version");
  }

  @Test
  void comparesEveryTypeOfEvent() throws InterruptedException {
    try (EventStore store = fixture.open()) {
      LogPosition last = LogPosition.START;
      for (Event event : new Samples(1).everyType(Z)) {
        if (event instanceof IntentEvent of
            && !(of instanceof IntentEvent.Accepted)
            && !(of instanceof IntentEvent.Refused)) {
          IntentId id = new IntentId(UUID.randomUUID());
          Ledger.accept(store, id);
          last = life(store, id, event);
        }
      }
      store.intents().catchUp(last, Duration.ofSeconds(30));
    }
    assertThat(sound().unchecked()).isEmpty();
  }

  /** Appends an event of this type to a life, with the nonce that it may have. */
  private static LogPosition life(EventStore store, IntentId id, Event like) {
    Event event =
        new Samples(2)
            .everyType(id).stream()
                .filter(sample -> sample.getClass() == like.getClass())
                .findFirst()
                .orElseThrow();
    Append append = Append.to(StreamId.intent(id), 1, Ledger.named(event));
    if (event instanceof IntentEvent.Assigned) {
      IntentEvent.Assigned assigned =
          Ledger.assigned(id, id.value().getMostSignificantBits() >>> 1, TransactionRole.TRADE);
      append =
          Append.to(StreamId.intent(id), 1, Ledger.named(assigned))
              .claiming(Ledger.nonce(assigned));
    }
    return Ledger.write(store, append);
  }

  @Test
  void letsAnIntentUseItsOwnNonceAgain() {
    try (EventStore store = fixture.open()) {
      Ledger.write(
          store,
          Append.to(
              StreamId.intent(Ledger.Y),
              2,
              Ledger.named(Ledger.assigned(Ledger.Y, 8, TransactionRole.CANCELLATION)),
              Ledger.named(Ledger.assigned(Ledger.Y, 8, TransactionRole.TRADE))));
    }
    assertThat(sound().unchecked()).isEmpty();
    finds(12, "account_nonce lacks", "DELETE FROM account_nonce WHERE nonce = 8");
  }

  @Test
  @DisplayName("failures #136: a log that itself tells of a nonce that was spent twice")
  void findsANonceThatTwoIntentsGot() {
    try (EventStore store = fixture.open()) {
      Ledger.accept(store, Z);
      Ledger.write(
          store,
          Append.to(
              StreamId.intent(Z), 1, Ledger.named(Ledger.assigned(Z, 7, TransactionRole.TRADE))));
    }
    assertThat(verdict())
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).isEqualTo(new LogPosition(20));
              TamperingTable.read().assertTells("DerivedRowsTest", broken);
            });
  }

  @Test
  @DisplayName("failures #136: a log that itself tells of a request that was accepted twice")
  void findsARequestThatWasAcceptedTwice() {
    try (EventStore store = fixture.open()) {
      NewEvent twice = Ledger.named(Ledger.accepted(Z, Ledger.origin(Ledger.X)));
      Ledger.write(store, Append.to(StreamId.intent(Z), 0, twice));
    }
    assertThat(verdict())
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).isEqualTo(new LogPosition(19));
              TamperingTable.read().assertTells("DerivedRowsTest", broken);
            });
  }

  @Test
  void saysWhatItCanNotCompareWhereAcceptancesDoNotSayWhoAsked() {
    try (EventStore store = fixture.open()) {
      Append old = Append.to(StreamId.intent(Z), 0, Ledger.named(Ledger.accepted(Z, null)));
      Ledger.write(
          store,
          old.claiming(new Claim.IdempotencyKey("desk", "old", Bytes32.of(new byte[32]), Z)));
    }
    assertThat(sound().unchecked())
        .singleElement()
        .asString()
        .startsWith("events that do not say which claim they rest on: 1, the first at position 19");

    finds(
        19,
        "another intent's row",
        "UPDATE idempotency_key SET intent = gen_random_uuid() WHERE position = 19");
    finds(8, "lacks", "DELETE FROM idempotency_key WHERE position = 8");
    fixture.tamper("DELETE FROM idempotency_key WHERE position = 19");
    assertThat(sound().unchecked()).hasSize(1);
  }
}
