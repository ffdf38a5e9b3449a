package dev.latchkey.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
class Version implements IVersionProvider {

  /** Read while the native executable is built: it has no manifest. */
  private static final String VERSION =
      Objects.requireNonNullElse(
          Version.class.getPackage().getImplementationVersion(), "(unpackaged)");

  @Override
  public String[] getVersion() {
    return new String[] {"latchkey " + VERSION};
  }
}
