package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.ACCOUNT;
import static dev.fairlead.intent.Samples.CHAIN;
import static dev.fairlead.intent.Samples.EXECUTOR;
import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static dev.fairlead.intent.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plans whose legs meet at a token in between, as programs and before a signature. */
final class FlowPayloadTest {
  private static final Token MIDDLE =
      new Token(CHAIN, Address.parse("0x00000000000000000000000000000000000000a4"), "MIDDLE", 18);
  private static final List<Pool> POOLS =
      List.of(
          pool(1, USDC, MIDDLE),
          pool(2, USDC, MIDDLE),
          pool(3, MIDDLE, WETH),
          pool(4, MIDDLE, WETH));
  private static final Market MARKET = Market.of(Samples.block(10), POOLS);
  private static final Plan PLAN =
      plan(leg(0, 400_000, 40), leg(1, 600_000, 50), leg(2, 60, 7), leg(3, 30, 3));

  private final TradeContracts contracts = new TradeContracts(ACCOUNT, EXECUTOR, Map.of());
  private final PayloadGuard guard =
      new PayloadGuard(
          contracts, FeeTerms.ETHEREUM_GAS_CAP, new PlannedHops(() -> Optional.of(MARKET)));

  @Test
  void theLastLegFromATokenInBetweenIsToldToTakeAllOfIt() {
    ExecutorProgram program = Programs.of(Samples.intent(), PLAN, MARKET);

    assertThat(program.legs())
        .extracting(ExecutorLeg::tokenIn, ExecutorLeg::amountIn)
        .containsExactly(
            tuple(USDC.address(), units(400_000)),
            tuple(USDC.address(), units(600_000)),
            tuple(MIDDLE.address(), units(60)),
            tuple(MIDDLE.address(), Uint256.ZERO));
    assertThat(ExecutorProgram.decode(program.toCalldata())).isEqualTo(program);
    assertThatCode(() -> check(PLAN)).doesNotThrowAnyException();
  }

  @Test
  void refusesAProgramWhoseLegsAreOthers() {
    assertThatThrownBy(() ->
            check(plan(leg(0, 400_000, 40), leg(1, 600_000, 50), leg(2, 61, 7), leg(3, 29, 3))))
        .hasMessage("not signed: its legs are others");
    assertThatThrownBy(() ->
            check(
                plan(
                    leg(0, 400_000, 40),
                    leg(1, 600_000, 50),
                    leg(2, 40, 4),
                    leg(2, 20, 3),
                    leg(3, 30, 3))))
        .hasMessage("not signed: its legs are others");
  }

  /** Holds another plan's program against the plan. */
  private void check(Plan other) {
    Bytes data = Programs.of(Samples.intent(), other, MARKET).toCalldata();
    guard.check(
        OpenIntent.of(Samples.intent(), List.of()).planned(PLAN, Grounds.UNTOLD),
        Payload.assigned(
            TransactionRole.TRADE,
            new UnsignedTransaction(
                CHAIN,
                ACCOUNT,
                new Nonce(1),
                FeePerGas.of(1),
                FeePerGas.of(2),
                new Gas(200_000),
                EXECUTOR,
                Wei.ZERO,
                data)));
  }

  private static Plan plan(Leg... legs) {
    return new Plan(
        Samples.block(10),
        USDC.amount(units(1_000_000)),
        WETH.amount(units(10)),
        WETH.amount(units(9)),
        List.of(legs),
        Fraction.ZERO,
        new Gas(400_000),
        new Way.Executor(""));
  }

  private static Leg leg(int pool, long amountIn, long amountOut) {
    boolean first = pool < 2;
    return new Leg(
        List.of(
            new Hop(
                POOLS.get(pool).id(),
                first ? USDC : MIDDLE,
                first ? MIDDLE : WETH,
                units(amountIn),
                units(amountOut))));
  }

  private static Pool pool(int number, Token one, Token other) {
    byte[] key = new byte[Address.LENGTH];
    key[Address.LENGTH - 1] = (byte) number;
    PoolId id = new PoolId(CHAIN, new VenueId("uniswap-v2"), Bytes.wrap(key));
    List<Token> tokens = one.compareTo(other) < 0 ? List.of(one, other) : List.of(other, one);
    return new UniswapV2Pool(
        new PoolFacts(id, tokens, new Gas(60_000)),
        PairFee.ofBasisPoints(30),
        units(1_000_000_000),
        units(1_000_000_000));
  }
}
