package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BasketQuoteTest {
  @TempDir private Path directory;
  private Path market;

  @BeforeEach
  void writeMarket() throws IOException {
    market = MarketFiles.write(directory);
  }

  private CommandRun quote(String... arguments) {
    return CommandRun.of(
        new QuoteCommand(),
        Stream.concat(Stream.of("--market", market.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private JsonObject json(String... arguments) {
    CommandRun run =
        quote(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  private static List<JsonObject> parts(JsonObject answer) {
    List<JsonObject> parts = new ArrayList<>();
    for (JsonElement part : answer.getAsJsonArray("parts")) {
      parts.add(part.getAsJsonObject());
    }
    return parts;
  }

  private static BigInteger sum(List<JsonObject> parts, String side) {
    return parts.stream()
        .map(part -> new BigInteger(part.getAsJsonObject("route").get(side).getAsString()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Test
  void sellsSeveralTokensForOne() {
    JsonObject answer = json("--sell", "USDC:30000,DAI:60000", "--out", "WETH");

    List<JsonObject> parts = parts(answer);
    assertThat(parts).hasSize(2);
    assertThat(answer.get("basket").getAsString()).isEqualTo("sell-many");
    assertThat(answer.getAsJsonObject("common").get("symbol").getAsString()).isEqualTo("WETH");
    assertThat(answer.get("total").getAsBigInteger()).isEqualTo(sum(parts, "amount_out"));
    assertThat(answer.get("saved").getAsBigInteger()).isNotNegative();
    assertThat(answer.get("bound").getAsBigInteger())
        .isGreaterThanOrEqualTo(answer.get("total").getAsBigInteger());
    assertThat(answer.get("gap").getAsDouble()).isBetween(0.0, 0.01);
    for (JsonObject part : parts) {
      assertThat(part.get("exact").getAsString()).isEqualTo("in");
      assertThat(part.getAsJsonArray("tried")).isNotEmpty();
      assertThat(part.has("alone")).isTrue();
    }
  }

  @Test
  void buysExactAmountsOfSeveralTokensWithOne() {
    JsonObject answer = json("--in", "WETH", "--buy", "USDC:3000,DAI:1500");

    List<JsonObject> parts = parts(answer);
    assertThat(answer.get("basket").getAsString()).isEqualTo("buy-many");
    assertThat(answer.get("total").getAsBigInteger()).isEqualTo(sum(parts, "amount_in"));
    assertThat(answer.get("bound").getAsBigInteger())
        .isPositive()
        .isLessThanOrEqualTo(answer.get("total").getAsBigInteger());
    assertThat(parts)
        .allSatisfy(part -> assertThat(part.get("exact").getAsString()).isEqualTo("out"));
  }

  @Test
  void spendsSharesOfAnAmount() {
    JsonObject answer = json("--in", "WETH", "--amount", "10", "--buy", "USDC:62.5%,DAI:37.5%");

    assertThat(answer.get("basket").getAsString()).isEqualTo("spend-shares");
    for (JsonObject part : parts(answer)) {
      BigDecimal spent = part.getAsJsonObject("route").get("amount_in").getAsBigDecimal();
      assertThat(spent.movePointLeft(18))
          .isEqualByComparingTo(part.get("part").getAsInt() == 0 ? "6.25" : "3.75");
    }
  }

  @Test
  void tellsPeopleTheOrderAndWhatItSaves() {
    CommandRun run = quote("--sell", "USDC:30000,DAI:60000", "--out", "WETH", "--routes");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("2 trades as one  (chain 1, block 21000000)")
        .contains("sell 30000 USDC for WETH", "sell 60000 DAI for WETH", "best route: ", " alone")
        .containsPattern("together: gives \\S+ WETH, gas costs 0 WETH; \\S+ WETH better than")
        .containsPattern("no plans give more than \\S+ WETH for that: the gap is \\S+ %");
  }

  @Test
  void drawsThePartsInTheirOrder() throws IOException {
    Path dot = directory.resolve("basket.dot");
    Path svg = directory.resolve("basket.svg");
    CommandRun run =
        quote(
            "--sell",
            "USDC:30000,DAI:60000",
            "--out",
            "WETH",
            "--dot",
            dot.toString(),
            "--svg",
            svg.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(dot)).contains("subgraph cluster_0", "subgraph cluster_1", "p1t0");
    assertThat(Files.readString(svg).split("class=\"title\"", -1)).hasSize(3);
  }

  @Test
  void namesThePartThatCantBeTradedAndQuotesNothing() {
    CommandRun run = quote("--sell", "USDC:10,DAI:10", "--out", "WETH", "--pool", deepPool());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("part 2: sell 10 DAI for WETH", "no route from DAI to WETH")
        .contains("nothing is quoted")
        .doesNotContain("together");
    JsonObject refused =
        json("--sell", "USDC:10,DAI:10", "--out", "WETH", "--pool", deepPool())
            .getAsJsonObject("refused");
    assertThat(refused.get("part").getAsInt()).isEqualTo(1);
    assertThat(refused.get("no_route").getAsString()).contains("no route from DAI");
  }

  private static String deepPool() {
    return MarketFiles.pools().getFirst().id().toString();
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    refuses("--amount", "--sell", "USDC:1", "--out", "WETH", "--amount", "1");
    refuses("--in", "--sell", "USDC:1", "--out", "WETH", "--in", "DAI");
    refuses("--sell needs --out", "--sell", "USDC:1");
    refuses("--buy needs --in", "--buy", "USDC:1");
    refuses("not both", "--in", "WETH", "--sell", "USDC:1", "--buy", "DAI:1");
    refuses("not both", "--in", "WETH", "--amount", "1", "--buy", "USDC:50%,DAI:1");
    refuses("100 % together", "--in", "WETH", "--amount", "1", "--buy", "USDC:50%,DAI:49%");
    refuses("such as 33.3%", "--in", "WETH", "--amount", "1", "--buy", "USDC:x%");
    refuses("such as USDC:100", "--in", "WETH", "--buy", "USDC");
    refuses("named twice", "--in", "WETH", "--buy", "USDC:1,usdc:2");
    refuses("--depth", "--in", "WETH", "--buy", "USDC:1", "--depth");
    refuses("needs --in", "--out", "WETH", "--amount", "1");
  }

  private void refuses(String why, String... arguments) {
    CommandRun run = quote(arguments);
    assertThat(run.code()).as(run.out()).isNotZero();
    assertThat(run.err()).contains(why);
  }
}
