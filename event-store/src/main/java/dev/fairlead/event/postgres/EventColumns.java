package dev.fairlead.event.postgres;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The events of a commit as the database takes them, column by column. */
record EventColumns(
    BinaryArray streams,
    BinaryArray kinds,
    BinaryArray names,
    BinaryArray versions,
    BinaryArray ids,
    BinaryArray types,
    BinaryArray payloads,
    BinaryArray previous,
    BinaryArray hashes) {

  static EventColumns of(List<StoredEvent> events, long[] streams) {
    int n = events.size();
    String[] kinds = new String[n];
    String[] names = new String[n];
    long[] versions = new long[n];
    UUID[] ids = new UUID[n];
    String[] types = new String[n];
    byte[][] payloads = new byte[n][];
    byte[][] previous = new byte[n][];
    byte[][] hashes = new byte[n][];
    for (int i = 0; i < n; i++) {
      StoredEvent event = events.get(i);
      kinds[i] = event.stream().kind();
      names[i] = event.stream().id();
      versions[i] = event.version();
      ids[i] = event.id().value();
      types[i] = event.type();
      payloads[i] = event.payload();
      previous[i] = event.previous();
      hashes[i] = event.hash();
    }
    return new EventColumns(
        BinaryArray.longs(streams),
        BinaryArray.texts(kinds),
        BinaryArray.texts(names),
        BinaryArray.longs(versions),
        BinaryArray.uuids(ids),
        BinaryArray.texts(types),
        BinaryArray.byteStrings(payloads),
        BinaryArray.byteStrings(previous),
        BinaryArray.byteStrings(hashes));
  }

  /** How many bytes they are in all. */
  int length() {
    return Stream.of(streams, kinds, names, versions, ids, types, payloads, previous, hashes)
        .mapToInt(column -> column.bytes().length)
        .sum();
  }
}
