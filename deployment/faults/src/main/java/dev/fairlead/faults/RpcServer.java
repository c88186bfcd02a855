package dev.fairlead.faults;

import tools.jackson.databind.node.ObjectNode;

/** Whoever answers a JSON-RPC request: the real server, or a fault before it. */
@FunctionalInterface
public interface RpcServer {
  /** The answer, with the request's id and a {@code result} or an {@code error}. */
  ObjectNode ask(ObjectNode request);
}
