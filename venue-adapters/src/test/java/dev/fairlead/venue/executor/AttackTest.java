package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static dev.fairlead.venue.executor.ExecutorChain.STRANGER;
import static dev.fairlead.venue.executor.ExecutorChain.calldata;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What those try who are neither the owner nor a venue. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AttackTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final BigInteger POOLED = UNIT.multiply(BigInteger.valueOf(1_000));
  private static final BigInteger ONE = BigInteger.ONE;
  private static final String V3_CALLBACK = "uniswapV3SwapCallback(int256,int256,bytes)";

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

  @Test
  void obeysNobodyButItsOwner() {
    Bytes program = trade(ONE).toCalldata();
    Bytes rescue = calldata("rescue(address)", chain.tokens().weth().address());

    assertThat(refusal(STRANGER.address(), program)).contains(ExecutorFailure.NOT_OWNER);
    assertThat(refusal(STRANGER.address(), rescue)).contains(ExecutorFailure.NOT_OWNER);
    assertThat(refusal(chain.executor(), program)).contains(ExecutorFailure.NOT_OWNER);
  }

  @Test
  void refusesCallbacksWhenItCallsNoPool() {
    Address pool = chain.deployment().uniswapV3().pools().getFirst().address();
    Bytes v3 = calldata(V3_CALLBACK, ONE, ONE.negate(), new byte[0]);
    Bytes v4 = calldata("unlockCallback(bytes)", new byte[64]);

    for (Address from : List.of(STRANGER.address(), pool, OWNER.address(), Address.ZERO)) {
      assertThat(refusal(from, v3)).contains(ExecutorFailure.UNEXPECTED_CALLBACK);
      assertThat(refusal(from, v4)).contains(ExecutorFailure.UNEXPECTED_CALLBACK);
    }
  }

  @Test
  void refusesAStrangersCallbackWhileAPoolMayCallBack() {
    Hooked trade = hookedTrade();
    trade.arm(chain.executor(), calldata(V3_CALLBACK, UNIT, ONE.negate(), new byte[0]));

    trade.run();

    trade.assertHookFailedWith(ExecutorFailure.UNEXPECTED_CALLBACK);
  }

  @Test
  void refusesAnotherPoolsCallbackWhileAPoolMayCallBack() {
    Hooked trade = hookedTrade();
    Address other = chain.deployment().uniswapV3().pools().getFirst().address();
    chain
        .chain()
        .control()
        .setCode(
            other,
            JsonRpc.bytes(
                TestContracts.artifact("Caller").required("deployedBytecode").required("object")));
    Bytes callback = calldata(V3_CALLBACK, UNIT, ONE.negate(), new byte[0]);
    trade.arm(other, calldata("call(address,bytes)", chain.executor(), callback.toArray()));

    trade.run();

    trade.assertHookFailedWith(ExecutorFailure.UNEXPECTED_CALLBACK);
  }

  @Test
  void hasNoFlashSwapCallbackForARealPairToCall() {
    Hooked trade = hookedTrade();
    Address pair = chain.deployment().uniswapV2().pairs().getFirst().address();
    trade.arm(
        pair,
        calldata("swap(uint256,uint256,address,bytes)", ONE, 0, chain.executor(), new byte[] {1}));

    trade.run();

    assertThat(trade.hookSucceeded()).isFalse();
  }

  @Test
  @DisplayName("failures #151: a token that calls back in finds the door closed")
  void isNotReenteredByAToken() {
    Hooked trade = hookedTrade();
    trade.arm(chain.executor(), trade(ONE).toCalldata());

    trade.run();

    trade.assertHookFailedWith(ExecutorFailure.NOT_OWNER);
  }

  @Test
  void isNotReenteredByItsOwnerEither() {
    Address owner = chain.deploy("Caller", "()");
    Address executor = chain.deployExecutor(owner);
    Address hooked = chain.deployToken("ReentrantToken");
    Address plain = chain.deployToken("PlainToken");
    Address pair = chain.pair(hooked, plain, POOLED, POOLED);
    chain.transact(Wallet.DEPLOYER, hooked, "mint(address,uint256)", owner, POOLED);
    Bytes approve = calldata("approve(address,uint256)", executor, ExecutorChain.MAX);
    chain.transact(OWNER, owner, "call(address,bytes)", hooked, approve.toArray());
    Bytes program =
        chain.program(hooked, UNIT, ONE, new ExecutorHop.UniswapV2(pair, plain, 30)).toCalldata();

    for (Bytes again : List.of(program, calldata("rescue(address)", plain))) {
      Bytes reentry = calldata("call(address,bytes)", executor, again.toArray());
      chain.transact(STRANGER, hooked, "arm(address,bytes)", owner, reentry.toArray());
      chain.transact(OWNER, owner, "call(address,bytes)", executor, program.toArray());

      assertThat(chain.chain().anvil().read(hooked, "succeeded()", "(bool)"))
          .containsExactly(false);
      assertThat(answer(hooked)).contains(ExecutorFailure.REENTERED);
    }
    assertThat(chain.balance(plain, owner)).isPositive();
  }

  @Test
  void refusesEtherFromAnybodyButItsVenues() {
    assertThat(
            ExecutorFailure.of(
                chain.refusal(STRANGER.address(), chain.executor(), Bytes.EMPTY, ONE)))
        .contains(ExecutorFailure.UNEXPECTED_ETHER);
    assertThat(
            ExecutorFailure.of(
                chain.refusal(OWNER.address(), chain.executor(), trade(ONE).toCalldata(), ONE)))
        .contains(ExecutorFailure.UNEXPECTED_ETHER);
    Bytes rescue = calldata("rescue(address)", chain.tokens().weth().address());
    assertThat(chain.refusal(OWNER.address(), chain.executor(), rescue, ONE))
        .isEqualTo(Bytes.EMPTY);
  }

  private Optional<ExecutorFailure> refusal(Address from, Bytes data) {
    return ExecutorFailure.of(chain.refusal(from, chain.executor(), data, BigInteger.ZERO));
  }

  private Optional<ExecutorFailure> answer(Address token) {
    byte[] answer = (byte[]) chain.chain().anvil().read(token, "answer()", "(bytes)").getFirst();
    return ExecutorFailure.of(Bytes.wrap(answer));
  }

  private ExecutorProgram trade(BigInteger min) {
    var pair = chain.deployment().uniswapV2().pairs().getFirst();
    return chain.program(
        pair.token0().address(),
        BigInteger.valueOf(1_000_000),
        min,
        new ExecutorHop.UniswapV2(pair.address(), pair.token1().address(), 30));
  }

  /** A V3 swap that pays out a token with a hook, before the pool asks for its input. */
  private Hooked hookedTrade() {
    Address hooked = chain.deployToken("ReentrantToken");
    Address plain = chain.deployToken("PlainToken");
    Address pool = chain.pool(plain, hooked, POOLED);
    return new Hooked(plain, hooked, pool);
  }

  private final class Hooked {
    private final Address plain;
    private final Address hooked;
    private final Address pool;

    private Hooked(Address plain, Address hooked, Address pool) {
      this.plain = plain;
      this.hooked = hooked;
      this.pool = pool;
    }

    private void arm(Address target, Bytes payload) {
      chain.transact(STRANGER, hooked, "arm(address,bytes)", target, payload.toArray());
    }

    /** The trade itself is not harmed: the owner pays the input once and gets the output. */
    private void run() {
      BigInteger plainBefore = chain.ownerHas(plain);
      BigInteger hookedBefore = chain.ownerHas(hooked);
      chain.execute(chain.program(plain, UNIT, ONE, new ExecutorHop.UniswapV3(pool, hooked)));
      assertThat(plainBefore.subtract(chain.ownerHas(plain))).isEqualTo(UNIT);
      assertThat(chain.ownerHas(hooked).subtract(hookedBefore)).isPositive();
      assertThat(chain.chain().anvil().read(hooked, "calls()", "(uint256)")).containsExactly(ONE);
    }

    private boolean hookSucceeded() {
      return (boolean) chain.chain().anvil().read(hooked, "succeeded()", "(bool)").getFirst();
    }

    private void assertHookFailedWith(ExecutorFailure failure) {
      assertThat(hookSucceeded()).isFalse();
      assertThat(answer(hooked)).contains(failure);
    }
  }
}
