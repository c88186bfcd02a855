package dev.fairlead.route;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request laid over one market snapshot: what the search and the pricing need to know. */
final class Question {
  private static final double WEI_PER_COIN = 1e18;

  private final MarketGraph graph;
  private final RouteLimits limits;
  private final Admission admission;
  private final int source;
  private final int target;
  private final double[] unitsPerWei;
  private final NetworkFee fee;
  private final double weiPerGas;
  private final double gasPerByte;
  private final SearchSpace space;

  private Question(
      MarketGraph graph,
      RouteLimits limits,
      Admission admission,
      int source,
      int target,
      double[] unitsPerWei,
      NetworkFee fee,
      SearchSpace space) {
    this.graph = graph;
    this.limits = limits;
    this.admission = admission;
    this.source = source;
    this.target = target;
    this.unitsPerWei = unitsPerWei;
    this.fee = fee;
    this.weiPerGas = fee.weiPerGas();
    this.gasPerByte = fee.gasPerByte();
    this.space = space;
  }

  static Question of(
      MarketGraph graph, RouteRequest request, int source, int target, SearchSpace space) {
    double[] unitsPerWei =
        request.fee().isZero()
            ? new double[graph.topology().tokenCount()]
            : graph.nativePrices().by(request.wrappedNative());
    Admission admission = new Admission(graph, request.limits(), source, target);
    return new Question(
        graph, request.limits(), admission, source, target, unitsPerWei, request.fee(), space);
  }

  MarketGraph graph() {
    return graph;
  }

  RouteLimits limits() {
    return limits;
  }

  int target() {
    return target;
  }

  /** What the limits keep out, in numbers. */
  String excluded() {
    return admission.words();
  }

  /** A network without a path yet. */
  Network network() {
    return new Network(graph, source, target);
  }

  /** A network of these legs, all open. */
  Network network(List<int[]> legs) {
    Network network = network();
    boolean[] all = new boolean[legs.size()];
    for (int i = 0; i < all.length; i++) {
      network.add(legs.get(i));
      all[i] = true;
    }
    network.open(all);
    return network;
  }

  /** What tokens are worth by the market's best prices. */
  Parities.Units units() {
    return graph.parities().units();
  }

  /** About what a unit of the token sold is worth in the token bought, without any impact. */
  double parity() {
    return units().of(target) / units().of(source);
  }

  boolean admits(int edge) {
    return admission.admits(edge);
  }

  Detours detours() {
    return new Detours(this, space);
  }

  PathSearch search() {
    return PathSearch.to(
        target,
        graph,
        admission::admits,
        source,
        limits.maxHops(),
        unitsPerWei,
        weiPerGas,
        gasPerByte,
        space);
  }

  /** Every path that the limits admit; none where there are more than a few. */
  List<int[]> allPaths() {
    return AllPaths.between(source, target, graph, admission::admits, limits.maxHops());
  }

  /** Whether no pool trades two pairs of its tokens on these paths: curves know nothing of that. */
  boolean tradesPairsOnce(List<int[]> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (int j = 0; j <= i; j++) {
        if (tradesOtherPair(paths.get(i), paths.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean tradesOtherPair(int[] one, int[] other) {
    for (int edge : one) {
      for (int each : other) {
        if (edge != each && graph.topology().pool(edge) == graph.topology().pool(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a path passes no token and no pool twice. */
  boolean isSimple(int[] path) {
    Topology topology = graph.topology();
    for (int i = 1; i < path.length; i++) {
      for (int k = 0; k < i; k++) {
        if (topology.from(path[k]) == topology.to(path[i])
            || topology.pool(path[k]) == topology.pool(path[i])) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a leg leads all the way by pools that no other of these legs trades on. */
  boolean isApart(List<int[]> legs, int leg) {
    int[] own = legs.get(leg);
    boolean isWhole =
        graph.topology().from(own[0]) == source
            && graph.topology().to(own[own.length - 1]) == target;
    for (int i = 0; i < legs.size() && isWhole; i++) {
      isWhole = i == leg || !sharePools(own, legs.get(i));
    }
    return isWhole;
  }

  private boolean sharePools(int[] one, int[] other) {
    for (int edge : one) {
      for (int each : other) {
        if (graph.topology().pool(edge) == graph.topology().pool(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What an amount gives along a path, by the curves. */
  double outputOf(int[] path, double amount) {
    double carried = amount;
    for (int edge : path) {
      carried = graph.curve(edge).out(carried);
    }
    return carried;
  }

  /** Whether the curves say all of every pool on these paths. */
  boolean isExactByCurves(List<int[]> paths) {
    for (int[] path : paths) {
      for (int edge : path) {
        if (!graph.curve(edge).isExact()) {
          return false;
        }
      }
    }
    return true;
  }

  /** What the hops of a path cost, told in gas: what they use, and their bytes. */
  long gasOf(int[] path) {
    double gas = 0;
    for (int edge : path) {
      gas += graph.curve(edge).gas(gasPerByte);
    }
    return (long) gas;
  }

  private Gas usedBy(int[] path) {
    long gas = 0;
    for (int edge : path) {
      gas += graph.curve(edge).gas();
    }
    return new Gas(gas);
  }

  private int bytesOf(int[] path) {
    int bytes = 0;
    for (int edge : path) {
      bytes += graph.curve(edge).bytes();
    }
    return bytes;
  }

  /** The gas that the hops of a path add to a transaction. */
  Gas addedGas(int[] path) {
    return fee.addedGas(usedBy(path), bytesOf(path));
  }

  /** What the hops of a path add to what a rollup takes beside the gas. */
  Wei addedDataCost(int[] path) {
    return fee.addedBeside(usedBy(path), bytesOf(path));
  }

  /** The gas of the transaction that has these legs. */
  Gas wholeGas(List<int[]> paths) {
    return fee.gas(usedBy(paths), bytesOf(paths));
  }

  /** What a rollup takes for the transaction that has these legs, beside its gas. */
  Wei dataCost(List<int[]> paths) {
    return fee.beside(usedBy(paths), bytesOf(paths));
  }

  private Gas usedBy(List<int[]> paths) {
    long gas = 0;
    for (int[] path : paths) {
      gas += usedBy(path).value();
    }
    return new Gas(gas);
  }

  private int bytesOf(List<int[]> paths) {
    int bytes = 0;
    for (int[] path : paths) {
      bytes += bytesOf(path);
    }
    return bytes;
  }

  /** What a hop costs in units of the token bought, its bytes included. */
  double cost(EdgeCurve curve) {
    return curve.gas(gasPerByte) * weiPerGas * unitsPerWei[target];
  }

  /** The split that is what flows through a network. */
  Split split(Network network, double output) {
    return Split.of(network, output, gasPerByte);
  }

  /** The cost of gas in units of the token bought. */
  double inBought(long gas) {
    return gas * weiPerGas * unitsPerWei[target];
  }

  /** The cost of gas in units of the token sold. */
  double inSold(long gas) {
    return gas * weiPerGas * unitsPerWei[source];
  }

  /** What 10^18 wei are weighed as in {@code token}; null where that is nothing or not known. */
  @Nullable TokenAmount nativeWorth(Token token) {
    Uint256 units = Amounts.exact(unitsPerWei[graph.topology().indexOf(token)] * WEI_PER_COIN);
    return units.isZero() ? null : token.amount(units);
  }

  /** How far the trade moves against itself, rounded up: see {@link Route}. */
  Fraction impact(Priced priced) {
    Fraction known = priced.impact();
    if (known == null) {
      double impact = Math.clamp(1 - priced.output().toDouble() / atSpot(priced), 0.0, 1.0);
      known = new Fraction((long) Math.ceil(impact * Fraction.ONE_IN_BILLIONTHS));
      priced.setImpact(known);
    }
    return known;
  }

  /** What the same shares would give at the spot prices: backwards, leg by leg. */
  private double atSpot(Priced priced) {
    List<int[]> legs = priced.split().legs();
    double[] given = new double[legs.size()];
    double[] taken = new double[legs.size()];
    for (int i = legs.size() - 1; i >= 0; i--) {
      int[] leg = legs.get(i);
      double price = 1;
      for (int edge : leg) {
        price *= graph.spot(edge);
      }
      int end = graph.topology().to(leg[leg.length - 1]);
      if (end != target) {
        int onward = firstFrom(legs, end);
        price *= given[onward] / taken[onward];
      }
      int begin = firstFrom(legs, graph.topology().from(leg[0]));
      given[begin] += priced.amounts()[i].toDouble() * price;
      taken[begin] += priced.amounts()[i].toDouble();
    }
    return given[0];
  }

  private int firstFrom(List<int[]> legs, int token) {
    for (int i = 0; i < legs.size(); i++) {
      if (graph.topology().from(legs.get(i)[0]) == token) {
        return i;
      }
    }
    throw new IllegalStateException("a leg ends where none begins");
  }

  boolean isWithinImpact(Priced priced) {
    return impact(priced).compareTo(limits.maxPriceImpact()) <= 0;
  }

  boolean isWithinGas(List<int[]> legs) {
    Gas most = limits.maxGas();
    return most == null || wholeGas(legs).compareTo(most) <= 0;
  }

  boolean isWithinLimits(Priced priced) {
    return isWithinImpact(priced) && isWithinGas(priced.legs());
  }

  /** Whether one leaves more after gas: more output, or, where that is given, less input. */
  boolean isBetter(Priced one, Priced other, boolean byInput) {
    return byInput
        ? compare(one.input(), inSold(one.gas()), other.input(), inSold(other.gas())) < 0
        : compare(one.output(), inBought(other.gas()), other.output(), inBought(one.gas())) > 0;
  }

  /** The same, but what is within the limits before anything else. */
  boolean isPreferred(Priced one, Priced other, boolean byInput) {
    boolean within = isWithinLimits(one);
    return within == isWithinLimits(other) ? isBetter(one, other, byInput) : within;
  }

  private static int compare(Uint256 one, double onTop, Uint256 other, double onOther) {
    return one.plus(Amounts.exact(onTop)).compareTo(other.plus(Amounts.exact(onOther)));
  }
}
