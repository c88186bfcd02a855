package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.PoolId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of each path that was considered what it would give alone, and what became of it. */
final class Verdicts {
  private final Question question;
  private final ExactPricer pricer;

  Verdicts(Question question, ExactPricer pricer) {
    this.question = question;
    this.pricer = pricer;
  }

  /** The candidates for this input, those that give most first. */
  List<Candidate> of(List<int[]> paths, Uint256 input, @Nullable Priced chosen) {
    List<Candidate> candidates = new ArrayList<>(paths.size());
    for (int[] path : paths) {
      Uint256 alone = pricer.alone(path, input);
      Uint256 share = chosen == null ? Uint256.ZERO : shareOf(path, chosen);
      candidates.add(
          new Candidate(
              pools(path),
              alone == null ? Uint256.ZERO : alone,
              !share.isZero(),
              verdict(alone, share, input, chosen),
              question.addedGas(path),
              question.addedDataCost(path)));
    }
    candidates.sort(Comparator.comparing(Candidate::amountOut).reversed());
    return candidates;
  }

  private static Uint256 shareOf(int[] path, Priced chosen) {
    for (int i = 0; i < chosen.amounts().length; i++) {
      if (Arrays.equals(chosen.paths().get(i), path)) {
        return chosen.amounts()[i];
      }
    }
    return Uint256.ZERO;
  }

  private static String verdict(
      @Nullable Uint256 alone, Uint256 share, Uint256 input, @Nullable Priced chosen) {
    if (!share.isZero()) {
      double percent = 100 * share.toDouble() / input.toDouble();
      return "takes " + Math.round(percent * 100) / 100.0 + " % of the input";
    }
    if (alone == null) {
      return "not deep enough for the whole amount";
    }
    return chosen == null ? "outside the limits" : "adds less than its gas, or nothing";
  }

  private List<PoolId> pools(int[] path) {
    List<PoolId> pools = new ArrayList<>(path.length);
    for (int edge : path) {
      pools.add(question.graph().pool(edge).id());
    }
    return pools;
  }
}
