package dev.fairlead.node.config;

/**
 * A configuration that the node refuses to start with; the message names the key and the remedy.
 */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ConfigException(String key, String problem) {
    super(key.isEmpty() ? problem : key + ": " + problem);
  }
}
