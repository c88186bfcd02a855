package dev.fairlead.node.cli;

import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.ProofChecker;
import dev.fairlead.event.proof.ProofChecker.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a proof, without a node and without a database. */
@Command(
    name = "check-proof",
    description = {
      "Check a proof that events prove printed; needs neither a node nor a database.",
      "Say what it proves: the event, the log, its size, root and head, when and by which key that",
      "was signed. Exit 1 and say what is wrong when it does not hold."
    },
    mixinStandardHelpOptions = true)
final class CheckProofCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The proof.")
  private @Nullable Path file;

  @Option(
      names = "--key",
      paramLabel = "HEX",
      description =
          "A public key to trust, 64 hex digits; may be repeated. Without one any key will do, and you judge the key that is named.")
  private Set<String> keys = Set.of();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    Proof proof = Proof.parse(Files.readString(Objects.requireNonNull(file, "file")));
    List<Failure> failures = new ProofChecker(keys).failures(proof);
    ProofLines lines = new ProofLines(!keys.isEmpty());
    if (json) {
      out.println(lines.json(proof, failures));
    } else {
      lines.of(proof, failures).forEach(out::println);
    }
    return failures.isEmpty() ? 0 : 1;
  }
}
