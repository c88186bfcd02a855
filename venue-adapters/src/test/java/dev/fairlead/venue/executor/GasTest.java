package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The gas of whole transactions, the same trade at the same state: the venue's own router against
 * the executor in both modes. All approvals are in place and unlimited for the router as for the
 * executor, and the owner has some of every token.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GasTest {
  private static final double MOST = 1.15;

  /** The README of the contract says where it goes. */
  private static final double MOST_ON_CURVE = 1.20;

  /** What a hop that wraps or unwraps is taken to cost. */
  private static final long WRAPPING_GAS = 16_000;

  /** What the executor costs more where there is nothing else to do. */
  private static final long WRAPPING_ALONE_GAS = 30_000;

  /** What it costs that a leg ends, and another begins, at a token in between. */
  private static final long PLACE_GAS = 3_000;

  private ExecutorChain chain;
  private final List<String> table = new ArrayList<>();

  @BeforeAll
  void start() {
    chain = ExecutorChain.start();
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @Test
  void aHopCostsAtMostFifteenPercentMoreThanTheVenuesOwnRouter() {
    Deployment on = chain.deployment();
    Deployment.Tokens t = on.tokens();
    List<VenueTrade> withRouter = new ArrayList<>();
    withRouter.add(VenueTrade.v2(on, t.usdc(), t.usdt()));
    withRouter.add(VenueTrade.v2(on, t.usdt(), t.usdc(), t.dai()));
    withRouter.add(VenueTrade.v3(on, 100, t.usdc(), t.dai()));
    withRouter.add(VenueTrade.v3(on, 3_000, t.wbtc(), t.weth(), t.dai()));
    withRouter.add(VenueTrade.v4(on, t.usdc(), t.usdt()));
    withRouter.add(VenueTrade.v4(on, t.wbtc(), t.usdc(), t.usdt()));
    withRouter.add(VenueTrade.v4NativeIn(on, t.usdc()));
    withRouter.add(VenueTrade.v4NativeOut(on, t.usdc()));
    List<VenueTrade> called = new ArrayList<>();
    called.add(VenueTrade.curve(on, t.dai(), t.usdc()));
    on.balancerV2().pools().forEach(pool -> called.add(VenueTrade.balancer(on, pool)));

    for (VenueTrade trade : withRouter) {
      Gas gas = measure(trade);
      assertThat(gas.owned()).as("%s", trade).isLessThan((long) (gas.router() * MOST));
      assertThat(gas.delegated()).as("%s", trade).isLessThan((long) (gas.router() * MOST));
    }
    for (VenueTrade trade : called) {
      Gas gas = measure(trade);
      boolean curve = trade.hops().getFirst() instanceof ExecutorHop.Curve;
      double most = curve ? MOST_ON_CURVE : MOST;
      assertThat(gas.owned()).as("%s", trade).isLessThan((long) (gas.floor() * MOST));
      assertThat(gas.delegated()).as("%s", trade).isLessThan((long) (gas.router() * most));
    }
    table.forEach(System.out::println);
  }

  /** What wrapping, or unwrapping, adds to a trade: the README has the table. */
  @Test
  void theCoinCostsLittleMoreThanItsWrapper() {
    Deployment on = chain.deployment();
    Token weth = on.tokens().weth();
    Token usdc = on.tokens().usdc();
    ExecutorHop wrap = new ExecutorHop.Wrapping(weth.address());
    ExecutorHop unwrap = new ExecutorHop.Wrapping(Address.ZERO);
    ExecutorHop sell = VenueTrade.v3Hop(on, 500, weth, usdc);
    ExecutorHop buy = VenueTrade.v3Hop(on, 500, usdc, weth);
    Address coin = Address.ZERO;
    BigInteger amount = VenueTrade.tenth(weth);

    chain.reset();
    long deposit =
        gas(chain.send(OWNER, weth.address(), ExecutorChain.calldata("deposit()"), amount));
    coin("wrapped", deposit, measure(coin, amount, wrap), WRAPPING_ALONE_GAS);
    chain.reset();
    long withdrawal = gas(chain.transact(OWNER, weth.address(), "withdraw(uint256)", amount));
    coin("unwrapped", withdrawal, measure(weth.address(), amount, unwrap), WRAPPING_ALONE_GAS);
    coin(
        "sold on Uniswap V3",
        measure(weth.address(), amount, sell).owned(),
        measure(coin, amount, wrap, sell),
        WRAPPING_GAS);
    coin(
        "bought on Uniswap V3",
        measure(usdc.address(), VenueTrade.tenth(usdc), buy).owned(),
        measure(usdc.address(), VenueTrade.tenth(usdc), buy, unwrap),
        WRAPPING_GAS);
  }

  /** What it costs to part a trade at a token in between, and what it saves to meet there. */
  @Test
  void aPlaceInBetweenCostsLittleAndALegThatOthersShareSavesATrade() {
    Deployment on = chain.deployment();
    Deployment.Tokens t = on.tokens();
    Address weth = t.weth().address();
    Address usdc = t.usdc().address();
    ExecutorHop one = VenueTrade.v3Hop(on, 500, t.weth(), t.usdc());
    ExecutorHop other = VenueTrade.v2Hop(on, t.weth(), t.usdc());
    ExecutorHop beyond = VenueTrade.v3Hop(on, 100, t.usdc(), t.dai());
    BigInteger half = VenueTrade.tenth(t.weth());

    Gas straight = measure(leg(weth, half, one, beyond));
    Gas parted = measure(leg(weth, half, one), leg(usdc, BigInteger.ZERO, beyond));
    Gas apart = measure(leg(weth, half, one, beyond), leg(weth, half, other, beyond));
    Gas met =
        measure(leg(weth, half, one), leg(weth, half, other), leg(usdc, BigInteger.ZERO, beyond));

    more("a leg that goes on from a place", straight, parted);
    more("two legs that share a third", apart, met);
    assertThat(parted.owned() - straight.owned()).isBetween(0L, PLACE_GAS);
    assertThat(parted.delegated() - straight.delegated()).isBetween(0L, PLACE_GAS);
    assertThat(met.owned()).isLessThan(apart.owned());
  }

  private static void more(String name, Gas without, Gas with) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d | %,d |%n",
        name,
        without.owned(),
        with.owned(),
        with.owned() - without.owned(),
        without.delegated(),
        with.delegated());
  }

  private static ExecutorLeg leg(Address in, BigInteger amount, ExecutorHop... hops) {
    return new ExecutorLeg(in, Uint256.of(amount), List.of(hops));
  }

  private Gas measure(ExecutorLeg... legs) {
    Address in = legs[0].tokenIn();
    Uint256 sold =
        Arrays.stream(legs)
            .filter(leg -> leg.tokenIn().equals(in))
            .map(ExecutorLeg::amountIn)
            .reduce(Uint256.ZERO, Uint256::plus);
    chain.reset();
    return measure(
        new ExecutorProgram(
            chain.now().plusSeconds(3_600),
            in,
            sold,
            legs[legs.length - 1].tokenOut(),
            Uint256.ONE,
            List.of(legs)));
  }

  private static void coin(String name, long of, Gas gas, long most) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d |%n",
        name,
        of,
        gas.owned(),
        gas.owned() - of,
        gas.delegated());
    assertThat(gas.owned() - of).as("owned, %s", name).isBetween(0L, most);
  }

  private Gas measure(Address in, BigInteger amount, ExecutorHop... hops) {
    chain.reset();
    return measure(chain.program(in, amount, BigInteger.ONE, hops));
  }

  private Gas measure(ExecutorProgram program) {
    long owned = gas(chain.execute(program));
    chain.reset();
    chain.delegateOwner();
    return new Gas(0, owned, gas(chain.send(OWNER, OWNER.address(), program)), 0);
  }

  /**
   * @param floor of what any contract in between can do
   */
  private record Gas(long router, long owned, long delegated, long floor) {}

  private Gas measure(VenueTrade trade) {
    chain.reset();
    chain.approveRouter(trade.in().address(), trade.router());
    long router = gas(chain.send(OWNER, trade.router(), trade.call()));
    chain.reset();
    ExecutorProgram program =
        chain.program(
            trade.in().address(),
            trade.amount(),
            BigInteger.ONE,
            trade.hops().toArray(ExecutorHop[]::new));
    long owned = gas(chain.execute(program));
    chain.reset();
    long floor = floor(trade);
    chain.reset();
    chain.delegateOwner();
    long delegated = gas(chain.send(OWNER, OWNER.address(), program.toCalldata()));
    Gas gas = new Gas(router, owned, delegated, floor);
    table.add(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %,d | %.2f | %,d | %.2f | %s |",
            trade.name(),
            router,
            owned,
            (double) owned / router,
            delegated,
            (double) delegated / router,
            floor == 0
                ? ""
                : String.format(Locale.ROOT, "%,d (%.2f)", floor, (double) owned / floor)));
    return gas;
  }

  /** The same by a contract that checks nothing, where the venue pulls from its caller. */
  private long floor(VenueTrade trade) {
    ExecutorHop hop = trade.hops().getFirst();
    if (!(hop instanceof ExecutorHop.Curve || hop instanceof ExecutorHop.BalancerV2)) {
      return 0;
    }
    Address forwarder = chain.deploy("BareForwarder", "()");
    chain.approve(trade.in().address(), forwarder);
    Bytes call = trade.call();
    boolean sendsOn = hop instanceof ExecutorHop.Curve;
    if (!sendsOn) {
      String sender = OWNER.address().toString().substring(2).toLowerCase(Locale.ROOT);
      String by = forwarder.toString().substring(2).toLowerCase(Locale.ROOT);
      call = Bytes.parse(call.toString().replaceFirst(sender, by));
    }
    return gas(
        chain.send(
            OWNER,
            forwarder,
            Bytes.wrap(
                Abi.call(
                    "forward(address,uint256,address,bytes,address)",
                    trade.in().address(),
                    trade.amount(),
                    trade.router(),
                    call.toArray(),
                    sendsOn ? trade.out().address() : Address.ZERO))));
  }

  private static long gas(JsonNode receipt) {
    return JsonRpc.number(receipt.required("gasUsed")).longValueExact();
  }
}
