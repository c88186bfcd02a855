package dev.fairlead.node.config;

/** Where {@code /metrics} and {@code /health} are served. */
public record MetricsConfig(@Default("127.0.0.1") String host, @Default("7742") int port) {
  public MetricsConfig {
    Ports.check("metrics.port", port);
  }
}
