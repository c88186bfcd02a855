package dev.fairlead.event.postgres;

import dev.fairlead.event.EventId;
import dev.fairlead.event.StreamId;
import dev.fairlead.signing.EventSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * One who holds the database's password and the node's key: changes events and seals, and makes
 * every hash and signature fit again. Lookup tables are left to who uses it.
 */
final class Forger {
  private static final HexFormat HEX = HexFormat.of();

  private final LogFixture fixture;
  private final EventSigner key;
  private final UUID logId;
  private final CanonicalForm form = new CanonicalForm();
  private final Map<Long, StoredEvent> events = new TreeMap<>();
  private final Map<Long, StoredSeal> seals = new TreeMap<>();

  Forger(LogFixture fixture, EventSigner key) {
    this.fixture = fixture;
    this.key = key;
    LogReader reader = new LogReader(Sql.of(fixture.database()));
    this.logId = reader.head().logId();
    reader.after(0, Integer.MAX_VALUE).forEach(event -> events.put(event.position(), event));
    String rows =
        fixture.query(
            "SELECT position, first_position, (extract(epoch FROM recorded_at) * 1000000)::bigint,"
                + " epoch, key FROM seal");
    for (String row : rows.lines().toList()) {
      String[] columns = row.split("\\|", -1);
      StoredSeal seal =
          new StoredSeal(
              Long.parseLong(columns[0]),
              Long.parseLong(columns[1]),
              Long.parseLong(columns[2]),
              Long.parseLong(columns[3]),
              columns[4],
              new byte[0]);
      seals.put(seal.position(), seal);
    }
  }

  Forger event(long position, UnaryOperator<StoredEvent> change) {
    events.computeIfPresent(position, (at, event) -> change.apply(event));
    return this;
  }

  Forger seal(long position, UnaryOperator<StoredSeal> change) {
    seals.computeIfPresent(position, (at, seal) -> change.apply(seal));
    return this;
  }

  Forger remove(long position) {
    events.remove(position);
    seals.remove(position);
    return this;
  }

  /** Makes everything fit, but leaves some events linked to what they say they follow. */
  void fit(Long... unlinked) {
    Set<Long> left = Set.copyOf(Arrays.asList(unlinked));
    byte[] previous = form.genesis(logId);
    List<String> statements = new ArrayList<>(List.of("DELETE FROM event", "DELETE FROM seal"));
    for (StoredEvent event : List.copyOf(events.values())) {
      StoredEvent linked = left.contains(event.position()) ? event : after(event, previous);
      StoredEvent fitting = hashed(linked);
      previous = fitting.hash();
      statements.add(insert(fitting));
      StoredSeal seal = seals.get(event.position());
      if (seal != null) {
        statements.add(insert(seal, previous));
      }
    }
    statements.add("UPDATE log_head SET hash = '\\x%s'".formatted(HEX.formatHex(previous)));
    fixture.tamper(statements.toArray(String[]::new));
  }

  private StoredEvent hashed(StoredEvent event) {
    return new StoredEvent(
        event.position(),
        event.stream(),
        event.version(),
        event.id(),
        event.recordedAt(),
        event.type(),
        event.payload(),
        event.previous(),
        form.hash(event));
  }

  private static String insert(StoredEvent event) {
    return "INSERT INTO event VALUES (%d, '%s', '%s', %d, '%s', '%s', '%s', '\\x%s', '\\x%s', '\\x%s')"
        .formatted(
            event.position(),
            event.stream().kind(),
            event.stream().id(),
            event.version(),
            event.id(),
            event.recordedAt(),
            event.type(),
            HEX.formatHex(event.payload()),
            HEX.formatHex(event.previous()),
            HEX.formatHex(event.hash()));
  }

  private String insert(StoredSeal seal, byte[] hash) {
    byte[] message = form.seal(logId, seal.position(), hash, seal.epoch(), seal.micros());
    return "INSERT INTO seal VALUES (%d, %d, '%s', %d, '%s', '\\x%s')"
        .formatted(
            seal.position(),
            seal.first(),
            Instant.EPOCH.plusNanos(seal.micros() * 1000),
            seal.epoch(),
            seal.key(),
            HEX.formatHex(key.sign(message).toArray()));
  }

  static StoredEvent after(StoredEvent event, byte[] previous) {
    return with(event, event.stream(), event.version(), event.recordedAt(), previous);
  }

  static StoredEvent ofVersion(StoredEvent event, long version) {
    return with(event, event.stream(), version, event.recordedAt(), event.previous());
  }

  static StoredEvent at(StoredEvent event, Instant recordedAt) {
    return with(event, event.stream(), event.version(), recordedAt, event.previous());
  }

  static StoredEvent saying(StoredEvent event, byte[] payload) {
    return new StoredEvent(
        event.position(),
        event.stream(),
        event.version(),
        event.id(),
        event.recordedAt(),
        event.type(),
        payload,
        event.previous(),
        event.hash());
  }

  private static StoredEvent with(
      StoredEvent event, StreamId stream, long version, Instant recordedAt, byte[] previous) {
    return new StoredEvent(
        event.position(),
        stream,
        version,
        new EventId(event.id().value()),
        recordedAt,
        event.type(),
        event.payload(),
        previous,
        event.hash());
  }

  static StoredSeal ofEpoch(StoredSeal seal, long epoch) {
    return new StoredSeal(
        seal.position(), seal.first(), seal.micros(), epoch, seal.key(), seal.signature());
  }

  static StoredSeal at(StoredSeal seal, long micros) {
    return new StoredSeal(
        seal.position(), seal.first(), micros, seal.epoch(), seal.key(), seal.signature());
  }

  static StoredSeal from(StoredSeal seal, long first) {
    return new StoredSeal(
        seal.position(), first, seal.micros(), seal.epoch(), seal.key(), seal.signature());
  }
}
