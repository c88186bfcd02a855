package dev.fairlead.bench.venues;

import dev.fairlead.bench.turns.Contender;
import dev.fairlead.model.Uint256;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many quotes of one kind, for amounts one unit apart, so that none is the one before. */
final class Quotes implements Contender {
  private final Function<Uint256, Object> quote;
  private final Uint256[] amounts;

  /** Keeps each whole result out of the compiler's reach. */
  private @Nullable Object kept;

  Quotes(int count, Uint256 amount, Function<Uint256, Object> quote) {
    this.quote = quote;
    this.amounts = new Uint256[count];
    for (int i = 0; i < count; i++) {
      amounts[i] = amount.plus(Uint256.of(i));
    }
  }

  @Override
  public double pass() {
    long start = System.nanoTime();
    for (Uint256 amount : amounts) {
      kept = quote.apply(amount);
    }
    long took = System.nanoTime() - start;
    if (kept == null) {
      throw new IllegalStateException("nothing was quoted");
    }
    return took / 1e6;
  }

  /** The nanoseconds of one quote, from the milliseconds of a pass. */
  double each(double millis) {
    return millis * 1e6 / amounts.length;
  }
}
