package dev.fairlead.route;

import java.util.List;

/**
 * Moves exact amounts between the legs of a split where the curves are not exact.
 *
 * <p>Run exactly, the legs leave pools whose own prices at the margin say which leg should get
 * more; the curves only say how fast these prices move. So the steps end at the division at which
 * all legs pay the same by the pools themselves, also where legs trade several pairs of one pool.
 * Only what gives more is kept: a refined split is never worse.
 */
final class Refinement {
  private static final int STEPS = 6;
  private static final int SHORTER = 3;
  private static final double KEPT = 0.1;
  private static final double WORTH = 1e-8;

  private final Question question;
  private final ExactPricer pricer;

  Refinement(Question question, ExactPricer pricer) {
    this.question = question;
    this.pricer = pricer;
  }

  Priced refine(Priced start) {
    List<int[]> legs = start.split().legs();
    if (legs.size() < 2 || question.isExactByCurves(legs)) {
      return start;
    }
    Network network = question.network(legs);
    NewtonStep step = new NewtonStep(network);
    Priced best = start;
    pricer.standAfter(start);
    for (int round = 0; round < STEPS; round++) {
      appraise(network, best);
      double output = best.output().toDouble();
      if (!(step.derive(output) > WORTH * output)) {
        return best;
      }
      Priced better = moved(network, step, best);
      if (better.output().isAtMost(best.output())) {
        return best;
      }
      best = better;
    }
    return best;
  }

  /** Lets flow what was priced last; prices by the pools as it left them, if not by the curves. */
  private void appraise(Network network, Priced priced) {
    for (int i = 0; i < priced.amounts().length; i++) {
      network.setFlow(network.hops(i)[0], 0);
    }
    for (int i = 0; i < priced.amounts().length; i++) {
      int first = network.hops(i)[0];
      network.setFlow(first, network.flow(first) + priced.amounts()[i].toDouble());
    }
    network.run(priced.input().toDouble());
    Depth depth = new Depth(network);
    if (depth.isExceeded() && depth.repeatTrades()) {
      network.run(priced.input().toDouble());
    }
    network.appraise();
    for (int e = 0; e < network.edges(); e++) {
      if (!network.curve(e).isExact()) {
        network.setPrice(e, pricer.spotAfter(network.edge(e)));
      }
    }
    network.appraiseTokens();
  }

  /** The first of ever shorter moves that gives more; the same where none does. */
  private Priced moved(Network network, NewtonStep step, Priced from) {
    double length = 1;
    for (int tried = 0; tried < SHORTER; tried++) {
      double[] shares = shares(network, step, from, length);
      Priced moved = pricer.price(from.split().with(shares), from.input());
      if (moved != null && moved.output().isGreaterThan(from.output())) {
        return moved;
      }
      length /= 4;
    }
    return from;
  }

  /** Legs that begin with the same trade keep their parts of it. */
  private static double[] shares(Network network, NewtonStep step, Priced from, double length) {
    int legs = from.split().legs().size();
    double[] shares = new double[legs];
    double[] taken = new double[network.edges()];
    for (int i = 0; i < legs; i++) {
      taken[network.hops(i)[0]] += from.amounts()[i].toDouble();
    }
    for (int i = 0; i < legs; i++) {
      int e = network.hops(i)[0];
      double moved = Math.max(KEPT * network.flow(e), network.flow(e) + length * step.of(e));
      shares[i] = moved * (from.amounts()[i].toDouble() / taken[e]);
    }
    double[] sum = new double[network.nodes()];
    for (int i = 0; i < legs; i++) {
      sum[network.tail(network.hops(i)[0])] += shares[i];
    }
    for (int i = 0; i < legs; i++) {
      shares[i] /= sum[network.tail(network.hops(i)[0])];
    }
    return shares;
  }
}
