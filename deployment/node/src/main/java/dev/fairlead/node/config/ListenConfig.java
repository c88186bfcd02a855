package dev.fairlead.node.config;

/** Where the API listens; on loopback unless told otherwise, since it has no authentication yet. */
public record ListenConfig(@Default("127.0.0.1") String host, @Default("7741") int port) {
  public ListenConfig {
    Ports.check("api.port", port);
  }
}
