package dev.fairlead.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
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
    chain.anvil().transact(TRADER, sold.address(), "approve(address,uint256)", router, MAX);
    BigInteger before = chain.anvil().balance(bought.address(), TRADER.address());

    chain.anvil().transact(TRADER, router, signature, arguments);

    BigInteger got = chain.anvil().balance(bought.address(), TRADER.address()).subtract(before);
    assertThat(got).as("%s for %s", bought, sold).isPositive().isEqualTo(quote);
  }

  private static BigInteger tenth(Token token) {
    return BigInteger.TEN.pow(token.decimals()).divide(BigInteger.TEN).add(BigInteger.valueOf(7));
  }

  private static BigInteger last(List<Object> answer) {
    return (BigInteger) ((List<?>) answer.getFirst()).getLast();
  }
}
