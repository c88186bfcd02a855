package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class EquationsTest {
  @Test
  void solvesWhatItIsGiven() {
    Random random = new Random(91);
    Equations equations = new Equations();
    for (int tried = 0; tried < 200; tried++) {
      int size = 1 + random.nextInt(12);
      double[][] matrix = positive(random, size);
      double[] wanted = random.doubles(size, -1, 1).toArray();
      equations.begin(size);
      for (int i = 0; i < size; i++) {
        for (int k = 0; k <= i; k++) {
          equations.add(i, k, matrix[i][k]);
        }
        for (int k = 0; k < size; k++) {
          equations.give(i, matrix[i][k] * wanted[k]);
        }
      }
      equations.solve(0);
      for (int i = 0; i < size; i++) {
        assertThat(equations.of(i)).isCloseTo(wanted[i], within(1e-6));
      }
    }
  }

  @Test
  void aRowOfNothingHasTheAnswerZero() {
    Equations equations = new Equations();
    equations.begin(2);
    equations.add(1, 1, 4);
    equations.give(0, 1);
    equations.give(1, 2);
    assertThat(equations.isLoose(0)).isTrue();
    assertThat(equations.isLoose(1)).isFalse();

    equations.solve(0);

    assertThat(equations.of(0)).isZero();
    assertThat(equations.of(1)).isEqualTo(0.5);
  }

  @Test
  void dampedItSolvesWithTheDiagonalThatMuchLarger() {
    Random random = new Random(17);
    Equations equations = new Equations();
    Equations larger = new Equations();
    for (int tried = 0; tried < 100; tried++) {
      int size = 1 + random.nextInt(12);
      double[][] matrix = positive(random, size);
      equations.begin(size);
      larger.begin(size);
      for (int i = 0; i < size; i++) {
        for (int k = 0; k <= i; k++) {
          equations.add(i, k, matrix[i][k]);
          larger.add(i, k, i == k ? 1.5 * matrix[i][k] : matrix[i][k]);
        }
        equations.give(i, 1 + i);
        larger.give(i, 1 + i);
      }
      equations.solve(0);
      equations.solve(0.5);
      larger.solve(0);
      for (int i = 0; i < size; i++) {
        assertThat(equations.of(i)).isCloseTo(larger.of(i), within(1e-9));
      }
    }
  }

  /** Of numbers of any two sparse rows, plus something on the diagonal. */
  private static double[][] positive(Random random, int size) {
    double[][] root = new double[size][size];
    for (double[] row : root) {
      for (int k = 0; k < size; k++) {
        row[k] = random.nextInt(3) == 0 ? random.nextGaussian() : 0;
      }
    }
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        for (int j = 0; j < size; j++) {
          matrix[i][k] += root[i][j] * root[k][j];
        }
      }
      matrix[i][i] += 0.1;
    }
    return matrix;
  }
}
