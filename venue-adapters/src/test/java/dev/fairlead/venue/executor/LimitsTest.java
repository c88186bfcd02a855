package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static dev.fairlead.venue.executor.ExecutorChain.calldata;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The limits that hold on the chain, whatever the node thinks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimitsTest {
  private static final BigInteger IN = BigInteger.TEN.pow(15);
  private static final BigInteger ONE = BigInteger.ONE;

  /** The last byte of the program's length in the call. */
  private static final int LENGTH = 4 + 63;

  private static final int HEADER = 78;
  private static final int AMOUNT = 80;
  private static final int HOPS = 96;
  private static final int VENUE = 97;

  private ExecutorChain chain;
  private Address weth;
  private Address usdc;
  private ExecutorHop hop;

  @BeforeAll
  void start() {
    chain = ExecutorChain.start();
    Deployment.Tokens tokens = chain.tokens();
    weth = tokens.weth().address();
    usdc = tokens.usdc().address();
    hop =
        new ExecutorHop.UniswapV2(
            chain.deployment().uniswapV2().pair(tokens.weth(), tokens.usdc()).address(), usdc, 30);
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
  void paysTheMinimumAndRefusesOneUnitMore() {
    BigInteger before = chain.ownerHas(usdc);
    chain.execute(chain.program(weth, IN, ONE, hop));
    BigInteger out = chain.ownerHas(usdc).subtract(before);
    chain.reset();

    Bytes refusal = chain.refusal(chain.program(weth, IN, out.add(ONE), hop));
    assertThat(ExecutorFailure.of(refusal)).contains(ExecutorFailure.SHORT_OUTPUT);
    AbiReader amounts = AbiReader.ofCall(refusal);
    assertThat(amounts.uint().toBigInteger()).isEqualTo(out);
    assertThat(amounts.uint().toBigInteger()).isEqualTo(out.add(ONE));
    chain.execute(chain.program(weth, IN, out, hop));
    assertThat(chain.ownerHas(usdc).subtract(before)).isEqualTo(out);
  }

  @Test
  void runsInTheSecondOfItsDeadlineAndNotInTheNext() {
    Instant deadline = chain.now().plusSeconds(100);
    ExecutorProgram program =
        new ExecutorProgram(
            deadline,
            weth,
            Uint256.of(IN),
            usdc,
            Uint256.ONE,
            List.of(new ExecutorLeg(weth, Uint256.of(IN), List.of(hop))));

    mineAt(deadline.plusSeconds(1));
    assertThat(ExecutorFailure.of(chain.refusal(program))).contains(ExecutorFailure.EXPIRED);
    chain.reset();
    chain.chain().anvil().rpc().call("evm_setNextBlockTimestamp", deadline.getEpochSecond());
    chain.execute(program);
    assertThat(chain.now()).isEqualTo(deadline);
  }

  @Test
  void pullsExactlyTheInput() {
    BigInteger before = chain.ownerHas(weth);
    chain.execute(chain.program(weth, IN, ONE, hop));
    assertThat(before.subtract(chain.ownerHas(weth))).isEqualTo(IN);
  }

  @Test
  void cannotPullWithoutTheOwnersApproval() {
    chain.transact(OWNER, weth, "approve(address,uint256)", chain.executor(), 0);
    assertThat(ExecutorFailure.of(chain.refusal(chain.program(weth, IN, ONE, hop))))
        .contains(ExecutorFailure.TOKEN_CALL_FAILED);
  }

  @Test
  void refusesProgramsThatAreNotWhole() {
    byte[] program = ProgramWriter.write(chain.program(weth, IN, ONE, hop)).toArray();

    assertThat(refusal(Arrays.copyOf(program, program.length + 1)))
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refusal(Arrays.copyOf(program, HEADER)))
        .as("without a leg")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refusal(changed(program, AMOUNT + 10, 1)))
        .as("the leg takes less and leaves the rest")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refusal(changed(program, VENUE, 0))).contains(ExecutorFailure.UNKNOWN_VENUE);
    assertThat(refusal(changed(program, VENUE, 6))).contains(ExecutorFailure.UNKNOWN_VENUE);
    byte[] shortened = execute(program).toArray();
    shortened[LENGTH]--;
    assertThat(
            ExecutorFailure.of(
                chain.refusal(
                    OWNER.address(), chain.executor(), Bytes.wrap(shortened), BigInteger.ZERO)))
        .as("a leg that ends beyond it")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
    assertThat(refusal(changed(program, AMOUNT, 1)))
        .as("the leg takes more than the input")
        .contains(ExecutorFailure.NOT_HELD);
    assertThat(refusal(changed(program, HOPS, 0)))
        .as("a leg that goes nowhere")
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
  }

  @Test
  void refusesAV4HopThatReadsBeyondItsEnd() {
    ExecutorHop v4 = VenueTrade.v4Hop(chain.deployment(), Address.ZERO, usdc, usdc);
    byte[] program = ProgramWriter.write(chain.program(weth, IN, ONE, v4)).toArray();
    int sizeOfHookData = program.length - 1;

    chain.send(OWNER, chain.executor(), execute(program));
    assertThat(refusal(changed(program, sizeOfHookData, 1)))
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
  }

  @Test
  void unwrapsNothingButWrappedEther() {
    ExecutorHop v4 = VenueTrade.v4Hop(chain.deployment(), Address.ZERO, usdc, usdc);
    Address dai = chain.tokens().dai().address();

    assertThat(ExecutorFailure.of(chain.refusal(chain.program(dai, IN, ONE, v4))))
        .contains(ExecutorFailure.MALFORMED_PROGRAM);
  }

  @Test
  void refusesASwapThatAPoolCanFillOnlyInPart() {
    Deployment.Tokens t = chain.tokens();
    BigInteger tooMuch = BigInteger.TEN.pow(36);
    chain.chain().fund(OWNER.address(), t.usdc(), tooMuch);
    Address usdt = t.usdt().address();
    List<ExecutorHop> hops =
        List.of(
            VenueTrade.v3Hop(chain.deployment(), 100, t.usdc(), t.usdt()),
            VenueTrade.v4Hop(chain.deployment(), usdc, usdt, usdt));

    for (ExecutorHop partial : hops) {
      assertThat(ExecutorFailure.of(chain.refusal(chain.program(usdc, tooMuch, ONE, partial))))
          .as("%s", partial)
          .contains(ExecutorFailure.PARTIAL_FILL);
    }
  }

  @Test
  void asksAPairForWhatItsFeeLeaves() {
    Deployment.UniswapV2 v2 = chain.deployment().uniswapV2();
    var pair = v2.pair(chain.tokens().weth(), chain.tokens().usdc());
    BigInteger afterFee = IN.multiply(BigInteger.valueOf(9_900));
    BigInteger reserveIn = chain.balance(weth, pair.address());
    BigInteger reserveOut = chain.balance(usdc, pair.address());
    BigInteger expected =
        afterFee
            .multiply(reserveOut)
            .divide(reserveIn.multiply(BigInteger.valueOf(10_000)).add(afterFee));
    BigInteger before = chain.ownerHas(usdc);

    chain.execute(
        chain.program(weth, IN, ONE, new ExecutorHop.UniswapV2(pair.address(), usdc, 100)));

    assertThat(chain.ownerHas(usdc).subtract(before)).isEqualTo(expected);
  }

  @Test
  void givesStrayTokensToTheOwnerAndToNoTrade() {
    BigInteger stray = BigInteger.valueOf(12_345);
    Deployment.Tokens t = chain.tokens();
    List<Address> touched = List.of(weth, usdc, t.dai().address());
    for (Address token : touched) {
      chain.transact(OWNER, token, "transfer(address,uint256)", chain.executor(), stray);
    }

    chain.execute(
        chain.program(
            weth,
            IN,
            ONE,
            VenueTrade.v3Hop(chain.deployment(), 500, t.weth(), t.usdc()),
            VenueTrade.curve(chain.deployment(), t.usdc(), t.dai()).hops().getFirst()));

    for (Address token : touched) {
      assertThat(chain.balance(token, chain.executor())).isEqualTo(stray);
      BigInteger before = chain.ownerHas(token);
      chain.transact(OWNER, chain.executor(), "rescue(address)", token);
      assertThat(chain.ownerHas(token)).isEqualTo(before.add(stray));
      assertThat(chain.balance(token, chain.executor())).isZero();
    }
  }

  @Test
  void givesStrayEtherToTheOwner() {
    BigInteger stray = BigInteger.TEN.pow(18);
    chain.chain().control().setBalance(chain.executor(), stray);
    BigInteger before = chain.chain().anvil().balance(OWNER.address());

    chain.transact(OWNER, chain.executor(), "rescue(address)", Address.ZERO);

    assertThat(chain.chain().anvil().balance(chain.executor())).isZero();
    assertThat(chain.chain().anvil().balance(OWNER.address()))
        .isBetween(before.add(stray.divide(BigInteger.TWO)), before.add(stray));
  }

  @Test
  void anExecutorWithoutAnOwnerObeysNobody() {
    Address ownerless = chain.deployExecutor(Address.ZERO);
    Bytes rescue = calldata("rescue(address)", weth);
    for (Address from : List.of(Address.ZERO, OWNER.address(), Wallet.DEPLOYER.address())) {
      assertThat(ExecutorFailure.of(chain.refusal(from, ownerless, rescue, BigInteger.ZERO)))
          .contains(ExecutorFailure.NOT_OWNER);
    }
  }

  @Test
  void theDeployedCodeIsTheOneThatTheArtifactForetells() {
    byte[] code = chain.chain().anvil().code(chain.executor());
    assertThat(Bytes.wrap(code).keccak256())
        .isEqualTo(ExecutorArtifact.load().runtimeHash(chain.deploymentFor(OWNER.address())));
  }

  private void mineAt(Instant time) {
    chain.chain().anvil().rpc().call("evm_setNextBlockTimestamp", time.getEpochSecond());
    chain.chain().control().mine();
  }

  private Optional<ExecutorFailure> refusal(byte[] program) {
    return ExecutorFailure.of(
        chain.refusal(OWNER.address(), chain.executor(), execute(program), BigInteger.ZERO));
  }

  private static Bytes execute(byte[] program) {
    return AbiWriter.call(Signature.of("execute(bytes)")).bytes(Bytes.of(program)).toBytes();
  }

  private static byte[] changed(byte[] program, int position, int value) {
    byte[] changed = program.clone();
    changed[position] = (byte) value;
    return changed;
  }
}
