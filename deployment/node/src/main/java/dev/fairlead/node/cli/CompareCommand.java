package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ChainSide;
import dev.fairlead.api.v1.CompareChainsRequest;
import dev.fairlead.api.v1.CompareChainsResponse;
import dev.fairlead.grpc.ChainComparison;
import dev.fairlead.intent.ComparisonResult;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.node.quote.AmountText;
import dev.fairlead.node.quote.TokenNames;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.across.ChainComparer;
import dev.fairlead.route.across.Exact;
import dev.fairlead.route.across.Stand;
import dev.fairlead.venue.file.MarketFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says on which chain a trade is cheapest. */
@Command(
    name = "compare",
    description = {
      "Say on which chain a trade is cheapest now, net of gas, and how to lay it out over the",
      "chains and what is there to be spent. Asks a running node, or market files with --market.",
      "Exit 1 if it can be traded nowhere."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "CHAIN is a chain's id, such as 8453. An asset counts the same on each chain; what it would",
      "take to bring it from one to another is not weighed.",
      "",
      "Examples:",
      "  fairlead compare --in USDC --out WETH --amount 25000",
      "  fairlead compare --in USDC --out WETH --amount 25000 --chain 1 --chain 8453 \\",
      "    --account 0x0123456789abcdef0123456789abcdef01234567",
      "  fairlead compare --in USDC --out WETH --amount 25000 --market eth.json \\",
      "    --market base.json --balance 1=10000 --gas-price 1=2 --gas-price 8453=0.01"
    })
final class CompareCommand implements Callable<Integer> {
  @Option(
      names = "--in",
      paramLabel = "TOKEN",
      required = true,
      description = "What is sold: a symbol, or an address where one chain is asked.")
  private String in = "";

  @Option(names = "--out", paramLabel = "TOKEN", required = true, description = "What is bought.")
  private String out = "";

  @Option(
      names = "--amount",
      paramLabel = "X",
      required = true,
      description = "How much of --in, or of --out with --exact-out, in whole tokens.")
  private BigDecimal amount = BigDecimal.ZERO;

  @Option(names = "--exact-out", description = "Buy exactly the amount.")
  private boolean exactOut;

  @Option(
      names = "--chain",
      paramLabel = "CHAIN",
      description = "Only these chains of the node; left out: all that have both tokens.")
  private List<Long> chains = List.of();

  @Option(
      names = "--balance",
      paramLabel = "CHAIN=X",
      description = "What may be sold there, in whole tokens; left out for no bound.")
  private Map<Long, String> balances = Map.of();

  @Option(
      names = "--account",
      paramLabel = "ADDRESS",
      description = "On chains without --balance, what this account holds; asks the node.")
  private @Nullable String account;

  @Option(
      names = "--market",
      paramLabel = "FILE",
      description = "A chain's market, as fairlead market snapshot writes it, instead of a node.")
  private List<Path> markets = List.of();

  @Option(
      names = "--gas-price",
      paramLabel = "CHAIN=GWEI",
      description = "With --market: what gas costs there; left out, it counts as free.")
  private Map<Long, BigDecimal> gasPrices = Map.of();

  @Option(
      names = "--byte-price",
      paramLabel = "CHAIN=GWEI",
      description = {
        "With --gas-price: what that rollup takes for a byte beside gas, as fairlead chain fees",
        "says."
      })
  private Map<Long, BigDecimal> bytePrices = Map.of();

  @Option(
      names = "--wrapped-native",
      paramLabel = "CHAIN=TOKEN",
      description = "With --gas-price: the token that wraps the coin of gas (default: WETH).")
  private Map<Long, String> wrappedNatives = Map.of();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private RouteOptions route = new RouteOptions();
  @Mixin private NodeOption node = new NodeOption();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CompareChainsResponse response = markets.isEmpty() ? ofNode() : ofFiles();
    PrintWriter printer = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    if (json) {
      printer.println(Json.line(response));
    } else {
      new CompareLines(response, exactOut).print(printer);
    }
    printer.flush();
    return response.getBestCount() > 0 ? 0 : 1;
  }

  private CompareChainsResponse ofNode() {
    refuse(!gasPrices.isEmpty(), "--gas-price needs --market; a node knows what gas costs");
    refuse(!bytePrices.isEmpty(), "--byte-price needs --market; a node knows what bytes cost");
    refuse(!wrappedNatives.isEmpty(), "--wrapped-native needs --market");
    CompareChainsRequest.Builder request =
        CompareChainsRequest.newBuilder().setSell(in).setBuy(out);
    if (exactOut) {
      request.setBuyAmount(amount.toPlainString());
    } else {
      request.setSellAmount(amount.toPlainString());
    }
    refuse(
        chains.isEmpty() && (account != null || !balances.isEmpty()),
        "--balance and --account need the --chain that they are about");
    for (long chain : balances.keySet()) {
      refuse(!chains.contains(chain), "--balance " + chain + " needs --chain " + chain);
    }
    try (NodeConnection connection = node.connect()) {
      for (long chain : chains) {
        ChainSide.Builder side = ChainSide.newBuilder().setChainId(chain);
        String balance = balances.get(chain);
        if (balance != null) {
          side.setBalance(balance);
        } else if (account != null) {
          side.setAccount(account);
        }
        request.addSides(side);
      }
      return connection.markets().compareChains(request.build());
    }
  }

  private CompareChainsResponse ofFiles() throws IOException {
    refuse(account != null, "--account needs a node; say --balance with --market");
    refuse(!chains.isEmpty(), "--chain needs a node; with --market the files say the chains");
    Map<ChainId, Stand> stands = new LinkedHashMap<>();
    for (Path path : markets) {
      Stand stand = stand(path);
      refuse(
          stands.put(stand.chain(), stand) != null,
          "two of the files are of chain " + stand.chain());
    }
    for (Map<Long, ?> named : List.of(balances, gasPrices, bytePrices, wrappedNatives)) {
      for (long chain : named.keySet()) {
        refuse(
            stands.keySet().stream().noneMatch(known -> known.value() == chain),
            "no file is of chain " + chain);
      }
    }
    return ChainComparison.message(
        ComparisonResult.Compared.of(
            ChainComparer.compare(
                new ArrayList<>(stands.values()), exactOut ? Exact.OUT : Exact.IN, amount),
            List.of()));
  }

  private Stand stand(Path path) throws IOException {
    MarketFile file;
    try (InputStream source = Files.newInputStream(path)) {
      file = MarketFile.read(source);
    }
    long chain = file.chain().value();
    TokenNames names = new TokenNames(file.market().tokens());
    Token sell = names.find(in);
    FeePerGas gasPrice = Gwei.price(gasPrices.getOrDefault(chain, BigDecimal.ZERO));
    String balance = balances.get(chain);
    return new Stand(
        file.market(),
        new GraphRouter(),
        route.limits(file.chain(), names),
        BytePrice.fee(file.chain(), gasPrice, bytePrices.getOrDefault(chain, BigDecimal.ZERO)),
        gasPrice.equals(FeePerGas.ZERO)
            ? sell
            : names.find(wrappedNatives.getOrDefault(chain, "WETH")),
        sell,
        names.find(out),
        balance == null ? null : AmountText.parse(sell, balance, false));
  }

  private static void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new IllegalArgumentException(why);
    }
  }
}
