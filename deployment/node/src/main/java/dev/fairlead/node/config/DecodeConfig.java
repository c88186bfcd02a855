package dev.fairlead.node.config;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code fairlead decode} knows beside what is built in.
 *
 * @param abis ABI files of contracts
 */
public record DecodeConfig(List<Path> abis) {
  public DecodeConfig {
    abis = List.copyOf(abis);
  }
}
