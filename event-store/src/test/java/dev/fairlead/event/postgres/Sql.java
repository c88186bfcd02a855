package dev.fairlead.event.postgres;

import dev.fairlead.event.LogDatabase;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/** A database for jOOQ, as its owner. */
final class Sql {
  private Sql() {}

  static DSLContext of(LogDatabase database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.url());
    ConnectionSettings settings = ConnectionSettings.owner(database);
    source.setUser(settings.properties().getProperty("user"));
    source.setPassword(settings.properties().getProperty("password"));
    source.setOptions(settings.options());
    return DSL.using(source, SQLDialect.POSTGRES);
  }
}
