package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static dev.fairlead.venue.executor.ExecutorChain.STRANGER;
import static dev.fairlead.venue.executor.ExecutorChain.calldata;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Contracts that only claim to be pools, named by a program that the owner should not have signed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("failures #150: a spoofed pool")
final class FalsePoolTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final BigInteger POOLED = UNIT.multiply(BigInteger.valueOf(1_000));
  private static final BigInteger ONE = BigInteger.ONE;

  private ExecutorChain chain;
  private Address in;
  private Address out;

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
    in = chain.deployToken("PlainToken");
    out = chain.deployToken("PlainToken");
  }

  @Test
  @DisplayName("that takes the input and gives nothing gets nothing")
  void thatGivesNothing() {
    assertThat(v3(100, 1, 0)).contains(ExecutorFailure.SHORT_OUTPUT);
    assertThat(curve(100)).contains(ExecutorFailure.SHORT_OUTPUT);
  }

  @Test
  @DisplayName("that asks for more than the hop's input gets nothing")
  void thatAsksForMore() {
    assertThat(v3(101, 1, 1_000)).contains(ExecutorFailure.PARTIAL_FILL);
  }

  @Test
  @DisplayName("that asks for less than the hop's input gets nothing")
  void thatAsksForLess() {
    assertThat(v3(99, 1, 1_000)).contains(ExecutorFailure.PARTIAL_FILL);
    assertThat(v3(0, 1, 1_000)).contains(ExecutorFailure.PARTIAL_FILL);
  }

  @Test
  @DisplayName("that asks twice gets nothing")
  void thatAsksTwice() {
    assertThat(v3(100, 2, 1_000)).contains(ExecutorFailure.UNEXPECTED_CALLBACK);
  }

  @Test
  @DisplayName("that keeps its callback for a later hop finds the door closed")
  void thatAsksLater() {
    Address hooked = chain.deployToken("ReentrantToken");
    Address pair = chain.pair(out, hooked, POOLED, POOLED);
    Address pool = falseV3(100, 0, 1_000);
    Bytes late = calldata("late(address,bool)", chain.executor(), in.compareTo(out) < 0);
    chain.transact(STRANGER, hooked, "arm(address,bytes)", pool, late.toArray());
    BigInteger before = chain.ownerHas(in);

    chain.execute(
        chain.program(
            in,
            UNIT,
            ONE,
            new ExecutorHop.UniswapV3(pool, out),
            new ExecutorHop.UniswapV2(pair, hooked, 30)));

    assertThat(chain.ownerHas(in)).isEqualTo(before);
    assertThat(chain.chain().anvil().read(hooked, "calls()", "(uint256)")).containsExactly(ONE);
    byte[] answer = (byte[]) chain.chain().anvil().read(hooked, "answer()", "(bytes)").getFirst();
    assertThat(ExecutorFailure.of(Bytes.wrap(answer)))
        .contains(ExecutorFailure.UNEXPECTED_CALLBACK);
  }

  @Test
  @DisplayName("that leaves some of its approval unused gets nothing, now or later")
  void thatLeavesAnApproval() {
    assertThat(curve(0)).contains(ExecutorFailure.PARTIAL_FILL);
    assertThat(curve(50)).contains(ExecutorFailure.PARTIAL_FILL);
  }

  @Test
  @DisplayName("that pays from its own pocket leaves no approval behind")
  void thatPays() {
    Address pool = falseCurve(100);
    chain.transact(Wallet.DEPLOYER, out, "transfer(address,uint256)", pool, UNIT);

    chain.execute(chain.program(in, UNIT, UNIT, new ExecutorHop.Curve(pool, out, 0, 1)));

    assertThat(
            chain
                .chain()
                .anvil()
                .read(in, "allowance(address,address)", "(uint256)", chain.executor(), pool))
        .containsExactly(BigInteger.ZERO);
    assertThat(chain.balance(in, chain.executor())).isZero();
    assertThat(chain.balance(out, chain.executor())).isZero();
  }

  @Test
  @DisplayName("of Curve's kind is called as the program says, with its coins")
  void isCalledAsTheProgramSays() {
    for (ExecutorHop.CurveCall call : ExecutorHop.CurveCall.values()) {
      Address pool = falseCurve(100);
      chain.transact(Wallet.DEPLOYER, out, "transfer(address,uint256)", pool, UNIT);

      chain.execute(chain.program(in, UNIT, UNIT, new ExecutorHop.Curve(pool, out, 5, 2, call)));

      assertThat(chain.chain().anvil().read(pool, "called()", "(uint256)"))
          .containsExactly(BigInteger.valueOf(((call.number() + 1) << 16) | 0x502));
    }
  }

  @Test
  @DisplayName("without code gets nothing")
  void withoutCode() {
    Address nobody = Wallet.named("nobody").address();
    assertThat(chain.refusal(trade(new ExecutorHop.UniswapV2(nobody, out, 30)))).isNotNull();
    assertThat(chain.refusal(trade(new ExecutorHop.UniswapV3(nobody, out)))).isNotNull();
    assertThat(chain.refusal(trade(new ExecutorHop.Curve(nobody, out, 0, 1)))).isNotNull();
  }

  private Optional<ExecutorFailure> v3(int asked, int times, int given) {
    ExecutorHop hop = new ExecutorHop.UniswapV3(falseV3(asked, times, given), out);
    return ExecutorFailure.of(chain.refusal(trade(hop)));
  }

  private Optional<ExecutorFailure> curve(int taken) {
    ExecutorHop hop = new ExecutorHop.Curve(falseCurve(taken), out, 0, 1);
    return ExecutorFailure.of(chain.refusal(trade(hop)));
  }

  private ExecutorProgram trade(ExecutorHop hop) {
    return chain.program(in, UNIT, ONE, hop);
  }

  private Address falseV3(int asked, int times, int given) {
    Address pool =
        chain.deploy("FalseV3Pool", "(uint256,uint256,address,uint256)", asked, times, out, given);
    chain.transact(Wallet.DEPLOYER, out, "transfer(address,uint256)", pool, UNIT);
    // Whatever it gets away with would come from here.
    assertThat(chain.balance(in, OWNER.address())).isGreaterThan(UNIT);
    return pool;
  }

  private Address falseCurve(int taken) {
    return chain.deploy("FalseCurvePool", "(address,address,uint256)", in, out, taken);
  }
}
