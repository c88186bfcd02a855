package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every venue pays through the executor what it pays through its own router, to the last unit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VenuesTest {
  private ExecutorChain chain;

  @BeforeAll
  void start() {
    chain = ExecutorChain.start();
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @BeforeEach
  void reset() {
    chain.reset();
  }

  List<VenueTrade> trades() {
    Deployment on = chain.deployment();
    Deployment.Tokens t = on.tokens();
    List<VenueTrade> trades = new ArrayList<>();
    trades.add(VenueTrade.v2(on, t.weth(), t.usdc()));
    trades.add(VenueTrade.v2(on, t.usdc(), t.weth()));
    trades.add(VenueTrade.v2(on, t.usdt(), t.weth(), t.dai()));
    trades.add(VenueTrade.v3(on, 500, t.weth(), t.usdc()));
    trades.add(VenueTrade.v3(on, 500, t.usdc(), t.weth()));
    trades.add(VenueTrade.v3(on, 3_000, t.wbtc(), t.weth(), t.dai()));
    trades.add(VenueTrade.v4(on, t.usdc(), t.usdt()));
    trades.add(VenueTrade.v4(on, t.usdt(), t.usdc()));
    trades.add(VenueTrade.v4(on, t.wbtc(), t.usdc(), t.usdt(), t.weth()));
    trades.add(VenueTrade.v4NativeIn(on, t.usdc()));
    trades.add(VenueTrade.v4NativeOut(on, t.usdc()));
    trades.add(VenueTrade.curve(on, t.dai(), t.usdc()));
    trades.add(VenueTrade.curve(on, t.usdt(), t.susd()));
    on.balancerV2().pools().forEach(pool -> trades.add(VenueTrade.balancer(on, pool)));
    return trades;
  }

  @ParameterizedTest
  @MethodSource("trades")
  void paysWhatTheVenuesOwnRouterPays(VenueTrade trade) {
    BigInteger paidByRouter = runByRouter(trade);
    chain.reset();
    Address in = trade.in().address();
    Address out = trade.out().address();
    BigInteger inBefore = chain.ownerHas(in);
    BigInteger outBefore = chain.ownerHas(out);

    var receipt = chain.execute(program(trade, paidByRouter));

    assertThat(chain.ownerHas(out).subtract(outBefore)).isEqualTo(paidByRouter).isPositive();
    assertThat(inBefore.subtract(chain.ownerHas(in))).isEqualTo(trade.amount());
    assertThat(ExecutorChain.loggedOutput(receipt, chain.executor())).isEqualTo(paidByRouter);
    assertThat(chain.holdings(chain.executor()))
        .allSatisfy((what, held) -> assertThat(held).isZero());
  }

  @ParameterizedTest
  @MethodSource("trades")
  void anAccountThatRunsTheCodeAsItselfNeedsNoApproval(VenueTrade trade) {
    BigInteger paidByRouter = runByRouter(trade);
    chain.reset();
    chain.delegateOwner();
    chain.transact(OWNER, trade.in().address(), "approve(address,uint256)", chain.executor(), 0);
    Address account = OWNER.address();
    var before = chain.holdings(account);

    var receipt = chain.send(OWNER, account, program(trade, paidByRouter).toCalldata());

    var after = chain.holdings(account);
    before.merge(trade.in().symbol(), trade.amount().negate(), BigInteger::add);
    before.merge(trade.out().symbol(), paidByRouter, BigInteger::add);
    before.remove("ETH");
    after.remove("ETH");
    assertThat(after).isEqualTo(before);
    assertThat(ExecutorChain.loggedOutput(receipt, account)).isEqualTo(paidByRouter);
  }

  private BigInteger runByRouter(VenueTrade trade) {
    Address out = trade.out().address();
    chain.approveRouter(trade.in().address(), trade.router());
    BigInteger before = chain.ownerHas(out);
    chain.send(OWNER, trade.router(), trade.call());
    return chain.ownerHas(out).subtract(before);
  }

  private ExecutorProgram program(VenueTrade trade, BigInteger least) {
    return chain.program(
        trade.in().address(), trade.amount(), least, trade.hops().toArray(ExecutorHop[]::new));
  }
}
