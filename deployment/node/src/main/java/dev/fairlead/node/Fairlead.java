package dev.fairlead.node;

import dev.fairlead.node.cli.CommandLines;

/** The program. */
public final class Fairlead {
  private Fairlead() {}

  public static void main(String[] arguments) {
    System.exit(CommandLines.run(arguments));
  }
}
