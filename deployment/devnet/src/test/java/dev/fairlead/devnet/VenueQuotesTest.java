package dev.fairlead.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each venue's own quote is what its own router then pays, to the last unit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VenueQuotesTest {
  private static final Wallet TRADER = Wallet.TRADER;
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private Devnet devnet;
  private DevChain chain;
  private Deployment.Tokens tokens;

  @BeforeAll
  void start() {
    devnet = Devnet.start();
    chain = devnet.chain();
    tokens = chain.deployment().tokens();
  }

  @AfterAll
  void stop() {
    devnet.close();
  }

  @Test
  void uniswapV2PaysItsQuote() {
    Address router = chain.deployment().uniswapV2().router();
    for (Deployment.UniswapV2.Pair pair : chain.deployment().uniswapV2().pairs()) {
      List<Address> path = List.of(pair.token0().address(), pair.token1().address());
      BigInteger in = tenth(pair.token0());
      BigInteger quote =
          last(
              chain
                  .anvil()
                  .read(router, "getAmountsOut(uint256,address[])", "(uint256[])", in, path));

      assertPays(
          quote,
          pair.token0(),
          pair.token1(),
          router,
          "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)",
          in,
          quote,
          path,
          TRADER.address(),
          BigInteger.ONE.shiftLeft(40));
    }
  }

  @Test
  void uniswapV3PaysItsQuote() {
    Deployment.UniswapV3 v3 = chain.deployment().uniswapV3();
    for (Deployment.UniswapV3.Pool pool : v3.pools()) {
      BigInteger in = tenth(pool.token1());
      BigInteger quote =
          (BigInteger)
              chain
                  .anvil()
                  .read(
                      v3.quoter(),
                      "quoteExactInputSingle((address,address,uint256,uint24,uint160))",
                      "(uint256,uint160,uint32,uint256)",
                      List.of(
                          pool.token1().address(),
                          pool.token0().address(),
                          in,
                          pool.fee(),
                          BigInteger.ZERO))
                  .getFirst();

      assertPays(
          quote,
          pool.token1(),
          pool.token0(),
          v3.router(),
          "exactInputSingle((address,address,uint24,address,uint256,uint256,uint160))",
          List.of(
              pool.token1().address(),
              pool.token0().address(),
              pool.fee(),
              TRADER.address(),
              in,
              quote,
              BigInteger.ZERO));
    }
  }

  @Test
  void uniswapV4PaysItsQuoteInTokensAndInNativeEther() {
    Deployment.UniswapV4 v4 = chain.deployment().uniswapV4();
    for (Deployment.UniswapV4.Pool pool : v4.pools()) {
      List<Object> key =
          List.of(
              pool.token0().address(),
              pool.token1().address(),
              pool.fee(),
              pool.tickSpacing(),
              Address.ZERO);
      BigInteger in = tenth(pool.token0());
      BigInteger quote =
          (BigInteger)
              chain
                  .anvil()
                  .read(
                      v4.quoter(),
                      "quoteExactInputSingle(((address,address,uint24,int24,address),bool,uint128,bytes))",
                      "(uint256,uint256)",
                      List.of(key, true, in, new byte[0]))
                  .getFirst();
      boolean ether = pool.token0().address().isZero();
      if (!ether) {
        approve(pool.token0(), chain.deployment().permit2());
        chain
            .anvil()
            .transact(
                TRADER,
                chain.deployment().permit2(),
                "approve(address,address,uint160,uint48)",
                pool.token0().address(),
                v4.universalRouter(),
                BigInteger.ONE.shiftLeft(159),
                BigInteger.ONE.shiftLeft(47));
      }
      byte[] swap =
          Abi.encode(
              "(((address,address,uint24,int24,address),bool,uint128,uint128,bytes))",
              List.of(key, true, in, quote, new byte[0]));
      byte[] settle = Abi.encode("(address,uint256)", pool.token0().address(), in);
      byte[] take = Abi.encode("(address,uint256)", pool.token1().address(), quote);
      byte[] input =
          Abi.encode("(bytes,bytes[])", new byte[] {0x06, 0x0c, 0x0f}, List.of(swap, settle, take));
      BigInteger before = balance(pool.token1());

      chain
          .anvil()
          .transact(
              TRADER,
              Transaction.call(
                      chain.anvil().nonce(TRADER.address()),
                      v4.universalRouter(),
                      "execute(bytes,bytes[],uint256)",
                      new byte[] {0x10},
                      List.of(input),
                      BigInteger.ONE.shiftLeft(40))
                  .withValue(ether ? in : BigInteger.ZERO));

      assertThat(balance(pool.token1()).subtract(before)).as("%s", pool).isEqualTo(quote);
    }
  }

  @Test
  void balancerV2PaysItsQuoteFromEveryKindOfPool() {
    Deployment.BalancerV2 balancer = chain.deployment().balancerV2();
    assertThat(balancer.pools())
        .extracting(Deployment.BalancerV2.Pool::kind)
        .contains(Deployment.BalancerV2.Kind.values());
    for (Deployment.BalancerV2.Pool pool : balancer.pools()) {
      Address factory =
          switch (pool.kind()) {
            case WEIGHTED -> balancer.weightedFactory();
            case STABLE -> balancer.stableFactory();
            case COMPOSABLE_STABLE -> balancer.composableStableFactory();
          };
      assertThat(
              chain.anvil().read(factory, "isPoolFromFactory(address)", "(bool)", pool.address()))
          .containsExactly(true);
    }
    for (Deployment.BalancerV2.Pool pool : balancer.pools()) {
      Token sold = pool.tokens().getFirst();
      Token bought = pool.tokens().getLast();
      List<Object> swap =
          List.of(pool.id(), 0, sold.address(), bought.address(), tenth(sold), new byte[0]);
      List<Object> funds = List.of(TRADER.address(), false, TRADER.address(), false);
      BigInteger quote =
          (BigInteger)
              chain
                  .anvil()
                  .read(
                      balancer.queries(),
                      "querySwap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool))",
                      "(uint256)",
                      swap,
                      funds)
                  .getFirst();

      assertPays(
          quote,
          sold,
          bought,
          balancer.vault(),
          "swap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool),uint256,uint256)",
          swap,
          funds,
          quote,
          BigInteger.ONE.shiftLeft(40));
    }
  }

  @Test
  void curvePaysItsQuoteOrOneUnitMore() {
    Deployment.Curve curve = chain.deployment().curve();
    for (int i = 0; i < 4; i++) {
      int j = (i + 1) % 4;
      Token sold = curve.coins().get(i);
      Token bought = curve.coins().get(j);
      BigInteger in = tenth(sold).multiply(BigInteger.valueOf(1_000_000));
      BigInteger quote =
          (BigInteger)
              chain
                  .anvil()
                  .read(curve.pool(), "get_dy(int128,int128,uint256)", "(uint256)", i, j, in)
                  .getFirst();
      approve(sold, curve.pool());
      BigInteger before = balance(bought);

      chain
          .anvil()
          .transact(
              TRADER,
              curve.pool(),
              "exchange(int128,int128,uint256,uint256)",
              i,
              j,
              in,
              quote.subtract(BigInteger.ONE));

      assertThat(balance(bought).subtract(before))
          .as("%s for %s", bought, sold)
          .isBetween(quote.subtract(BigInteger.ONE), quote.add(BigInteger.ONE));
    }
  }

  @Test
  void poolsAgreeOnThePriceOfEtherWithinTheirFees() {
    Deployment.UniswapV2 v2 = chain.deployment().uniswapV2();
    BigInteger ether = BigInteger.TEN.pow(18);
    List<Address> path = List.of(tokens.weth().address(), tokens.usdc().address());
    BigInteger dollars =
        last(
            chain
                .anvil()
                .read(v2.router(), "getAmountsOut(uint256,address[])", "(uint256[])", ether, path));

    assertThat(dollars)
        .isBetween(BigInteger.valueOf(2_400_000_000L), BigInteger.valueOf(2_600_000_000L));
  }

  private void assertPays(
      BigInteger quote,
      Token sold,
      Token bought,
      Address router,
      String signature,
      Object... arguments) {
    approve(sold, router);
    BigInteger before = balance(bought);

    chain.anvil().transact(TRADER, router, signature, arguments);

    BigInteger got = balance(bought).subtract(before);
    assertThat(got).as("%s for %s", bought, sold).isPositive().isEqualTo(quote);
  }

  private void approve(Token token, Address spender) {
    chain.anvil().transact(TRADER, token.address(), "approve(address,uint256)", spender, MAX);
  }

  private BigInteger balance(Token token) {
    return chain.anvil().balance(token.address(), TRADER.address());
  }

  private static BigInteger tenth(Token token) {
    return BigInteger.TEN.pow(token.decimals()).divide(BigInteger.TEN).add(BigInteger.valueOf(7));
  }

  private static BigInteger last(List<Object> answer) {
    return (BigInteger) ((List<?>) answer.getFirst()).getLast();
  }
}
