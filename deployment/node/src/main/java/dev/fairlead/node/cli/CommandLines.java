package dev.fairlead.node.cli;

import ch.qos.logback.classic.Level;
import java.math.BigDecimal;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: its commands, its help, its exit codes. */
public final class CommandLines {
  private CommandLines() {}

  /** Runs one command to its end and returns its exit code. */
  public static int run(String... arguments) {
    LogSetup.apply(Level.WARN);
    return line().execute(arguments);
  }

  /** All commands. */
  static CommandLine line() {
    CommandLine line = new CommandLine(new Root());
    ServiceLoader.load(CommandProvider.class)
        .forEach(provider -> line.addSubcommand(provider.command()));
    return line.setExecutionExceptionHandler(new Failures())
        .registerConverter(BigDecimal.class, Decimals::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  @Command(
      name = "fairlead",
      description = {
        "Fairlead: a self-hosted, blockchain-native DeFi execution node.",
        "Strategies say what they want over gRPC; Fairlead plans, simulates, signs, submits and",
        "settles it, and answers for every past moment.",
        ""
      },
      footer = {
        "",
        "First steps:",
        "  fairlead demo                     see one intent traded, from start to end",
        "  fairlead up                       a node on embedded defaults, until Ctrl-C",
        "  fairlead intent submit FILE       submit an intent to it",
        "",
        "Environment: FAIRLEAD_NODE (host:port of the node that client commands talk to),",
        "FAIRLEAD_LOG_LEVEL, FAIRLEAD_LOG_FORMAT=json, FAIRLEAD_CACHE, FAIRLEAD_JDK."
      },
      subcommands = {
        DemoCommand.class,
        UpCommand.class,
        RunCommand.class,
        DoctorCommand.class,
        DevnetCommand.class,
        IntentCommand.class,
        HistoryCommand.class,
        EventsCommand.class,
        StatusCommand.class,
        DecodeCommand.class,
        QuoteCommand.class,
        CompareCommand.class,
        MarketCommand.class,
        ChainCommand.class,
        AccountCommand.class,
        ExecutorCommand.class
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND")
  static final class Root {}
}
