package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that no node could have written, by one who changed the schema first. */
final class ImpossibleRowsTest {
  private final LogFixture fixture = new LogFixture();

  @BeforeEach
  void write() {
    Ledger.write(fixture);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** What was done, and where it is found. */
  record Tampering(long position, Fault fault, List<String> statements) {
    static Tampering at(long position, Fault fault, String... statements) {
      return new Tampering(position, fault, List.of(statements));
    }

    /** A column is emptied that can't be empty. */
    static Tampering empty(long position, Fault fault, String table, String column, String where) {
      return at(
          position,
          fault,
          "ALTER TABLE %s ALTER %s DROP NOT NULL".formatted(table, column),
          "UPDATE %s SET %s = NULL WHERE %s".formatted(table, column, where));
    }

    @Override
    public String toString() {
      return String.join("; ", statements);
    }
  }

  static Stream<Tampering> tamperings() {
    String y = "intent = '" + Ledger.Y + "'";
    return Stream.of(
        Tampering.empty(1, Fault.CONTENT, "event", "payload", "position = 1"),
        Tampering.empty(5, Fault.CONTENT, "event", "hash", "position = 5"),
        Tampering.empty(9, Fault.CONTENT, "event", "version", "position = 9"),
        Tampering.at(1, Fault.CONTENT, "UPDATE event SET stream_id = '' WHERE position = 1"),
        Tampering.at(
            1, Fault.CONTENT, "UPDATE event SET recorded_at = 'infinity' WHERE position = 1"),
        Tampering.at(
            7, Fault.CONTENT, "UPDATE event SET recorded_at = '-infinity' WHERE position = 7"),
        Tampering.empty(14, Fault.SEAL_MISSING, "seal", "signature", "position = 14"),
        Tampering.empty(7, Fault.LOOKUP, "event_key", "version", "position = 7"),
        Tampering.empty(8, Fault.LOOKUP, "idempotency_key", "request_hash", "position = 8"),
        Tampering.empty(10, Fault.LOOKUP, "account_nonce", "intent", "position = 10"),
        Tampering.empty(11, Fault.LOOKUP, "intent_index", "chain", y),
        Tampering.empty(11, Fault.LOOKUP, "intent_index", "stage", y),
        Tampering.empty(18, Fault.CHECKPOINT, "checkpoint", "taken_at", "size = 18"),
        Tampering.at(0, Fault.TAIL, "DELETE FROM log_head"),
        Tampering.empty(0, Fault.TAIL, "log_head", "hash", "one"),
        Tampering.at(
            0,
            Fault.TAIL,
            "ALTER TABLE log_head DROP CONSTRAINT log_head_pkey",
            "INSERT INTO log_head SELECT * FROM log_head"),
        Tampering.at(
            19,
            Fault.TREE,
            "INSERT INTO merkle_node VALUES (8, 72057594037927935, sha256('over and out'))"),
        Tampering.at(
            19, Fault.TREE, "INSERT INTO merkle_node VALUES (64, 0, sha256('higher than all'))"));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  @DisplayName("failures #136: a row that can't be is damage with a place, and never a crash")
  void namesWhereItIs(Tampering tampering) {
    fixture.tamper(tampering.statements().toArray(String[]::new));

    assertThat(Ledger.verify(fixture, 2, LogCheck.all()))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position())
                  .as("%s", broken)
                  .isEqualTo(new LogPosition(tampering.position()));
              assertThat(broken.fault()).as("%s", broken).isEqualTo(tampering.fault());
              TamperingTable.read().assertTells("ImpossibleRowsTest", broken);
            });
  }
}
