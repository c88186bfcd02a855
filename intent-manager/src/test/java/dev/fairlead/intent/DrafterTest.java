package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.ACCOUNT;
import static dev.fairlead.intent.Samples.EXECUTOR;
import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.Fees;
import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import dev.fairlead.signing.LikelyBytes;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written into transactions, and the last look before they are signed. */
final class DrafterTest {
  private static final Fees FEES =
      Samples.fees(Samples.block(10), FeePerGas.of(1_000), FeePerGas.of(100));
  private static final UniswapV2Pool POOL = MemoryVenue.pair(2_500_000, 1_000);
  private static final Plan PLAN = plan();
  private static final Market MARKET = Market.of(Samples.block(10), List.of(POOL));
  private static final Bytes PROGRAM = Programs.of(Samples.intent(), PLAN, MARKET).toCalldata();

  private final Drafter drafter = new Drafter(Samples.CHAIN, ACCOUNT, ExecutionPolicy.standard());
  private final PayloadGuard guard =
      new PayloadGuard(
          new TradeContracts(ACCOUNT, EXECUTOR, Map.of()),
          FeeTerms.ETHEREUM_GAS_CAP,
          new PlannedHops(() -> Optional.of(MARKET)));

  @Test
  @DisplayName("failures #148: approvals are exact, and to the executor alone")
  void approvesExactlyTheAmountToTheExecutor() {
    List<Observation.Draft> drafts = drafted(true, null);
    assertThat(drafts)
        .extracting(Observation.Draft::role)
        .containsExactly(TransactionRole.APPROVAL, TransactionRole.TRADE);
    UnsignedTransaction approval = drafts.getFirst().transaction();
    assertThat(approval.to()).isEqualTo(USDC.address());
    assertThat(approval.data()).isEqualTo(Erc20.approve(EXECUTOR, PLAN.sell().units()));
    assertThat(drafts.getLast().transaction().to()).isEqualTo(EXECUTOR);
    assertThat(drafts.getLast().transaction().nonce()).isEqualTo(new Nonce(8));
    assertThat(drafted(false, null)).hasSize(1);
  }

  @Test
  void neverCostsMoreThanTheStrategyAllows() {
    Wei most = Wei.of(300_000_000);
    List<Observation.Draft> drafts = drafted(true, most);
    Wei worst =
        drafts.stream().map(draft -> draft.transaction().maxCost()).reduce(Wei.ZERO, Wei::plus);
    assertThat(worst.compareTo(most)).isNotPositive();
    assertThat(drafts)
        .allSatisfy(draft ->
            assertThat(draft.transaction().maxFee().compareTo(FEES.nextGasPrice()))
                .isNotNegative());
    assertThat(outcome(true, Wei.of(200_000_000), 120_000))
        .isInstanceOfSatisfying(
            Drafter.Outcome.TooCostly.class,
            costly -> assertThat(costly.reason()).isInstanceOf(Rejection.GasCostTooHigh.class));
  }

  @Test
  @DisplayName("failures #52: gas above the protocol's cap is refused at plan time")
  void refusesGasAboveTheCap() {
    assertThat(outcome(false, null, 12_000_000))
        .isEqualTo(
            new Drafter.Outcome.TooCostly(
                new Rejection.GasLimitTooHigh(new Gas(18_000_000), new Gas(16_777_216))));
    assertThat(outcome(false, null, 11_000_000)).isInstanceOf(Drafter.Outcome.Drafted.class);
  }

  @Test
  @DisplayName("failures #51: gas above what a block has room for is refused at plan time")
  void refusesGasAboveTheBlocksLimit() {
    Fees halved = with(Form.DYNAMIC_FEE, new Gas(150_000), DataFee.none());
    assertThat(outcome(false, null, 120_000, halved))
        .isEqualTo(
            new Drafter.Outcome.TooCostly(
                new Rejection.GasLimitTooHigh(new Gas(180_000), new Gas(150_000))));
  }

  @Test
  void paysForItsBytesOutOfWhatTheStrategyAllows() {
    DataFee bytes =
        new DataFee.OpStack(
            Uint256.of(1_000_000_000), Uint256.of(1), 5_000, 0, Uint256.ZERO, Uint256.ZERO, true);
    Fees fees = with(Form.DYNAMIC_FEE, FeeTerms.ETHEREUM_GAS_CAP, bytes);
    UnsignedTransaction free = drafted(false, null).getLast().transaction();
    Wei beside = bytes.cost(LikelyBytes.of(free), free.gasLimit());
    Wei gas = fees.nextGasPrice().times(free.gasLimit());
    assertThat(beside).isGreaterThan(gas);
    Wei enough = new Wei(beside.value().mulDivUp(Uint256.of(140), Uint256.of(100))).plus(gas);
    assertThat(outcome(false, enough, 120_000, fees)).isInstanceOf(Drafter.Outcome.Drafted.class);
    assertThat(outcome(false, beside, 120_000, fees))
        .isInstanceOfSatisfying(
            Drafter.Outcome.TooCostly.class,
            costly -> assertThat(costly.reason()).isInstanceOf(Rejection.GasCostTooHigh.class));
    assertThat(drafter.cost(held(120_000), false, fees))
        .isGreaterThan(fees.nextGasPrice().times(new Gas(120_000)).plus(beside.minus(gas)));
  }

  @Test
  void leavesRoomForTheGasThatBytesAreCountedAs() {
    DataFee bytes = new DataFee.Arbitrum(Uint256.of(11_000));
    Fees fees = with(Form.DYNAMIC_FEE, FeeTerms.ETHEREUM_GAS_CAP, bytes);
    UnsignedTransaction plain = drafted(false, null).getLast().transaction();
    if (outcome(false, null, 120_000, fees) instanceof Drafter.Outcome.Drafted drafted) {
      long added =
          drafted.drafts().getLast().transaction().gasLimit().value() - plain.gasLimit().value();
      // 10 gas a byte, and a quarter more
      assertThat(added).isBetween(12L * PROGRAM.length(), 14L * (PROGRAM.length() + 200));
    } else {
      throw new AssertionError("not drafted");
    }
    Payload old =
        Payload.assigned(TransactionRole.TRADE, Samples.unsigned(TransactionRole.TRADE, 3, 7));
    assertThat(drafter.cancellation(new Slot(new Nonce(3), List.of(old)), fees).gasLimit())
        .isGreaterThan(new Gas(21_500));
  }

  @Test
  void statesOnePriceWhereThereIsNoBaseFee() {
    Fees fees = with(Form.LEGACY, FeeTerms.ETHEREUM_GAS_CAP, DataFee.none());
    if (outcome(true, Wei.of(600_000_000), 120_000, fees)
        instanceof Drafter.Outcome.Drafted drafted) {
      assertThat(drafted.drafts())
          .hasSize(2)
          .extracting(Observation.Draft::transaction)
          .allSatisfy(transaction -> {
            assertThat(transaction.form()).isEqualTo(Form.LEGACY);
            assertThat(transaction.maxPriorityFee()).isEqualTo(transaction.maxFee());
          });
      Payload trade =
          Payload.assigned(TransactionRole.TRADE, drafted.drafts().getLast().transaction());
      UnsignedTransaction cancellation =
          drafter.cancellation(new Slot(new Nonce(8), List.of(trade)), fees);
      assertThat(cancellation.form()).isEqualTo(Form.LEGACY);
      assertRaised(trade.transaction().maxFee(), cancellation.maxFee());
    } else {
      throw new AssertionError("not drafted");
    }
  }

  private static Fees with(Form form, Gas cap, DataFee bytes) {
    return new Fees(
        FEES.at(),
        FEES.nextBaseFee(),
        FEES.tips(),
        InclusionSpeed.URGENT,
        form,
        cap,
        bytes,
        Optional.empty(),
        List.of());
  }

  @Test
  @DisplayName("failures #48: a cancellation raises both fees by 12.5 % or more")
  void raisesBothFeesForACancellation() {
    for (long fee : new long[] {0, 1, 7, 8, 1_000, 123_457}) {
      Payload old =
          Payload.assigned(TransactionRole.TRADE, Samples.unsigned(TransactionRole.TRADE, 3, fee));
      UnsignedTransaction cancellation =
          drafter.cancellation(new Slot(new Nonce(3), List.of(old)), FEES);
      assertRaised(old.transaction().maxFee(), cancellation.maxFee());
      assertRaised(old.transaction().maxPriorityFee(), cancellation.maxPriorityFee());
      assertThat(cancellation.maxFee().compareTo(FEES.maxFee())).isNotNegative();
      assertThat(cancellation.to()).isEqualTo(ACCOUNT);
      assertThat(cancellation.value()).isEqualTo(Wei.ZERO);
      assertThat(cancellation.data()).isEqualTo(Bytes.EMPTY);
      assertThat(cancellation.nonce()).isEqualTo(new Nonce(3));
    }
  }

  private static void assertRaised(FeePerGas old, FeePerGas raised) {
    assertThat(raised.wei().times(Uint256.of(8)))
        .isGreaterThanOrEqualTo(old.wei().times(Uint256.of(9)));
    assertThat(raised.compareTo(old)).isPositive();
  }

  @Test
  @DisplayName("failures #149: what is signed is read back from its bytes and is the plan")
  void passesWhatIsThePlan() {
    for (Observation.Draft draft : drafted(true, null)) {
      assertThatCode(() -> guard.check(life(), Payload.assigned(draft.role(), draft.transaction())))
          .doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("failures #149, #159: nothing is signed that differs from the plan")
  void refusesWhatDiffersFromThePlan() {
    assertRefused(t -> with(t, ACCOUNT, t.data()));
    assertRefused(t -> with(t, EXECUTOR, Bytes.of((byte) 1)));
    assertRefused(t -> with(t, EXECUTOR, program(2, 1, 60)));
    assertRefused(t -> with(t, EXECUTOR, program(1, 2, 60)));
    assertRefused(t -> with(t, EXECUTOR, program(1, 1, 61)));
    assertRefused(t ->
        new UnsignedTransaction(
            t.chain(),
            t.from(),
            t.nonce(),
            t.maxPriorityFee(),
            t.maxFee(),
            t.gasLimit(),
            t.to(),
            Wei.of(1),
            t.data()));
    UnsignedTransaction approval = drafted(true, null).getFirst().transaction();
    assertThatThrownBy(() ->
            guard.check(
                life(),
                Payload.assigned(
                    TransactionRole.APPROVAL,
                    with(approval, USDC.address(), Erc20.approve(EXECUTOR, Uint256.MAX_VALUE)))))
        .hasMessageContaining("approves something else");
    assertThatThrownBy(() ->
            guard.check(
                life(),
                Payload.assigned(
                    TransactionRole.APPROVAL,
                    with(approval, USDC.address(), Erc20.approve(ACCOUNT, PLAN.sell().units())))))
        .hasMessageContaining("approves something else");
    assertThatThrownBy(() ->
            guard.check(
                life(),
                Payload.assigned(
                    TransactionRole.CANCELLATION, Samples.unsigned(TransactionRole.TRADE, 3, 5))))
        .hasMessageContaining("a cancellation goes to");
  }

  private void assertRefused(Function<UnsignedTransaction, UnsignedTransaction> change) {
    UnsignedTransaction trade = drafted(false, null).getLast().transaction();
    assertThatThrownBy(
            () -> guard.check(life(), Payload.assigned(TransactionRole.TRADE, change.apply(trade))))
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
  }

  private static UnsignedTransaction with(UnsignedTransaction t, Address to, Bytes data) {
    return new UnsignedTransaction(
        t.chain(),
        t.from(),
        t.nonce(),
        t.maxPriorityFee(),
        t.maxFee(),
        t.gasLimit(),
        to,
        t.value(),
        data);
  }

  /** The plan's program with its amounts multiplied, and another deadline. */
  private static Bytes program(int input, int least, long seconds) {
    var program = ExecutorProgram.decode(PROGRAM);
    Uint256 amount = program.amountIn().times(Uint256.of(input));
    return new ExecutorProgram(
            Samples.START.plusSeconds(seconds),
            program.tokenIn(),
            amount,
            program.tokenOut(),
            program.minAmountOut().times(Uint256.of(least)),
            List.of(new ExecutorLeg(program.tokenIn(), amount, program.legs().getFirst().hops())))
        .toCalldata();
  }

  private static Plan plan() {
    Hop hop = new Hop(POOL.id(), USDC, Samples.WETH, units(1_000_000), units(398_000_000_000_000L));
    return new Plan(
        Samples.block(10),
        USDC.amount(units(1_000_000)),
        Samples.WETH.amount(units(398_000_000_000_000L)),
        Samples.WETH.amount(units(396_000_000_000_000L)),
        List.of(new Leg(List.of(hop))),
        Fraction.ZERO,
        new Gas(150_000),
        new Way.Executor(""));
  }

  private static OpenIntent life() {
    return OpenIntent.of(Samples.intent(), List.of()).planned(PLAN, Grounds.UNTOLD);
  }

  private List<Observation.Draft> drafted(boolean approves, @Nullable Wei most) {
    if (outcome(approves, most, 120_000) instanceof Drafter.Outcome.Drafted drafted) {
      return drafted.drafts();
    }
    throw new AssertionError("too costly");
  }

  private Drafter.Outcome outcome(boolean approves, @Nullable Wei most, long gas) {
    return outcome(approves, most, gas, FEES);
  }

  private Drafter.Outcome outcome(boolean approves, @Nullable Wei most, long gas, Fees fees) {
    return drafter.trade(held(gas), approves, new Nonce(7), fees, most);
  }

  private static Rehearsed.Held held(long gas) {
    return new Rehearsed.Held(
        Samples.block(10),
        PLAN.quoted(),
        new TradeCall(EXECUTOR, Wei.ZERO, PROGRAM),
        new Gas(gas),
        List.of(
            new Rehearsed.Approval(
                new TradeCall(
                    USDC.address(), Wei.ZERO, Erc20.approve(EXECUTOR, PLAN.sell().units())),
                new Gas(46_000))),
        false,
        null);
  }
}
