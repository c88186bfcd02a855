package dev.fairlead.bench.route;

/** How much more this JVM's heap holds than at a moment before, after collections. */
final class HeapGrowth {
  private static final int COLLECTIONS = 3;
  private static final double MEGABYTE = 1 << 20;

  private final long before = held();

  private static long held() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  double megabytes() {
    return Math.max(0, held() - before) / MEGABYTE;
  }
}
