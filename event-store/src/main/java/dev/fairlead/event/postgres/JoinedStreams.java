package dev.fairlead.event.postgres;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The streams as they are known up to some position, and what the tables that are made of them must
 * hold. Those that something happened to last are kept; the others are forgotten, and recalled from
 * the log where they go on. One that begins is taken for new: that no name begins twice is for who
 * compares the table of streams to see. For one thread.
 */
final class JoinedStreams {
  private final int room;
  private final StreamRecall recall;
  private final RowPrint hashes;
  private final RowPrint names;
  private final RowSum keys = new RowSum();
  private final JoinedRows rows;
  private final LinkedHashMap<StreamName, KnownStream> known = new LinkedHashMap<>(16, 0.75f, true);

  /** {@code room}: how many streams are kept at least. */
  JoinedStreams(int room, StreamRecall recall, RowPrint print) {
    this.room = room;
    this.recall = recall;
    this.hashes = print.sibling();
    this.names = print.sibling();
    this.rows = new JoinedRows(print);
  }

  /** Adds a stream's part in the stretch that comes next; the version that it comes after. */
  long add(StreamPart part) throws SQLException {
    KnownStream stream = known.get(part.name());
    if (stream == null) {
      stream = find(part);
      known.put(part.name(), stream);
      if (known.size() > room) {
        rows.leave(known.pollFirstEntry().getValue());
      }
    }
    long before = stream.version();
    stream.goesOn(part);
    keys.addTimes(part.keys(), stream.factor());
    for (ClaimTable.Row nonce : part.nonces()) {
      if (stream.gets(nonce.target(hashes))) {
        rows.claim(nonce);
      }
    }
    return before;
  }

  private KnownStream find(StreamPart part) throws SQLException {
    Optional<StreamPart> past = part.first() == 1 ? Optional.empty() : recall.before(part);
    if (past.isEmpty()) {
      LookupTables.stream(names, part.firstPosition(), part.name());
      return new KnownStream(part.firstPosition(), hashes);
    }
    KnownStream stream = new KnownStream(past.get().firstPosition(), hashes);
    stream.goesOn(past.get());
    past.get().nonces().forEach(nonce -> stream.gets(nonce.target(hashes)));
    rows.comeBack(stream);
    return stream;
  }

  /** Adds what the events of a stretch say apart from their streams. */
  void add(ToldRows told) {
    rows.add(told);
  }

  /** Nothing comes any more. */
  void end() {
    known.values().forEach(rows::leave);
    known.clear();
  }

  /** What the keys of all events must come to. */
  RowSum keys() {
    return keys;
  }

  /** What the table of streams must hold. */
  RowPrint names() {
    return names;
  }

  /** What the other tables must hold; the index of intents once all has ended. */
  JoinedRows rows() {
    return rows;
  }
}
