package dev.fairlead.event.embedded;

import dev.fairlead.signing.Secret;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections one by one. */
final class Connections {
  private Connections() {}

  static Connection open(String url, String user, Secret password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", new String(password.reveal(), StandardCharsets.UTF_8));
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("ApplicationName", "fairlead");
    return DriverManager.getConnection(url, properties);
  }
}
