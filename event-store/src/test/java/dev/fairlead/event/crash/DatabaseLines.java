package dev.fairlead.event.crash;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.signing.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a process is told of its database: over a pipe, so that no password is seen. */
final class DatabaseLines {
  private DatabaseLines() {}

  static void write(LogDatabase database, Writer out) throws IOException {
    out.write(database.url() + "\n");
    for (Login login : List.of(database.owner(), database.writer(), database.reader())) {
      String password = new String(login.password().reveal(), StandardCharsets.UTF_8);
      out.write(login.user() + "\n" + password + "\n");
    }
    out.flush();
  }

  static LogDatabase read(BufferedReader in) throws IOException {
    return new LogDatabase(line(in), login(in), login(in), login(in));
  }

  private static Login login(BufferedReader in) throws IOException {
    return new Login(line(in), Secret.of(line(in)));
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("told no database");
    }
    return line;
  }
}
