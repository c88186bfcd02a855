package dev.fairlead.node.cli;

import dev.fairlead.event.proof.Checkpoint;
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
      "Exit 1 and say what is wrong when it does not hold."
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

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    Proof proof = Proof.parse(Files.readString(Objects.requireNonNull(file, "file")));
    List<Failure> failures = new ProofChecker(keys).failures(proof);
    if (!failures.isEmpty()) {
      failures.forEach(failure -> out.println(failure.check() + ": " + failure.what()));
      return 1;
    }
    out.println(sentence(proof));
    return 0;
  }

  private String sentence(Proof proof) {
    return switch (proof) {
      case Proof.Inclusion inclusion ->
          "the event is at position %d of %s"
              .formatted(inclusion.position(), log(inclusion.checkpoint()));
      case Proof.Consistency consistency ->
          "%s begins with the whole of %s"
              .formatted(log(consistency.to()), log(consistency.from()));
    };
  }

  private String log(Checkpoint checkpoint) {
    return "log %s with %d events, signed at %s by %s %s"
        .formatted(
            checkpoint.log(),
            checkpoint.size(),
            checkpoint.time(),
            keys.isEmpty() ? "a key that you must judge," : "the trusted key",
            checkpoint.publicKey());
  }
}
