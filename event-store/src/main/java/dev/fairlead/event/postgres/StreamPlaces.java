package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.EVENT_KEY;
import static dev.fairlead.event.postgres.schema.Tables.STREAM;

import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.Batch.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The numbers of streams, and versions that they have reached; of the streams that were used last.
 * A number never changes and a version never goes down, so what is known here stays true whoever
 * else writes: that the version before an append is there. Whether the next one is still free the
 * database says. Safe for use by several threads.
 */
final class StreamPlaces {
  private static final int REMEMBERED = 200_000;

  /** A stream's number, and a version that it has. */
  record Place(long number, long version) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<StreamId, Place> known =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Place> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Whether every stream of a batch is known to have the version that the batch begins after. */
  boolean reach(Map<StreamId, Change> changes) {
    return beyond(changes).isEmpty();
  }

  /** The same, and the database is asked of those that are not known. */
  boolean reach(Map<StreamId, Change> changes, DSLContext database) {
    List<StreamId> unsure = beyond(changes);
    if (unsure.isEmpty()) {
      return true;
    }
    lookUp(unsure, database);
    return beyond(changes).isEmpty();
  }

  /** The streams that are not known to be as far as that. */
  private List<StreamId> beyond(Map<StreamId, Change> changes) {
    List<StreamId> beyond = new ArrayList<>(0);
    lock.lock();
    try {
      changes.forEach((stream, change) -> {
        if (!reaches(stream, change)) {
          beyond.add(stream);
        }
      });
    } finally {
      lock.unlock();
    }
    return beyond;
  }

  private boolean reaches(StreamId stream, Change change) {
    if (change.expected() == 0) {
      return true;
    }
    Place place = known.get(stream);
    return place != null && place.version() >= change.expected();
  }

  /** The number of a stream that was found to be there. */
  long number(StreamId stream) {
    Place place;
    lock.lock();
    try {
      place = known.get(stream);
    } finally {
      lock.unlock();
    }
    if (place == null) {
      throw new IllegalStateException("nothing is known of " + stream);
    }
    return place.number();
  }

  /** Streams were written, and have come as far as that; some of them perhaps further since. */
  void wrote(Map<StreamId, Place> places) {
    lock.lock();
    try {
      places.forEach((stream, place) -> known.merge(stream, place, StreamPlaces::further));
    } finally {
      lock.unlock();
    }
  }

  private static Place further(Place one, Place other) {
    return one.version() >= other.version() ? one : other;
  }

  private void lookUp(List<StreamId> streams, DSLContext database) {
    Map<StreamId, Place> found = HashMap.newHashMap(streams.size());
    Condition named = DSL.noCondition();
    for (StreamId stream : streams) {
      named = named.or(STREAM.KIND.eq(stream.kind()).and(STREAM.ID.eq(stream.id())));
    }
    database
        .select(
            STREAM.KIND,
            STREAM.ID,
            STREAM.STREAM_,
            DSL.field(
                DSL.select(DSL.max(EVENT_KEY.VERSION))
                    .from(EVENT_KEY)
                    .where(EVENT_KEY.STREAM.eq(STREAM.STREAM_))))
        .from(STREAM)
        .where(named)
        .forEach(row ->
            found.put(
                new StreamId(row.value1(), row.value2()), new Place(row.value3(), row.value4())));
    wrote(found);
  }
}
