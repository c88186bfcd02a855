package dev.fairlead.node.config;

/**
 * What is kept of markets beside the log.
 *
 * @param marketDays so many days of pool states, whole days at a time; 0 keeps none. Blocks are
 *     kept as long as the log, which they name moments of
 */
public record HistoryConfig(@Default("30") int marketDays) {
  public HistoryConfig {
    if (marketDays < 0 || marketDays > 3650) {
      throw new ConfigException("history.market-days", "is between 0 (none) and 3650");
    }
  }
}
