package dev.fairlead.bench.turns;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Contenders in turns, so that what disturbs the machine disturbs all; the median round counts. */
public final class Turns {
  private Turns() {}

  /** The median milliseconds of each, in their order. */
  public static List<Double> medians(List<? extends Contender> contenders, int warmUp, int rounds)
      throws IOException {
    double[][] millis = new double[contenders.size()][rounds];
    for (int round = -warmUp; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        double took = contenders.get(i).pass();
        if (round >= 0) {
          millis[i][round] = took;
        }
      }
    }
    return Arrays.stream(millis).map(Turns::median).toList();
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
