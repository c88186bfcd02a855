package dev.fairlead.node.cli;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.node.quote.AmountText;
import dev.fairlead.node.quote.Answer;
import dev.fairlead.node.quote.AnswerJson;
import dev.fairlead.node.quote.AnswerTable;
import dev.fairlead.node.quote.TokenNames;
import dev.fairlead.venue.file.MarketFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Quotes a trade on a market in a file. */
@Command(
    name = "quote",
    description = {
      "Say what every pool of a market file gives for a trade, to the last unit, and the best",
      "route over all of them. Needs no node. Exit 1 if nothing can be traded."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead market snapshot --config node.yaml --out market.json",
      "  fairlead quote --market market.json --in WETH --out USDC --amount 1.5",
      "  fairlead quote --market market.json --in WETH --out USDC --amount 3000 --exact-out --json",
      "  fairlead quote --market market.json --in WETH --out USDC --amount 1 --depth \\",
      "    --gas-price 2 --wrapped-native WETH"
    })
final class QuoteCommand implements Callable<Integer> {
  private static final int GWEI_DECIMALS = 9;

  @Option(
      names = "--market",
      paramLabel = "FILE",
      required = true,
      description = "The market, as written by fairlead market snapshot.")
  private @Nullable Path market;

  @Option(
      names = "--in",
      paramLabel = "TOKEN",
      required = true,
      description = "What is sold: a symbol or an address.")
  private String in = "";

  @Option(
      names = "--out",
      paramLabel = "TOKEN",
      required = true,
      description = "What is bought: a symbol or an address.")
  private String out = "";

  @Option(
      names = "--amount",
      paramLabel = "X",
      required = true,
      description = "How much of --in, or of --out with --exact-out: whole tokens such as 1.5.")
  private String amount = "";

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
      names = "--wrapped-native",
      paramLabel = "TOKEN",
      description = "The token that wraps the coin in which gas is paid.")
  private @Nullable String wrappedNative;

  @Mixin private RouteOptions route = new RouteOptions();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    FeePerGas price = gasPrice();
    MarketFile file;
    try (InputStream source = Files.newInputStream(Objects.requireNonNull(market, "market"))) {
      file = MarketFile.read(source);
    }
    TokenNames names = new TokenNames(file.market().tokens());
    Token sell = names.find(in);
    Token buy = names.find(out);
    Trade trade =
        exactOut
            ? new Trade.ExactOut(sell, AmountText.parse(buy, amount, baseUnits))
            : new Trade.ExactIn(AmountText.parse(sell, amount, baseUnits), buy);
    Answer answer =
        Answer.of(
            file,
            trade,
            route.limits(file.chain(), names),
            price,
            wrappedNative == null ? null : names.find(wrappedNative),
            depth);
    PrintWriter printer = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    if (json) {
      printer.println(AnswerJson.line(answer));
    } else {
      AnswerTable.print(answer, printer);
    }
    return answer.isPossible() ? 0 : 1;
  }

  private FeePerGas gasPrice() {
    if (gasPrice.signum() != 0 && wrappedNative == null) {
      throw new IllegalArgumentException("--gas-price needs --wrapped-native TOKEN to be weighed");
    }
    try {
      return new FeePerGas(Uint256.of(gasPrice.movePointRight(GWEI_DECIMALS).toBigIntegerExact()));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("not a gas price in gwei: " + gasPrice, e);
    }
  }
}
