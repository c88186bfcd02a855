package dev.fairlead.bench.events;

import dev.fairlead.event.LogDatabase;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * Emmett's PostgreSQL store in a process of Node.js, told over its standard input how many callers
 * are to append for how long; it answers with the seconds and each append's microseconds.
 */
final class Emmett implements Contestant {
  /** Stands beside the packages that it uses. */
  static final String SCRIPT = "emmett.cjs";

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private Emmett(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static Contestant open(Path packages, LogDatabase database) throws IOException {
    Properties login = Bed.login(database);
    URI at = URI.create(database.url().substring("jdbc:".length()));
    ProcessBuilder builder =
        new ProcessBuilder("node", packages.resolve(SCRIPT).toString(), Integer.toString(Pool.SIZE))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PGHOST", at.getHost());
    builder.environment().put("PGPORT", Integer.toString(at.getPort()));
    builder.environment().put("PGDATABASE", at.getPath().substring(1));
    builder.environment().put("PGUSER", login.getProperty("user"));
    builder.environment().put("PGPASSWORD", login.getProperty("password"));
    builder.environment().put("PAYLOAD", Payload.json());
    return new Emmett(builder.start());
  }

  @Override
  public String name() {
    return "emmett";
  }

  @Override
  public void race(int callers, Duration time, Tally tally) throws IOException {
    in.write(callers + " " + time.toMillis());
    in.newLine();
    in.flush();
    String answer = out.readLine();
    if (answer == null) {
      throw new IllegalStateException("the emmett process has ended; see its words above");
    }
    String[] words = answer.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      tally.times().addNanos(1000 * Long.parseLong(words[i]));
    }
    tally.ran(Double.parseDouble(words[0]));
  }

  /** Closing its standard input ends it. */
  @Override
  public void close() throws IOException {
    in.close();
    process.onExit().join();
    out.close();
  }
}
