package dev.fairlead.bench;

import dev.fairlead.node.cli.CommandProvider;

/** Adds {@code fairlead bench} to the command line. */
public final class BenchProvider implements CommandProvider {
  @Override
  public Object command() {
    return new BenchCommand();
  }
}
