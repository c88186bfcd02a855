package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.PoolId;
import java.util.ArrayList;
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
      double share = chosen == null ? 0 : shareOf(path, chosen);
      candidates.add(
          new Candidate(
              pools(path),
              alone == null ? Uint256.ZERO : alone,
              share > 0,
              verdict(alone, share, chosen),
              question.addedGas(path),
              question.addedDataCost(path)));
    }
    candidates.sort(Comparator.comparing(Candidate::amountOut).reversed());
    return candidates;
  }

  /** What part of the input goes along a path: of all that reaches a token, edge by edge. */
  private double shareOf(int[] path, Priced chosen) {
    double share = 1;
    for (int edge : path) {
      share *= shareOf(edge, chosen);
    }
    return share;
  }

  private double shareOf(int edge, Priced chosen) {
    Topology topology = question.graph().topology();
    List<int[]> legs = chosen.split().legs();
    double own = 0;
    double all = 0;
    for (int i = 0; i < legs.size(); i++) {
      int[] leg = legs.get(i);
      for (int h = 0; h < leg.length; h++) {
        if (topology.from(leg[h]) == topology.from(edge)) {
          double amount = h == 0 ? chosen.amounts()[i].toDouble() : 1;
          all += amount;
          own += leg[h] == edge ? amount : 0;
        }
      }
    }
    return all > 0 ? own / all : 0;
  }

  private static String verdict(@Nullable Uint256 alone, double share, @Nullable Priced chosen) {
    if (share > 0) {
      return "takes " + Math.round(share * 10_000) / 100.0 + " % of the input";
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
