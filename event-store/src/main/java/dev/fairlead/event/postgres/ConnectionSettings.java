package dev.fairlead.event.postgres;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** How one kind of connection is opened. */
record ConnectionSettings(String url, Login login, String name, String options) {
  private static final String SEARCH_PATH = "-c search_path=" + Schema.NAME + ",public";

  /** The appender's statements are few, small and always the same: plan once, by index. */
  private static final String APPEND_OPTIONS =
      SEARCH_PATH
          + " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
          + " -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off"
          + " -c lock_timeout=5s -c statement_timeout=30s";

  static ConnectionSettings owner(LogDatabase database) {
    return new ConnectionSettings(
        database.url(), database.owner(), "fairlead-migrate", SEARCH_PATH);
  }

  static ConnectionSettings appender(LogDatabase database) {
    return new ConnectionSettings(
        database.url(), database.writer(), "fairlead-append", APPEND_OPTIONS);
  }

  /** A projection that loses its last commits in a crash makes them again from the log. */
  static ConnectionSettings projector(LogDatabase database) {
    return new ConnectionSettings(
        database.url(),
        database.writer(),
        "fairlead-project",
        SEARCH_PATH + " -c synchronous_commit=off");
  }

  static ConnectionSettings reader(LogDatabase database) {
    return new ConnectionSettings(database.url(), database.reader(), "fairlead-read", SEARCH_PATH);
  }

  Connection open() throws SQLException {
    return DriverManager.getConnection(url, properties());
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty(
        "password", new String(login.password().reveal(), StandardCharsets.UTF_8));
    properties.setProperty("ApplicationName", name);
    properties.setProperty("options", options);
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "5");
    return properties;
  }
}
