package dev.fairlead.route;

import java.util.Arrays;

/**
 * One Newton step for a concave function under a fixed sum: the step {@code d} that maximises
 * {@code g·d - d·M·d / 2} with the parts of {@code d} adding up to zero.
 */
final class Simplex {
  private int[] place = new int[0];
  private double[] gradient = new double[0];
  private double[][] matrix = new double[0][];
  private double[] byGradient = new double[0];
  private double[] byOne = new double[0];
  private int[] rowOf = new int[0];
  private int size;

  /** Forgets all variables; makes room for so many. */
  void clear(int capacity) {
    size = 0;
    if (place.length < capacity) {
      int room = 2 * capacity;
      place = new int[room];
      gradient = new double[room];
      matrix = new double[room][];
      for (int i = 0; i < room; i++) {
        matrix[i] = new double[i + 1];
      }
      byGradient = new double[room];
      byOne = new double[room];
      rowOf = new int[room];
    }
  }

  void add(int variable, double slope) {
    rowOf[variable] = size;
    Arrays.fill(matrix[size], 0, size + 1, 0);
    place[size] = variable;
    gradient[size] = slope;
    size++;
  }

  /** Adds to the curvature between two variables that were added, the later one first. */
  void bend(int later, int earlier, double curvature) {
    matrix[rowOf[later]][rowOf[earlier]] += curvature;
  }

  /** Writes the step; false where the curvature is none at all. */
  boolean solve(double ridge, double[] step) {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, matrix[i][i]);
    }
    if (!(largest > 0)) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      matrix[i][i] += ridge * largest;
    }
    factor(ridge * largest);
    double mean = 0;
    for (int i = 0; i < size; i++) {
      mean += gradient[i] / size;
    }
    for (int i = 0; i < size; i++) {
      byGradient[i] = gradient[i] - mean;
      byOne[i] = 1;
    }
    substitute(byGradient);
    substitute(byOne);
    double sumGradient = 0;
    double sumOne = 0;
    for (int i = 0; i < size; i++) {
      sumGradient += byGradient[i];
      sumOne += byOne[i];
    }
    Arrays.fill(step, 0);
    for (int i = 0; i < size; i++) {
      step[place[i]] = byGradient[i] - sumGradient / sumOne * byOne[i];
    }
    return true;
  }

  /** Cholesky, in place; a pivot is never smaller than the ridge. */
  private void factor(double smallest) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(Math.max(sum, smallest)) : sum / matrix[j][j];
      }
    }
  }

  private void substitute(double[] v) {
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        v[i] -= matrix[i][k] * v[k];
      }
      v[i] /= matrix[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        v[i] -= matrix[k][i] * v[k];
      }
      v[i] /= matrix[i][i];
    }
  }
}
