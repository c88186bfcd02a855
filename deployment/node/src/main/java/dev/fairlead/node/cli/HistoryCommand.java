package dev.fairlead.node.cli;

import com.google.protobuf.Message;
import dev.fairlead.api.v1.BookAsOf;
import dev.fairlead.api.v1.DiffHistoryRequest;
import dev.fairlead.api.v1.GetBookAsOfRequest;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.GetLaneAsOfRequest;
import dev.fairlead.api.v1.GetMarketAsOfRequest;
import dev.fairlead.api.v1.GetNodeAsOfRequest;
import dev.fairlead.api.v1.GetStatusRequest;
import dev.fairlead.api.v1.HistoryDiff;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Lane;
import dev.fairlead.api.v1.LaneAsOf;
import dev.fairlead.api.v1.MarketAsOf;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.NodeStatus;
import dev.fairlead.api.v1.PoolRef;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What was known, decided and done at any past moment, and why. */
@Command(
    name = "history",
    description = "Ask a running node about any past moment.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class HistoryCommand {
  @Mixin private NodeOption node = new NodeOption();
  @Spec private @Nullable CommandSpec spec;

  /** When, and how the answer is printed; the same for all of these commands. */
  static final class At {
    @Option(names = "--at", paramLabel = MomentText.LABEL, description = MomentText.HELP)
    private @Nullable String at;

    @Option(names = "--json", description = "The whole answer as JSON.")
    private boolean json;

    /** The log's end when nothing is said. */
    Moment moment(NodeConnection connection) {
      return at == null
          ? Moment.newBuilder().setPosition(status(connection).getLogPosition()).build()
          : MomentText.parse(at);
    }
  }

  /** A page of a long answer. */
  static final class Page {
    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "At most this many (default: 100).")
    private int limit;

    @Option(
        names = "--page",
        paramLabel = "TOKEN",
        defaultValue = "",
        description = "Go on where an earlier page said that there is more.")
    private String token = "";
  }

  @Command(
      name = "intent",
      description = "An intent as it stood, and why each thing was decided.",
      mixinStandardHelpOptions = true)
  int intent(
      @Parameters(paramLabel = "ID", description = "The intent's id.") String id, @Mixin At at) {
    try (NodeConnection connection = node.connect()) {
      IntentView view =
          connection
              .history()
              .getIntentAsOf(
                  GetIntentAsOfRequest.newBuilder()
                      .setIntentId(id)
                      .setAsOf(at.moment(connection))
                      .build());
      print(at.json, view, HistoryLines.of(view));
    }
    return 0;
  }

  @Command(
      name = "book",
      description = "All intents of a strategy as they stood, newest first.",
      mixinStandardHelpOptions = true)
  int book(
      @Parameters(paramLabel = "STRATEGY", description = "The strategy's id.") String strategy,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              split = ",",
              description = "Only those that stood like this then, such as submitted,included.")
          @Nullable List<String> statuses,
      @Mixin At at,
      @Mixin Page page) {
    try (NodeConnection connection = node.connect()) {
      GetBookAsOfRequest.Builder request =
          GetBookAsOfRequest.newBuilder()
              .setStrategyId(strategy)
              .setAsOf(at.moment(connection))
              .setPageSize(page.limit)
              .setPageToken(page.token);
      if (statuses != null) {
        statuses.forEach(status -> request.addStatuses(status(status)));
      }
      BookAsOf book = connection.history().getBookAsOf(request.build());
      print(at.json, book, HistoryLines.of(book));
    }
    return 0;
  }

  private static IntentStatus status(String word) {
    try {
      return IntentStatus.valueOf("INTENT_STATUS_" + word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no intent has the status \"" + word + "\"", e);
    }
  }

  @Command(
      name = "lane",
      description = "The nonces of an account as they stood: who holds each, and how far it came.",
      mixinStandardHelpOptions = true)
  int lane(
      @Parameters(paramLabel = "CHAIN:ACCOUNT", description = "A chain's id and an address.")
          String lane,
      @Mixin At at,
      @Mixin Page page) {
    try (NodeConnection connection = node.connect()) {
      LaneAsOf answer =
          connection
              .history()
              .getLaneAsOf(
                  GetLaneAsOfRequest.newBuilder()
                      .setLane(lane(lane))
                      .setAsOf(at.moment(connection))
                      .setPageSize(page.limit)
                      .setPageToken(page.token)
                      .build());
      print(at.json, answer, HistoryLines.of(answer));
    }
    return 0;
  }

  static Lane lane(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || !text.substring(0, colon).chars().allMatch(Character::isDigit)) {
      throw new IllegalArgumentException(
          "expected a lane such as 1:0x0123… but found \"" + text + "\"");
    }
    return Lane.newBuilder()
        .setChainId(MomentText.number(text.substring(0, colon)))
        .setAccount(text.substring(colon + 1))
        .build();
  }

  @Command(
      name = "node",
      description = "The nodes on the log and how all intents stood.",
      mixinStandardHelpOptions = true)
  int node(@Mixin At at, @Mixin Page page) {
    try (NodeConnection connection = node.connect()) {
      NodeAsOf answer =
          connection
              .history()
              .getNodeAsOf(
                  GetNodeAsOfRequest.newBuilder()
                      .setAsOf(at.moment(connection))
                      .setPageSize(page.limit)
                      .setPageToken(page.token)
                      .build());
      print(at.json, answer, HistoryLines.of(answer));
    }
    return 0;
  }

  /** What two moments are compared for. */
  static final class Scope {
    @Option(names = "--intent", required = true, paramLabel = "ID", description = "An intent.")
    private @Nullable String intent;

    @Option(
        names = "--strategy",
        required = true,
        paramLabel = "ID",
        description = "A strategy's whole book.")
    private @Nullable String strategy;

    @Option(
        names = "--lane",
        required = true,
        paramLabel = "CHAIN:ACCOUNT",
        description = "An account's nonces.")
    private @Nullable String lane;

    @Option(names = "--everything", required = true, description = "The node as a whole.")
    private boolean everything;
  }

  @Command(
      name = "diff",
      description = "What happened between two moments, and what it changed.",
      mixinStandardHelpOptions = true)
  int diff(
      @Option(
              names = "--from",
              required = true,
              paramLabel = MomentText.LABEL,
              description = MomentText.HELP)
          String from,
      @Option(
              names = "--to",
              paramLabel = MomentText.LABEL,
              description = "The same; the log's end when it is left out.")
          @Nullable String to,
      @ArgGroup(multiplicity = "1") Scope scope,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000",
              description = "At most this many events; the changes are complete (default: 1000).")
          int limit,
      @Option(names = "--json", description = "The whole answer as JSON.") boolean json) {
    try (NodeConnection connection = node.connect()) {
      DiffHistoryRequest.Builder request =
          DiffHistoryRequest.newBuilder()
              .setFrom(MomentText.parse(from))
              .setTo(
                  to == null
                      ? Moment.newBuilder().setPosition(status(connection).getLogPosition()).build()
                      : MomentText.parse(to))
              .setLimit(limit);
      if (scope.intent != null) {
        request.setIntentId(scope.intent);
      } else if (scope.strategy != null) {
        request.setStrategyId(scope.strategy);
      } else if (scope.lane != null) {
        request.setLane(lane(scope.lane));
      } else {
        request.setNode(scope.everything);
      }
      HistoryDiff diff = connection.history().diffHistory(request.build());
      print(json, diff, HistoryLines.of(diff));
    }
    return 0;
  }

  @Command(
      name = "market",
      description = "The pools as the node saw them, or as an intent was planned on them.",
      mixinStandardHelpOptions = true)
  int market(
      @Option(
              names = "--chain",
              paramLabel = "ID",
              defaultValue = "0",
              description = "The chain's id; may be left out where the node has one.")
          long chain,
      @Option(
              names = "--planned",
              paramLabel = "INTENT",
              description =
                  "The market that this intent's last plan was priced on; with --at: by then.")
          @Nullable String planned,
      @Option(
              names = "--pool",
              paramLabel = "VENUE:KEY",
              description = "Only this pool; may be given several times.")
          @Nullable List<String> pools,
      @Option(
              names = "--pair",
              paramLabel = "TOKEN/TOKEN",
              description = "Only pools that hold both of these addresses.")
          @Nullable String pair,
      @Mixin At at,
      @Mixin Page page) {
    try (NodeConnection connection = node.connect()) {
      GetMarketAsOfRequest.Builder request =
          GetMarketAsOfRequest.newBuilder()
              .setAsOf(at.moment(connection))
              .setLimit(page.limit)
              .setPageToken(page.token);
      if (planned == null) {
        request.setChainId(chain == 0 ? onlyChain(connection) : chain);
      } else {
        request.setChainId(chain).setPlannedIntentId(planned);
      }
      if (pools != null) {
        long id = chain == 0 ? onlyChain(connection) : chain;
        pools.forEach(pool -> request.addPools(pool(id, pool)));
      }
      if (pair != null) {
        request.addAllTokens(List.of(pair.split("/", -1)));
      }
      MarketAsOf market = connection.history().getMarketAsOf(request.build());
      print(at.json, market, HistoryLines.of(market));
    }
    return 0;
  }

  private static long onlyChain(NodeConnection connection) {
    NodeStatus status = status(connection);
    if (status.getChainsCount() != 1) {
      throw new IllegalArgumentException("the node has several chains: say --chain");
    }
    return status.getChains(0).getChainId();
  }

  private static PoolRef pool(long chain, String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "expected a pool such as uniswap-v3:0x0123… but found \"" + text + "\"");
    }
    return PoolRef.newBuilder()
        .setChainId(chain)
        .setVenue(text.substring(0, colon))
        .setKey(text.substring(colon + 1))
        .build();
  }

  private static NodeStatus status(NodeConnection connection) {
    return connection.node().getStatus(GetStatusRequest.getDefaultInstance());
  }

  private void print(boolean json, Message answer, List<String> lines) {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    if (json) {
      out.println(Json.line(answer));
    } else {
      lines.forEach(out::println);
    }
  }
}
