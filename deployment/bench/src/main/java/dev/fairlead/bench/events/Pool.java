package dev.fairlead.bench.events;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.event.LogDatabase;

/** Connections for stores whose every append is a transaction of its own. */
final class Pool {
  /** The number at which single-row commits are the most a second on this server. */
  static final int SIZE = 32;

  private Pool() {}

  static HikariDataSource open(LogDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setDataSourceProperties(Bed.login(database));
    config.addDataSourceProperty("prepareThreshold", "1");
    config.setMaximumPoolSize(SIZE);
    config.setPoolName("bench-peer");
    return new HikariDataSource(config);
  }
}
