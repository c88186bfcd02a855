package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.devnet.Cases;
import java.util.Random;

/** States of pools of concentrated liquidity: a few positions around some price. */
public final class GeneratedTicks {
  private GeneratedTicks() {}

  public static SwapState state(Random random, int spacing) {
    int tick = Cases.between(random, -400_000, 400_000);
    TickTable table = TickTable.EMPTY;
    for (int i = 0; i < 6; i++) {
      int width = 1 + random.nextInt(1 << Cases.between(random, 1, 9));
      int lower = Math.floorDiv(tick, spacing) + random.nextInt(2 * width + 2) - width - 1;
      table =
          table.adjusted(
              lower * spacing, (lower + width) * spacing, Cases.amount(random, 100).toBigInteger());
    }
    Uint256 price = TickMath.sqrtPriceAt(tick).plus(Uint256.of(random.nextInt(100)));
    return SwapState.of(price, TickMath.tickAt(price), table);
  }
}
