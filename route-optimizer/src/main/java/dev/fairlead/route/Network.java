package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What flows from the token sold to the token bought over the edges of some paths, by the curves.
 *
 * <p>Where paths meet they are one: a pool is traded on once, with all that reaches it, and a token
 * divides over its edges whatever came to it, no matter from where. The open paths' edges never
 * lead in a circle, so amounts run through the tokens in one order. Paths may be added at any time.
 */
final class Network {
  private static final int FIRST_PATHS = 24;
  private static final int FIRST_EDGES = 64;
  static final int SOURCE = 0;
  static final int TARGET = 1;
  private static final double MARGIN = 1e-6;
  private static final int HALVINGS = 50;

  private final MarketGraph graph;
  private final List<int[]> paths = new ArrayList<>(FIRST_PATHS);
  private int[][] hops = new int[FIRST_PATHS][];

  private int edges;
  private int[] edge = new int[FIRST_EDGES];
  private int[] tail = new int[FIRST_EDGES];
  private int[] head = new int[FIRST_EDGES];
  private int[] users = new int[FIRST_EDGES];
  private EdgeCurve[] curves = new EdgeCurve[FIRST_EDGES];
  private double[] flow = new double[FIRST_EDGES];
  private double[] given = new double[FIRST_EDGES];
  private double[] price = new double[FIRST_EDGES];

  /** The segment of each edge's curve in which its flow lies. */
  private int[] segment = new int[FIRST_EDGES];

  private int nodes;
  private int[] token = new int[FIRST_EDGES];
  private double[] held = new double[FIRST_EDGES];
  private double[] value = new double[FIRST_EDGES];
  private int[] into = new int[FIRST_EDGES];
  private int[] outOf = new int[FIRST_EDGES];
  private final FlowOrder order = new FlowOrder();

  Network(MarketGraph graph, int source, int target) {
    this.graph = graph;
    token[SOURCE] = source;
    token[TARGET] = target;
    nodes = 2;
  }

  /** Adds a path behind those that are here; nothing flows on its new edges. */
  void add(int[] path) {
    int at = paths.size();
    if (at == hops.length) {
      hops = Arrays.copyOf(hops, 2 * at);
    }
    paths.add(path);
    hops[at] = placesOf(path);
  }

  private int placeOf(int graphEdge) {
    for (int e = 0; e < edges; e++) {
      if (edge[e] == graphEdge) {
        return e;
      }
    }
    if (edges == edge.length) {
      growEdges();
    }
    edge[edges] = graphEdge;
    curves[edges] = graph.curve(graphEdge);
    tail[edges] = nodeOf(graph.topology().from(graphEdge));
    head[edges] = nodeOf(graph.topology().to(graphEdge));
    return edges++;
  }

  private int nodeOf(int graphToken) {
    for (int i = 0; i < nodes; i++) {
      if (token[i] == graphToken) {
        return i;
      }
    }
    if (nodes == token.length) {
      int size = 2 * nodes;
      token = Arrays.copyOf(token, size);
      held = Arrays.copyOf(held, size);
      value = Arrays.copyOf(value, size);
      into = Arrays.copyOf(into, size);
      outOf = Arrays.copyOf(outOf, size);
    }
    token[nodes] = graphToken;
    return nodes++;
  }

  private void growEdges() {
    int size = 2 * edges;
    edge = Arrays.copyOf(edge, size);
    tail = Arrays.copyOf(tail, size);
    head = Arrays.copyOf(head, size);
    users = Arrays.copyOf(users, size);
    curves = Arrays.copyOf(curves, size);
    flow = Arrays.copyOf(flow, size);
    given = Arrays.copyOf(given, size);
    price = Arrays.copyOf(price, size);
    segment = Arrays.copyOf(segment, size);
  }

  /** All paths, in the order in which they were added. */
  List<int[]> paths() {
    return Collections.unmodifiableList(paths);
  }

  int size() {
    return paths.size();
  }

  boolean holds(int[] path) {
    for (int[] known : paths) {
      if (Arrays.equals(known, path)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Opens the edges of these paths and no others, and keeps what flows there. A path that would
   * close a circle with those before it is taken out of {@code open}.
   */
  void open(boolean[] open) {
    Arrays.fill(users, 0, edges, 0);
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        for (int e : hops[i]) {
          users[e]++;
        }
      }
    }
    while (!sort()) {
      closeLastOfCircle(open);
    }
    for (int e = 0; e < edges; e++) {
      if (users[e] == 0) {
        flow[e] = 0;
        given[e] = 0;
      }
    }
  }

  /** Opens these edges too, whichever way they lead; nothing runs before {@link #closeAgainst}. */
  void openToo(int[] more) {
    for (int e : more) {
      users[e]++;
    }
  }

  /** Closes these edges; nothing runs before {@link #closeAgainst}. */
  void give(int[] some) {
    for (int e : some) {
      users[e] = 0;
      flow[e] = 0;
      given[e] = 0;
    }
  }

  /** Closes what carries nothing, and where edges lead in a circle the one that carries least. */
  void closeAgainst(double[] worth) {
    for (int e = 0; e < edges; e++) {
      if (flow[e] == 0) {
        users[e] = 0;
        given[e] = 0;
      }
    }
    closeIdle(0);
    while (!sort()) {
      int least = -1;
      for (int e = 0; e < edges; e++) {
        if (users[e] > 0
            && order.isLeft(tail[e])
            && order.isLeft(head[e])
            && (least < 0 || flow[e] * worth[tail[e]] < flow[least] * worth[tail[least]])) {
          least = e;
        }
      }
      users[least] = 0;
      flow[least] = 0;
      given[least] = 0;
      closeIdle(0);
    }
  }

  /** Closes of the ways with more edges than this what carries least, until there is none. */
  void closeBeyond(int mostEdges, double[] worth) {
    int least = leastBeyond(mostEdges, worth);
    while (least >= 0) {
      users[least] = 0;
      flow[least] = 0;
      given[least] = 0;
      closeIdle(0);
      least = leastBeyond(mostEdges, worth);
    }
  }

  private int leastBeyond(int mostEdges, double[] worth) {
    int[] before = edgesBefore();
    int[] after = edgesAfter();
    int least = -1;
    for (int e = 0; e < edges; e++) {
      if (users[e] > 0
          && before[tail[e]] + 1 + after[head[e]] > mostEdges
          && (least < 0 || flow[e] * worth[tail[e]] < flow[least] * worth[tail[least]])) {
        least = e;
      }
    }
    return least;
  }

  /** Closes these edges. */
  void close(int[] some) {
    for (int e : some) {
      users[e] = 0;
      flow[e] = 0;
      given[e] = 0;
    }
    sort();
  }

  /**
   * Closes the edges on which less than this flows, and those that nothing reaches or leaves then.
   */
  void closeIdle(double least) {
    boolean isClosed = true;
    while (isClosed) {
      isClosed = false;
      Arrays.fill(into, 0, nodes, 0);
      Arrays.fill(outOf, 0, nodes, 0);
      for (int e = 0; e < edges; e++) {
        if (users[e] > 0) {
          into[head[e]]++;
          outOf[tail[e]]++;
        }
      }
      for (int e = 0; e < edges; e++) {
        boolean isLoose =
            (tail[e] != SOURCE && into[tail[e]] == 0) || (head[e] != TARGET && outOf[head[e]] == 0);
        if (users[e] > 0 && (flow[e] < least || isLoose)) {
          users[e] = 0;
          flow[e] = 0;
          given[e] = 0;
          isClosed = true;
        }
      }
    }
    sort();
  }

  /** The places of a path's or a detour's edges, which are taken in where they are new. */
  int[] placesOf(int[] graphEdges) {
    int[] places = new int[graphEdges.length];
    for (int h = 0; h < places.length; h++) {
      places[h] = placeOf(graphEdges[h]);
    }
    return places;
  }

  private boolean sort() {
    return order.sort(nodes, edges, users, tail, head);
  }

  private void closeLastOfCircle(boolean[] open) {
    for (int i = open.length - 1; i >= 0; i--) {
      if (open[i] && isInCircle(i)) {
        open[i] = false;
        for (int e : hops[i]) {
          users[e]--;
        }
        return;
      }
    }
    throw new IllegalStateException("a circle of no path");
  }

  private boolean isInCircle(int path) {
    for (int e : hops[path]) {
      if (order.isLeft(head[e])) {
        return true;
      }
    }
    return false;
  }

  /** The open edges on which pools of these edges trade other tokens. */
  int[] rivals(int[] some) {
    Topology topology = graph.topology();
    int[] rivals = new int[0];
    for (int each : some) {
      int pool = topology.pool(edge[each]);
      for (int e = 0; e < edges; e++) {
        if (users[e] > 0 && e != each && topology.pool(edge[e]) == pool) {
          rivals = Arrays.copyOf(rivals, rivals.length + 1);
          rivals[rivals.length - 1] = e;
        }
      }
    }
    return rivals;
  }

  /** Opens the edges on which these amounts flow, and no other. */
  void reopen(double[] flows) {
    setFlows(flows);
    for (int e = 0; e < edges; e++) {
      users[e] = flow[e] > 0 ? 1 : 0;
      given[e] = 0;
    }
    sort();
  }

  /**
   * Runs an amount through, divided at each token in the proportions of what flowed; what comes
   * out.
   */
  double run(double total) {
    Arrays.fill(held, 0, nodes, 0);
    held[SOURCE] = total;
    for (int at = 0; at < order.count(); at++) {
      int node = order.node(at);
      double sum = 0;
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        sum += flow[order.outEdge(k)];
      }
      double scale = sum > 0 ? held[node] / sum : 0;
      double even = sum > 0 ? 0 : held[node] / (order.firstOut(node + 1) - order.firstOut(node));
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        flow[e] = flow[e] * scale + even;
        given[e] = out(e);
        held[head[e]] += given[e];
      }
    }
    return held[TARGET];
  }

  /** The same with no more on any edge than it takes, as far as others have room for the rest. */
  double runWithinDepth(double total) {
    run(total);
    Arrays.fill(held, 0, nodes, 0);
    held[SOURCE] = total;
    for (int at = 0; at < order.count(); at++) {
      int node = order.node(at);
      double over = held[node];
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        flow[e] = Math.min(flow[e], depth(e));
        over -= flow[e];
      }
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        double more =
            over > 0
                ? flow[e] > 0 ? Math.min(over, depth(e) - flow[e]) : 0
                : Math.max(over, -flow[e]);
        flow[e] += more;
        over -= more;
        given[e] = out(e);
        held[head[e]] += given[e];
      }
    }
    return held[TARGET];
  }

  private double out(int e) {
    segment[e] = curves[e].segment(flow[e], segment[e]);
    return curves[e].out(flow[e], segment[e]);
  }

  private double depth(int e) {
    return curves[e].capacity() * (1 - MARGIN);
  }

  /** Lets edges that carry more than they take in one trade take it in several; whether any can. */
  boolean repeatTrades() {
    boolean isMore = false;
    for (int e = 0; e < edges; e++) {
      if (flow[e] > depth(e) && curves[e].once() == curves[e].capacity()) {
        curves[e] =
            CurveSampler.sampleAgain(
                graph.pool(edge[e]), graph.tokenIn(edge[e]), graph.tokenOut(edge[e]));
        segment[e] = 0;
        isMore |= curves[e].once() < curves[e].capacity();
      }
    }
    return isMore;
  }

  /** In how many trades an edge takes what flows on it. */
  int trades(int e) {
    return curves[e].once() < curves[e].capacity()
        ? (int) Math.max(1, Math.ceil(flow[e] / (curves[e].once() * (1 - MARGIN))))
        : 1;
  }

  /**
   * How far a row of edges, on which nothing joins or leaves, gets in one trade once so much has
   * gone through: to all that flows, or to where one of them takes no more at once.
   */
  double atOnce(int[] row, double before) {
    double all = flow[row[0]];
    if (fits(row, before, all)) {
      return all;
    }
    double low = before;
    double high = all;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (fits(row, before, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low > before ? low : all;
  }

  private boolean fits(int[] row, double before, double upTo) {
    double from = before;
    double to = upTo;
    for (int e : row) {
      if (curves[e].once() < curves[e].capacity() && to - from > curves[e].once() * (1 - MARGIN)) {
        return false;
      }
      from = curves[e].out(from);
      to = curves[e].out(to);
    }
    return true;
  }

  /** Whether an edge carries more than it takes. */
  boolean isTooMuch() {
    for (int e = 0; e < edges; e++) {
      if (flow[e] > depth(e)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Works out each edge's price of a little more, and what a little more of each token is worth at
   * the end: what the best of its edges makes of it.
   */
  void appraise() {
    for (int at = 0; at < order.count(); at++) {
      int node = order.node(at);
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        price[e] = curves[e].marginal(flow[e], segment[e]);
      }
    }
    appraiseTokens();
  }

  /** The same for tokens alone, by the edges' prices as they are. */
  void appraiseTokens() {
    Arrays.fill(value, 0, nodes, 0);
    value[TARGET] = 1;
    for (int at = order.count() - 1; at >= 0; at--) {
      int node = order.node(at);
      double most = node == TARGET ? 1 : 0;
      boolean flows = held[node] > 0;
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        if (!flows || flow[e] > 0) {
          most = Math.max(most, price[e] * value[head[e]]);
        }
      }
      value[node] = most;
    }
  }

  /** What an edge adds beyond what the token that it takes is worth and gives is worth. */
  double surplus(int e) {
    return value[head[e]] * given[e] - value[tail[e]] * flow[e];
  }

  /**
   * How many ways the amount is split over, by the edges on which something flows; each trade more
   * on one is a way more.
   */
  int ways() {
    int ways = 1;
    for (int at = 0; at < order.count(); at++) {
      int node = order.node(at);
      int count = 0;
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        count += flow[e] > 0 ? trades(e) : 0;
      }
      ways += Math.max(0, count - 1);
    }
    return ways;
  }

  /** Lets nothing flow where it is less than this. */
  void dropBelow(double least) {
    for (int e = 0; e < edges; e++) {
      flow[e] = flow[e] < least ? 0 : flow[e];
    }
  }

  /** What of the whole amount goes along a path. */
  double carried(int path) {
    double x = held[SOURCE];
    for (int e : hops[path]) {
      x *= held[tail[e]] > 0 ? flow[e] / held[tail[e]] : 0;
    }
    return x;
  }

  int token(int node) {
    return token[node];
  }

  int edges() {
    return edges;
  }

  int edge(int e) {
    return edge[e];
  }

  /** The edges of a path, by their places here. */
  int[] hops(int path) {
    return hops[path];
  }

  EdgeCurve curve(int e) {
    return curves[e];
  }

  boolean isOpen(int e) {
    return users[e] > 0;
  }

  int tail(int e) {
    return tail[e];
  }

  int head(int e) {
    return head[e];
  }

  double flow(int e) {
    return flow[e];
  }

  void setFlow(int e, double x) {
    flow[e] = x;
  }

  double price(int e) {
    return price[e];
  }

  /** How fast an edge's price falls after the last run. */
  double bend(int e) {
    return curves[e].bend(flow[e], segment[e]);
  }

  void setPrice(int e, double known) {
    price[e] = known;
  }

  int nodes() {
    return nodes;
  }

  /** For each token the most open edges from the token sold to it. */
  int[] edgesBefore() {
    return order.longestTo(nodes, head);
  }

  /** For each token the most open edges from it to the token bought. */
  int[] edgesAfter() {
    return order.longestFrom(nodes, head);
  }

  /** The order in which amounts run through the tokens that open edges reach. */
  FlowOrder order() {
    return order;
  }

  boolean isSource(int node) {
    return node == SOURCE;
  }

  boolean isTarget(int node) {
    return node == TARGET;
  }

  double held(int node) {
    return held[node];
  }

  /** What a little more of a token is worth at the end. */
  double value(int node) {
    return value[node];
  }

  /** What a little more of the token sold gives. */
  double price() {
    return value[SOURCE];
  }

  double[] flows() {
    return Arrays.copyOf(flow, edges);
  }

  void setFlows(double[] flows) {
    Arrays.fill(flow, 0, edges, 0);
    System.arraycopy(flows, 0, flow, 0, flows.length);
  }
}
