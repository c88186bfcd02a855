package dev.fairlead.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much more this JVM's heap holds than at a moment before, after collections. */
public final class HeapGrowth {
  public static final double MEBIBYTE = 1 << 20;

  private static final int COLLECTIONS = 3;

  private final long before = held();

  private static long held() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  public double mebibytes() {
    return Math.max(0, held() - before) / MEBIBYTE;
  }
}
