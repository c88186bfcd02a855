package dev.fairlead.node.cli;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.node.quote.AmountText;
import dev.fairlead.node.quote.Answer;
import dev.fairlead.node.quote.AnswerJson;
import dev.fairlead.node.quote.AnswerTable;
import dev.fairlead.node.quote.BasketAnswer;
import dev.fairlead.node.quote.BasketJson;
import dev.fairlead.node.quote.BasketText;
import dev.fairlead.node.quote.QuoteRequest;
import dev.fairlead.node.quote.RouteDot;
import dev.fairlead.node.quote.RouteSvg;
import dev.fairlead.node.quote.TokenNames;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteResult;
import dev.fairlead.venue.file.MarketFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Quotes a trade on a market in a file, or on that of a chain's newest block. */
@Command(
    name = "quote",
    description = {
      "Say what every pool of a market gives for a trade, to the last unit, and the best route",
      "over all of them. The market is a file, or that of a configured chain's newest block. Needs",
      "no node. With --sell or --buy, several tokens for one or one for several: a route for each,",
      "in the order in which they are to be executed, so that together they leave most. Exit 1 if",
      "there is no route: nothing can be traded, not within the limits, not even a part at the limit",
      "price, or not every part of several."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead market snapshot --config node.yaml --out market.json",
      "  fairlead quote --market market.json --in WETH --out USDC --amount 1.5",
      "  fairlead quote --market market.json --in WETH --out USDC --amount 3000 --exact-out --json",
      "  fairlead quote --market market.json --in WETH --out USDC --amount 1 --depth \\",
      "    --gas-price 2 --wrapped-native WETH",
      "  fairlead quote --config node.yaml --in WETH --out USDC --amount 50 --routes --svg route.svg",
      "  fairlead quote --market market.json --in WETH --out USDC --amount 50 --limit-price 2990",
      "  fairlead quote --market market.json --sell USDC:5000,DAI:2500,WBTC:0.1 --out WETH",
      "  fairlead quote --market market.json --in WETH --buy USDC:1000,DAI:500",
      "  fairlead quote --market market.json --in WETH --amount 10 --buy USDC:50%%,DAI:30%%,WBTC:20%%"
    })
final class QuoteCommand implements Callable<Integer> {
  @Option(
      names = "--market",
      paramLabel = "FILE",
      description = "The market, as written by fairlead market snapshot.")
  private @Nullable Path market;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Instead of --market: a node's configuration; the pools are read now.")
  private @Nullable Path config;

  @Option(
      names = "--chain",
      paramLabel = "NAME",
      description = "The chain of --config; left out when it has one.")
  private @Nullable String chain;

  @Option(
      names = "--in",
      paramLabel = "TOKEN",
      description = "What is sold: a symbol or an address.")
  private @Nullable String in;

  @Option(
      names = "--out",
      paramLabel = "TOKEN",
      description = "What is bought: a symbol or an address.")
  private @Nullable String out;

  @Option(
      names = "--amount",
      paramLabel = "X",
      description = "How much of --in, or of --out with --exact-out: whole tokens such as 1.5.")
  private @Nullable String amount;

  @Option(names = "--base-units", description = "The amount is in base units.")
  private boolean baseUnits;

  @Option(names = "--exact-out", description = "Buy exactly the amount.")
  private boolean exactOut;

  @Option(
      names = "--depth",
      description = "Also say how much moves each pool's price by 0.1, 1 and 5 %%.")
  private boolean depth;

  @Option(
      names = "--gas-price",
      paramLabel = "GWEI",
      defaultValue = "0",
      description = "What gas costs; with --wrapped-native. Without, gas counts as free.")
  private BigDecimal gasPrice = BigDecimal.ZERO;

  @Option(
      names = "--byte-price",
      paramLabel = "GWEI",
      defaultValue = "0",
      description = {
        "On a rollup, what it takes for a byte beside gas, as fairlead chain fees says; with",
        "--gas-price."
      })
  private BigDecimal bytePrice = BigDecimal.ZERO;

  @Option(
      names = "--wrapped-native",
      paramLabel = "TOKEN",
      description = "The token that wraps the coin in which gas is paid.")
  private @Nullable String wrappedNative;

  @Mixin private BasketOptions basket = new BasketOptions();

  @Mixin private RouteOptions route = new RouteOptions();

  @Mixin private LimitPriceOption limitPrice = new LimitPriceOption();

  @Option(names = "--routes", description = "Also list every route that was tried.")
  private boolean routes;

  @Option(names = "--dot", paramLabel = "FILE", description = "Write the route for Graphviz.")
  private @Nullable Path dot;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the route.")
  private @Nullable Path svg;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return basket.isGiven() ? ofBasket() : ofTrade();
  }

  private int ofTrade() throws IOException {
    FeePerGas price = gasPrice();
    String given = needed("--amount", amount);
    String sold = needed("--in", in);
    String bought = needed("--out", out);
    MarketFile file = market();
    TokenNames names = new TokenNames(file.market().tokens());
    Token sell = names.find(sold);
    Token buy = names.find(bought);
    Trade trade =
        exactOut
            ? new Trade.ExactOut(sell, AmountText.parse(buy, given, baseUnits))
            : new Trade.ExactIn(AmountText.parse(sell, given, baseUnits), buy);
    Answer answer =
        Answer.of(
            file,
            new QuoteRequest(
                trade,
                route.limits(file.chain(), names),
                BytePrice.fee(file.chain(), price, bytePrice),
                wrappedNative == null ? null : names.find(wrappedNative),
                limit(sell, buy),
                depth));
    if (json) {
      printer().println(AnswerJson.line(answer));
    } else {
      AnswerTable.print(answer, routes, printer());
    }
    draw(answer.route() instanceof RouteResult.Found found ? List.of(found.route()) : List.of());
    return answer.isPossible() ? 0 : 1;
  }

  private int ofBasket() throws IOException {
    if (exactOut || depth || limitPrice.isGiven()) {
      throw new IllegalArgumentException(
          "--exact-out, --depth and --limit-price are not for --sell and --buy");
    }
    FeePerGas price = gasPrice();
    MarketFile file = market();
    TokenNames names = new TokenNames(file.market().tokens());
    BasketAnswer answer =
        BasketAnswer.of(
            file,
            basket.basket(names, in, out, amount, baseUnits),
            route.limits(file.chain(), names),
            BytePrice.fee(file.chain(), price, bytePrice),
            wrappedNative == null ? null : names.find(wrappedNative));
    if (json) {
      printer().println(BasketJson.line(answer));
    } else {
      BasketText.print(answer, routes, printer());
    }
    draw(answer.routes());
    return answer.routes().isEmpty() ? 1 : 0;
  }

  private static String needed(String option, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "a quote needs " + option + ", or --sell or --buy for several tokens");
    }
    return value;
  }

  private PrintWriter printer() {
    return Objects.requireNonNull(spec, "spec").commandLine().getOut();
  }

  private @Nullable LimitPrice limit(Token sell, Token buy) {
    LimitPrice limit = limitPrice.of(sell, buy);
    if (limit != null && exactOut) {
      throw new IllegalArgumentException("--limit-price is for amounts that are sold");
    }
    return limit;
  }

  private MarketFile market() throws IOException {
    if ((market == null) == (config == null)) {
      throw new IllegalArgumentException("say where the market is: --market FILE or --config FILE");
    }
    if (config != null) {
      return MarketCommand.snapshot(config, chain, err()).newest();
    }
    if (chain != null) {
      throw new IllegalArgumentException("--chain is a chain of --config");
    }
    try (InputStream source = Files.newInputStream(Objects.requireNonNull(market, "market"))) {
      return MarketFile.read(source);
    }
  }

  private void draw(List<Route> drawn) throws IOException {
    if (drawn.isEmpty()) {
      if (dot != null || svg != null) {
        err().println("there is no route to draw");
      }
      return;
    }
    if (dot != null) {
      Files.writeString(
          dot, drawn.size() == 1 ? RouteDot.of(drawn.getFirst()) : RouteDot.of(drawn));
    }
    if (svg != null) {
      Files.writeString(svg, RouteSvg.of(drawn));
    }
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec, "spec").commandLine().getErr();
  }

  private FeePerGas gasPrice() {
    if (gasPrice.signum() != 0 && wrappedNative == null) {
      throw new IllegalArgumentException("--gas-price needs --wrapped-native TOKEN to be weighed");
    }
    return Gwei.price(gasPrice);
  }
}
