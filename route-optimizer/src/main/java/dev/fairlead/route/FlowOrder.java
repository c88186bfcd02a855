package dev.fairlead.route;

import java.util.Arrays;

/**
 * An order of a network's tokens in which each comes after all that lead to it, and of each token
 * the open edges from there.
 */
final class FlowOrder {
  private int[] order = new int[64];
  private int[] place = new int[64];
  private int[] into = new int[64];
  private int[] firstOut = new int[65];
  private int[] outEdge = new int[64];
  private int count;

  /**
   * Puts tokens in order, from the first one; false where edges lead in a circle.
   *
   * @param users how many use each edge: those that none uses are closed
   */
  boolean sort(int nodes, int edges, int[] users, int[] tail, int[] head) {
    if (order.length < nodes || outEdge.length < edges) {
      int room = 2 * Math.max(nodes, edges);
      order = new int[room];
      place = new int[room];
      into = new int[room];
      firstOut = new int[room + 1];
      outEdge = new int[room];
    }
    Arrays.fill(into, 0, nodes, 0);
    Arrays.fill(firstOut, 0, nodes + 1, 0);
    int open = 0;
    for (int e = 0; e < edges; e++) {
      if (users[e] > 0) {
        into[head[e]]++;
        firstOut[tail[e] + 1]++;
        open++;
      }
    }
    for (int i = 0; i < nodes; i++) {
      firstOut[i + 1] += firstOut[i];
      place[i] = firstOut[i];
    }
    for (int e = 0; e < edges; e++) {
      if (users[e] > 0) {
        outEdge[place[tail[e]]++] = e;
      }
    }
    return run(head) == open;
  }

  private int run(int[] head) {
    order[0] = 0;
    count = 1;
    int sorted = 0;
    for (int at = 0; at < count; at++) {
      int node = order[at];
      place[node] = at;
      for (int k = firstOut[node]; k < firstOut[node + 1]; k++) {
        sorted++;
        if (--into[head[outEdge[k]]] == 0) {
          order[count++] = head[outEdge[k]];
        }
      }
    }
    return sorted;
  }

  /** Whether a token was not reached in order, since it lies on a circle or behind one. */
  boolean isLeft(int node) {
    return into[node] > 0;
  }

  /** The most open edges from the first token to each. */
  int[] longestTo(int nodes, int[] head) {
    int[] longest = new int[nodes];
    for (int at = 0; at < count; at++) {
      int node = order[at];
      for (int k = firstOut[node]; k < firstOut[node + 1]; k++) {
        int to = head[outEdge[k]];
        longest[to] = Math.max(longest[to], longest[node] + 1);
      }
    }
    return longest;
  }

  /** The most open edges from each token to where they end. */
  int[] longestFrom(int nodes, int[] head) {
    int[] longest = new int[nodes];
    for (int at = count - 1; at >= 0; at--) {
      int node = order[at];
      for (int k = firstOut[node]; k < firstOut[node + 1]; k++) {
        longest[node] = Math.max(longest[node], longest[head[outEdge[k]]] + 1);
      }
    }
    return longest;
  }

  int count() {
    return count;
  }

  int node(int at) {
    return order[at];
  }

  /** Where a token stands. */
  int place(int node) {
    return place[node];
  }

  /** The place of a token's first open edge; those of the next token follow its last. */
  int firstOut(int node) {
    return firstOut[node];
  }

  int outEdge(int k) {
    return outEdge[k];
  }
}
