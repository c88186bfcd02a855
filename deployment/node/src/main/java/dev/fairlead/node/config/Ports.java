package dev.fairlead.node.config;

/** Checks TCP ports. */
final class Ports {
  private Ports() {}

  static void check(String key, int port) {
    if (port < 0 || port > 65_535) {
      throw new ConfigException(
          key, "a port is between 0 (any free one) and 65535 but this is " + port);
    }
  }
}
