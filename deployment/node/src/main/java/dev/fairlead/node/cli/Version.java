package dev.fairlead.node.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class Version implements IVersionProvider {
  /** Such as {@code 0.1.0}; {@code development} when not run from a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"fairlead " + text(), "Java " + Runtime.version()};
  }
}
