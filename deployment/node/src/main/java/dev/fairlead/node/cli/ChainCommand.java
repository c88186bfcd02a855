package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ChainFees;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.api.v1.GetChainsRequest;
import dev.fairlead.api.v1.GetChainsResponse;
import dev.fairlead.api.v1.GetFeesRequest;
import dev.fairlead.api.v1.GetFeesResponse;
import dev.fairlead.api.v1.WatchChainRequest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The chains as a running node sees them. */
@Command(
    name = "chain",
    description =
        "Show the chains of a running node, their endpoints, their blocks and their fees.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  fairlead chain status --watch",
      "  fairlead chain watch 1 --json",
      "  fairlead chain fees"
    })
final class ChainCommand {
  /** A terminal's own words for: to the upper left corner, and nothing below. */
  private static final String CLEAR = "\033[H\033[J";

  @Mixin private NodeOption node = new NodeOption();
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "status",
      description = {
        "Show each chain's head, finality and reorgs, and each endpoint's state and why it is in it;",
        "with --watch a live view, with rates. Exit 1 if a chain is halted or too few of its endpoints can agree."
      },
      mixinStandardHelpOptions = true)
  int status(
      @Option(names = "--watch", description = "Again each second, until Ctrl-C.") boolean watch,
      @Option(names = "--json", description = "As JSON, one object a line.") boolean json)
      throws InterruptedException {
    PrintWriter out = out();
    CountDownLatch never = new CountDownLatch(1);
    try (NodeConnection connection = node.connect()) {
      GetChainsResponse chains = GetChainsResponse.getDefaultInstance();
      long lookedAt = System.nanoTime();
      do {
        GetChainsResponse before = chains;
        chains = connection.chains().getChains(GetChainsRequest.getDefaultInstance());
        Duration ago = Duration.ofNanos(System.nanoTime() - lookedAt);
        lookedAt += ago.toNanos();
        if (json) {
          out.println(Json.line(chains));
        } else {
          out.print(
              (watch && Objects.requireNonNull(System.console()).isTerminal() ? CLEAR : "")
                  + ChainLines.of(chains, Rates.since(before, ago)));
        }
      } while (watch && !out.checkError() && !never.await(1, TimeUnit.SECONDS));
      return chains.getChainsList().stream()
              .allMatch(chain -> chain.getHalted().isEmpty() && !chain.getLacksQuorum())
          ? 0
          : 1;
    }
  }

  @Command(
      name = "fees",
      description = {
        "Show what a transaction pays in the next block of each chain: base fee, tips by speed, what",
        "bytes cost on a rollup, the blob fee, and what was not taken as endpoints told it; exit 1",
        "if a chain's fees can't be told now."
      },
      mixinStandardHelpOptions = true)
  int fees(
      @Parameters(
              paramLabel = "CHAIN",
              arity = "0..1",
              defaultValue = "0",
              description = "The chain's id; all chains when left out.")
          long chain,
      @Option(names = "--json", description = "As JSON, one chain a line.") boolean json) {
    PrintWriter out = out();
    try (NodeConnection connection = node.connect()) {
      GetFeesResponse fees =
          connection.chains().getFees(GetFeesRequest.newBuilder().setChainId(chain).build());
      for (ChainFees each : fees.getChainsList()) {
        out.println(json ? Json.line(each) : FeeLines.of(each));
      }
      return fees.getChainsList().stream().allMatch(each -> each.getProblem().isEmpty()) ? 0 : 1;
    }
  }

  @Command(
      name = "watch",
      description = "Print every step of a chain's verified view, until Ctrl-C.",
      mixinStandardHelpOptions = true)
  int watch(
      @Parameters(paramLabel = "CHAIN", description = "The chain's id.") long chain,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "0",
              description = "End after this many steps.")
          long limit,
      @Option(names = "--json", description = "One JSON object a line.") boolean json) {
    PrintWriter out = out();
    try (NodeConnection connection = node.connect()) {
      Iterator<ChainStep> steps =
          connection.chains().watchChain(WatchChainRequest.newBuilder().setChainId(chain).build());
      boolean halted = false;
      for (long printed = 0; (limit == 0 || printed < limit) && steps.hasNext(); printed++) {
        ChainStep step = steps.next();
        out.println(json ? Json.line(step) : ChainLines.of(step));
        halted = step.hasHalted();
        if (out.checkError()) {
          return 0;
        }
      }
      return halted ? 1 : 0;
    }
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec, "spec").commandLine().getOut();
  }
}
