package dev.fairlead.venue.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.SilencedPool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketFileTest {
  /** {@code -Dfairlead.venue.file.pools=50000} for the size that is meant. */
  private static final int MANY = Integer.getInteger("fairlead.venue.file.pools", 3_000);

  @Test
  void writesVersionOneAsItAlwaysDid() throws IOException {
    assertThat(text(SampleMarket.market())).isEqualTo(golden());
  }

  @Test
  void readsVersionOneAsItAlwaysDid() throws IOException {
    MarketFile file = read(golden());

    assertThat(file.chain()).isEqualTo(SampleMarket.CHAIN);
    assertThat(file.market().block()).isEqualTo(SampleMarket.BLOCK);
    assertThat(file.market().size()).isEqualTo(6);
    assertThat(text(file.market())).isEqualTo(golden());
    Uint256 ether = Uint256.of(10).pow(18);
    for (Pool expected : SampleMarket.market().pools()) {
      Pool pool = file.market().pool(expected.id()).orElseThrow();
      assertThat(pool.getClass()).isEqualTo(expected.getClass());
      assertThat(pool.tokens()).isEqualTo(expected.tokens());
      assertThat(pool.tokens().getFirst().decimals()).isEqualTo(18);
      assertThat(out(pool, ether)).isEqualTo(out(expected, ether));
    }
  }

  @Test
  void givesTheSameBytesInWhateverOrderThePoolsWereFound() throws IOException {
    List<Pool> shuffled = new ArrayList<>(SampleMarket.market().pools());
    Collections.shuffle(shuffled, new Random(5));

    assertThat(text(Market.of(SampleMarket.BLOCK, shuffled))).isEqualTo(golden());
  }

  @Test
  void keepsSilencedPoolsSilentAndTheReason() throws IOException {
    Pool pool =
        read(golden()).market().pools().stream()
            .filter(SilencedPool.class::isInstance)
            .findFirst()
            .orElseThrow();

    assertThat(((SilencedPool) pool).why()).isEqualTo("switched off by an operator");
    assertThat(pool.quoteExactIn(SampleMarket.WETH, SampleMarket.DAI, Uint256.ONE))
        .isEqualTo(Quote.refused(QuoteRefusal.PAUSED));
  }

  @Test
  void holdsManyPools() throws IOException {
    Market market = SampleMarket.pairs(MANY);
    String text = text(market);

    Market read = read(text).market();

    assertThat(read.size()).isEqualTo(MANY);
    assertThat(read.tokens()).hasSize(MANY + 1);
    assertThat(text(read)).isEqualTo(text);
  }

  @Test
  void sharesOneInstanceOfAToken() throws IOException {
    Market read = read(golden()).market();

    for (Pool pool : read.pools()) {
      assertThat(pool.tokens())
          .allMatch(token -> read.tokens().stream().anyMatch(known -> isSame(known, token)));
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "fairlead-market|other-market|/format|expected \"fairlead-market\"",
        "\"version\":1|\"version\":2|/version|version 1 alone",
        "\"version\":1,|\"version\":1,\"extra\":1,|/|expected the field chain but found extra",
        "\"chain\":1|\"chain\":-1|/chain|expected 1 to",
        "\"number\":21000000|\"number\":2.5|/block/number|whole number",
        "\"hash\":\"0x00|\"hash\":\"0x|/block/hash|",
        "\"symbol\":\"USDC\"|\"symbol\":\"\"|/tokens/1/symbol|symbol",
        "\"decimals\":6|\"decimals\":78|/tokens/1/decimals|0 to 77",
        "\"decimals\":6|\"decimals\":6,\"logo\":\"x\"|/tokens/1/logo|unknown field",
        "0000000002\",\"symbol|0000000001\",\"symbol|/tokens/1/address|listed twice",
        "\"protocol\":\"uniswap-v3\"|\"protocol\":\"uniswap-v9\"|/pools/4/protocol|known are",
        "\"venue\":\"sushiswap\"|\"venue\":\"Sushi Swap\"|/pools/2/venue|venue",
        "\"gas\":90012|\"gas\":-1|/pools/4/gas|expected 0 to",
        "\"1000000000000000000000\",\"3000000000000\"|\"-5\",\"3\"|/pools/2/state/reserves/0|negative",
        "\"1000000000000000000000\",\"3000000000000\"|\"5\"|/pools/2/state/reserves|expected 2 items",
        "\"3000000000000\"|\"5192296858534827628530496329220096\"|/pools/2/state/reserves/1|112 bits",
        "\"3000000000000\"|\"0x10\"|/pools/2/state/reserves/1|decimal number",
        "\"3000000000000\"|\"03\"|/pools/2/state/reserves/1|decimal number",
        "\"3000000000000\"|3000000000000|/pools/2/state/reserves/1|expected text",
        "\"fee_pips\":500|\"fee_pips\":1000000|/pools/4/state/fee_pips|expected 0 to 999999",
        "\"fee_pips\":500|\"fees\":500|/pools/4/state|lacks fee_pips",
        "\"index\":-196800|\"index\":-197500|/pools/4/state/ticks/1/index|not above",
        "\"index\":-196800|\"index\":-196801|/pools/4/state/ticks/1/index|multiple",
        "\"tick\":-196257|\"tick\":-196250|/pools/4/state/tick|the price is at tick -196257",
        "\"net\":\"1000000000000000000\"|\"net\":\"999\"|/pools/4|liquidity above tick -195600",
        "\"weights\":[\"8|\"weights\":[\"9|/pools/0/state/weights|10^18",
        "\"kind\":\"weighted\"|\"kind\":\"magic\"|/pools/0/state/kind|weighted-v1, weighted",
        "\"a\":\"200000\"|\"a\":\"0\"|/pools/1|amplification",
        "\"native\":true|\"native\":\"yes\"|/pools/5/state/native|true or false",
        "\"silenced\":\"switched off by an operator\"|\"silenced\":\" \"|/pools/3|no reason",
      })
  void namesThePlaceOfWhatIsWrong(String from, String to, String place, String problem)
      throws IOException {
    String good = golden();
    assertThat(good).contains(from);
    String bad = good.replaceFirst(Pattern.quote(from), to);

    assertThatExceptionOfType(MarketFileException.class)
        .isThrownBy(() -> read(bad))
        .withMessageContaining(problem == null ? "" : problem)
        .satisfies(failure ->
            assertThat(failure.place().isEmpty() ? "/" : failure.place()).isEqualTo(place));
  }

  @Test
  void refusesThePoolThatIsThereTwice() throws IOException {
    String line = golden().lines().filter(l -> l.contains("sushiswap")).findFirst().orElseThrow();

    assertThatExceptionOfType(MarketFileException.class)
        .isThrownBy(() -> read(golden().replace(line, line + "\n" + line)))
        .withMessageContaining("/pools/3/key: listed twice: sushiswap:0x");
  }

  @Test
  void refusesAPoolOfATokenThatTheFileLacks() throws IOException {
    String line = golden().lines().filter(l -> l.contains("\"USDC\"")).findFirst().orElseThrow();

    assertThatExceptionOfType(MarketFileException.class)
        .isThrownBy(() -> read(golden().replace(line + "\n", "")))
        .withMessageContaining("/pools/1/tokens/1: not among the file's tokens: 0x0000");
  }

  @Test
  void refusesAFieldThatIsThereTwice() throws IOException {
    String bad = golden().replace("\"gas\":90012", "\"gas\":90012,\"gas\":1");

    assertThatExceptionOfType(MarketFileException.class)
        .isThrownBy(() -> read(bad))
        .withMessageContaining("/pools/4")
        .withMessageContaining("gas");
  }

  @Test
  void refusesEveryFileThatWasCutOff() throws IOException {
    String good = golden();
    for (int end = 0; end < good.length() - 2; end += 5) {
      String cut = good.substring(0, end);
      assertThatExceptionOfType(MarketFileException.class)
          .as("the first %d characters", end)
          .isThrownBy(() -> read(cut));
    }
  }

  @Test
  void refusesWhatFollowsTheMarket() throws IOException {
    String good = golden();

    assertThatExceptionOfType(MarketFileException.class)
        .isThrownBy(() -> read(good + "{}"))
        .withMessageContaining("something follows");
    assertThatExceptionOfType(MarketFileException.class)
        .isThrownBy(() -> read(good.strip().replaceFirst("}$", ",\"more\":1}")))
        .withMessageContaining("/more: unknown field");
  }

  private static Object out(Pool pool, Uint256 amount) {
    return switch (pool.quoteExactIn(pool.tokens().get(0), pool.tokens().get(1), amount)) {
      case Quote.Filled filled -> filled.amountOut();
      case Quote.Refused refused -> refused;
    };
  }

  @SuppressWarnings("ReferenceEquality") // The point is that it is the same object.
  private static boolean isSame(Object one, Object other) {
    return one == other;
  }

  private static MarketFile read(String text) throws IOException {
    return MarketFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Market market) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MarketFile(SampleMarket.CHAIN, market).write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String golden() throws IOException {
    try (InputStream in = MarketFileTest.class.getResourceAsStream("market-v1.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
