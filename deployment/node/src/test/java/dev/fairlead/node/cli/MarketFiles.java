package dev.fairlead.node.cli;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.file.MarketFile;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.wrapped.WrappedNativePool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small market in a file: three pairs of WETH and USDC, a way over DAI, and a silent pool. */
final class MarketFiles {
  static final ChainId CHAIN = new ChainId(1);
  static final Token WETH = token(1, "WETH", 18);
  static final Token USDC = token(2, "USDC", 6);
  static final Token DAI = token(3, "DAI", 18);
  static final Token FALSE_DAI = token(4, "dai", 18);

  private MarketFiles() {}

  static Path write(Path directory) throws IOException {
    return write(directory.resolve("market.json"), pools());
  }

  /** The same, with the coin that WETH wraps. */
  static Path writeWithCoin(Path directory) throws IOException {
    List<Pool> pools = new ArrayList<>(pools());
    Token coin = new Token(CHAIN, Address.ZERO, "ETH", 18);
    pools.add(new WrappedNativePool(facts("wrapped-native", 20, 1, coin, WETH)));
    return write(directory.resolve("with-coin.json"), pools);
  }

  private static Path write(Path file, List<Pool> pools) throws IOException {
    BlockRef block =
        new BlockRef(
            new BlockNumber(21_000_000), new BlockHash(Bytes32.wrap(Uint256.of(7).toBytes32())));
    try (OutputStream out = Files.newOutputStream(file)) {
      new MarketFile(CHAIN, Market.of(block, pools)).write(out);
    }
    return file;
  }

  static List<Pool> pools() {
    Uint256 half = Uint256.of(500_000_000_000_000_000L);
    return List.of(
        pair("deep", 11, WETH, USDC, ether(1_000), Uint256.of(3_000_000_000_000L)),
        pair("shallow", 12, WETH, USDC, ether(10), Uint256.of(30_000_000_000L)),
        pair("empty", 13, WETH, USDC, Uint256.ZERO, Uint256.ZERO),
        new SilencedPool(
            pair("silent", 14, WETH, USDC, ether(1), Uint256.of(3_000_000_000L)),
            "its quotes differed from the chain's"),
        pair("false", 15, WETH, FALSE_DAI, ether(1), ether(1)),
        BalancerV2Pool.weighted(
            facts("balancer-v2", 32, 16, WETH, DAI),
            List.of(half, half),
            ether(500),
            ether(1_500_000)),
        CurveStableSwapPool.plain(
            facts("curve-stableswap", 20, 17, DAI, USDC),
            Uint256.of(200_000),
            ether(10_000_000),
            Uint256.of(10_000_000_000_000L)));
  }

  static Uint256 ether(long whole) {
    return Uint256.of(10).pow(18).times(Uint256.of(whole));
  }

  private static Pool pair(
      String venue, int number, Token token0, Token token1, Uint256 reserve0, Uint256 reserve1) {
    return new UniswapV2Pool(
        facts(venue, 20, number, token0, token1), PairFee.ofBasisPoints(30), reserve0, reserve1);
  }

  private static PoolFacts facts(String venue, int keyLength, int number, Token... tokens) {
    byte[] key = new byte[keyLength];
    key[keyLength - 1] = (byte) number;
    return new PoolFacts(
        new PoolId(CHAIN, new VenueId(venue), Bytes.wrap(key)), List.of(tokens), new Gas(100_000));
  }

  private static Token token(int number, String symbol, int decimals) {
    byte[] word = Uint256.of(number).toBytes32();
    return new Token(CHAIN, Address.of(word, 12, Address.LENGTH), symbol, decimals);
  }
}
