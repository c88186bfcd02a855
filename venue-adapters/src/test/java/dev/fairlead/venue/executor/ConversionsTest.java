package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Deposits and redemptions of ERC-4626 vaults, alone and on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConversionsTest {
  private static final BigInteger HELD = BigInteger.valueOf(5_000_000_007L);
  private static final BigInteger AMOUNT = BigInteger.valueOf(1_234_567_891L);
  private static final BigInteger ONE = BigInteger.ONE;

  private ExecutorChain chain;
  private Token usdc;
  private Address vault;

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
    usdc = chain.tokens().usdc();
    vault = chain.deploy("OpenVault", "(address,uint8)", usdc.address(), 3);
    chain.approve(usdc.address(), vault);
    chain.approve(vault, chain.executor());
    chain.transact(OWNER, vault, "deposit(uint256,address)", HELD, OWNER.address());
    chain.transact(OWNER, usdc.address(), "transfer(address,uint256)", vault, 77_777_777);
  }

  @Test
  void depositsForWhatTheVaultItselfGives() {
    BigInteger expected = preview("previewDeposit(uint256)", AMOUNT);
    BigInteger before = chain.ownerHas(vault);

    chain.execute(
        chain.program(usdc.address(), AMOUNT, expected, new ExecutorHop.Erc4626(vault, true)));

    assertThat(chain.ownerHas(vault).subtract(before)).isEqualTo(expected).isPositive();
    assertKeepsNothing(chain.executor());
  }

  @Test
  void redeemsForWhatTheVaultItselfGives() {
    BigInteger shares = chain.ownerHas(vault).shiftRight(1);
    BigInteger expected = preview("previewRedeem(uint256)", shares);
    BigInteger before = chain.ownerHas(usdc.address());

    chain.execute(
        chain.program(vault, shares, expected, new ExecutorHop.Erc4626(usdc.address(), false)));

    assertThat(chain.ownerHas(usdc.address()).subtract(before)).isEqualTo(expected).isPositive();
    assertKeepsNothing(chain.executor());
  }

  @Test
  void convertsOnTheWay() {
    Deployment on = chain.deployment();
    BigInteger before = chain.ownerHas(on.tokens().weth().address());
    ExecutorHop toUsdc = VenueTrade.v3Hop(on, 100, on.tokens().dai(), usdc);
    ExecutorHop toWeth = VenueTrade.v3Hop(on, 500, usdc, on.tokens().weth());

    chain.execute(
        chain.program(
            on.tokens().dai().address(),
            BigInteger.TEN.pow(18),
            ONE,
            toUsdc,
            new ExecutorHop.Erc4626(vault, true),
            new ExecutorHop.Erc4626(usdc.address(), false),
            toWeth));

    assertThat(chain.ownerHas(on.tokens().weth().address())).isGreaterThan(before);
    assertKeepsNothing(chain.executor());
  }

  @Test
  void anAccountThatRunsTheCodeAsItselfNeedsNoApproval() {
    chain.delegateOwner();
    chain.transact(OWNER, usdc.address(), "approve(address,uint256)", vault, 0);
    Address account = OWNER.address();
    BigInteger shares = preview("previewDeposit(uint256)", AMOUNT);
    BigInteger before = chain.ownerHas(vault);
    ExecutorProgram in =
        chain.program(usdc.address(), AMOUNT, shares, new ExecutorHop.Erc4626(vault, true));

    chain.send(OWNER, account, in.toCalldata());

    assertThat(chain.ownerHas(vault).subtract(before)).isEqualTo(shares);
    BigInteger assets = preview("previewRedeem(uint256)", shares);
    BigInteger held = chain.ownerHas(usdc.address());
    ExecutorProgram back =
        chain.program(vault, shares, assets, new ExecutorHop.Erc4626(usdc.address(), false));

    chain.send(OWNER, account, back.toCalldata());

    assertThat(chain.ownerHas(usdc.address()).subtract(held)).isEqualTo(assets);
    assertThat(allowance(account)).isZero();
  }

  @Test
  @DisplayName("failures #150: a false vault that leaves some of its approval unused gets nothing")
  void refusesAFalseVaultThatLeavesAnApproval() {
    assertThat(ExecutorFailure.of(depositInto(falseVault(50))))
        .contains(ExecutorFailure.PARTIAL_FILL);
  }

  @Test
  @DisplayName("failures #150: a false vault that takes the deposit and gives nothing gets nothing")
  void refusesAFalseVaultThatGivesNothing() {
    assertThat(ExecutorFailure.of(depositInto(falseVault(100))))
        .contains(ExecutorFailure.SHORT_OUTPUT);
  }

  @Test
  @DisplayName("failures #150: a false Balancer V3 Vault gets nothing")
  void refusesAFalseBalancerVault() {
    Address out = chain.tokens().weth().address();

    assertThat(swapIn(chain.deploy("FalseBalancerVault", "(uint256,uint256)", 0, 100), out))
        .contains(ExecutorFailure.SHORT_OUTPUT);
    assertThat(swapIn(chain.deploy("FalseBalancerVault", "(uint256,uint256)", 1, 100), out))
        .contains(ExecutorFailure.SHORT_OUTPUT);
    assertThat(swapIn(chain.deploy("FalseBalancerVault", "(uint256,uint256)", 1, 50), out))
        .contains(ExecutorFailure.PARTIAL_FILL);
    assertThat(swapIn(chain.deploy("FalseBalancerVault", "(uint256,uint256)", 2, 100), out))
        .contains(ExecutorFailure.UNEXPECTED_CALLBACK);
  }

  @Test
  @DisplayName("failures #150: nobody calls back without having been called")
  void acceptsNoCallbackThatItDoesNotExpect() {
    Address stranger = chain.deploy("FalseBalancerVault", "(uint256,uint256)", 1, 100);
    Bytes late = ExecutorChain.calldata("late(address)", chain.executor());

    assertThat(ExecutorFailure.of(chain.refusal(OWNER.address(), stranger, late, BigInteger.ZERO)))
        .contains(ExecutorFailure.UNEXPECTED_CALLBACK);
  }

  @Test
  @DisplayName("failures #150: a false Balancer V3 Vault gets nothing by a buffer either")
  void refusesAFalseBalancerVaultsBuffer() {
    Address out = chain.tokens().weth().address();

    assertThat(wrapIn(chain.deploy("FalseBalancerVault", "(uint256,uint256)", 1, 100), out))
        .contains(ExecutorFailure.SHORT_OUTPUT);
    assertThat(wrapIn(chain.deploy("FalseBalancerVault", "(uint256,uint256)", 1, 50), out))
        .contains(ExecutorFailure.PARTIAL_FILL);
    assertThat(wrapIn(chain.deploy("FalseBalancerVault", "(uint256,uint256)", 2, 100), out))
        .contains(ExecutorFailure.UNEXPECTED_CALLBACK);
  }

  private Optional<ExecutorFailure> wrapIn(Address balancer, Address out) {
    return through(new ExecutorHop.BalancerV3(balancer, out, out));
  }

  private Optional<ExecutorFailure> swapIn(Address balancer, Address out) {
    return through(new ExecutorHop.BalancerV3(balancer, balancer, out));
  }

  private Optional<ExecutorFailure> through(ExecutorHop hop) {
    return ExecutorFailure.of(chain.refusal(chain.program(usdc.address(), AMOUNT, ONE, hop)));
  }

  private Address falseVault(int taken) {
    return chain.deploy("FalseVault", "(address,uint256)", usdc.address(), taken);
  }

  private Bytes depositInto(Address falseVault) {
    return chain.refusal(
        chain.program(usdc.address(), AMOUNT, ONE, new ExecutorHop.Erc4626(falseVault, true)));
  }

  private BigInteger preview(String function, BigInteger amount) {
    return (BigInteger) chain.chain().anvil().read(vault, function, "(uint256)", amount).getFirst();
  }

  private BigInteger allowance(Address holder) {
    return (BigInteger)
        chain
            .chain()
            .anvil()
            .read(usdc.address(), "allowance(address,address)", "(uint256)", holder, vault)
            .getFirst();
  }

  private void assertKeepsNothing(Address executor) {
    assertThat(chain.balance(vault, executor)).isZero();
    assertThat(allowance(executor)).isZero();
    assertThat(chain.holdings(executor)).allSatisfy((what, held) -> assertThat(held).isZero());
  }
}
