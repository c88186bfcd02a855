package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.Verdict.Sound;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every check of the verifier is needed: a log that was changed so that everything else fits is
 * found by it alone, and passes without it.
 */
final class LogCheckTest {
  private static final EventSigner THIEF = LocalEventSigner.generate(new SecureRandom());
  private static final EventSigner OURS = LogFixture.SIGNER;

  /** Four events a stretch. */
  private static final int SMALL = 2;

  /** As many events a stretch as there are under the lowest stored node. */
  private static final int TILE = MerkleNodes.STEP;

  @TempDir private Path directory;

  private final LogFixture fixture = new LogFixture();
  private int level = SMALL;

  @BeforeEach
  void write() {
    Ledger.write(fixture, anchor());
    assertThat(Ledger.verify(fixture, SMALL, LogCheck.all(), anchor()))
        .isInstanceOfSatisfying(Sound.class, sound -> assertThat(sound.outside()).isEqualTo(2));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private FileAnchor anchor() {
    return new FileAnchor(directory.resolve("checkpoints.log"));
  }

  /** What is found, and where; nothing else may be found without the check but {@code later}. */
  private record Damage(long position, Fault fault, boolean anchored, List<Fault> later) {
    static Damage at(long position, Fault fault) {
      return new Damage(position, fault, true, List.of());
    }

    /** The thief has brought the checkpoints into line too, as nobody outside holds any. */
    Damage unanchored() {
      return new Damage(position, fault, false, later);
    }

    /** Another check can't but see it too. */
    Damage then(Fault other) {
      return new Damage(position, fault, anchored, List.of(other));
    }
  }

  private Verdict verdict(Damage damage, Set<LogCheck> checks) {
    return damage.anchored()
        ? Ledger.verify(fixture, level, checks, anchor())
        : Ledger.verify(fixture, level, checks);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("failures #136, #141: what each check is for is found by it, and by no other")
  void isNeeded(LogCheck check) throws IOException {
    Damage damage = damage(check);
    if (!damage.anchored()) {
      fixture.tamper("DELETE FROM checkpoint");
    }

    assertThat(verdict(damage, LogCheck.all()))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.fault()).as("%s", broken).isEqualTo(damage.fault());
              assertThat(broken.position())
                  .as("%s", broken)
                  .isEqualTo(new LogPosition(damage.position()));
              TamperingTable.read().assertSays(check.name(), broken);
            });
    Verdict without = verdict(damage, EnumSet.complementOf(EnumSet.of(check)));
    if (damage.later().isEmpty()) {
      assertThat(without).isInstanceOf(Sound.class);
    } else {
      assertThat(without)
          .isInstanceOfSatisfying(
              Broken.class, broken -> assertThat(damage.later()).contains(broken.fault()));
    }
  }

  private Damage damage(LogCheck check) throws IOException {
    return switch (check) {
      case GAP_FREE -> {
        forger().remove(17).seal(18, seal -> Forger.from(seal, 17)).fit();
        fixture.tamper(
            "DELETE FROM event_key WHERE position = 17", "DELETE FROM stream WHERE id = 'd'");
        yield Damage.at(17, Fault.GAP).unanchored();
      }
      case CHAINED -> {
        forger().event(14, event -> Forger.after(event, new byte[32])).fit(14L);
        yield Damage.at(14, Fault.CHAIN).unanchored();
      }
      case CONTENT -> {
        fixture.tamper("UPDATE event SET payload = set_byte(payload, 3, 65) WHERE position = 5");
        yield Damage.at(5, Fault.CONTENT);
      }
      case VERSIONS_WITHIN -> version(16, 4);
      case VERSIONS_ACROSS -> version(18, 7);
      case BEGUN_ONCE -> {
        forger().event(18, event -> Forger.ofVersion(event, 1)).fit();
        fixture.tamper(
            "ALTER TABLE stream DROP CONSTRAINT stream_pkey",
            "INSERT INTO stream SELECT (jsonb_populate_record(s, '{\"stream\": 18}')).*"
                + " FROM stream s WHERE id = 'a'",
            "UPDATE event_key SET stream = 18, version = 1 WHERE position = 18");
        yield Damage.at(18, Fault.STREAM_VERSION).unanchored();
      }
      case COMMIT_TIME -> {
        forger().seal(14, seal -> Forger.at(seal, seal.micros() + 1)).fit();
        yield Damage.at(14, Fault.TIME).unanchored();
      }
      case TIME_WITHIN -> datedBack(15);
      case TIME_ACROSS -> datedBack(17);
      case SEALED -> {
        fixture.tamper("DELETE FROM seal WHERE position = 18");
        // Where no seal covers an event, it is the last one's, and so the last seal is missing.
        yield Damage.at(18, Fault.SEAL_MISSING).then(Fault.TAIL);
      }
      case SEALS_ADJACENT -> {
        fixture.tamper("UPDATE seal SET first_position = 13 WHERE position = 14");
        yield Damage.at(14, Fault.SEAL_MISSING);
      }
      case SEAL_KEY -> {
        Head head = new LogReader(Sql.of(fixture.database())).head();
        byte[] message =
            new CanonicalForm()
                .seal(head.logId(), head.position(), head.hash(), head.epoch(), head.recordedAt());
        fixture.tamper(
            "UPDATE seal SET key = '%s', signature = '\\x%s' WHERE position = 18"
                .formatted(THIEF.key(), HexFormat.of().formatHex(THIEF.sign(message).toArray())));
        yield Damage.at(18, Fault.KEY);
      }
      case SEAL_SIGNATURE -> {
        fixture.tamper(
            "UPDATE seal SET signature = set_byte(signature, 0, 1 # get_byte(signature, 0))"
                + " WHERE position = 14");
        yield Damage.at(14, Fault.SEAL);
      }
      case EPOCH_WITHIN -> epoch(15);
      case EPOCH_ACROSS -> epoch(17);
      case TREE_WITHIN -> {
        level = TILE;
        yield editedNode();
      }
      case TREE_ACROSS -> editedNode();
      case TREE_END -> {
        fixture.tamper("INSERT INTO merkle_node VALUES (16, 0, sha256('x'))");
        yield Damage.at(19, Fault.TREE);
      }
      case CHECKPOINT_HISTORY -> {
        byte[] lie = "a lie".getBytes(StandardCharsets.UTF_8);
        forger().event(5, event -> Forger.saying(event, lie)).fit();
        yield Damage.at(1, Fault.CHECKPOINT);
      }
      case CHECKPOINT_LOG -> vouch(OURS, UUID.randomUUID(), 18, Fault.CHECKPOINT);
      case CHECKPOINT_SIGNATURE -> {
        fixture.tamper(
            "UPDATE checkpoint SET taken_at = taken_at - interval '1 day' WHERE size = 18");
        yield Damage.at(18, Fault.CHECKPOINT);
      }
      case CHECKPOINT_FORM -> {
        fixture.tamper(
            "INSERT INTO checkpoint SELECT 'other', size, log_id, '\\x00', head, taken_at,"
                + " public_key, signature FROM checkpoint WHERE size = 7");
        yield Damage.at(7, Fault.CHECKPOINT);
      }
      case CHECKPOINT_KEY -> vouch(THIEF, newest().log(), 18, Fault.KEY);
      case CHECKPOINT_END -> {
        vouch(OURS, newest().log(), 30, Fault.CHECKPOINT);
        yield Damage.at(19, Fault.CHECKPOINT);
      }
      case FIRST_EVENT -> {
        fixture.tamper(
            "INSERT INTO event SELECT (jsonb_populate_record(e, '{\"position\": 0}')).*"
                + " FROM event e WHERE position = 5");
        yield Damage.at(0, Fault.CHAIN);
      }
      case FIRST_SEAL -> {
        fixture.tamper(
            "INSERT INTO seal SELECT -2, 0, recorded_at, epoch, key, signature FROM seal"
                + " WHERE position = 18");
        yield Damage.at(0, Fault.SEAL_MISSING);
      }
      case HEAD_POSITION -> {
        fixture.tamper(
            "UPDATE log_head SET position = 17, hash = (SELECT hash FROM event WHERE position = 17)",
            "UPDATE projection SET position = 17",
            "DELETE FROM event_key WHERE position = 18");
        yield Damage.at(18, Fault.TAIL).unanchored();
      }
      case LAST_SEAL -> {
        fixture.tamper(
            "INSERT INTO seal SELECT 25, 19, recorded_at, epoch, key, signature FROM seal"
                + " WHERE position = 18");
        yield Damage.at(19, Fault.TAIL);
      }
      case HEAD_HASH -> {
        fixture.tamper("UPDATE log_head SET hash = sha256('x')");
        yield Damage.at(18, Fault.TAIL);
      }
      case EVENT_KEYS -> {
        fixture.tamper("INSERT INTO event_key VALUES (gen_random_uuid(), 2, 99, 5)");
        yield Damage.at(5, Fault.LOOKUP);
      }
      case STREAMS -> {
        fixture.tamper(
            "INSERT INTO stream SELECT (jsonb_populate_record(s, '{\"stream\": 5, \"id\": \"ghost\"}')).*"
                + " FROM stream s WHERE id = 'a'");
        yield Damage.at(5, Fault.LOOKUP);
      }
      case IDEMPOTENCY_KEYS -> {
        fixture.tamper("DELETE FROM idempotency_key WHERE position = 8");
        yield Damage.at(8, Fault.LOOKUP);
      }
      case ACCOUNT_NONCES -> {
        fixture.tamper("DELETE FROM account_nonce WHERE nonce = 7");
        yield Damage.at(10, Fault.LOOKUP);
      }
      case LOOKUP_END -> {
        fixture.tamper("INSERT INTO event_key VALUES (gen_random_uuid(), 2, 50, 40)");
        yield Damage.at(19, Fault.LOOKUP);
      }
      case INTENT_INDEX -> {
        fixture.tamper(
            "UPDATE intent_index SET stage = 'SETTLED' WHERE intent = '" + Ledger.X + "'");
        yield Damage.at(8, Fault.LOOKUP);
      }
      case INTENT_INDEX_END -> {
        fixture.tamper("UPDATE projection SET position = 99");
        yield Damage.at(19, Fault.LOOKUP);
      }
    };
  }

  private Forger forger() {
    return new Forger(fixture, OURS);
  }

  private Damage version(long position, long version) {
    forger().event(position, event -> Forger.ofVersion(event, version)).fit();
    fixture.tamper(
        "UPDATE event_key SET version = %d WHERE position = %d".formatted(version, position));
    return Damage.at(position, Fault.STREAM_VERSION).unanchored();
  }

  private Damage datedBack(long position) {
    Duration back = Duration.ofHours(1);
    forger()
        .event(position, event -> Forger.at(event, event.recordedAt().minus(back)))
        .seal(position, seal -> Forger.at(seal, seal.micros() - back.toNanos() / 1000))
        .fit();
    return Damage.at(position, Fault.TIME).unanchored();
  }

  private Damage epoch(long position) {
    forger().seal(position, seal -> Forger.ofEpoch(seal, 0)).fit();
    return Damage.at(position, Fault.SEAL).unanchored();
  }

  private Damage editedNode() {
    try (EventStore store =
        EvidenceFixture.open(fixture, EvidenceFixture.anchored(anchor()), OURS)) {
      String[] texts = new String[300];
      Arrays.fill(texts, "e");
      append(store.log(), stream("e"), 0, texts);
      store.evidence().checkpoint();
    }
    assertThat(Ledger.verify(fixture, level, LogCheck.all(), anchor())).isInstanceOf(Sound.class);
    fixture.tamper("UPDATE merkle_node SET hash = set_byte(hash, 0, 1 # get_byte(hash, 0))");
    return Damage.at(1, Fault.TREE);
  }

  private Checkpoint newest() throws IOException {
    return anchor().last().orElseThrow();
  }

  /** Brings a checkpoint with the right hashes to the anchor. */
  private Damage vouch(EventSigner signer, UUID log, long size, Fault fault) throws IOException {
    Checkpoint last = newest();
    HexFormat hex = HexFormat.of();
    anchor()
        .write(
            Checkpoint.sign(
                log,
                size,
                hex.parseHex(last.root()),
                hex.parseHex(last.head()),
                last.time(),
                signer.publicKey().toArray(),
                message -> signer.sign(message).toArray()));
    return Damage.at(size, fault);
  }
}
