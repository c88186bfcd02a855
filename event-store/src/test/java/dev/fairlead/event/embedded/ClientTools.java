package dev.fairlead.event.embedded;

import dev.fairlead.parts.PartsCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's client tools as Debian 13 ships them, with the C library that they need. */
final class ClientTools {
  private static final List<String> PACKAGES =
      List.of(
          "postgresql-client-17",
          "libc6",
          "libssl3t64",
          "zlib1g",
          "libzstd1",
          "liblz4-1",
          "libreadline8t64",
          "libtinfo6");
  private static final List<String> TOOLS = List.of("pg_dump", "pg_restore", "psql", "createdb");

  private ClientTools() {}

  /** A directory for the PATH, made in {@code work}, with a program for each tool. */
  static Path in(Path work, PartsCache cache) throws IOException {
    Path unpacked =
        cache.get(
            "postgresql-client",
            PostgresArchive.VERSION.replaceAll("\\..*", "") + "-trixie",
            (directory, says) -> {
              says.says("fetching PostgreSQL's client tools");
              Optional<String> problem =
                  new DebianPackages(Files.createDirectories(directory.resolveSibling("packages")))
                      .unpack(directory, PACKAGES);
              if (problem.isPresent()) {
                throw new IOException(problem.get());
              }
            });
    Path libraries = unpacked.resolve("usr/lib/x86_64-linux-gnu");
    Path postgres = ServerBinaries.get(cache).home().resolve("lib");
    Path tools = Files.createDirectories(work.resolve("tools"));
    for (String tool : TOOLS) {
      Path program = tools.resolve(tool);
      Files.writeString(
          program,
          """
          #!/bin/sh
          exec '%1$s/ld-linux-x86-64.so.2' --library-path '%1$s:%2$s' '%3$s' "$@"
          """
              .formatted(
                  libraries, postgres, unpacked.resolve("usr/lib/postgresql/17/bin/" + tool)));
      if (!program.toFile().setExecutable(true)) {
        throw new IOException("cannot make executable: " + program);
      }
    }
    return tools;
  }
}
