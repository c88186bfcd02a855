package dev.fairlead.route;

import java.util.Arrays;

/**
 * A symmetric, positive system of linear equations, solved in place; its arrays are used again and
 * again. A row of nothing has the answer zero.
 */
final class Equations {
  /** What rounding takes from a diagonal that is nothing. */
  private static final double RIDGE = 1e-12;

  private double[][] matrix = new double[0][];
  private double[] factor = new double[0];
  private int size;

  /** Begins a system of so many equations, all nothing. */
  void begin(int count) {
    size = count;
    if (matrix.length < count) {
      matrix = new double[2 * count][];
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = new double[i + 1];
      }
      factor = new double[2 * count];
    }
    for (int i = 0; i < count; i++) {
      Arrays.fill(matrix[i], 0, i + 1, 0);
      factor[i] = 0;
    }
  }

  /** Adds to a coefficient, {@code row >= column}, and so to the one across. */
  void add(int row, int column, double x) {
    matrix[row][column] += x;
  }

  /** Adds to the right-hand side. */
  void give(int row, double x) {
    factor[row] += x;
  }

  /** Whether an equation is still nothing. */
  boolean isLoose(int row) {
    return matrix[row][row] == 0;
  }

  /** The answer to an equation. */
  double of(int row) {
    return factor[row];
  }

  /** Solves by Cholesky. */
  void solve() {
    for (int i = 0; i < size; i++) {
      double diagonal = matrix[i][i];
      if (diagonal == 0) {
        matrix[i][i] = 1;
        factor[i] = 0;
        continue;
      }
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        if (sum == 0 && j < i && !fills(i, j)) {
          continue;
        }
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(Math.max(sum, RIDGE * diagonal)) : sum / matrix[j][j];
      }
    }
    for (int i = 0; i < size; i++) {
      double sum = factor[i];
      for (int k = 0; k < i; k++) {
        sum -= matrix[i][k] * factor[k];
      }
      factor[i] = sum / matrix[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      double sum = factor[i];
      for (int k = i + 1; k < size; k++) {
        sum -= matrix[k][i] * factor[k];
      }
      factor[i] = sum / matrix[i][i];
    }
  }

  private boolean fills(int i, int j) {
    for (int k = 0; k < j; k++) {
      if (matrix[i][k] != 0 && matrix[j][k] != 0) {
        return true;
      }
    }
    return false;
  }
}
