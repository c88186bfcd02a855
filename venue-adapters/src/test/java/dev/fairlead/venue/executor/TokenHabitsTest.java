package dev.fairlead.venue.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens as they are met, through real pools. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenHabitsTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final BigInteger POOLED = UNIT.multiply(BigInteger.valueOf(1_000));
  private static final BigInteger ONE = BigInteger.ONE;

  private ExecutorChain chain;
  private Address plain;

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
    plain = chain.deployToken("PlainToken");
  }

  @Test
  @DisplayName("failures #144: the output that counts is what arrives after the token's fee")
  void measuresWhatArrivesOfATokenThatTakesAFee() {
    Address fee = chain.deployToken("FeeOnTransferToken");
    Address pair = chain.pair(plain, fee, POOLED, POOLED);
    ExecutorHop hop = new ExecutorHop.UniswapV2(pair, fee, 30);
    BigInteger paidOut = amountOut(pair, plain, UNIT);
    BigInteger arrives = paidOut.subtract(paidOut.divide(BigInteger.valueOf(100)));

    assertThat(ExecutorFailure.of(chain.refusal(chain.program(plain, UNIT, paidOut, hop))))
        .contains(ExecutorFailure.SHORT_OUTPUT);
    BigInteger before = chain.ownerHas(fee);
    chain.execute(chain.program(plain, UNIT, arrives, hop));
    assertThat(chain.ownerHas(fee).subtract(before)).isEqualTo(arrives);
  }

  @Test
  void sellsATokenThatTakesAFeeForWhatReachesThePair() {
    Address fee = chain.deployToken("FeeOnTransferToken");
    Address pair = chain.pair(fee, plain, POOLED, POOLED);
    BigInteger reaches = UNIT.subtract(UNIT.divide(BigInteger.valueOf(100)));
    BigInteger expected = amountOut(pair, fee, reaches);
    BigInteger before = chain.ownerHas(plain);

    chain.execute(chain.program(fee, UNIT, expected, new ExecutorHop.UniswapV2(pair, plain, 30)));

    assertThat(chain.ownerHas(plain).subtract(before)).isEqualTo(expected);
  }

  @Test
  void passesATokenThatTakesAFeeOnFromPairToPair() {
    Address fee = chain.deployToken("FeeOnTransferToken");
    Address last = chain.deployToken("PlainToken");
    Address first = chain.pair(plain, fee, POOLED, POOLED);
    Address second = chain.pair(fee, last, POOLED, POOLED);
    BigInteger before = chain.ownerHas(last);

    chain.execute(
        chain.program(
            plain,
            UNIT,
            ONE,
            new ExecutorHop.UniswapV2(first, fee, 30),
            new ExecutorHop.UniswapV2(second, last, 30)));

    assertThat(chain.ownerHas(last)).isGreaterThan(before);
    assertNothingLeft(fee);
  }

  @Test
  void doesNotSellATokenThatTakesAFeeWhereThePoolWantsItAll() {
    Address fee = chain.deployToken("FeeOnTransferToken");
    chain.transact(Wallet.DEPLOYER, fee, "keep(uint256)", 0);
    Address pool = chain.pool(fee, plain, POOLED);
    chain.transact(Wallet.DEPLOYER, fee, "keep(uint256)", 1);

    Bytes refusal =
        chain.refusal(chain.program(fee, UNIT, ONE, new ExecutorHop.UniswapV3(pool, plain)));

    assertThat(RevertReason.of(refusal)).isEqualTo("IIA");
  }

  @Test
  @DisplayName("failures #146: a token that returns false has not moved, whatever else it says")
  void believesATokenThatReturnsFalse() {
    Address token = chain.deployToken("FalseReturningToken");
    Address pair = chain.pair(token, plain, POOLED, POOLED);
    Address pool = chain.pool(token, plain, POOLED);
    chain.transact(Wallet.DEPLOYER, token, "freeze()");
    Map<String, ExecutorHop> hops =
        Map.of(
            "V2", new ExecutorHop.UniswapV2(pair, plain, 30),
            "V3", new ExecutorHop.UniswapV3(pool, plain),
            "Curve", new ExecutorHop.Curve(pool, plain, 0, 1));

    hops.forEach((venue, hop) ->
        assertThat(ExecutorFailure.of(chain.refusal(chain.program(token, UNIT, ONE, hop))))
            .as(venue)
            .contains(ExecutorFailure.TOKEN_CALL_FAILED));
  }

  @Test
  @DisplayName("failures #146: a token that returns nothing is traded like any other")
  void tradesATokenThatReturnsNothing() {
    Address token = chain.deployToken("NoReturnToken");
    Address other = chain.deployToken("PlainToken");
    Address pair = chain.pair(plain, token, POOLED, POOLED);
    Address pool = chain.pool(token, other, POOLED);
    BigInteger before = chain.ownerHas(other);

    chain.execute(
        chain.program(
            plain,
            UNIT,
            ONE,
            new ExecutorHop.UniswapV2(pair, token, 30),
            new ExecutorHop.UniswapV3(pool, other)));
    chain.execute(chain.program(token, UNIT, ONE, new ExecutorHop.UniswapV3(pool, other)));

    assertThat(chain.ownerHas(other)).isGreaterThan(before);
    assertNothingLeft(token);
  }

  @Test
  @DisplayName("failures #147: a token that refuses to change approvals is approved each time anew")
  void approvesATokenThatWantsZeroInBetween() {
    Address token = chain.deployToken("NoReturnToken");
    Address pool = chain.deploy("FalseCurvePool", "(address,address,uint256)", token, plain, 100);
    for (int i = 0; i < 2; i++) {
      chain.transact(Wallet.DEPLOYER, plain, "transfer(address,uint256)", pool, UNIT);
      chain.execute(chain.program(token, UNIT, UNIT, new ExecutorHop.Curve(pool, plain, 0, 1)));
    }
    assertNothingLeft(token);
  }

  @Test
  void aTokenWithoutCodeIsNotAToken() {
    Address nothing = Wallet.named("not a token").address();
    Address generous =
        chain.deploy("FalseV3Pool", "(uint256,uint256,address,uint256)", 100, 1, plain, 1_000);
    chain.transact(Wallet.DEPLOYER, plain, "transfer(address,uint256)", generous, UNIT);
    ExecutorHop hop = new ExecutorHop.UniswapV3(generous, plain);

    assertThat(ExecutorFailure.of(chain.refusal(chain.program(nothing, UNIT, ONE, hop))))
        .contains(ExecutorFailure.TOKEN_CALL_FAILED);
  }

  private void assertNothingLeft(Address token) {
    assertThat(chain.balance(token, chain.executor())).isZero();
    assertThat(chain.balance(plain, chain.executor())).isZero();
  }

  /** What the pair pays out for an input, by Uniswap's own library. */
  private BigInteger amountOut(Address pair, Address tokenIn, BigInteger amountIn) {
    BigInteger reserveIn = chain.balance(tokenIn, pair);
    Address token0 = (Address) chain.chain().anvil().read(pair, "token0()", "(address)").getFirst();
    Address token1 = (Address) chain.chain().anvil().read(pair, "token1()", "(address)").getFirst();
    BigInteger reserveOut = chain.balance(token0.equals(tokenIn) ? token1 : token0, pair);
    List<Object> answer =
        chain
            .chain()
            .anvil()
            .read(
                chain.deployment().uniswapV2().router(),
                "getAmountOut(uint256,uint256,uint256)",
                "(uint256)",
                amountIn,
                reserveIn,
                reserveOut);
    return (BigInteger) answer.getFirst();
  }
}
