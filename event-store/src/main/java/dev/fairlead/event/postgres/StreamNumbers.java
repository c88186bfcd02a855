package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.STREAM;

import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.Batch.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The numbers of streams, which never change; those used last are remembered. For one thread. */
final class StreamNumbers {
  private static final int REMEMBERED = 200_000;

  private final Map<StreamId, Long> known =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The numbers of those streams of a batch that exist, as far as the batch needs them. */
  Map<StreamId, Long> of(Map<StreamId, Change> changes, DSLContext database) {
    Map<StreamId, Long> numbers = new HashMap<>();
    List<StreamId> unknown = new ArrayList<>();
    changes.forEach((stream, change) -> {
      Long number = change.expected() == 0 ? null : known.get(stream);
      if (number != null) {
        numbers.put(stream, number);
      } else if (change.expected() > 0) {
        unknown.add(stream);
      }
    });
    if (!unknown.isEmpty()) {
      lookUp(unknown, database);
      for (StreamId stream : unknown) {
        Long number = known.get(stream);
        if (number != null) {
          numbers.put(stream, number);
        }
      }
    }
    return numbers;
  }

  void remember(Map<StreamId, Long> numbers) {
    known.putAll(numbers);
  }

  private void lookUp(List<StreamId> streams, DSLContext database) {
    Condition named = DSL.noCondition();
    for (StreamId stream : streams) {
      named = named.or(STREAM.KIND.eq(stream.kind()).and(STREAM.ID.eq(stream.id())));
    }
    database
        .select(STREAM.KIND, STREAM.ID, STREAM.STREAM_)
        .from(STREAM)
        .where(named)
        .forEach(row -> known.put(new StreamId(row.value1(), row.value2()), row.value3()));
  }
}
