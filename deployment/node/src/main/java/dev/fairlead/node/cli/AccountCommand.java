package dev.fairlead.node.cli;

import dev.fairlead.model.Bytes;
import dev.fairlead.signing.Keystore;
import dev.fairlead.signing.SecpKey;
import dev.fairlead.signing.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trading accounts: their key files, and whether they may send. */
@Command(
    name = "account",
    description = "Create and import the encrypted key files of trading accounts; resume one.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ResumeCommand.class)
final class AccountCommand {
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "new",
      description = "Create an account with a fresh key; prints its address.",
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "FILE", description = "The key file to write; never replaced.")
          Path file,
      @Option(
              names = "--password-file",
              paramLabel = "FILE",
              description = "Its password; asked for when left out.")
          @Nullable Path passwordFile)
      throws IOException {
    try (SecpKey key = SecpKey.generate(new SecureRandom())) {
      return write(file, passwordFile, key);
    }
  }

  @Command(
      name = "import",
      description =
          "Write a key file for a private key that is asked for, or read from standard input.",
      mixinStandardHelpOptions = true)
  int importKey(
      @Parameters(paramLabel = "FILE", description = "The key file to write; never replaced.")
          Path file,
      @Option(
              names = "--password-file",
              paramLabel = "FILE",
              description = "Its password; asked for when left out.")
          @Nullable Path passwordFile)
      throws IOException {
    try (SecpKey key = SecpKey.of(Bytes.parse(privateKey()).toArray())) {
      return write(file, passwordFile, key);
    }
  }

  private int write(Path file, @Nullable Path passwordFile, SecpKey key) throws IOException {
    try (Secret password =
        passwordFile == null ? ask() : Secret.of(Files.readString(passwordFile).strip())) {
      Keystore.create(file, key, password, Keystore.Strength.STANDARD, new SecureRandom());
    }
    Objects.requireNonNull(spec, "spec").commandLine().getOut().println(key.account());
    return 0;
  }

  @SuppressWarnings("SystemConsoleNull") // The null checker knows an older console.
  private static String privateKey() throws IOException {
    Console console = System.console();
    return console != null && console.isTerminal()
        ? new String(console.readPassword("private key (0x…): "))
        : new String(System.in.readAllBytes(), StandardCharsets.US_ASCII).strip();
  }

  @SuppressWarnings("SystemConsoleNull") // The null checker knows an older console.
  private static Secret ask() {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new IllegalArgumentException(
          "there is no terminal to ask for the password: use --password-file");
    }
    char[] first = console.readPassword("password: ");
    char[] second = console.readPassword("again: ");
    try {
      if (!Arrays.equals(first, second)) {
        throw new IllegalArgumentException("the two passwords differ");
      }
      return Secret.of(first);
    } finally {
      Arrays.fill(first, ' ');
      Arrays.fill(second, ' ');
    }
  }
}
