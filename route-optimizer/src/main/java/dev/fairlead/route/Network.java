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
  static final int SOURCE = 0;
  static final int TARGET = 1;

  private final NetworkEdges edges;
  private final FlowOrder order = new FlowOrder();
  private final List<int[]> paths = new ArrayList<>();
  private final List<int[]> hops = new ArrayList<>();

  /** How many use each edge: those that none uses are closed. */
  private int[] users = new int[0];

  private double[] flow = new double[0];
  private double[] given = new double[0];
  private double[] price = new double[0];

  /** The segment of each edge's curve in which its flow lies. */
  private int[] segment = new int[0];

  private double[] held = new double[0];
  private double[] value = new double[0];

  Network(MarketGraph graph, int source, int target) {
    this.edges = new NetworkEdges(graph, source, target);
    makeRoom();
  }

  private void makeRoom() {
    if (users.length < edges.count() || users.length == 0) {
      int size = Math.max(64, 2 * edges.count());
      users = Arrays.copyOf(users, size);
      flow = Arrays.copyOf(flow, size);
      given = Arrays.copyOf(given, size);
      price = Arrays.copyOf(price, size);
      segment = Arrays.copyOf(segment, size);
    }
    if (held.length < edges.nodes()) {
      int size = Math.max(64, 2 * edges.nodes());
      held = Arrays.copyOf(held, size);
      value = Arrays.copyOf(value, size);
    }
  }

  /** Adds a path behind those that are here; nothing flows on its new edges. */
  void add(int[] path) {
    paths.add(path);
    hops.add(placesOf(path));
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
    Arrays.fill(users, 0, edges.count(), 0);
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        for (int e : hops.get(i)) {
          users[e]++;
        }
      }
    }
    while (!sort()) {
      closeLastOfCircle(open);
    }
    for (int e = 0; e < edges.count(); e++) {
      if (users[e] == 0) {
        flow[e] = 0;
        given[e] = 0;
      }
    }
  }

  /** Opens these edges too, wherever they lead; nothing runs before {@link Closing#circles}. */
  void openToo(int[] more) {
    for (int e : more) {
      users[e]++;
    }
  }

  /** Takes back that these edges were opened too. */
  void unopen(int[] last) {
    for (int e : last) {
      users[e]--;
    }
  }

  /** Closes these edges. */
  void close(int[] some) {
    for (int e : some) {
      shut(e);
    }
    sort();
  }

  /** The places of a path's or a detour's edges, which are taken in where they are new. */
  int[] placesOf(int[] graphEdges) {
    int[] places = new int[graphEdges.length];
    for (int h = 0; h < places.length; h++) {
      places[h] = edges.placeOf(graphEdges[h]);
    }
    makeRoom();
    return places;
  }

  /** Puts tokens in the order in which amounts run; false where open edges lead in a circle. */
  boolean sort() {
    return edges.sort(order, users);
  }

  /** Closes an edge; nothing runs before the next {@link #sort}. */
  void shut(int e) {
    users[e] = 0;
    flow[e] = 0;
    given[e] = 0;
  }

  private void closeLastOfCircle(boolean[] open) {
    for (int i = open.length - 1; i >= 0; i--) {
      if (open[i] && isInCircle(i)) {
        open[i] = false;
        for (int e : hops.get(i)) {
          users[e]--;
        }
        return;
      }
    }
    throw new IllegalStateException("a circle of no path");
  }

  private boolean isInCircle(int path) {
    for (int e : hops.get(path)) {
      if (order.isLeft(edges.head(e))) {
        return true;
      }
    }
    return false;
  }

  /** The open edges on which pools of these edges trade other tokens. */
  int[] rivals(int[] some) {
    int[] rivals = new int[0];
    for (int each : some) {
      int pool = edges.pool(each);
      for (int e = 0; e < edges.count(); e++) {
        if (edges.pool(e) == pool && users[e] > 0 && e != each) {
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
    for (int e = 0; e < edges.count(); e++) {
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
    begin(total);
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
        send(e, flow[e] * scale + even);
      }
    }
    return held[TARGET];
  }

  /** Puts an amount at the token sold, and nothing at any other. */
  void begin(double total) {
    Arrays.fill(held, 0, edges.nodes(), 0);
    held[SOURCE] = total;
  }

  /** Lets so much flow on an edge, and what it gives be held at the token behind it. */
  void send(int e, double x) {
    EdgeCurve curve = edges.curve(e);
    flow[e] = x;
    segment[e] = curve.segment(x, segment[e]);
    given[e] = curve.out(x, segment[e]);
    held[edges.head(e)] += given[e];
  }

  /** Goes on with the curve of an edge by its pool's state after the largest trade. */
  void sampleAgain(int e) {
    edges.setCurve(e, edges.graph().repeatedCurve(edges.edge(e)));
    segment[e] = 0;
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
        price[e] = edges.curve(e).marginal(flow[e], segment[e]);
      }
    }
    appraiseTokens();
  }

  /** The same for tokens alone, by the edges' prices as they are. */
  void appraiseTokens() {
    Arrays.fill(value, 0, edges.nodes(), 0);
    value[TARGET] = 1;
    for (int at = order.count() - 1; at >= 0; at--) {
      int node = order.node(at);
      double most = node == TARGET ? 1 : 0;
      boolean flows = held[node] > 0;
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        if (!flows || flow[e] > 0) {
          most = Math.max(most, price[e] * value[edges.head(e)]);
        }
      }
      value[node] = most;
    }
  }

  /** What an edge adds beyond what the token that it takes is worth and gives is worth. */
  double surplus(int e) {
    return value[edges.head(e)] * given[e] - value[edges.tail(e)] * flow[e];
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
        count += flow[e] > 0 ? Depth.trades(edges.curve(e), flow[e]) : 0;
      }
      ways += Math.max(0, count - 1);
    }
    return ways;
  }

  int token(int node) {
    return edges.token(node);
  }

  int edges() {
    return edges.count();
  }

  int edge(int e) {
    return edges.edge(e);
  }

  /** The edges of a path, by their places here. */
  int[] hops(int path) {
    return hops.get(path);
  }

  EdgeCurve curve(int e) {
    return edges.curve(e);
  }

  boolean isOpen(int e) {
    return users[e] > 0;
  }

  int tail(int e) {
    return edges.tail(e);
  }

  int head(int e) {
    return edges.head(e);
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
    return edges.curve(e).bend(flow[e], segment[e]);
  }

  void setPrice(int e, double known) {
    price[e] = known;
  }

  int nodes() {
    return edges.nodes();
  }

  /** For each token the most open edges from the token sold to it. */
  int[] edgesBefore() {
    return edges.longestTo(order);
  }

  /** For each token the most open edges from it to the token bought. */
  int[] edgesAfter() {
    return edges.longestFrom(order);
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
    return Arrays.copyOf(flow, edges.count());
  }

  void setFlows(double[] flows) {
    Arrays.fill(flow, 0, edges.count(), 0);
    System.arraycopy(flows, 0, flow, 0, flows.length);
  }
}
