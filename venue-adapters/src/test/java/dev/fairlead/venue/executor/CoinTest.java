package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Trades of the chain's own coin, around the real WETH9: as the value of the call, and unwrapped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("failures #160: the chain's coin and its wrapper are two tokens")
final class CoinTest {
  private static final Address COIN = Address.ZERO;
  private static final BigInteger ONE = BigInteger.ONE;

  private ExecutorChain chain;
  private Deployment on;
  private Deployment.Tokens t;
  private Address weth;
  private BigInteger amount;

  @BeforeAll
  void start() {
    chain = ExecutorChain.start();
    on = chain.deployment();
    t = on.tokens();
    weth = t.weth().address();
    amount = VenueTrade.tenth(t.weth());
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @BeforeEach
  void reset() {
    chain.reset();
  }

  /** Hops and what goes in and comes out; none of it the coin. */
  record Path(Token in, Token out, List<ExecutorHop> hops) {
    @Override
    public String toString() {
      return in
          + " to "
          + out
          + " by "
          + hops.stream().map(h -> h.getClass().getSimpleName()).toList();
    }
  }

  List<Path> fromWrapped() {
    ExecutorHop native4 = VenueTrade.v4Hop(on, COIN, t.usdc().address(), t.usdc().address());
    return List.of(
        path(t.weth()),
        path(t.usdc(), VenueTrade.v2Hop(on, t.weth(), t.usdc())),
        path(t.usdc(), VenueTrade.v3Hop(on, 500, t.weth(), t.usdc())),
        path(t.usdc(), native4),
        path(t.dai(), balancer(t.weth(), t.dai())),
        path(
            t.dai(),
            VenueTrade.v2Hop(on, t.weth(), t.usdc()),
            VenueTrade.v3Hop(on, 100, t.usdc(), t.dai())));
  }

  List<Path> toWrapped() {
    ExecutorHop native4 = VenueTrade.v4Hop(on, t.usdc().address(), COIN, weth);
    return List.of(
        new Path(t.weth(), t.weth(), List.of()),
        new Path(t.usdc(), t.weth(), List.of(VenueTrade.v2Hop(on, t.usdc(), t.weth()))),
        new Path(t.usdc(), t.weth(), List.of(VenueTrade.v3Hop(on, 500, t.usdc(), t.weth()))),
        new Path(t.usdc(), t.weth(), List.of(native4)),
        new Path(t.dai(), t.weth(), List.of(balancer(t.dai(), t.weth()))));
  }

  @ParameterizedTest
  @MethodSource("fromWrapped")
  void sellsTheCoinForWhatItsWrapperGives(Path path) {
    BigInteger expected = path.hops().isEmpty() ? amount : whatItGives(path, amount);
    chain.reset();
    Address out = path.out().address();
    BigInteger before = chain.ownerHas(out);
    BigInteger coins = coins(OWNER.address());

    JsonNode receipt = chain.execute(chain.program(COIN, amount, expected, wrapped(path)));

    assertThat(chain.ownerHas(out).subtract(before)).isEqualTo(expected).isPositive();
    assertThat(coins(OWNER.address())).isEqualTo(coins.subtract(amount).subtract(paid(receipt)));
    assertThat(ExecutorChain.loggedOutput(receipt, chain.executor())).isEqualTo(expected);
    assertNothingLeft();
  }

  @ParameterizedTest
  @MethodSource("toWrapped")
  void buysTheCoinForWhatItsWrapperCosts(Path path) {
    BigInteger sold = VenueTrade.tenth(path.in());
    BigInteger expected = path.hops().isEmpty() ? sold : whatItGives(path, sold);
    chain.reset();
    Address in = path.in().address();
    BigInteger before = chain.ownerHas(in);
    BigInteger coins = coins(OWNER.address());
    ExecutorHop[] hops = unwrapped(path);

    assertThat(failure(chain.program(in, sold, expected.add(ONE), hops)))
        .isEqualTo(ExecutorFailure.SHORT_OUTPUT);
    JsonNode receipt = chain.execute(chain.program(in, sold, expected, hops));

    assertThat(coins(OWNER.address())).isEqualTo(coins.add(expected).subtract(paid(receipt)));
    assertThat(before.subtract(chain.ownerHas(in))).isEqualTo(sold);
    assertThat(ExecutorChain.loggedOutput(receipt, chain.executor())).isEqualTo(expected);
    assertNothingLeft();
  }

  @Test
  void anAccountThatRunsTheCodeAsItselfSellsAndBuysTheCoinToo() {
    Path there = fromWrapped().get(2);
    Path back = toWrapped().get(2);
    BigInteger usdc = VenueTrade.tenth(t.usdc());
    BigInteger given = whatItGives(there, amount);
    chain.reset();
    BigInteger returned = whatItGives(back, usdc);
    chain.reset();
    chain.delegateOwner();
    BigInteger before = chain.ownerHas(t.usdc().address());
    BigInteger coins = coins(OWNER.address());

    JsonNode receipt =
        chain.send(OWNER, OWNER.address(), chain.program(COIN, amount, given, wrapped(there)));

    assertThat(chain.ownerHas(t.usdc().address()).subtract(before)).isEqualTo(given);
    assertThat(coins(OWNER.address())).isEqualTo(coins.subtract(amount).subtract(paid(receipt)));
    chain.reset();
    chain.delegateOwner();
    receipt =
        chain.send(
            OWNER,
            OWNER.address(),
            chain.program(t.usdc().address(), usdc, returned, unwrapped(back)));
    assertThat(before.subtract(chain.ownerHas(t.usdc().address()))).isEqualTo(usdc);
    assertThat(coins(OWNER.address())).isEqualTo(coins.add(returned).subtract(paid(receipt)));
  }

  @Test
  void legsShareTheValueExactly() {
    BigInteger half = amount.divide(BigInteger.TWO).add(ONE);
    BigInteger rest = amount.subtract(half);
    Path one = fromWrapped().get(1);
    Path other = fromWrapped().get(2);
    BigInteger expected = whatItGives(one, half).add(whatItGives(other, rest));
    chain.reset();
    ExecutorProgram program =
        new ExecutorProgram(
            chain.now().plusSeconds(60),
            COIN,
            Uint256.of(amount),
            t.usdc().address(),
            Uint256.of(expected),
            List.of(
                new ExecutorLeg(COIN, Uint256.of(half), List.of(wrapped(one))),
                new ExecutorLeg(COIN, Uint256.of(rest), List.of(wrapped(other)))));

    assertThat(ExecutorChain.loggedOutput(chain.execute(program), chain.executor()))
        .isEqualTo(expected);
    assertNothingLeft();
  }

  @Test
  void takesNoOtherValueThanTheInput() {
    ExecutorProgram coin = chain.program(COIN, amount, ONE, wrapped(fromWrapped().get(1)));
    ExecutorProgram token = chain.program(weth, amount, ONE, unwrapped(toWrapped().getFirst()));

    for (BigInteger wrong : List.of(BigInteger.ZERO, amount.subtract(ONE), amount.add(ONE))) {
      assertThat(failure(coin, wrong)).isEqualTo(ExecutorFailure.UNEXPECTED_ETHER);
    }
    for (BigInteger wrong : List.of(ONE, amount)) {
      assertThat(failure(token, wrong)).isEqualTo(ExecutorFailure.UNEXPECTED_ETHER);
    }
  }

  @Test
  void refusesProgramsThatWouldLeaveTheCoinBehind() {
    Address out = chain.deployToken("PlainToken");
    Address pool =
        chain.deploy("FalseV3Pool", "(uint256,uint256,address,uint256)", 0, 0, out, 1_000);
    chain.transact(OWNER, out, "mint(address,uint256)", pool, 1_000);

    assertThat(refused(COIN, out, hop(2, out, pool)))
        .as("a pool that gives something and asks for nothing")
        .isEqualTo(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(COIN, out)).isEqualTo(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(COIN, COIN, hop(9, weth), hop(9, COIN)))
        .as("for itself")
        .isEqualTo(ExecutorFailure.MALFORMED_PROGRAM);
  }

  @Test
  void wrapsAndUnwrapsNothingElse() {
    Address usdc = t.usdc().address();
    Address pair = on.uniswapV2().pair(t.weth(), t.usdc()).address();

    assertThat(refused(COIN, usdc, hop(9, usdc))).isEqualTo(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(usdc, COIN, hop(9, COIN))).isEqualTo(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(usdc, weth, hop(9, weth))).isEqualTo(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(weth, usdc, hop(9, COIN), v2(usdc, pair)))
        .as("into a pair")
        .isEqualTo(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(weth, weth, hop(9, COIN), hop(9, weth)))
        .as("and back")
        .isEqualTo(ExecutorFailure.TOKEN_CALL_FAILED);
  }

  @Test
  void failsAsAWholeWhereTheOwnerTakesNoCoin() {
    Address owner = chain.deploy("Caller", "()");
    Address executor = chain.deployExecutor(owner);
    chain.transact(OWNER, weth, "transfer(address,uint256)", owner, amount);
    chain.transact(
        OWNER,
        owner,
        "call(address,bytes)",
        weth,
        ExecutorChain.calldata("approve(address,uint256)", executor, amount).toArray());
    var program = chain.program(weth, amount, amount, unwrapped(toWrapped().getFirst()));
    chain
        .chain()
        .control()
        .setCode(
            owner,
            JsonRpc.bytes(
                TestContracts.artifact("PlainToken")
                    .required("deployedBytecode")
                    .required("object")));

    assertThat(
            ExecutorFailure.of(
                chain.refusal(owner, executor, program.toCalldata(), BigInteger.ZERO)))
        .contains(ExecutorFailure.TOKEN_CALL_FAILED);
  }

  @Test
  void leavesStrayCoinsAlone() {
    BigInteger stray = BigInteger.valueOf(12_345);
    chain.chain().control().setBalance(chain.executor(), stray);

    chain.execute(chain.program(COIN, amount, ONE, wrapped(fromWrapped().get(1))));
    chain.execute(chain.program(weth, amount, ONE, unwrapped(toWrapped().getFirst())));

    assertThat(coins(chain.executor())).isEqualTo(stray);
  }

  private Path path(Token out, ExecutorHop... hops) {
    return new Path(t.weth(), out, List.of(hops));
  }

  private ExecutorHop[] wrapped(Path path) {
    List<ExecutorHop> hops = new ArrayList<>(List.of(new ExecutorHop.Wrapping(weth)));
    hops.addAll(path.hops());
    return hops.toArray(ExecutorHop[]::new);
  }

  private static ExecutorHop[] unwrapped(Path path) {
    List<ExecutorHop> hops = new ArrayList<>(path.hops());
    hops.add(new ExecutorHop.Wrapping(COIN));
    return hops.toArray(ExecutorHop[]::new);
  }

  private BigInteger whatItGives(Path path, BigInteger sold) {
    JsonNode receipt =
        chain.execute(
            chain.program(path.in().address(), sold, ONE, path.hops().toArray(ExecutorHop[]::new)));
    return ExecutorChain.loggedOutput(receipt, chain.executor());
  }

  private ExecutorHop balancer(Token in, Token out) {
    return on.balancerV2().pools().stream()
        .filter(pool -> pool.tokens().containsAll(List.of(in, out)))
        .findFirst()
        .map(pool -> new ExecutorHop.BalancerV2(pool.id(), out.address()))
        .orElseThrow();
  }

  private BigInteger coins(Address account) {
    return chain.chain().anvil().balance(account);
  }

  /** What the transaction cost its sender beside its value. */
  private static BigInteger paid(JsonNode receipt) {
    return JsonRpc.number(receipt.required("gasUsed"))
        .multiply(JsonRpc.number(receipt.required("effectiveGasPrice")));
  }

  private ExecutorFailure failure(ExecutorProgram program) {
    return failure(program, program.value().value().toBigInteger());
  }

  private ExecutorFailure failure(ExecutorProgram program, BigInteger value) {
    return ExecutorFailure.of(
            chain.refusal(OWNER.address(), chain.executor(), program.toCalldata(), value))
        .orElseThrow();
  }

  /** Why a program of one leg is refused that no {@link ExecutorProgram} could be. */
  private ExecutorFailure refused(Address in, Address out, byte[]... hops) {
    RawProgram raw = new RawProgram(chain.now().plusSeconds(60), in, amount, out);
    return ExecutorFailure.of(
            chain.refusal(
                OWNER.address(),
                chain.executor(),
                raw.calldata(hops),
                in.isZero() ? amount : BigInteger.ZERO))
        .orElseThrow();
  }

  private static byte[] hop(int venue, Address... words) {
    return RawProgram.hop(venue, words);
  }

  private static byte[] v2(Address out, Address pair) {
    byte[] hop = hop(1, out, pair);
    byte[] withFee = Arrays.copyOf(hop, hop.length + 2);
    withFee[withFee.length - 1] = 30;
    return withFee;
  }

  private void assertNothingLeft() {
    assertThat(chain.holdings(chain.executor()))
        .allSatisfy((what, held) -> assertThat(held).as(what).isZero());
  }
}
