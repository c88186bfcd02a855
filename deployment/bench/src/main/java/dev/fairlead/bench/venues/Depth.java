package dev.fairlead.bench.venues;

/** How many initialised ticks a swap passes, and what its quote may cost. */
enum Depth {
  IN_RANGE(0, "in range", 400),
  TEN_TICKS(10, "over 10 ticks", 3_000),
  FIFTY_TICKS(50, "over 50 ticks", 5_000);

  private final int ticks;
  private final String words;
  private final int mostNanos;

  Depth(int ticks, String words, int mostNanos) {
    this.ticks = ticks;
    this.words = words;
    this.mostNanos = mostNanos;
  }

  int ticks() {
    return ticks;
  }

  String words() {
    return words;
  }

  int mostNanos() {
    return mostNanos;
  }
}
