package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deny lists as operators write them, with and without errors. */
final class DenyListsTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final String WETH = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2";
  private static final String USDC = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
  private static final String TYPED = "0xa0B86991C6218b36c1d19d4A2E9eB0CE3606eb49";
  private static final String PAIR = "uniswap-v2:0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc";
  private static final String GONE = "uniswap-v2:0x00000000000000000000000000000000000000bb";
  private static final String SUSHI = "sushi:0x00000000000000000000000000000000000000cc";

  @TempDir private Path directory;

  @Test
  void saysNothingOfWhatIsThere() throws IOException {
    DenyLists lists =
        lists(
            """
            risk: {denied-tokens: ["%s"]}
            any-strategy:
              allowed: true
              route:
                denied-venues: [uniswap-v2]
                denied-tokens: ["%s"]
                denied-pools: {here: ["%s"]}
            """
                .formatted(USDC, WETH, PAIR));
    assertThat(lists.unconfigured()).isEmpty();
    assertThat(lists.notIn("here", market())).isEmpty();
  }

  @Test
  void namesWhatIsNotThereByItsList() throws IOException {
    DenyLists lists =
        lists(
            """
            risk: {denied-tokens: ["%s", "%s"]}
            any-strategy:
              allowed: true
              route:
                denied-venues: [uniswap-v2, sushiswap]
                denied-tokens: ["%s"]
                denied-pools:
                  here: ["%s", "%s", "%s", "uniswap-v2"]
                  there: ["uniswap-v2:0x00"]
            """
                .formatted(USDC, TYPED, TYPED, PAIR, GONE, SUSHI));
    assertThat(lists.unconfigured())
        .extracting(DenyLists.Unknown::words)
        .containsExactly(
            "risk.denied-tokens: " + TYPED + " is no token of any chain here",
            "any-strategy.route.denied-tokens: " + TYPED + " is no token of any chain here",
            "any-strategy.route.denied-venues: sushiswap is no venue of any chain here",
            "any-strategy.route.denied-pools.here: " + SUSHI + " is of no venue of chain here",
            "any-strategy.route.denied-pools.here: expected VENUE:KEY but found \"uniswap-v2\"",
            "any-strategy.route.denied-pools.there: there is no chain \"there\"");
    assertThat(lists.poolsOfVenues("here"))
        .extracting(pool -> pool.id().toString())
        .containsExactly(PAIR, GONE);
    assertThat(lists.notIn("here", market()))
        .extracting(DenyLists.Unknown::words)
        .containsExactly(
            "any-strategy.route.denied-pools.here: "
                + GONE
                + " is no pool of the market at block 7");
  }

  private DenyLists lists(String more) throws IOException {
    Path file = directory.resolve("fairlead.yaml");
    Files.writeString(
        file,
        """
        data-dir: "%s"
        accounts: [{keystore: "/none", password-file: "/none"}]
        chains:
          here:
            id: 1
            endpoints: [{http: "http://127.0.0.1:1"}]
            wrapped-native: "%s"
            tokens:
              - {symbol: WETH, address: "%s", decimals: 18}
              - {symbol: USDC, address: "%s", decimals: 6}
            venues:
              uniswap-v2: [{factory: "0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f"}]
        """
                .formatted(directory, WETH, WETH, USDC)
            + more);
    NodeConfig config = ConfigReader.read(file, Map.of());
    return new DenyLists(config);
  }

  /** The one pair. */
  private static Market market() {
    List<Token> tokens =
        List.of(
            new Token(CHAIN, Address.parse(USDC), "USDC", 6),
            new Token(CHAIN, Address.parse(WETH), "WETH", 18));
    return Market.of(
        new BlockRef(new BlockNumber(7), new BlockHash(Bytes32.ZERO)),
        List.of(
            new UniswapV2Pool(
                new PoolFacts(PoolId.parse(CHAIN, PAIR), tokens, new Gas(1)),
                PairFee.ofBasisPoints(30),
                Uint256.ONE,
                Uint256.ONE)));
  }
}
