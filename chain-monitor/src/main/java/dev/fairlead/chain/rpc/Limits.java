package dev.fairlead.chain.rpc;

import java.time.Duration;

/**
 * How much an endpoint may take: time, memory and connections.
 *
 * @param deadline from the call to its whole answer, waiting for anything included
 * @param maxResponseBytes larger answers are refused before they are read to the end
 * @param maxDepth deeper nested answers are refused
 * @param connections how many HTTP connections there are at most
 * @param pipelineDepth how many requests may be under way on an HTTP connection; servers and
 *     proxies that don't pipeline want one
 * @param socketRequests how many requests may be under way on a web socket
 * @param unsentBytes how many bytes may wait until a wire takes them
 * @param pingInterval a web socket that says nothing for two of these is given up
 */
public record Limits(
    Duration deadline,
    int maxResponseBytes,
    int maxDepth,
    int connections,
    int pipelineDepth,
    int socketRequests,
    int unsentBytes,
    Duration pingInterval) {
  public static final Limits STANDARD =
      new Limits(
          Duration.ofSeconds(10), 64 << 20, 64, 16, 1, 256, 16 << 20, Duration.ofSeconds(10));

  private static final int MOST = 10_000;

  public Limits {
    requirePositive("deadline", deadline);
    requirePositive("pingInterval", pingInterval);
    if (maxResponseBytes < 1024) {
      throw new IllegalArgumentException(
          "maxResponseBytes must be at least 1024 but is " + maxResponseBytes);
    }
    if (unsentBytes < 1024) {
      throw new IllegalArgumentException("unsentBytes must be at least 1024 but is " + unsentBytes);
    }
    if (maxDepth < 8 || maxDepth > 1000) {
      throw new IllegalArgumentException("maxDepth is between 8 and 1000 but found " + maxDepth);
    }
    requireCount("connections", connections);
    requireCount("pipelineDepth", pipelineDepth);
    requireCount("socketRequests", socketRequests);
  }

  public Limits withDeadline(Duration deadline) {
    return new Limits(
        deadline,
        maxResponseBytes,
        maxDepth,
        connections,
        pipelineDepth,
        socketRequests,
        unsentBytes,
        pingInterval);
  }

  public Limits withMaxResponseBytes(int maxResponseBytes) {
    return new Limits(
        deadline,
        maxResponseBytes,
        maxDepth,
        connections,
        pipelineDepth,
        socketRequests,
        unsentBytes,
        pingInterval);
  }

  /** Of HTTP: so many connections, and so many requests under way on each. */
  public Limits withConnections(int connections, int pipelineDepth) {
    return new Limits(
        deadline,
        maxResponseBytes,
        maxDepth,
        connections,
        pipelineDepth,
        socketRequests,
        unsentBytes,
        pingInterval);
  }

  /** Of a web socket: so many requests under way, and how often it is pinged. */
  public Limits withSocket(int socketRequests, Duration pingInterval) {
    return new Limits(
        deadline,
        maxResponseBytes,
        maxDepth,
        connections,
        pipelineDepth,
        socketRequests,
        unsentBytes,
        pingInterval);
  }

  public Limits withUnsentBytes(int unsentBytes) {
    return new Limits(
        deadline,
        maxResponseBytes,
        maxDepth,
        connections,
        pipelineDepth,
        socketRequests,
        unsentBytes,
        pingInterval);
  }

  private static void requirePositive(String field, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(field + " must be positive but is " + value);
    }
  }

  private static void requireCount(String field, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          field + " must be between 1 and " + MOST + " but is " + value);
    }
  }
}
