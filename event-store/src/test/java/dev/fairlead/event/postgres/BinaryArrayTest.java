package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is encoded without the driver arrives at the server as it was. */
final class BinaryArrayTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_129L);
  private static final int ROUNDS = 40;

  /** What a literal of an array would have to escape, and what takes one to four bytes. */
  private static final String[] PIECES = {
    "", "a", "NULL", "\"", "\\", "{", "}", ",", " ", "\t", "\n", "'", "é", "€", "𝄞"
  };

  private final TestDatabase database = TestDatabases.create();
  private final Random random = new Random(SEED);

  @AfterEach
  void close() {
    database.close();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private byte[] byteString() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Between the years 1677 and 2262, to the nanosecond. */
  private Instant time() {
    return Instant.EPOCH.plusNanos(random.nextLong());
  }

  private static <T> List<T> arrived(
      Connection connection, String type, BinaryArray column, Reading<T> reading)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT u.e FROM unnest(?::%s[]) WITH ORDINALITY AS u (e, n) ORDER BY u.n"
                .formatted(type))) {
      statement.setArray(1, new ColumnArrays(connection).of(column));
      List<T> arrived = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          arrived.add(reading.of(rows));
        }
      }
      return arrived;
    }
  }

  /** Reads the one column of a row. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  @Test
  void arrivesAsItWas() throws SQLException {
    try (Connection connection = ConnectionSettings.owner(database.database()).open()) {
      for (int round = 0; round < ROUNDS; round++) {
        int n = round == 0 ? 0 : random.nextInt(200);
        String as = "seed %d round %d".formatted(SEED, round);
        long[] numbers = random.longs(n).toArray();
        String[] texts = IntStream.range(0, n).mapToObj(i -> text()).toArray(String[]::new);
        byte[][] bytes = IntStream.range(0, n).mapToObj(i -> byteString()).toArray(byte[][]::new);
        UUID[] ids =
            IntStream.range(0, n)
                .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()))
                .toArray(UUID[]::new);
        Instant[] times = IntStream.range(0, n).mapToObj(i -> time()).toArray(Instant[]::new);

        assertThat(arrived(connection, "bigint", BinaryArray.longs(numbers), row -> row.getLong(1)))
            .as(as)
            .containsExactlyElementsOf(LongStream.of(numbers).boxed().toList());
        assertThat(arrived(connection, "text", BinaryArray.texts(texts), row -> row.getString(1)))
            .as(as)
            .containsExactly(texts);
        assertThat(
                arrived(
                    connection, "bytea", BinaryArray.byteStrings(bytes), row -> row.getBytes(1)))
            .as(as)
            .containsExactly(bytes);
        assertThat(
                arrived(
                    connection,
                    "uuid",
                    BinaryArray.uuids(ids),
                    row -> row.getObject(1, UUID.class)))
            .as(as)
            .containsExactly(ids);
        assertThat(
                arrived(
                    connection,
                    "timestamptz",
                    BinaryArray.times(times),
                    row -> row.getObject(1, OffsetDateTime.class).toInstant()))
            .as(as)
            .containsExactlyElementsOf(
                List.of(times).stream().map(time -> time.truncatedTo(ChronoUnit.MICROS)).toList());
      }
    }
  }
}
