package dev.fairlead.venue.uniswap.concentrated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.devnet.Cases;
import dev.fairlead.venue.reference.PlainWalk;
import dev.fairlead.venue.uniswap.concentrated.Passages.Passage;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Swaps that pass many ticks, against the same walked step by step. */
class SwapWalkTest {
  private final Random random = Cases.random(getClass());

  @Test
  void anyAmountEndsWhereThePlainWalkDoes() {
    int crossed = 0;
    for (int i = 0; i < Cases.COUNT; i++) {
      int spacing = 1 + random.nextInt(200);
      SwapState start = state(spacing);
      SwapFee fee = SwapFee.ofPips(random.nextInt(30_001));
      boolean down = random.nextBoolean();
      for (boolean exactIn : new boolean[] {true, false}) {
        Uint256 amount = Cases.amount(random, 90);
        crossed += isAsPlain(start, spacing, fee, down, exactIn, amount) > 2 ? 1 : 0;
      }
    }
    assertThat(crossed).isGreaterThan(Cases.COUNT / 10);
  }

  @Test
  void amountsThatEndAtATickDoToo() {
    for (int i = 0; i < Cases.COUNT / 10; i++) {
      int spacing = 1 + random.nextInt(200);
      SwapState around = state(spacing);
      SwapFee fee = SwapFee.ofPips(random.nextInt(30_001));
      boolean down = random.nextBoolean();
      TickTable table = around.table();
      int place = 1 + random.nextInt(table.size() - 2);
      int tick = table.tick(place);
      SwapState start = SwapState.of(TickMath.sqrtPriceAt(tick), down ? tick - 1 : tick, table);
      Uint256 in = Uint256.ZERO;
      Uint256 out = Uint256.ZERO;
      int at = start.place();
      for (int passages = 1 + random.nextInt(table.size()); passages > 0; passages--) {
        Passage passage = table.passages(spacing, fee, down).at(at);
        in = in.plus(passage.in());
        out = out.plus(passage.out());
        at += down ? -1 : 1;
      }
      for (long more = 0; more <= 2; more++) {
        Uint256 shift = Uint256.of(more);
        isAsPlain(start, spacing, fee, down, true, in.plus(shift).minus(in.min(Uint256.ONE)));
        isAsPlain(start, spacing, fee, down, false, out.plus(shift).minus(out.min(Uint256.ONE)));
      }
    }
  }

  /** How many ticks were passed. */
  private static int isAsPlain(
      SwapState start, int spacing, SwapFee fee, boolean down, boolean exactIn, Uint256 amount) {
    Swap swap =
        exactIn
            ? SwapWalk.exactIn(start, spacing, fee, down, amount)
            : SwapWalk.exactOut(start, spacing, fee, down, amount);
    String told = (exactIn ? "in " : "out ") + (down ? "down " : "up ") + amount;
    var plain =
        PlainWalk.walk(PlainWalk.net(start.table()), start, spacing, fee, down, exactIn, amount);
    return switch (swap) {
      case Swap.Done(Uint256 in, Uint256 out, SwapState after) -> {
        assertThat(plain.map(PlainWalk.End::other))
            .as(told)
            .hasValue((exactIn ? out : in).toBigInteger());
        assertThat(plain.map(PlainWalk.End::price))
            .as(told)
            .hasValue(after.sqrtPrice().toBigInteger());
        assertThat(after.liquidity()).isEqualTo(after.table().liquidityAt(after.tick()));
        yield Math.abs(after.place() - start.place());
      }
      case Swap.Refused(var reason) -> {
        switch (reason) {
          case AMOUNT_TOO_SMALL ->
              assertThat(plain.map(end -> end.other().signum()).orElse(0)).as(told).isZero();
          case EXCEEDS_DEPTH -> assertThat(plain).as(told).isEmpty();
          default -> throw new AssertionError(told + " was refused: " + reason);
        }
        yield 0;
      }
    };
  }

  /** Many narrow positions, some with gaps between them, some over several words of the bitmap. */
  private SwapState state(int spacing) {
    int tick = Cases.between(random, -100_000, 100_000);
    int center = Math.floorDiv(tick, spacing);
    TickTable table = TickTable.EMPTY;
    for (int i = 0; i < 8; i++) {
      int lower = center - 40 + random.nextInt(80);
      int width = 1 + random.nextInt(random.nextInt(10) == 0 ? 1_500 : 30);
      table =
          table.adjusted(
              lower * spacing,
              Math.min((lower + width) * spacing, TickMath.MAX_TICK / spacing * spacing),
              Cases.amount(random, 80).toBigInteger());
    }
    Uint256 price = TickMath.sqrtPriceAt(tick).plus(Uint256.of(random.nextInt(100)));
    return SwapState.of(price, TickMath.tickAt(price), table);
  }
}
