package dev.fairlead.venue.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.ContractAbi;
import dev.fairlead.chain.readable.CallReader;
import dev.fairlead.chain.readable.EventReader;
import dev.fairlead.chain.readable.Field;
import dev.fairlead.chain.readable.FieldValue;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.chain.readable.Step;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExecutorStepsTest {
  private static final Address IN = Address.parse("0x0000000000000000000000000000000000000011");
  private static final Address MIDDLE = Address.parse("0x0000000000000000000000000000000000000022");
  private static final Address OUT = Address.parse("0x0000000000000000000000000000000000000033");
  private static final Address POOL = Address.parse("0x0000000000000000000000000000000000000044");
  private static final CallReader CALLS =
      new CallReader(Map.of(), List.of(), List.of(new ExecutorSteps()));

  @Test
  void showsEveryKindOfHopOfEveryLeg() {
    ExecutorHop.V4Pool v4 = new ExecutorHop.V4Pool(OUT, Address.ZERO, 500, 10, Bytes.EMPTY);
    ExecutorProgram program =
        program(
            List.of(
                new ExecutorLeg(
                    IN,
                    Uint256.of(60),
                    List.of(
                        new ExecutorHop.UniswapV2(POOL, MIDDLE, 30),
                        new ExecutorHop.UniswapV4(OUT, false, List.of(v4)))),
                new ExecutorLeg(
                    IN,
                    Uint256.of(40),
                    List.of(
                        new ExecutorHop.UniswapV3(POOL, MIDDLE),
                        new ExecutorHop.Curve(POOL, IN, 0, 1),
                        new ExecutorHop.BalancerV3(POOL, POOL, MIDDLE),
                        new ExecutorHop.Erc4626(IN, false),
                        new ExecutorHop.BalancerV2(Bytes32.ZERO, OUT)))));
    List<Step> steps = CALLS.read(program.toCalldata());
    assertThat(steps).hasSize(1);
    Step step = steps.getFirst();
    assertThat(step.fields())
        .containsExactly(
            new Field("amountIn", new FieldValue.Amount(Uint256.of(100), IN)),
            new Field("minAmountOut", new FieldValue.Amount(Uint256.of(7), OUT)),
            new Field("deadline", new FieldValue.Time(Uint256.of(1_790_000_000L))));
    assertThat(step.steps().get(0).fields())
        .containsExactly(new Field("amountIn", new FieldValue.Amount(Uint256.of(60), IN)));
    assertThat(step.steps().get(0).steps())
        .extracting(Step::contract)
        .containsExactly("Uniswap V2", "Uniswap V4");
    assertThat(step.steps().get(0).steps().get(1).steps()).hasSize(1);
    assertThat(step.steps().get(1).steps())
        .extracting(Step::contract)
        .containsExactly("Uniswap V3", "Curve", "Balancer V3", "ERC-4626", "Balancer V2");
  }

  @Test
  void saysWhatALegTakesOfATokenInBetween() {
    ExecutorHop on = new ExecutorHop.UniswapV3(POOL, OUT);
    ExecutorProgram program =
        program(
            List.of(
                new ExecutorLeg(
                    IN, Uint256.of(100), List.of(new ExecutorHop.UniswapV3(POOL, MIDDLE))),
                new ExecutorLeg(MIDDLE, Uint256.of(60), List.of(on)),
                new ExecutorLeg(MIDDLE, Uint256.ZERO, List.of(on))));

    Step step = CALLS.read(program.toCalldata()).getFirst();

    assertThat(step.steps())
        .extracting(leg -> leg.fields().getFirst())
        .containsExactly(
            new Field("amountIn", new FieldValue.Amount(Uint256.of(100), IN)),
            new Field("amountIn", new FieldValue.Amount(Uint256.of(60), MIDDLE)),
            new Field("allOf", new FieldValue.Plain(new AbiValue.Account(MIDDLE))));
  }

  @Test
  void saysWhereTheCoinIsWrapped() {
    ExecutorProgram program =
        new ExecutorProgram(
            Instant.ofEpochSecond(1_790_000_000L),
            Address.ZERO,
            Uint256.of(100),
            IN,
            Uint256.of(7),
            List.of(
                new ExecutorLeg(
                    Address.ZERO, Uint256.of(100), List.of(new ExecutorHop.Wrapping(IN)))));

    Step step = CALLS.read(program.toCalldata()).getFirst();

    assertThat(step.fields())
        .contains(new Field("amountIn", new FieldValue.Amount(Uint256.of(100), Address.ZERO)));
    assertThat(step.steps().getFirst().steps())
        .extracting(Step::contract, Step::name)
        .containsExactly(tuple("wrapped native", "deposit"));
  }

  @Test
  void leavesOtherBytesUnderTheSameSelectorAlone() {
    Bytes call =
        program(
                List.of(
                    new ExecutorLeg(
                        IN, Uint256.of(100), List.of(new ExecutorHop.UniswapV3(POOL, OUT)))))
            .toCalldata();
    byte[] longer = new byte[call.length() + 32];
    call.writeTo(longer, 0);
    assertThat(CALLS.read(Bytes.wrap(longer))).isEmpty();
  }

  @Test
  void knowsTheExecutorsLogsAndErrors() {
    List<ContractAbi> declared = List.of(ExecutorSteps.declarations());
    Step event =
        new EventReader(declared)
            .read(
                new Log(
                    POOL, List.of(ExecutorLogs.topic()), AbiWriter.tuple().uint(9).toBytes(), 0));
    assertThat(event.contract()).isEqualTo("Fairlead executor");
    assertThat(event.fields()).extracting(Field::name).containsExactly("amountOut");
    for (ExecutorFailure failure : ExecutorFailure.values()) {
      assertThat(new RevertReader(declared).knows(failure.signature().selector()))
          .as(failure.name())
          .isTrue();
    }
  }

  private static ExecutorProgram program(List<ExecutorLeg> legs) {
    return new ExecutorProgram(
        Instant.ofEpochSecond(1_790_000_000L), IN, Uint256.of(100), OUT, Uint256.of(7), legs);
  }
}
