package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;

/**
 * How the contracts index initialised ticks: bit t mod 256 of word t div 256, where t is the tick
 * in units of the spacing.
 */
public final class TickBitmap {
  private TickBitmap() {}

  public static int firstWord(int spacing) {
    return (TickMath.MIN_TICK / spacing) >> 8;
  }

  public static int lastWord(int spacing) {
    return (TickMath.MAX_TICK / spacing) >> 8;
  }

  /**
   * The furthest tick that a step from {@code tick} sees: the end of its word in that direction.
   */
  static int seenFrom(int tick, int spacing, boolean down) {
    int compressed = Math.floorDiv(tick, spacing);
    return (down ? compressed >> 8 << 8 : ((compressed + 1) >> 8 << 8) + 255) * spacing;
  }

  /** The ticks of a word, ascending. */
  public static List<Integer> ticks(int word, Uint256 bits, int spacing) {
    List<Integer> ticks = new ArrayList<>();
    if (!bits.isZero()) {
      for (int bit = 0; bit < 256; bit++) {
        if (bits.testBit(bit)) {
          ticks.add((word * 256 + bit) * spacing);
        }
      }
    }
    return ticks;
  }
}
