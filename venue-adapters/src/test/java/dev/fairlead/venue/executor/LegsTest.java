package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static dev.fairlead.venue.executor.ExecutorChain.STRANGER;
import static dev.fairlead.venue.executor.ExecutorChain.calldata;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Legs that meet at a token in between and go on from there, and programs that get it wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LegsTest {
  private static final BigInteger ZERO = BigInteger.ZERO;
  private static final BigInteger ONE = BigInteger.ONE;
  private static final BigInteger THOUSAND_USDC = BigInteger.TEN.pow(9);
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final BigInteger POOLED = UNIT.multiply(BigInteger.valueOf(1_000));

  private ExecutorChain chain;
  private Deployment on;
  private Deployment.Tokens t;
  private Address weth;
  private Address usdc;
  private Address dai;
  private BigInteger amount;

  @BeforeAll
  void start() {
    chain = ExecutorChain.start();
    on = chain.deployment();
    t = on.tokens();
    weth = t.weth().address();
    usdc = t.usdc().address();
    dai = t.dai().address();
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

  @Test
  void legsThatMeetTradeOnceInThePoolBeyond() {
    BigInteger half = amount.divide(BigInteger.TWO);
    BigInteger one = gives(weth, half, v2(t.weth(), t.usdc()));
    BigInteger other = gives(weth, half, v3(500, t.weth(), t.usdc()));
    BigInteger expected = gives(usdc, one.add(other), v2(t.usdc(), t.dai()));
    chain.reset();
    BigInteger before = chain.ownerHas(dai);

    chain.execute(
        program(
            weth,
            half.add(half),
            dai,
            expected,
            leg(weth, half, v2(t.weth(), t.usdc())),
            leg(weth, half, v3(500, t.weth(), t.usdc())),
            leg(usdc, ZERO, v2(t.usdc(), t.dai()))));

    assertThat(chain.ownerHas(dai).subtract(before)).isEqualTo(expected);
    assertNothingLeft();
  }

  @Test
  void leavesStrayTokensOfAPlaceAlone() {
    BigInteger stray = BigInteger.valueOf(12_345);
    for (Address token : List.of(weth, usdc, dai)) {
      chain.transact(OWNER, token, "transfer(address,uint256)", chain.executor(), stray);
    }

    chain.execute(joined());

    for (Address token : List.of(weth, usdc, dai)) {
      assertThat(chain.balance(token, chain.executor())).isEqualTo(stray);
    }
  }

  @Test
  void theLastLegFromAPlaceTakesMoreWhereMoreHasCome() {
    BigInteger planned = brought();
    BigInteger fixed = planned.divide(BigInteger.TWO);
    chain.reset();
    move(t.usdc(), t.weth(), THOUSAND_USDC);
    BigInteger more = brought();
    assertThat(more).isGreaterThan(planned);
    BigInteger expected = afterwards(fixed, more);
    chain.reset();
    move(t.usdc(), t.weth(), THOUSAND_USDC);

    assertThat(given(parted(fixed, expected))).isEqualTo(expected);
    assertNothingLeft();
  }

  @Test
  void theLastLegFromAPlaceTakesLessWhereLessHasComeAndTheMinimumProtects() {
    BigInteger planned = brought();
    BigInteger fixed = planned.divide(BigInteger.TWO);
    BigInteger quoted = afterwards(fixed, planned);
    chain.reset();
    move(t.weth(), t.usdc(), UNIT);
    BigInteger less = brought();
    assertThat(less).isLessThan(planned).isGreaterThan(fixed);
    BigInteger expected = afterwards(fixed, less);
    chain.reset();
    move(t.weth(), t.usdc(), UNIT);

    assertThat(ExecutorFailure.of(chain.refusal(parted(fixed, quoted))))
        .contains(ExecutorFailure.SHORT_OUTPUT);
    assertThat(given(parted(fixed, expected))).isEqualTo(expected);
    assertNothingLeft();
  }

  @Test
  void takesNoMoreFromAPlaceThanHasCome() {
    BigInteger held = brought();
    chain.reset();

    Bytes refusal = chain.refusal(parted(held.add(ONE), ONE));

    assertThat(ExecutorFailure.of(refusal)).contains(ExecutorFailure.NOT_HELD);
    AbiReader amounts = AbiReader.ofCall(refusal);
    assertThat(amounts.uint().toBigInteger()).isEqualTo(held);
    assertThat(amounts.uint().toBigInteger()).isEqualTo(held.add(ONE));
    assertThat(ExecutorFailure.of(chain.refusal(parted(held, ONE))))
        .as("nothing left for the last")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
  }

  @Test
  void refusesProgramsWhosePlacesAreWrong() {
    byte[] toUsdc = RawProgram.hop(2, usdc, pool(500, t.weth(), t.usdc()));
    byte[] toUsdt = RawProgram.hop(2, t.usdt().address(), pool(500, t.weth(), t.usdt()));
    byte[] toDai = RawProgram.hop(2, dai, pool(100, t.usdc(), t.dai()));
    byte[] in = RawProgram.leg(0, 1, ZERO, toUsdc);
    byte[] out = RawProgram.leg(1, 0, ZERO, toDai);
    byte[] onlySome = RawProgram.leg(1, 0, ONE, toDai);
    BigInteger half = amount.divide(BigInteger.TWO);

    assertThat(refused(2, in, RawProgram.leg(2, 0, ZERO, toDai)))
        .as("a place that nothing was brought to")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(1, out, in))
        .as("before anything was brought")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(
            refused(1, RawProgram.leg(0, 1, half, toUsdc), RawProgram.leg(0, 1, ZERO, toUsdt), out))
        .as("a place of another token")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(1, in)).as("left there").contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(1, in, onlySome))
        .as("left there in part")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(1, in, out, out))
        .as("left twice")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(1, RawProgram.leg(0, 1, half, toUsdc), out))
        .as("some of the input is left")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(1, RawProgram.leg(0, 2, ZERO, toUsdc), out))
        .as("to no place")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(1, in, RawProgram.leg(2, 0, ZERO, toDai)))
        .as("from no place")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(0, RawProgram.leg(255, 0, ZERO, toDai)))
        .as("from no place at all")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refused(1, in, RawProgram.leg(1, 0, ZERO)))
        .as("without a hop")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    chain.send(OWNER, chain.executor(), raw().calldata(1, in, out));
    assertNothingLeft();
  }

  @Test
  void holdsNoCoinInBetween() {
    byte[] unwrap = RawProgram.hop(9, Address.ZERO);
    byte[] toUsdc = RawProgram.hop(2, usdc, pool(500, t.weth(), t.usdc()));

    assertThat(refused(1, RawProgram.leg(0, 1, ZERO, unwrap), RawProgram.leg(1, 0, ZERO, toUsdc)))
        .contains(ExecutorFailure.TOKEN_CALL_FAILED);
    chain.delegateOwner();
    assertThat(
            ExecutorFailure.of(
                chain.refusal(
                    OWNER.address(),
                    OWNER.address(),
                    raw()
                        .calldata(
                            1,
                            RawProgram.leg(0, 1, ZERO, unwrap),
                            RawProgram.leg(1, 0, ZERO, toUsdc)),
                    ZERO)))
        .contains(ExecutorFailure.TOKEN_CALL_FAILED);
  }

  @Test
  @DisplayName("failures #160: the coin is wrapped once and sold over two pools")
  void wrapsTheCoinOnceForSeveralLegs() {
    BigInteger half = amount.divide(BigInteger.TWO);
    BigInteger expected =
        gives(weth, half, v2(t.weth(), t.usdc()))
            .add(gives(weth, half, v3(500, t.weth(), t.usdc())));
    chain.reset();
    BigInteger before = chain.ownerHas(usdc);

    chain.execute(
        program(
            Address.ZERO,
            half.add(half),
            usdc,
            expected,
            leg(Address.ZERO, half.add(half), new ExecutorHop.Wrapping(weth)),
            leg(weth, half, v2(t.weth(), t.usdc())),
            leg(weth, ZERO, v3(500, t.weth(), t.usdc()))));

    assertThat(chain.ownerHas(usdc).subtract(before)).isEqualTo(expected);
    assertNothingLeft();
  }

  @Test
  @DisplayName("failures #160: the coin is unwrapped once for two pools that give it")
  void unwrapsTheCoinOnceForSeveralLegs() {
    BigInteger half = VenueTrade.tenth(t.usdc()).divide(BigInteger.TWO);
    BigInteger expected =
        gives(usdc, half, v2(t.usdc(), t.weth()))
            .add(gives(usdc, half, v3(500, t.usdc(), t.weth())));
    chain.reset();
    ExecutorProgram program =
        program(
            usdc,
            half.add(half),
            Address.ZERO,
            expected,
            leg(usdc, half, v2(t.usdc(), t.weth())),
            leg(usdc, half, v3(500, t.usdc(), t.weth())),
            leg(weth, ZERO, new ExecutorHop.Wrapping(Address.ZERO)));

    assertThat(given(program)).isEqualTo(expected);
    assertNothingLeft();
    chain.reset();
    chain.delegateOwner();
    assertThat(
            ExecutorChain.loggedOutput(
                chain.send(OWNER, OWNER.address(), program), OWNER.address()))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("failures #151: a token that calls back in gets nothing of what is held in between")
  void isNotReenteredWhileSomethingIsHeld() {
    Address owner = chain.deploy("Caller", "()");
    Address executor = chain.deployExecutor(owner);
    Address sold = chain.deployToken("PlainToken");
    Address between = chain.deployToken("PlainToken");
    Address hooked = chain.deployToken("ReentrantToken");
    Address first = chain.pair(sold, between, POOLED, POOLED);
    Address direct = chain.pool(sold, hooked, POOLED);
    Address second = chain.pair(between, hooked, POOLED, POOLED);
    chain.transact(Wallet.DEPLOYER, sold, "mint(address,uint256)", owner, POOLED);
    by(owner, sold, calldata("approve(address,uint256)", executor, ExecutorChain.MAX));
    ExecutorProgram program =
        program(
            sold,
            UNIT.add(UNIT),
            hooked,
            ONE,
            leg(sold, UNIT, new ExecutorHop.UniswapV2(first, between, 30)),
            leg(sold, UNIT, new ExecutorHop.UniswapV3(direct, hooked)),
            leg(between, ZERO, new ExecutorHop.UniswapV2(second, hooked, 30)));
    Bytes rescue = calldata("rescue(address)", between);

    arm(hooked, executor, rescue);
    by(owner, executor, program.toCalldata());
    assertThat(answer(hooked)).contains(ExecutorFailure.NOT_OWNER);
    arm(hooked, owner, calldata("call(address,bytes)", executor, rescue.toArray()));
    by(owner, executor, program.toCalldata());
    assertThat(answer(hooked)).contains(ExecutorFailure.REENTERED);
    arm(
        hooked,
        executor,
        calldata("uniswapV3SwapCallback(int256,int256,bytes)", UNIT, ONE.negate(), new byte[0]));
    by(owner, executor, program.toCalldata());
    assertThat(answer(hooked)).contains(ExecutorFailure.UNEXPECTED_CALLBACK);
    arm(
        hooked,
        between,
        calldata("transferFrom(address,address,uint256)", executor, STRANGER.address(), ONE));
    by(owner, executor, program.toCalldata());
    assertThat(chain.chain().anvil().read(hooked, "succeeded()", "(bool)")).containsExactly(false);

    assertThat(chain.balance(hooked, owner)).isPositive();
    for (Address token : List.of(sold, between, hooked)) {
      assertThat(chain.balance(token, executor)).isZero();
    }
  }

  private void by(Address owner, Address to, Bytes data) {
    chain.transact(OWNER, owner, "call(address,bytes)", to, data.toArray());
  }

  private void arm(Address hooked, Address target, Bytes payload) {
    chain.transact(STRANGER, hooked, "arm(address,bytes)", target, payload.toArray());
  }

  private Optional<ExecutorFailure> answer(Address hooked) {
    byte[] answer = (byte[]) chain.chain().anvil().read(hooked, "answer()", "(bytes)").getFirst();
    return ExecutorFailure.of(Bytes.wrap(answer));
  }

  /** What the first leg of {@link #parted} brings at this state. */
  private BigInteger brought() {
    return gives(weth, amount, v3(500, t.weth(), t.usdc()));
  }

  /** What its other two give, after {@link #brought}. */
  private BigInteger afterwards(BigInteger fixed, BigInteger held) {
    return gives(usdc, fixed, v2(t.usdc(), t.dai()))
        .add(gives(usdc, held.subtract(fixed), v3(100, t.usdc(), t.dai())));
  }

  private ExecutorProgram parted(BigInteger fixed, BigInteger least) {
    return program(
        weth,
        amount,
        dai,
        least,
        leg(weth, amount, v3(500, t.weth(), t.usdc())),
        leg(usdc, fixed, v2(t.usdc(), t.dai())),
        leg(usdc, ZERO, v3(100, t.usdc(), t.dai())));
  }

  private ExecutorProgram joined() {
    return program(
        weth,
        amount,
        dai,
        ONE,
        leg(weth, amount.divide(BigInteger.TEN), v3(500, t.weth(), t.usdc())),
        leg(weth, amount.subtract(amount.divide(BigInteger.TEN)), v2(t.weth(), t.usdc())),
        leg(usdc, ZERO, VenueTrade.curve(on, t.usdc(), t.dai()).hops().getFirst()));
  }

  /** Moves the price in the pool of the first leg. */
  private void move(Token in, Token out, BigInteger by) {
    gives(in.address(), by, v3(500, in, out));
  }

  private BigInteger gives(Address in, BigInteger sold, ExecutorHop hop) {
    return given(chain.program(in, sold, ONE, hop));
  }

  private BigInteger given(ExecutorProgram program) {
    return ExecutorChain.loggedOutput(chain.execute(program), chain.executor());
  }

  private ExecutorProgram program(
      Address in, BigInteger sold, Address out, BigInteger least, ExecutorLeg... legs) {
    return new ExecutorProgram(
        chain.now().plusSeconds(3_600),
        in,
        Uint256.of(sold),
        out,
        Uint256.of(least),
        List.of(legs));
  }

  private static ExecutorLeg leg(Address in, BigInteger taken, ExecutorHop hop) {
    return new ExecutorLeg(in, Uint256.of(taken), List.of(hop));
  }

  private ExecutorHop v2(Token in, Token out) {
    return VenueTrade.v2Hop(on, in, out);
  }

  private ExecutorHop v3(int fee, Token in, Token out) {
    return VenueTrade.v3Hop(on, fee, in, out);
  }

  private Address pool(int fee, Token one, Token other) {
    return on.uniswapV3().pool(one, other, fee).address();
  }

  private RawProgram raw() {
    return new RawProgram(chain.now().plusSeconds(60), weth, amount, dai);
  }

  private Optional<ExecutorFailure> refused(int places, byte[]... legs) {
    return ExecutorFailure.of(
        chain.refusal(OWNER.address(), chain.executor(), raw().calldata(places, legs), ZERO));
  }

  private void assertNothingLeft() {
    assertThat(chain.holdings(chain.executor()))
        .allSatisfy((what, held) -> assertThat(held).as(what).isZero());
  }
}
