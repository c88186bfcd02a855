package dev.fairlead.node.cli;

import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.doctor.Diagnosis;
import dev.fairlead.node.doctor.Doctor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what of a configuration is proved, what is not, and what is wrong. */
@Command(
    name = "doctor",
    description = {
      "Prove a configuration against chains, database and files: every endpoint, every contract",
      "address, keys, rights, balances, clocks. Needs no node, and changes nothing.",
      "",
      "Each check is PROVED, NOT PROVED with the reason, or WRONG with what to do.",
      "Exit code 0 if nothing is wrong; with --strict, only if everything is proved."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead doctor --config node.yaml",
      "  fairlead doctor --config node.yaml --json | jq 'select(.outcome == \"WRONG\")'"
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration.")
  private @Nullable Path config;

  @Option(names = "--strict", description = "What is not proved counts as wrong.")
  private boolean strict;

  @Option(names = "--json", description = "One JSON object a line for each check.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    Doctor doctor =
        new Doctor(
            ConfigReader.read(Objects.requireNonNull(config, "config"), System.getenv()),
            InstantSource.system());
    FindingLines lines = new FindingLines();
    Diagnosis diagnosis =
        doctor.examine(finding -> {
          out.print(json ? FindingLines.json(finding) : lines.text(finding));
          out.flush();
        });
    if (!json) {
      out.print(FindingLines.summary(diagnosis));
    }
    out.flush();
    return diagnosis.isSound(strict) ? 0 : 1;
  }
}
