package dev.fairlead.route;

import java.util.Arrays;

/** The edges of a network and the tokens that they join, numbered as they come. */
final class NetworkEdges {
  private static final int FIRST = 64;

  private final MarketGraph graph;
  private int edges;
  private int[] edge = new int[FIRST];
  private int[] pool = new int[FIRST];
  private int[] tail = new int[FIRST];
  private int[] head = new int[FIRST];
  private EdgeCurve[] curves = new EdgeCurve[FIRST];
  private int nodes;
  private int[] token = new int[FIRST];

  /** Begins with two tokens. */
  NetworkEdges(MarketGraph graph, int first, int second) {
    this.graph = graph;
    nodeOf(first);
    nodeOf(second);
  }

  MarketGraph graph() {
    return graph;
  }

  /** The place of an edge, which is taken in where it is new. */
  int placeOf(int graphEdge) {
    for (int e = 0; e < edges; e++) {
      if (edge[e] == graphEdge) {
        return e;
      }
    }
    if (edges == edge.length) {
      int size = 2 * edges;
      edge = Arrays.copyOf(edge, size);
      pool = Arrays.copyOf(pool, size);
      tail = Arrays.copyOf(tail, size);
      head = Arrays.copyOf(head, size);
      curves = Arrays.copyOf(curves, size);
    }
    edge[edges] = graphEdge;
    pool[edges] = graph.topology().pool(graphEdge);
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
      token = Arrays.copyOf(token, 2 * nodes);
    }
    token[nodes] = graphToken;
    return nodes++;
  }

  int count() {
    return edges;
  }

  int nodes() {
    return nodes;
  }

  /** The edge of the graph. */
  int edge(int e) {
    return edge[e];
  }

  int pool(int e) {
    return pool[e];
  }

  int tail(int e) {
    return tail[e];
  }

  int head(int e) {
    return head[e];
  }

  EdgeCurve curve(int e) {
    return curves[e];
  }

  /** Goes by another curve from now on. */
  void setCurve(int e, EdgeCurve curve) {
    curves[e] = curve;
  }

  /** The token of the graph. */
  int token(int node) {
    return token[node];
  }

  /** Puts tokens in the order in which amounts run over the edges that are used. */
  boolean sort(FlowOrder order, int[] users) {
    return order.sort(nodes, edges, users, tail, head);
  }

  /** For each token the most edges in use from the first token to it. */
  int[] longestTo(FlowOrder order) {
    return order.longestTo(nodes, head);
  }

  /** For each token the most edges in use from it to where they end. */
  int[] longestFrom(FlowOrder order) {
    return order.longestFrom(nodes, head);
  }
}
