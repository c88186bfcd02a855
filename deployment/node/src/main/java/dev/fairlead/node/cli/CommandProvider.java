package dev.fairlead.node.cli;

/** Adds a command to the command line from a module that this one may not know. */
@FunctionalInterface
public interface CommandProvider {
  /** An object with picocli's {@code @Command}. */
  Object command();
}
