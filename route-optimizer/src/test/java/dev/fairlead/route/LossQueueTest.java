package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LossQueueTest {
  /** Losses of up to a sixteenth are told apart by so much. */
  private static final double FINE = 1.0 / 2048;

  private final LossQueue queue = new LossQueue(200);

  @Test
  void comesInTheOrderOfLosses() {
    queue.put(3, 0.99);
    queue.put(4, 0.5);
    queue.put(5, 1.0);
    queue.put(6, 0.98);
    assertThat(all()).containsExactly(5, 3, 6, 4);
  }

  @Test
  void thoseWhoLoseAboutTheSameComeAsTheyWerePut() {
    queue.put(9, 0.9900);
    queue.put(2, 0.9901);
    queue.put(7, 0.9900);
    assertThat(all()).containsExactly(9, 2, 7);
  }

  @Test
  void aTokenThatGotBetterIsQueuedOnce() {
    queue.put(1, 0.8);
    queue.put(2, 0.9);
    queue.put(1, 0.95);
    queue.put(1, 0.95);
    assertThat(all()).containsExactly(1, 2);
  }

  @Test
  void whatGainsComesFirstAndNothingIsTooWorthless() {
    queue.put(1, 0);
    queue.put(2, 1e-12);
    queue.put(3, 7.5);
    queue.put(4, Double.POSITIVE_INFINITY);
    assertThat(all()).containsExactly(3, 4, 2, 1);
  }

  @Test
  void whatComesInBetweenWaitsForNoneThatLostMore() {
    Random random = new Random(20_261_129);
    for (int round = 0; round < 200; round++) {
      double[] kept = new double[200];
      int queued = 0;
      for (int i = 0; i < 40; i++) {
        int token = random.nextInt(200);
        queued += kept[token] == 0 ? 1 : 0;
        kept[token] = 0.95 + 0.05 * random.nextDouble();
        queue.put(token, kept[token]);
      }
      double last = 1;
      for (int token = queue.poll(); token >= 0; token = queue.poll()) {
        assertThat(kept[token]).isPositive().isLessThanOrEqualTo(last + FINE);
        last = kept[token];
        kept[token] = 0;
        queued--;
        if (random.nextInt(4) == 0) {
          int lossier = random.nextInt(200);
          queued += kept[lossier] == 0 ? 1 : 0;
          kept[lossier] = last * (0.99 + 0.01 * random.nextDouble());
          queue.put(lossier, kept[lossier]);
        }
      }
      assertThat(queued).isZero();
    }
  }

  private List<Integer> all() {
    List<Integer> order = new ArrayList<>();
    for (int token = queue.poll(); token >= 0; token = queue.poll()) {
      order.add(token);
    }
    return order;
  }
}
