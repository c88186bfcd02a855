package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuoteCommandTest {
  @TempDir private Path directory;
  private Path market;

  @BeforeEach
  void writeMarket() throws IOException {
    market = MarketFiles.write(directory);
  }

  @Test
  void printsEveryPoolTheBestFirstAndWhyOthersRefuse() {
    CommandRun run = quote("--in", "WETH", "--out", "USDC", "--amount", "1.5");

    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("sell 1.5 WETH for USDC  (chain 1, block 21000000)");
    assertThat(run.out())
        .containsSubsequence(
            "deep:0x",
            "shallow:0x",
            "empty:0x",
            "it holds nothing to trade",
            "silent:0x",
            "its quotes differed from the chain's",
            "best route: ");
    assertThat(run.out()).contains("0.3 %").doesNotContain("false:0x");
  }

  @Test
  void givesTheUnitsThatThePoolsGive() {
    JsonObject answer = json("--in", "WETH", "--out", "USDC", "--amount", "1.5");

    Pool deep = MarketFiles.pools().getFirst();
    Uint256 sold = Uint256.of(1_500_000_000_000_000_000L);
    Quote.Filled expected =
        (Quote.Filled) deep.quoteExactIn(MarketFiles.WETH, MarketFiles.USDC, sold);
    JsonObject first = answer.getAsJsonArray("pools").get(0).getAsJsonObject();
    assertThat(first.get("venue").getAsString()).isEqualTo("deep");
    assertThat(first.get("amount_in").getAsString()).isEqualTo(sold.toString());
    assertThat(first.get("amount_out").getAsString()).isEqualTo(expected.amountOut().toString());
    assertThat(first.get("net").getAsString()).isEqualTo(expected.amountOut().toString());
    assertThat(number(first, "impact"))
        .isBetween(new BigDecimal("0.0014"), new BigDecimal("0.0016"));
    assertThat(number(first, "fee"))
        .isBetween(new BigDecimal("0.00299"), new BigDecimal("0.00301"));
    JsonObject route = answer.getAsJsonObject("route");
    assertThat(new BigInteger(route.get("amount_out").getAsString()))
        .isGreaterThanOrEqualTo(expected.amountOut().toBigInteger());
  }

  @Test
  void sortsPoolsByWhatIsPaidWhenTheOutputIsGiven() {
    JsonObject answer = json("--in", "weth", "--out", "usdc", "--amount", "3000", "--exact-out");

    List<BigInteger> nets = new ArrayList<>();
    for (JsonElement pool : answer.getAsJsonArray("pools")) {
      if (pool.getAsJsonObject().has("net")) {
        nets.add(new BigInteger(pool.getAsJsonObject().get("net").getAsString()));
        assertThat(pool.getAsJsonObject().get("amount_out").getAsString()).isEqualTo("3000000000");
      }
    }
    assertThat(nets).hasSize(2).isSorted();
    assertThat(answer.get("exact").getAsString()).isEqualTo("out");
  }

  @Test
  void weighsGasByTheMarket() {
    JsonObject free = json("--in", "WETH", "--out", "USDC", "--amount", "1");
    JsonObject weighed =
        json(
            "--in",
            "WETH",
            "--out",
            "USDC",
            "--amount",
            "1",
            "--gas-price",
            "10",
            "--wrapped-native",
            "WETH");

    BigInteger gross = new BigInteger(first(free).get("net").getAsString());
    BigInteger net = new BigInteger(first(weighed).get("net").getAsString());
    // 100,000 gas at 10 gwei are 0.001 WETH: about 3 USDC.
    assertThat(gross.subtract(net)).isBetween(big(2_980_000), big(3_000_000));
    assertThat(first(weighed).get("amount_out")).isEqualTo(first(free).get("amount_out"));
  }

  @Test
  void tellsDepthByExactQuotes() {
    JsonObject answer = json("--in", "WETH", "--out", "USDC", "--amount", "1", "--depth");

    JsonObject onePercent = first(answer).getAsJsonArray("depth").get(1).getAsJsonObject();
    assertThat(onePercent.get("basis_points").getAsInt()).isEqualTo(100);
    // A hundredth off the price of a constant product: reserve · (1/√0.99 - 1) before the fee.
    assertThat(number(onePercent, "amount_in").movePointLeft(18))
        .isBetween(new BigDecimal("5.0"), new BigDecimal("5.1"));
    CommandRun table = quote("--in", "WETH", "--out", "USDC", "--amount", "1", "--depth");
    assertThat(table.out()).contains("TO MOVE IT 0.1 %", "TO MOVE IT 1 %", "TO MOVE IT 5 %");
  }

  @Test
  void routesOverPoolsWhereNoneHoldsBoth() {
    CommandRun run = quote("--in", "USDC", "--out", "dai", "--amount", "10");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("no pool holds both tokens")
        .containsPattern("USDC -> deep:0x\\S+ -> \\S+ WETH")
        .containsPattern("WETH -> false:0x\\S+ -> \\S+ dai");
  }

  @Test
  void tradesTheCoinForWhatItsWrapperGives() throws IOException {
    JsonObject wrapped =
        json("--in", "WETH", "--out", "USDC", "--amount", "1.5", "--max-hops", "2");
    market = MarketFiles.writeWithCoin(directory);

    JsonObject coin = json("--in", "ETH", "--out", "USDC", "--amount", "1.5", "--max-hops", "3");
    JsonObject wrapping = json("--in", "eth", "--out", "WETH", "--amount", "1.5", "--depth");
    CommandRun table = quote("--in", "USDC", "--out", "ETH", "--amount", "3000");

    assertThat(coin.getAsJsonObject("route").get("amount_out").getAsBigInteger())
        .as("but for a unit that each leg rounds off")
        .isCloseTo(
            wrapped.getAsJsonObject("route").get("amount_out").getAsBigInteger(),
            within(BigInteger.TEN));
    assertThat(coin.getAsJsonArray("pools")).isEmpty();
    assertThat(first(wrapping).get("venue").getAsString()).isEqualTo("wrapped-native");
    assertThat(first(wrapping).get("amount_out")).isEqualTo(first(wrapping).get("amount_in"));
    assertThat(table.out())
        .containsPattern("100 % +\\S+ WETH -> wrapped-native:0x\\S+ -> \\S+ ETH");
  }

  @Test
  void listsWhatWasTriedWithThePricesAtTheEnd() {
    CommandRun run = quote("--in", "WETH", "--out", "USDC", "--amount", "150", "--routes");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("\\(one more would give 2[0-9.]+\\)")
        .contains("TRIED, EACH WITH ALL THAT IS SOLD", "GIVES ALONE", "NET", "of the input");
    JsonObject answer = json("--in", "WETH", "--out", "USDC", "--amount", "150");
    JsonObject route = answer.getAsJsonObject("route");
    assertThat(route.getAsJsonArray("marginal_prices").size())
        .isEqualTo(route.getAsJsonArray("legs").size())
        .isGreaterThan(1);
    BigDecimal average =
        number(route, "amount_out")
            .movePointLeft(6)
            .divide(BigDecimal.valueOf(150), MathContext.DECIMAL64);
    for (JsonElement price : route.getAsJsonArray("marginal_prices")) {
      assertThat(price.getAsBigDecimal()).isPositive().isLessThan(average);
    }
    assertThat(answer.getAsJsonArray("tried"))
        .anySatisfy(each ->
            assertThat(each.getAsJsonObject().get("verdict").getAsString()).contains("takes "));
    assertThat(quote("--in", "WETH", "--out", "USDC", "--amount", "150").out())
        .doesNotContain("TRIED");
  }

  @Test
  void tellsWhatATriedRouteGivesNetOfItsGas() {
    String[] trade = {
      "--in", "WETH", "--out", "USDC", "--amount", "1", "--wrapped-native", "WETH", "--gas-price"
    };
    for (JsonElement each : json(with(trade, "10")).getAsJsonArray("tried")) {
      JsonObject tried = each.getAsJsonObject();
      BigDecimal cost = number(tried, "amount_out").subtract(number(tried, "net"));
      // At 10 gwei a hundred thousand gas are 0.001 WETH: about 3 USDC.
      assertThat(cost.divide(number(tried, "gas"), MathContext.DECIMAL64))
          .isBetween(big("29.8"), big("30"));
    }
    String[] exactOut = {"--in", "USDC", "--out", "WETH", "--amount", "1", "--exact-out"};
    assertThat(first(json(exactOut), "tried").get("net"))
        .isEqualTo(first(json(exactOut), "tried").get("amount_out"));
    assertThat(
            first(json(with(exactOut, "--wrapped-native", "WETH", "--gas-price", "10")), "tried")
                .has("net"))
        .isFalse();
  }

  @Test
  void tellsWhatNoPlanCouldExceed() {
    String[] trade = {"--in", "WETH", "--out", "USDC", "--amount", "150"};
    JsonObject route = json(trade).getAsJsonObject("route");

    assertThat(number(route, "bound")).isGreaterThanOrEqualTo(number(route, "amount_out"));
    assertThat(number(route, "gap")).isBetween(BigDecimal.ZERO, new BigDecimal("0.001"));
    assertThat(quote(trade).out()).contains("no plan gives more than ");
    JsonObject narrow = json(with(trade, "--venue", "shallow")).getAsJsonObject("route");
    assertThat(number(narrow, "bound")).isCloseTo(number(route, "bound"), withinPercentage(0.0001));
    assertThat(number(narrow, "gap")).isGreaterThan(new BigDecimal("0.5"));
    assertThat(quote("--in", "WETH", "--out", "USDC", "--amount", "3", "--exact-out").out())
        .contains("no plan gives more than 3");
  }

  @Test
  void drawsTheRouteIntoFiles() throws IOException {
    Path svg = directory.resolve("route.svg");
    Path dot = directory.resolve("route.dot");
    String[] files = {"--svg", svg.toString(), "--dot", dot.toString()};
    CommandRun run = quote(with(files, "--in", "WETH", "--out", "USDC", "--amount", "150"));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(svg)).contains("<svg", "150 WETH", "deep").endsWith("</svg>\n");
    assertThat(Files.readString(dot)).startsWith("digraph route {").contains("150 WETH");

    Files.delete(svg);
    CommandRun none =
        quote(with(files, "--in", "WETH", "--out", "USDC", "--amount", "1", "--venue", "nowhere"));
    assertThat(none.err()).contains("there is no route to draw");
    assertThat(none.out()).contains("of 7 pools 7 are not allowed");
    assertThat(svg).doesNotExist();
  }

  @Test
  void sellsThePartThatGetsALimitPrice() {
    String[] trade = {"--in", "WETH", "--out", "USDC", "--amount", "200"};
    JsonObject part = json(with(trade, "--limit-price", "2900.5")).getAsJsonObject("route");

    BigDecimal sold = number(part, "amount_in").movePointLeft(18);
    BigDecimal bought = number(part, "amount_out").movePointLeft(6);
    assertThat(sold).isBetween(BigDecimal.ONE, BigDecimal.valueOf(200));
    assertThat(bought).isGreaterThanOrEqualTo(sold.multiply(big("2900.5")));
    BigDecimal more = sold.multiply(big("1.01")).setScale(18, RoundingMode.DOWN);
    JsonObject beyond =
        json("--in", "WETH", "--out", "USDC", "--amount", more.toPlainString())
            .getAsJsonObject("route");
    assertThat(number(beyond, "amount_out").movePointLeft(6))
        .isLessThan(more.multiply(big("2900.5")));
    assertThat(quote(with(trade, "--limit-price", "2900.5")).out())
        .containsPattern("a part gets the limit price: [0-9.]+ % of 200 WETH");
    CommandRun unmet = quote(with(trade, "--limit-price", "9000"));
    assertThat(unmet.out()).contains("but the limit price needs");
    assertThat(unmet.code()).isEqualTo(1);
    assertThat(quote(with(trade, "--limit-price", "2900.5")).code()).isZero();
    assertThat(quote(with(trade, "--limit-price", "0")).err()).contains("not a price: 0");
    assertThat(quote(with(trade, "--limit-price", "1E+40")).err()).contains("not a price");
    assertThat(quote(with(trade, "--limit-price", "2900", "--exact-out")).err())
        .contains("--limit-price is for amounts that are sold");
  }

  @Test
  void wantsOnePlaceWhereTheMarketIs() {
    String[] trade = {"--in", "WETH", "--out", "USDC", "--amount", "1"};
    assertThat(quote(with(trade, "--config", "node.yaml")).err())
        .contains("say where the market is: --market FILE or --config FILE");
    assertThat(CommandRun.of(new QuoteCommand(), trade).err())
        .contains("say where the market is: --market FILE or --config FILE");
    assertThat(quote(with(trade, "--chain", "ethereum")).err())
        .contains("--chain is a chain of --config");
  }

  @Test
  void takesBaseUnits() {
    JsonObject whole = json("--in", "USDC", "--out", "WETH", "--amount", "3000");
    JsonObject units =
        json("--in", "USDC", "--out", "WETH", "--amount", "3000000000", "--base-units");

    assertThat(units).isEqualTo(whole);
  }

  @Test
  void endsWithOneWhereNothingCanBeTraded() {
    CommandRun run =
        quote("--in", "USDC", "--out", "WETH", "--amount", "1", "--base-units", "--exact-out");
    CommandRun all = quote("--in", "WETH", "--out", "USDC", "--amount", "99999999", "--exact-out");

    assertThat(run.code()).isZero();
    assertThat(all.code()).isEqualTo(1);
    assertThat(all.out()).contains("it can't fill that much in one trade", "best route: no route");
  }

  @Test
  void asksWhetherANearbyTokenIsMeant() {
    CommandRun run = quote("--in", "WET", "--out", "USDC", "--amount", "1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no token called WET; did you mean WETH, ");
  }

  @Test
  void asksForTheAddressWhereTwoTokensShareAName() {
    CommandRun run = quote("--in", "Dai", "--out", "USDC", "--amount", "1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("several tokens are called Dai", MarketFiles.FALSE_DAI.address().toString());
    assertThat(
            quote("--in", MarketFiles.DAI.address().toString(), "--out", "USDC", "--amount", "1")
                .code())
        .isZero();
  }

  @Test
  void refusesAmountsThatTheTokenCannotHave() {
    assertThat(quote("--in", "USDC", "--out", "WETH", "--amount", "1.2345678").err())
        .contains("USDC has 6 decimals, fewer than 1.2345678");
    assertThat(quote("--in", "USDC", "--out", "WETH", "--amount", "1.5", "--base-units").err())
        .contains("base units are whole but found 1.5");
    assertThat(quote("--in", "USDC", "--out", "WETH", "--amount", "0").err())
        .contains("an amount is above zero");
    assertThat(quote("--in", "USDC", "--out", "WETH", "--amount", "-1").err())
        .contains("expected an amount such as 1.5");
    assertThat(quote("--in", "USDC", "--out", "USDC", "--amount", "1").err())
        .contains("cannot be exchanged for itself");
    assertThat(quote("--in", "USDC", "--out", "WETH", "--amount", "1", "--gas-price", "3").err())
        .contains("--gas-price needs --wrapped-native");
  }

  @Test
  void refusesLimitsThatNoRouteCanHave() {
    for (List<String> limit :
        List.of(
            List.of("--max-hops", "0", "1 to 16 hops"),
            List.of("--max-legs", "65", "1 to 64 legs"),
            List.of("--max-impact", "1.01", "between 0 and 1"),
            List.of("--max-impact", "1e999999999", "at most 78 digits"),
            List.of("--max-impact", "0.0000000001", "billionths"),
            List.of("--limit-price", "-1", "not a price"),
            List.of("--gas-price", "much", "expected a number"),
            List.of("--byte-price", "-1e-99", "at most 78 digits"))) {
      CommandRun run =
          quote("--in", "WETH", "--out", "USDC", "--amount", "1", limit.get(0), limit.get(1));
      assertThat(run.code()).as("%s", limit).isEqualTo(2);
      assertThat(run.err()).contains(limit.get(2));
    }
  }

  @Test
  void namesThePlaceThatIsWrongInTheFile() throws IOException {
    Files.writeString(market, Files.readString(market).replaceFirst("\"WETH\"", "17"));

    CommandRun run = quote("--in", "WETH", "--out", "USDC", "--amount", "1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("/tokens/0/symbol: expected text but found 17");
  }

  @Test
  void showsWhatAFileHolds() {
    CommandRun run = CommandRun.of(new MarketCommand(), "show", market.toString());
    JsonObject json =
        JsonParser.parseString(
                CommandRun.of(new MarketCommand(), "show", market.toString(), "--json").out())
            .getAsJsonObject();

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("chain 1, 7 pools at block 21000000")
        .containsPattern("balancer-v2 / balancer-v2 +1")
        .containsPattern("uniswap-v2 / deep +1")
        .containsPattern(MarketFiles.WETH.address() + " +WETH +18 +6")
        .contains("silent: its quotes differed from the chain's");
    assertThat(json.get("pools").getAsInt()).isEqualTo(7);
    assertThat(json.getAsJsonArray("tokens")).hasSize(4);
    assertThat(json.getAsJsonObject("silenced").size()).isEqualTo(1);
  }

  private CommandRun quote(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--market", market.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(new QuoteCommand(), all.toArray(String[]::new));
  }

  private JsonObject json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    CommandRun run = quote(all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  private static JsonObject first(JsonObject answer) {
    return first(answer, "pools");
  }

  private static JsonObject first(JsonObject answer, String list) {
    return answer.getAsJsonArray(list).get(0).getAsJsonObject();
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
  }

  private static BigDecimal number(JsonObject object, String field) {
    return new BigDecimal(object.get(field).getAsString());
  }

  private static BigDecimal big(String value) {
    return new BigDecimal(value);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
