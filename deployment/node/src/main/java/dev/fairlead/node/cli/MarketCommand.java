package dev.fairlead.node.cli;

import dev.fairlead.api.v1.GetMarketsRequest;
import dev.fairlead.api.v1.GetMarketsResponse;
import dev.fairlead.api.v1.MarketPart;
import dev.fairlead.api.v1.SwitchOffRequest;
import dev.fairlead.api.v1.SwitchOffResponse;
import dev.fairlead.api.v1.SwitchOnRequest;
import dev.fairlead.api.v1.SwitchOnResponse;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.node.MarketSnapshot;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.venue.file.MarketFile;
import dev.fairlead.venue.token.TokenFinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Markets, in files and of a running node. */
@Command(
    name = "market",
    description = {
      "Write the market of a chain to a file and look into such files; try its tokens; see and",
      "change what of it a running node trades on."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  fairlead market snapshot --config node.yaml --chain ethereum --out market.json",
      "  fairlead market show market.json",
      "  fairlead market tokens --config node.yaml --chain ethereum",
      "  fairlead market off 1 --venue curve-stableswap --reason 'a bug was published'"
    })
final class MarketCommand {
  private static final String FINALIZED = "finalized";

  @Mixin private NodeOption node = new NodeOption();
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "snapshot",
      description = {
        "Read all pools of a configured chain at one block and write them to a file; needs no",
        "node. Pools of the configured tokens are taken. Progress goes to the standard error."
      },
      mixinStandardHelpOptions = true)
  int snapshot(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              required = true,
              description = "The node's configuration.")
          Path config,
      @Option(
              names = "--chain",
              paramLabel = "NAME",
              description = "The chain as the configuration names it; left out when it has one.")
          @Nullable String chain,
      @Option(
              names = "--block",
              paramLabel = "finalized|NUMBER:HASH",
              description = "The block at whose end the pools are read; left out: the newest.")
          @Nullable String block,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              required = true,
              description = "The file that is written, or replaced once all is read.")
          Path file)
      throws IOException {
    PrintWriter err = Objects.requireNonNull(spec, "spec").commandLine().getErr();
    MarketSnapshot snapshot = snapshot(config, chain, err);
    MarketFile market;
    if (block == null) {
      market = snapshot.newest();
    } else if (block.equals(FINALIZED)) {
      market = snapshot.finalized();
    } else {
      market = snapshot.at(block(block));
    }
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      market.write(out);
    }
    Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    err.println(file + ": " + market.market());
    return 0;
  }

  @Command(
      name = "show",
      description = {
        "Count the pools of a market file by protocol and venue, and list its tokens; without a",
        "file: the pools of a running node's chains, and what is not traded on and why."
      },
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file.")
          @Nullable Path file,
      @Option(names = "--json", description = "One JSON object.") boolean json)
      throws IOException {
    if (file == null) {
      try (NodeConnection connection = node.connect()) {
        GetMarketsResponse markets =
            connection.markets().getMarkets(GetMarketsRequest.getDefaultInstance());
        out().print(json ? Json.line(markets) + "\n" : MarketLines.of(markets));
        out().flush();
      }
      return 0;
    }
    MarketFile market;
    try (InputStream in = Files.newInputStream(file)) {
      market = MarketFile.read(in);
    }
    if (json) {
      out().println(MarketLines.json(market));
    } else {
      MarketLines.print(market, out());
    }
    return 0;
  }

  @Command(
      name = "tokens",
      description = {
        "Try every token that a configured chain's pools hold, in simulations, and say what it",
        "does; needs no node. Exit 1 if one would not be traded."
      },
      mixinStandardHelpOptions = true)
  int tokens(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              required = true,
              description = "The node's configuration.")
          Path config,
      @Option(
              names = "--chain",
              paramLabel = "NAME",
              description = "The chain as the configuration names it; left out when it has one.")
          @Nullable String chain,
      @Option(
              names = "--account",
              paramLabel = "ADDRESS",
              description = "Who is going to hold them, to look for on block lists.")
          @Nullable String account,
      @Option(names = "--json", description = "One JSON object a token.") boolean json) {
    List<TokenFinding> findings =
        snapshot(config, chain, Objects.requireNonNull(spec, "spec").commandLine().getErr())
            .tokens(account == null ? null : Address.parse(account));
    if (json) {
      findings.forEach(finding -> out().println(TokenLines.json(finding)));
    } else {
      TokenLines.print(findings, out());
    }
    return findings.stream().allMatch(TokenFinding::passes) ? 0 : 1;
  }

  @Command(
      name = "off",
      description = {
        "Stop trading with a venue, a token or a pool on a running node, from the next plan on,",
        "until it is switched on again or the node ends."
      },
      mixinStandardHelpOptions = true)
  int off(
      @Parameters(paramLabel = "CHAIN", description = "The chain's id.") long chain,
      @ArgGroup(multiplicity = "1") PartOption part,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason,
      @Mixin ByOption by) {
    try (NodeConnection connection = node.connect()) {
      SwitchOffResponse answer =
          connection
              .markets()
              .switchOff(
                  SwitchOffRequest.newBuilder()
                      .setChainId(chain)
                      .setPart(part.part())
                      .setBy(by.name())
                      .setReason(reason)
                      .build());
      out().println("off; pools that are not traded with now: " + answer.getPools());
    }
    return 0;
  }

  @Command(
      name = "on",
      description = {
        "Take back a switch-off on a running node; also lets a pool back whose quotes differed."
      },
      mixinStandardHelpOptions = true)
  int on(
      @Parameters(paramLabel = "CHAIN", description = "The chain's id.") long chain,
      @ArgGroup(multiplicity = "1") PartOption part,
      @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why.")
          String reason,
      @Mixin ByOption by) {
    try (NodeConnection connection = node.connect()) {
      SwitchOnResponse _ =
          connection
              .markets()
              .switchOn(
                  SwitchOnRequest.newBuilder()
                      .setChainId(chain)
                      .setPart(part.part())
                      .setBy(by.name())
                      .setReason(reason)
                      .build());
      out().println("on");
    }
    return 0;
  }

  /** One of them. */
  static final class PartOption {
    @Option(names = "--venue", paramLabel = "NAME", description = "All pools of a venue.")
    private @Nullable String venue;

    @Option(names = "--token", paramLabel = "ADDRESS", description = "All pools that hold it.")
    private @Nullable String token;

    @Option(names = "--pool", paramLabel = "VENUE:KEY", description = "One pool.")
    private @Nullable String pool;

    MarketPart part() {
      MarketPart.Builder part = MarketPart.newBuilder();
      if (venue != null) {
        part.setVenue(venue);
      }
      if (token != null) {
        part.setToken(token);
      }
      if (pool != null) {
        part.setPool(pool);
      }
      return part.build();
    }
  }

  /** Who does it. */
  static final class ByOption {
    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who; left out, the name of this system's user.")
    private String by = System.getProperty("user.name");

    String name() {
      return by;
    }
  }

  /** What of a configured chain is read; progress goes to {@code err}. */
  static MarketSnapshot snapshot(Path config, @Nullable String chain, PrintWriter err) {
    Map.Entry<String, ChainConfig> picked =
        ConfiguredChains.pick(ConfigReader.read(config, System.getenv()), chain);
    return new MarketSnapshot(
        picked.getKey(),
        picked.getValue(),
        line -> {
          err.println(line);
          err.flush();
        });
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec, "spec").commandLine().getOut();
  }

  private static BlockRef block(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "expected finalized, or NUMBER:HASH, but found \"" + text + "\"");
    }
    try {
      return new BlockRef(
          new BlockNumber(Long.parseLong(text.substring(0, colon))),
          BlockHash.parse(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not the number of a block: \"" + text + "\"", e);
    }
  }
}
