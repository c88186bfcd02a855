package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices legs as the chain will run them: one after another, each on the pools as those before left
 * them and with its share of what they brought, in exact arithmetic.
 */
final class ExactPricer {
  private static final double TWO_TO_THE_53 = 0x1p53;
  private static final Uint256 WHOLE = Uint256.of(1L << 53);

  private final MarketGraph graph;
  private int[] touched = new int[64];
  private Pool[] state = new Pool[64];
  private int count;
  private int[] token = new int[16];
  private Uint256[] brought = new Uint256[16];
  private Uint256[] left = new Uint256[16];
  private int tokens;

  private int[] askedEdge = new int[32];
  private Uint256[] askedAmount = new Uint256[32];
  private Uint256[] answer = new Uint256[32];
  private int askedCount;

  /** What each hop gave. */
  private Uint256[] given = new Uint256[64];

  private int hops;

  ExactPricer(MarketGraph graph) {
    this.graph = graph;
  }

  /** The split of this amount in exact amounts, or null where a pool refuses. */
  @Nullable Priced price(Split split, Uint256 total) {
    Uint256[] amounts = new Uint256[split.legs().size()];
    start(split, total);
    for (int i = 0; i < amounts.length; i++) {
      if (!run(split, i, null, amounts)) {
        return null;
      }
    }
    return ran(split, amounts, total);
  }

  private Priced ran(Split split, Uint256[] amounts, Uint256 total) {
    Priced.Run run =
        new Priced.Run(
            Arrays.copyOf(touched, count), Arrays.copyOf(state, count), Arrays.copyOf(given, hops));
    return new Priced(split, amounts, total, brought[place(targetOf(split))], run);
  }

  /**
   * The same with what each leg takes as it is given, but for the last that begins where legs meet:
   * it takes all that is left there, as it does on the chain.
   */
  @Nullable Priced priceOf(Split split, Uint256[] taken) {
    Uint256[] amounts = new Uint256[taken.length];
    Uint256 total = Uint256.ZERO;
    for (int i = 0; i < taken.length; i++) {
      total = isFirst(split, i) ? total.plus(taken[i]) : total;
    }
    start(split, total);
    for (int i = 0; i < amounts.length; i++) {
      boolean isGiven = isFirst(split, i) || !isLast(split, i);
      if (!run(split, i, isGiven ? taken[i] : null, amounts)) {
        return null;
      }
    }
    return ran(split, amounts, total);
  }

  /** Lets pools be as this plan leaves them. */
  void standAfter(Priced priced) {
    Priced.Run run = runOf(priced);
    count = run.pools().length;
    if (touched.length < count) {
      touched = new int[2 * count];
      state = new Pool[2 * count];
    }
    System.arraycopy(run.pools(), 0, touched, 0, count);
    System.arraycopy(run.after(), 0, state, 0, count);
  }

  private Priced.Run runOf(Priced priced) {
    Priced.Run known = priced.run();
    if (known != null) {
      return known;
    }
    Priced again = priceOf(priced.split(), priced.amounts());
    if (again == null || again.run() == null) {
      throw new IllegalStateException("a pool refused what it had filled");
    }
    return again.run();
  }

  /** Whether a leg begins at the token sold. */
  boolean isFirst(Split split, int leg) {
    return graph.topology().from(split.legs().get(leg)[0])
        == graph.topology().from(split.legs().getFirst()[0]);
  }

  /** The legs with every hop's amounts. */
  List<Leg> legs(Priced priced) {
    Split split = priced.split();
    List<Leg> legs = new ArrayList<>(split.legs().size());
    Uint256[] gave = runOf(priced).given();
    int hop = 0;
    for (int i = 0; i < priced.amounts().length; i++) {
      int[] edges = split.legs().get(i);
      List<Hop> row = new ArrayList<>(edges.length);
      Uint256 carried = priced.amounts()[i];
      for (int edge : edges) {
        Uint256 out = gave[hop++];
        row.add(
            new Hop(
                graph.pool(edge).id(), graph.tokenIn(edge), graph.tokenOut(edge), carried, out));
        carried = out;
      }
      legs.add(new Leg(row));
    }
    return legs;
  }

  private int targetOf(Split split) {
    int[] last = split.legs().getLast();
    return graph.topology().to(last[last.length - 1]);
  }

  private void start(Split split, Uint256 total) {
    count = 0;
    hops = 0;
    tokens = 0;
    int source = place(graph.topology().from(split.legs().getFirst()[0]));
    brought[source] = total;
    left[source] = total;
  }

  /** Runs a leg with what is given, or with its share; false where a pool refuses. */
  private boolean run(Split split, int leg, @Nullable Uint256 taken, Uint256[] amounts) {
    int[] edges = split.legs().get(leg);
    int from = place(graph.topology().from(edges[0]));
    Uint256 amount = taken == null ? share(split, leg, from) : taken;
    boolean isThere = !amount.isZero() && amount.isAtMost(left[from]);
    Uint256 out = isThere ? send(edges, amount) : null;
    if (out == null) {
      return false;
    }
    amounts[leg] = amount;
    left[from] = left[from].minus(amount);
    int to = place(graph.topology().to(edges[edges.length - 1]));
    brought[to] = brought[to].plus(out);
    left[to] = left[to].plus(out);
    return true;
  }

  private Uint256 share(Split split, int leg, int from) {
    if (isLast(split, leg)) {
      return left[from];
    }
    long share = (long) (split.shares()[leg] * TWO_TO_THE_53);
    return brought[from].mulDivDown(Uint256.of(share), WHOLE).max(Uint256.ONE).min(left[from]);
  }

  /** Whether no later leg begins where this one does. */
  private boolean isLast(Split split, int leg) {
    Topology topology = graph.topology();
    return leg + 1 == split.legs().size()
        || topology.from(split.legs().get(leg + 1)[0]) != topology.from(split.legs().get(leg)[0]);
  }

  private @Nullable Uint256 send(int[] edges, Uint256 amount) {
    Uint256 carried = amount;
    for (int edge : edges) {
      Token in = graph.tokenIn(edge);
      Token out = graph.tokenOut(edge);
      int slot = slot(graph.topology().pool(edge));
      if (!(state[slot].quoteExactIn(in, out, carried) instanceof Quote.Filled filled)
          || !filled.amountIn().equals(carried)) {
        return null;
      }
      state[slot] = filled.after();
      carried = filled.amountOut();
      given = hops == given.length ? Arrays.copyOf(given, 2 * hops) : given;
      given[hops++] = carried;
    }
    return carried;
  }

  private int slot(int pool) {
    for (int i = 0; i < count; i++) {
      if (touched[i] == pool) {
        return i;
      }
    }
    if (count == touched.length) {
      touched = Arrays.copyOf(touched, 2 * count);
      state = Arrays.copyOf(state, 2 * count);
    }
    touched[count] = pool;
    state[count] = graph.market().pool(pool);
    return count++;
  }

  private int place(int index) {
    for (int i = 0; i < tokens; i++) {
      if (token[i] == index) {
        return i;
      }
    }
    if (tokens == token.length) {
      token = Arrays.copyOf(token, 2 * tokens);
      brought = Arrays.copyOf(brought, 2 * tokens);
      left = Arrays.copyOf(left, 2 * tokens);
    }
    token[tokens] = index;
    brought[tokens] = Uint256.ZERO;
    left[tokens] = Uint256.ZERO;
    return tokens++;
  }

  /** The output of the whole amount along one path, or null; hops asked before are remembered. */
  @Nullable Uint256 alone(int[] path, Uint256 amount) {
    Uint256 carried = amount;
    for (int edge : path) {
      Uint256 given = alone(edge, carried);
      if (given.isZero()) {
        return null;
      }
      carried = given;
    }
    return carried;
  }

  /** Zero where the pool refuses. */
  private Uint256 alone(int edge, Uint256 amount) {
    for (int i = 0; i < askedCount; i++) {
      if (askedEdge[i] == edge && askedAmount[i].equals(amount)) {
        return answer[i];
      }
    }
    Quote quote = graph.pool(edge).quoteExactIn(graph.tokenIn(edge), graph.tokenOut(edge), amount);
    Uint256 given =
        quote instanceof Quote.Filled filled && filled.amountIn().equals(amount)
            ? filled.amountOut()
            : Uint256.ZERO;
    if (askedCount == askedEdge.length) {
      askedEdge = Arrays.copyOf(askedEdge, 2 * askedCount);
      askedAmount = Arrays.copyOf(askedAmount, 2 * askedCount);
      answer = Arrays.copyOf(answer, 2 * askedCount);
    }
    askedEdge[askedCount] = edge;
    askedAmount[askedCount] = amount;
    answer[askedCount] = given;
    askedCount++;
    return given;
  }

  /** What a path alone takes for this output, by what its pools quote backwards; or null. */
  @Nullable Uint256 needed(int[] path, Uint256 wanted) {
    Uint256 needed = wanted;
    for (int i = path.length - 1; i >= 0; i--) {
      int edge = path[i];
      if (!(graph.pool(edge).quoteExactOut(graph.tokenIn(edge), graph.tokenOut(edge), needed)
          instanceof Quote.Filled filled)) {
        return null;
      }
      needed = filled.amountIn();
    }
    return needed;
  }

  /** An edge's price of a little more as the amounts priced last left its pool. */
  double spotAfter(int edge) {
    Pool pool = state[slot(graph.topology().pool(edge))];
    return pool.spotPrice(graph.tokenIn(edge), graph.tokenOut(edge));
  }

  /** What one more whole token along a leg would give as the amounts priced last left its pools. */
  BigDecimal marginalPrice(int[] leg) {
    double price = 1;
    for (int edge : leg) {
      price *= spotAfter(edge);
    }
    return Amounts.wholePrice(price, graph.tokenIn(leg[0]), graph.tokenOut(leg[leg.length - 1]));
  }
}
