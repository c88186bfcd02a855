package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.ReadAhead.Page;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a reader that is behind goes over the log, page by page. */
final class ReadAheadTest {
  private static final int RARE_EVERY = 7;

  private static final int EVENTS = 40;
  private static final int PAGE = 2;
  private static final StreamId RARE = new StreamId("rare", "s");
  private static final StreamId OFTEN = new StreamId("often", "s");

  private final LogFixture fixture = new LogFixture();

  /** The first event introduces the node's key. */
  @BeforeEach
  void fill() {
    EventLog log = fixture.open().log();
    int rare = 0;
    int often = 0;
    for (int i = 2; i <= EVENTS; i++) {
      if (i % RARE_EVERY == 0) {
        append(log, RARE, rare++, "e");
      } else {
        append(log, OFTEN, often++, "e");
      }
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** The positions of all pages, one after the other, until the head is reached. */
  private List<Long> read(EventFilter filter, long look) throws Exception {
    List<Long> positions = new ArrayList<>();
    try (Connection connection = ConnectionSettings.reader(fixture.database()).open()) {
      LogReader reader = new LogReader(DSL.using(connection, SQLDialect.POSTGRES));
      ReadAhead pages = new ReadAhead(reader, filter, PAGE, look);
      long at = 0;
      while (at < EVENTS) {
        Page page = pages.after(at, EVENTS);
        assertThat(page.upTo()).isGreaterThan(at).isLessThanOrEqualTo(EVENTS);
        assertThat(page.events()).hasSizeLessThanOrEqualTo(PAGE);
        page.events().forEach(event -> positions.add(event.position()));
        at = page.upTo();
      }
    }
    return positions;
  }

  private static List<Long> rare() {
    return LongStream.rangeClosed(2, EVENTS).filter(i -> i % RARE_EVERY == 0).boxed().toList();
  }

  @ParameterizedTest(name = "hands out each event once where a page looks at {0} positions")
  @ValueSource(longs = {1, 2, 3, RARE_EVERY, EVENTS, 1000})
  void handsOutEachEventOnce(long look) throws Exception {
    assertThat(read(EventFilter.all(), look))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, EVENTS).boxed().toList());
    assertThat(read(EventFilter.kind("rare"), look)).containsExactlyElementsOf(rare());
    assertThat(read(EventFilter.stream(RARE), look)).containsExactlyElementsOf(rare());
    assertThat(read(EventFilter.kind("none"), look)).isEmpty();
    assertThat(read(EventFilter.kind("rare").ofTypes(Set.of("none.v1")), look)).isEmpty();
  }
}
