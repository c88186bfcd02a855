package dev.fairlead.node.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which node a client command talks to. */
final class NodeOption {
  @Option(
      names = "--node",
      scope = ScopeType.INHERIT,
      paramLabel = "HOST:PORT",
      defaultValue = "${env:FAIRLEAD_NODE:-127.0.0.1:7741}",
      description = "The node's gRPC address (default: FAIRLEAD_NODE, or 127.0.0.1:7741).")
  String target = "";

  NodeConnection connect() {
    return NodeConnection.to(target);
  }
}
