package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** A projection of test events into a table of positions, which is never rebuilt. */
abstract class CountedRows implements Projection {
  @Override
  public final long revision() {
    return 1;
  }

  @Override
  public final EventFilter filter() {
    return EventFilter.kind("test");
  }

  @Override
  public final Table<?> table() {
    return DSL.table(DSL.name("counted"));
  }

  @Override
  public final List<Field<?>> key() {
    return List.of(DSL.field(DSL.name("position")));
  }

  @Override
  public final Projection beside() {
    throw new AssertionError("nobody asked for a rebuild");
  }
}
