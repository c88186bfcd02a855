package dev.fairlead.event.crash;

import dev.fairlead.event.StreamId;
import dev.fairlead.model.intent.IntentId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** One thread of one node that appends; it keeps its name over the lives of the node. */
record CallerName(String node, int number) {
  /** Where its record is. */
  Path record(Path directory) {
    return directory.resolve(node + "-" + number + ".record");
  }

  /** The stream of its own. */
  StreamId stream() {
    return new StreamId("caller", node + "-" + number);
  }

  /** The intent that one of its appends accepts. */
  IntentId intent(long append) {
    return new IntentId(new UUID(idPrefix(), append));
  }

  /** What all ids of its events begin with. */
  long idPrefix() {
    return UUID.nameUUIDFromBytes(stream().toString().getBytes(StandardCharsets.UTF_8))
        .getMostSignificantBits();
  }
}
