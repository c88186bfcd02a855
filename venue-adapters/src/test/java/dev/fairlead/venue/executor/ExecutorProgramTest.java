package dev.fairlead.venue.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExecutorProgramTest {
  private static final Instant DEADLINE = Instant.ofEpochSecond(1_800_000_000);
  private static final Address IN = Address.parse("0x00000000000000000000000000000000000000a1");
  private static final Address OUT = Address.parse("0x00000000000000000000000000000000000000b2");
  private static final Address MIDDLE = Address.parse("0x00000000000000000000000000000000000000d4");
  private static final Address OTHER = Address.parse("0x00000000000000000000000000000000000000e5");
  private static final Address POOL = Address.parse("0x00000000000000000000000000000000000000c3");

  @Test
  void writesTheLayoutThatTheContractReads() {
    ExecutorProgram program =
        program(
            List.of(
                new ExecutorLeg(
                    IN, Uint256.of(3), List.of(new ExecutorHop.UniswapV2(POOL, OUT, 30))),
                new ExecutorLeg(IN, Uint256.of(4), List.of(new ExecutorHop.UniswapV3(POOL, OUT)))));
    String a1 = "00000000000000000000000000000000000000a1";
    String b2 = "00000000000000000000000000000000000000b2";
    String c3 = "00000000000000000000000000000000000000c3";
    assertThat(ProgramWriter.write(program))
        .hasToString(
            "0x006b49d200"
                + (a1 + "00000000000000000000000000000007")
                + (b2 + "00000000000000000000000000000005")
                + "00"
                + ("0000" + "00000000000000000000000000000003" + "0101" + b2 + c3 + "001e")
                + ("0000" + "00000000000000000000000000000000" + "0102" + b2 + c3));
  }

  @Test
  void writesAPlaceForEachTokenInBetween() {
    ExecutorProgram program =
        program(
            List.of(
                leg(IN, 3, MIDDLE),
                leg(IN, 4, OTHER),
                leg(MIDDLE, 2, OTHER),
                leg(OTHER, 0, OUT),
                leg(MIDDLE, 0, OUT)));
    String a1 = "00000000000000000000000000000000000000a1";
    String b2 = "00000000000000000000000000000000000000b2";
    String c3 = "00000000000000000000000000000000000000c3";
    String d4 = "00000000000000000000000000000000000000d4";
    String e5 = "00000000000000000000000000000000000000e5";
    assertThat(ProgramWriter.write(program))
        .hasToString(
            "0x006b49d200"
                + (a1 + "00000000000000000000000000000007")
                + (b2 + "00000000000000000000000000000005")
                + "02"
                + ("0001" + "00000000000000000000000000000003" + "0102" + d4 + c3)
                + ("0002" + "00000000000000000000000000000000" + "0102" + e5 + c3)
                + ("0102" + "00000000000000000000000000000002" + "0102" + e5 + c3)
                + ("0200" + "00000000000000000000000000000000" + "0102" + b2 + c3)
                + ("0100" + "00000000000000000000000000000000" + "0102" + b2 + c3));
    assertThat(ExecutorProgram.decode(program.toCalldata())).isEqualTo(program);
  }

  @Test
  void refusesLegsThatTakeWhatNoneHasBrought() {
    assertRefused("of which nothing is held", leg(IN, 7, OUT), leg(MIDDLE, 0, OUT));
    assertRefused(
        "of which nothing is held", leg(MIDDLE, 0, OUT), leg(IN, 7, MIDDLE), leg(MIDDLE, 0, OUT));
    assertRefused(
        "of which nothing is held", leg(IN, 7, MIDDLE), leg(MIDDLE, 0, OUT), leg(MIDDLE, 0, OUT));
    assertRefused(
        "of which nothing is held", leg(IN, 7, MIDDLE), leg(MIDDLE, 0, OUT), leg(MIDDLE, 1, OUT));
    assertRefused("of which nothing is held", leg(IN, 7, OUT), leg(OUT, 0, MIDDLE));
  }

  @Test
  void refusesLegsThatLeaveSomethingInBetween() {
    assertRefused("no leg takes all that is held of [" + MIDDLE, leg(IN, 7, MIDDLE));
    assertRefused("no leg takes all", leg(IN, 7, MIDDLE), leg(MIDDLE, 3, OUT));
    assertRefused("no leg takes all", leg(IN, 3, MIDDLE), leg(MIDDLE, 0, OUT), leg(IN, 4, MIDDLE));
  }

  @Test
  void refusesLegsThatEndWhereNoneMay() {
    assertRefused("does not end at " + IN, leg(IN, 7, MIDDLE), leg(MIDDLE, 0, IN));
    assertRefused("does not end at " + MIDDLE, leg(IN, 7, MIDDLE), leg(MIDDLE, 2, MIDDLE));
    assertRefused("what a leg takes of the token sold", leg(IN, 0, OUT), leg(IN, 7, OUT));
    ExecutorLeg unwrapping =
        new ExecutorLeg(IN, Uint256.of(7), List.of(new ExecutorHop.Wrapping(Address.ZERO)));
    assertRefused("does not end at " + Address.ZERO, unwrapping);
  }

  @Test
  void refusesPlacesThatServeNoLeg() {
    byte[] calldata = program(List.of(leg(IN, 7, OUT))).toCalldata().toArray();
    int places = 4 + 64 + 77;
    calldata[places] = 1;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExecutorProgram.decode(Bytes.wrap(calldata)))
        .withMessage("1 places, of which 0 serve");
    calldata[places] = 0;
    calldata[places + 2] = 1;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExecutorProgram.decode(Bytes.wrap(calldata)))
        .withMessage("leg 0 does not end at place 1");
    calldata[places + 1] = 1;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExecutorProgram.decode(Bytes.wrap(calldata)))
        .withMessage("no leg has brought anything to place 1");
  }

  @Test
  void wrapsTheCoinOnceForAllThatGoesOnFromThere() {
    ExecutorLeg wrapping =
        new ExecutorLeg(Address.ZERO, Uint256.of(7), List.of(new ExecutorHop.Wrapping(MIDDLE)));
    ExecutorProgram program =
        new ExecutorProgram(
            DEADLINE,
            Address.ZERO,
            Uint256.of(7),
            OUT,
            Uint256.of(5),
            List.of(wrapping, leg(MIDDLE, 3, OUT), leg(MIDDLE, 0, OUT)));

    assertThat(program.value()).isEqualTo(Wei.of(7));
    assertThat(ExecutorProgram.decode(program.toCalldata())).isEqualTo(program);
  }

  private static void assertRefused(String why, ExecutorLeg... legs) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program(List.of(legs)))
        .withMessageContaining(why);
  }

  private static ExecutorLeg leg(Address in, long amount, Address out) {
    return new ExecutorLeg(in, Uint256.of(amount), List.of(new ExecutorHop.UniswapV3(POOL, out)));
  }

  @Test
  void countsTheBytesOfAHopThatAreNotZero() {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    Programs programs = new Programs(new SplittableRandom(seed));
    for (int i = 0; i < 1_000; i++) {
      ExecutorProgram program = programs.next();
      ExecutorLeg leg = program.legs().getFirst();
      if (leg.hops().size() < 2
          || leg.hops().getFirst() instanceof ExecutorHop.Wrapping
          || leg.hops().getFirst() instanceof ExecutorHop.UniswapV4) {
        continue;
      }
      int added =
          size(with(program, leg.hops()))
              - size(with(program, leg.hops().subList(1, leg.hops().size())));
      assertThat(leg.hops().getFirst().bytes())
          .as("%s of seed %d", leg.hops().getFirst(), seed)
          .isEqualTo(added);
    }
    assertThat(new ExecutorHop.UniswapV3(POOL, OUT).bytes()).isEqualTo(3);
    Address token = Address.parse("0x" + "5a".repeat(Address.LENGTH));
    assertThat(v4(token, token)).isEqualTo(1 + 20 + 1 + 2 + 1);
    assertThat(v4(token, Address.ZERO)).isEqualTo(v4(token, token));
    assertThat(v4(Address.ZERO, Address.ZERO)).isEqualTo(v4(token, token) - Address.LENGTH);
  }

  /** Of a pool without hooks, at 0.3 %. */
  private static int v4(Address tokenOut, Address currencyOut) {
    ExecutorHop.V4Pool pool =
        new ExecutorHop.V4Pool(currencyOut, Address.ZERO, 3_000, 60, Bytes.EMPTY);
    return new ExecutorHop.UniswapV4(tokenOut, false, List.of(pool)).bytes();
  }

  private static ExecutorProgram with(ExecutorProgram program, List<ExecutorHop> hops) {
    return new ExecutorProgram(
        program.deadline(),
        program.tokenIn(),
        program.legs().getFirst().amountIn(),
        hops.getLast().tokenOut(),
        program.minAmountOut(),
        List.of(new ExecutorLeg(program.tokenIn(), program.legs().getFirst().amountIn(), hops)));
  }

  private static int size(ExecutorProgram program) {
    int size = 0;
    for (byte each : ProgramWriter.write(program).toArray()) {
      size += each == 0 ? 0 : 1;
    }
    return size;
  }

  @Test
  void readsBackEveryProgramThatItWrites() {
    long seed = Long.getLong("fairlead.seed", 20_261_120L);
    Programs programs = new Programs(new SplittableRandom(seed));
    for (int i = 0; i < 20_000; i++) {
      ExecutorProgram program = programs.next();
      assertThat(ExecutorProgram.decode(program.toCalldata()))
          .as("program %d of seed %d", i, seed)
          .isEqualTo(program);
    }
  }

  @Test
  void neverReadsChangedBytesAsTheSameProgram() {
    long seed = Long.getLong("fairlead.seed", 20_261_120L);
    SplittableRandom random = new SplittableRandom(seed);
    Programs programs = new Programs(random);
    int read = 0;
    int refusals = 0;
    for (int i = 0; i < 20_000; i++) {
      ExecutorProgram program = programs.next();
      byte[] changed = program.toCalldata().toArray();
      changed[random.nextInt(changed.length)] ^= (byte) random.nextInt(1, 256);
      try {
        assertThat(ExecutorProgram.decode(Bytes.wrap(changed)))
            .as("program %d of seed %d", i, seed)
            .isNotEqualTo(program);
        read++;
      } catch (IllegalArgumentException refused) {
        refusals++;
      }
    }
    assertThat(List.of(read, refusals)).as("both ends, seed %d", seed).doesNotContain(0);
  }

  @Test
  void refusesBytesThatAreCutShort() {
    Bytes calldata = new Programs(new SplittableRandom(1)).next().toCalldata();
    for (int length = 0; length < calldata.length(); length++) {
      Bytes cut = calldata.slice(0, length);
      assertThatIllegalArgumentException().isThrownBy(() -> ExecutorProgram.decode(cut));
    }
  }

  @Test
  void refusesAnotherEncodingOfTheSameProgram() {
    ExecutorProgram program =
        program(
            List.of(
                new ExecutorLeg(IN, Uint256.of(7), List.of(new ExecutorHop.UniswapV3(POOL, OUT)))));
    byte[] calldata = program.toCalldata().toArray();
    int lastByteOfTheLegsAmount = 4 + 64 + 78 + 17;
    calldata[lastByteOfTheLegsAmount] = 7;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExecutorProgram.decode(Bytes.wrap(calldata)))
        .withMessage("not the one encoding of its program");
  }

  @Test
  void refusesLegsThatDoNotShareTheInputExactly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            program(
                List.of(
                    new ExecutorLeg(
                        IN, Uint256.of(6), List.of(new ExecutorHop.UniswapV3(POOL, OUT))))))
        .withMessage("the legs take 6 of an input of 7");
  }

  @Test
  void refusesAProgramWithoutAMinimum() {
    List<ExecutorLeg> legs =
        List.of(new ExecutorLeg(IN, Uint256.of(7), List.of(new ExecutorHop.UniswapV3(POOL, OUT))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExecutorProgram(DEADLINE, IN, Uint256.of(7), OUT, Uint256.ZERO, legs))
        .withMessageContaining("minAmountOut");
  }

  @Test
  void refusesAmountsThatVenuesCannotTake() {
    Uint256 most = Uint256.ONE.shiftLeft(127).minus(Uint256.ONE);
    List<ExecutorHop> hops = List.of(new ExecutorHop.UniswapV3(POOL, OUT));
    assertThat(new ExecutorLeg(IN, most, hops).amountIn()).isEqualTo(most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExecutorLeg(IN, most.plus(Uint256.ONE), hops));
  }

  @Test
  void carriesTheCoinThatItSellsAsValue() {
    ExecutorHop swap = new ExecutorHop.UniswapV3(POOL, OUT);
    ExecutorProgram sellsCoin = coin(Address.ZERO, OUT, new ExecutorHop.Wrapping(IN), swap);
    ExecutorProgram buysCoin = coin(IN, Address.ZERO, swap, new ExecutorHop.Wrapping(Address.ZERO));

    assertThat(sellsCoin.value()).isEqualTo(Wei.of(7));
    assertThat(buysCoin.value()).isEqualTo(Wei.ZERO);
    assertThat(ExecutorProgram.decode(sellsCoin.toCalldata())).isEqualTo(sellsCoin);
    assertThat(ExecutorProgram.decode(buysCoin.toCalldata())).isEqualTo(buysCoin);
  }

  @Test
  void refusesTheCoinAnywhereButAtBothEnds() {
    ExecutorHop swap = new ExecutorHop.UniswapV3(POOL, OUT);
    ExecutorHop wrap = new ExecutorHop.Wrapping(OUT);
    ExecutorHop unwrap = new ExecutorHop.Wrapping(Address.ZERO);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> coin(Address.ZERO, OUT, swap))
        .withMessage("a leg that takes the coin begins by wrapping it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coin(IN, OUT, wrap))
        .withMessage("hop 0 wraps, but the coin is not what it takes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coin(IN, OUT, swap, unwrap, wrap))
        .withMessageContaining("not of hop 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coin(IN, Address.ZERO, new ExecutorHop.UniswapV3(POOL, Address.ZERO)))
        .withMessageContaining("not of hop 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coin(Address.ZERO, Address.ZERO, wrap, unwrap))
        .withMessage("the coin is not traded for itself");
  }

  private static ExecutorProgram coin(Address in, Address out, ExecutorHop... hops) {
    return new ExecutorProgram(
        DEADLINE,
        in,
        Uint256.of(7),
        out,
        Uint256.of(5),
        List.of(new ExecutorLeg(in, Uint256.of(7), List.of(hops))));
  }

  @Test
  void joinsNeighbouringV4PoolsUnderOneUnlock() {
    Address weth = POOL;
    ExecutorHop first = v4(IN, false, IN);
    ExecutorHop toNative = v4(weth, false, Address.ZERO);
    ExecutorHop fromNative = v4(OUT, true, OUT);
    ExecutorHop fromWrapped = v4(OUT, false, OUT);
    assertThat(ExecutorHop.joined(List.of(first, toNative, fromNative)))
        .singleElement()
        .satisfies(hop -> {
          assertThat(hop.tokenOut()).isEqualTo(OUT);
          assertThat(((ExecutorHop.UniswapV4) hop).pools()).hasSize(3);
        });
    assertThat(ExecutorHop.joined(List.of(toNative, fromWrapped)))
        .containsExactly(toNative, fromWrapped);
    ExecutorHop other = new ExecutorHop.UniswapV3(POOL, weth);
    assertThat(ExecutorHop.joined(List.of(first, other, fromNative)))
        .containsExactly(first, other, fromNative);
  }

  private static ExecutorHop v4(Address tokenOut, boolean nativeIn, Address currencyOut) {
    return new ExecutorHop.UniswapV4(
        tokenOut,
        nativeIn,
        List.of(new ExecutorHop.V4Pool(currencyOut, Address.ZERO, 3_000, 60, Bytes.EMPTY)));
  }

  private static ExecutorProgram program(List<ExecutorLeg> legs) {
    return new ExecutorProgram(DEADLINE, IN, Uint256.of(7), OUT, Uint256.of(5), legs);
  }
}
