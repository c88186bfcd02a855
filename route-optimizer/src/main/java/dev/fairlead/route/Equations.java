package dev.fairlead.route;

import java.util.Arrays;

/**
 * A symmetric, positive system of linear equations; its arrays are used again and again. A row of
 * nothing has the answer zero.
 *
 * <p>The last equations are eliminated first: those that came late have few others beside them, and
 * of each row only what lies between its first coefficient and the diagonal is kept and worked on.
 */
final class Equations {
  /** What rounding takes from a diagonal that is nothing. */
  private static final double RIDGE = 1e-12;

  private double[][] matrix = new double[0][];
  private double[][] lower = new double[0][];
  private int[] start = new int[0];
  private double[] given = new double[0];
  private double[] answer = new double[0];
  private int size;

  /** Begins a system of so many equations, all nothing. */
  void begin(int count) {
    for (int i = 0; i < size; i++) {
      Arrays.fill(matrix[i], start[i], i + 1, 0);
    }
    size = count;
    if (matrix.length < count) {
      matrix = new double[2 * count][];
      lower = new double[2 * count][];
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = new double[i + 1];
        lower[i] = new double[i + 1];
      }
      start = new int[2 * count];
      given = new double[2 * count];
      answer = new double[2 * count];
    }
    for (int i = 0; i < count; i++) {
      start[i] = i;
      given[i] = 0;
    }
  }

  /** Adds to a coefficient, {@code row >= column}, and so to the one across. */
  void add(int row, int column, double x) {
    int at = size - 1 - column;
    int before = size - 1 - row;
    matrix[at][before] += x;
    start[at] = Math.min(start[at], before);
  }

  /** Adds to the right-hand side. */
  void give(int row, double x) {
    given[size - 1 - row] += x;
  }

  /** Whether an equation is still nothing. */
  boolean isLoose(int row) {
    return matrix[size - 1 - row][size - 1 - row] == 0;
  }

  /** The answer to an equation. */
  double of(int row) {
    return answer[size - 1 - row];
  }

  /**
   * Solves by Cholesky.
   *
   * @param damping each diagonal is taken as so much more of itself: the answer is shorter then,
   *     above all where the equations tell little
   */
  void solve(double damping) {
    for (int i = 0; i < size; i++) {
      decompose(i, damping);
    }
    for (int i = 0; i < size; i++) {
      double[] row = lower[i];
      double sum = matrix[i][i] == 0 ? 0 : given[i];
      for (int k = start[i]; k < i; k++) {
        sum -= row[k] * answer[k];
      }
      answer[i] = sum / row[i];
    }
    for (int i = size - 1; i >= 0; i--) {
      double[] row = lower[i];
      answer[i] /= row[i];
      for (int k = start[i]; k < i; k++) {
        answer[k] -= row[k] * answer[i];
      }
    }
  }

  private void decompose(int i, double damping) {
    double[] row = lower[i];
    double diagonal = matrix[i][i] * (1 + damping);
    if (diagonal == 0) {
      row[i] = 1;
      return;
    }
    System.arraycopy(matrix[i], start[i], row, start[i], i - start[i]);
    row[i] = diagonal;
    for (int j = start[i]; j <= i; j++) {
      double[] other = lower[j];
      double sum = row[j];
      for (int k = Math.max(start[i], start[j]); k < j; k++) {
        sum -= row[k] * other[k];
      }
      row[j] = i == j ? Math.sqrt(Math.max(sum, RIDGE * diagonal)) : sum / other[j];
    }
  }
}
