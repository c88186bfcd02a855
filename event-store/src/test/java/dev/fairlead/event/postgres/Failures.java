package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.exception.DataAccessException;

/** Keeps the SQL states of what failed while appending. */
final class Failures implements EventStoreObserver {
  private final List<String> states = new CopyOnWriteArrayList<>();

  @Override
  public void databaseFailed(String during, int attempt, Exception failure) {
    if (during.equals("appending")) {
      states.add(
          switch (failure) {
            case SQLException sql -> String.valueOf(sql.getSQLState());
            case DataAccessException access -> access.sqlState();
            default -> "none";
          });
    }
  }

  /** One for each time that the database failed, in order. */
  List<String> states() {
    return List.copyOf(states);
  }
}
