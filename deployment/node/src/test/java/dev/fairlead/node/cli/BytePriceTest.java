package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.route.NetworkFee;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BytePriceTest {
  private static final FeePerGas GWEI = FeePerGas.of(1_000_000_000);

  @TempDir private Path directory;

  @Test
  void isThePriceOfAByteByTheRuleOfTheChain() {
    for (String gwei : new String[] {"0.000001", "0.0363", "1000", "9999.123456789"}) {
      Uint256 wei = Gwei.price(new BigDecimal(gwei)).wei();
      NetworkFee base = BytePrice.fee(new ChainId(8_453), GWEI, new BigDecimal(gwei));
      assertThat(base.dataFee()).isInstanceOf(DataFee.OpStack.class);
      assertThat(base.dataFee().perByte()).isBetween(wei, wei.plus(Uint256.ONE));
      assertThat(BytePrice.fee(new ChainId(42_161), GWEI, new BigDecimal(gwei)).dataFee())
          .isEqualTo(new DataFee.Arbitrum(wei));
    }
    assertThat(BytePrice.fee(new ChainId(130), GWEI, BigDecimal.ZERO))
        .isEqualTo(NetworkFee.of(GWEI));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BytePrice.fee(new ChainId(130), FeePerGas.ZERO, BigDecimal.ONE))
        .withMessageContaining("--byte-price needs --gas-price");
  }

  @Test
  void isWeighedByAQuote() throws IOException {
    Path market = MarketFiles.write(directory);
    JsonObject free = quote(market, "0");
    JsonObject dear = quote(market, "1000");
    JsonObject route = dear.getAsJsonObject("route");
    // Some 200 bytes at 1,000 gwei.
    assertThat(new BigInteger(route.get("data_cost").getAsString()))
        .isBetween(
            BigInteger.valueOf(140_000_000_000_000L), BigInteger.valueOf(280_000_000_000_000L));
    assertThat(free.getAsJsonObject("route").get("data_cost").getAsString()).isEqualTo("0");
    for (String list : new String[] {"pools", "tried"}) {
      assertThat(net(dear, list)).isLessThan(net(free, list));
    }
    assertThat(CommandRun.of(new QuoteCommand(), arguments(market, "1000")).out())
        .containsPattern("gas \\d+, and [\\d.]+ gwei for its bytes");
    assertThat(CommandRun.of(new QuoteCommand(), arguments(market, "0")).out())
        .doesNotContain("for its bytes");
  }

  private static BigDecimal net(JsonObject answer, String list) {
    JsonObject first = answer.getAsJsonArray(list).get(0).getAsJsonObject();
    return first.get("net").getAsBigDecimal();
  }

  private static JsonObject quote(Path market, String bytePrice) {
    List<String> all = new ArrayList<>(List.of(arguments(market, bytePrice)));
    all.add("--json");
    CommandRun run = CommandRun.of(new QuoteCommand(), all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  private static String[] arguments(Path market, String bytePrice) {
    return new String[] {
      "--market",
      market.toString(),
      "--in",
      "WETH",
      "--out",
      "USDC",
      "--amount",
      "1",
      "--wrapped-native",
      "WETH",
      "--gas-price",
      "0.01",
      "--byte-price",
      bytePrice
    };
  }
}
