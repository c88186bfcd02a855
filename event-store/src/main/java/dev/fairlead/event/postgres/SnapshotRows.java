package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.SNAPSHOT;

import dev.fairlead.event.IntentStage;
import dev.fairlead.event.Snapshot;
import dev.fairlead.event.Snapshot.Link;
import dev.fairlead.event.Standing;
import dev.fairlead.event.Standing.Begun;
import dev.fairlead.event.Standing.Lane;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record;

/** Snapshots as rows: every list in one order, so that equal ones are equal to the byte. */
final class SnapshotRows {
  /** Where a strategy is named otherwise, of the whole log. */
  static final UUID WHOLE_LOG = new UUID(0, 0);

  private SnapshotRows() {}

  static Map<Field<?>, Object> row(Snapshot snapshot) {
    Standing standing = snapshot.standing();
    StrategyId strategy = snapshot.strategy();
    Map<String, Nonce> lanes = new HashMap<>();
    standing.nextNonces().forEach((lane, nonce) -> lanes.put(name(lane), nonce));
    Map<Field<?>, Object> row = new LinkedHashMap<>();
    row.put(SNAPSHOT.STRATEGY, strategy == null ? WHOLE_LOG : strategy.value());
    row.put(SNAPSHOT.WHOLE, strategy == null);
    row.put(SNAPSHOT.POSITION, standing.position().value());
    row.put(SNAPSHOT.HASH, snapshot.hash().toArray());
    row.put(SNAPSHOT.PREVIOUS, snapshot.previous().position().value());
    row.put(SNAPSHOT.PREVIOUS_DIGEST, snapshot.previous().digest().toArray());
    row.put(SNAPSHOT.ENDED, pairs(standing.ended()));
    row.put(SNAPSHOT.OPEN, begun(standing.open()));
    row.put(SNAPSHOT.LANES, pairs(lanes));
    row.put(SNAPSHOT.BEGUN, begun(snapshot.begun()));
    row.put(SNAPSHOT.LATEST, links(snapshot.latest()));
    return row;
  }

  static Snapshot snapshot(Record row) {
    UUID strategy = row.get(SNAPSHOT.STRATEGY);
    return new Snapshot(
        row.get(SNAPSHOT.WHOLE) ? null : new StrategyId(strategy),
        new Standing(
            new LogPosition(row.get(SNAPSHOT.POSITION)),
            pairs(row.get(SNAPSHOT.ENDED), IntentStage::valueOf, Function.identity()),
            begun(row.get(SNAPSHOT.OPEN)),
            pairs(row.get(SNAPSHOT.LANES), SnapshotRows::lane, Nonce::new)),
        Bytes32.of(row.get(SNAPSHOT.HASH)),
        new Link(
            new LogPosition(row.get(SNAPSHOT.PREVIOUS)),
            Bytes32.of(row.get(SNAPSHOT.PREVIOUS_DIGEST))),
        begun(row.get(SNAPSHOT.BEGUN)),
        links(row.get(SNAPSHOT.LATEST)));
  }

  /** How another snapshot names the one that a row is of. */
  static Link link(Map<Field<?>, Object> row) {
    return link(field -> Objects.requireNonNull(row.get(field)));
  }

  /** The same for a row as it was read. */
  static Link link(Record row) {
    return link(row::get);
  }

  private static Link link(Function<Field<?>, Object> row) {
    SnapshotForm form = new SnapshotForm();
    form.put((UUID) row.apply(SNAPSHOT.STRATEGY));
    form.put((Boolean) row.apply(SNAPSHOT.WHOLE) ? 1 : 0);
    form.put((Long) row.apply(SNAPSHOT.POSITION));
    form.put((byte[]) row.apply(SNAPSHOT.HASH));
    form.put((Long) row.apply(SNAPSHOT.PREVIOUS));
    form.put((byte[]) row.apply(SNAPSHOT.PREVIOUS_DIGEST));
    form.put((String[]) row.apply(SNAPSHOT.ENDED));
    form.put((String[]) row.apply(SNAPSHOT.OPEN));
    form.put((String[]) row.apply(SNAPSHOT.LANES));
    form.put((String[]) row.apply(SNAPSHOT.BEGUN));
    form.put((String[]) row.apply(SNAPSHOT.LATEST));
    return new Link(new LogPosition((Long) row.apply(SNAPSHOT.POSITION)), form.digest());
  }

  private static String name(Lane lane) {
    return lane.chain() + ":" + lane.account();
  }

  private static Lane lane(String name) {
    int colon = name.indexOf(':');
    return new Lane(
        new ChainId(Long.parseLong(name.substring(0, colon))),
        Address.parse(name.substring(colon + 1)));
  }

  private static String[] begun(List<Begun> begun) {
    return begun.stream().map(each -> each.first() + " " + each.intent()).toArray(String[]::new);
  }

  private static List<Begun> begun(String[] texts) {
    return Arrays.stream(texts)
        .map(text -> {
          int blank = text.indexOf(' ');
          return new Begun(
              new LogPosition(Long.parseLong(text.substring(0, blank))),
              IntentId.parse(text.substring(blank + 1)));
        })
        .toList();
  }

  private static String[] links(Map<StrategyId, Link> links) {
    return links.entrySet().stream()
        .map(each ->
            "%s %s %s"
                .formatted(each.getKey(), each.getValue().position(), each.getValue().digest()))
        .sorted()
        .toArray(String[]::new);
  }

  private static Map<StrategyId, Link> links(String[] texts) {
    return Arrays.stream(texts)
        .map(text -> text.split(" ", 3))
        .collect(
            Collectors.toMap(
                parts -> StrategyId.parse(parts[0]),
                parts ->
                    new Link(new LogPosition(Long.parseLong(parts[1])), Bytes32.parse(parts[2]))));
  }

  private static String[] pairs(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(key.toString(), value));
    return sorted.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .toArray(String[]::new);
  }

  private static <K, V> Map<K, V> pairs(
      String[] texts, Function<String, K> key, Function<Long, V> value) {
    return Arrays.stream(texts)
        .collect(
            Collectors.toMap(
                text -> key.apply(text.substring(0, text.indexOf(' '))),
                text -> value.apply(Long.valueOf(text.substring(text.indexOf(' ') + 1)))));
  }
}
