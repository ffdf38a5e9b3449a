package dev.latchkey.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    var version = Latchkey.class.getPackage().getImplementationVersion();
    return new String[] {"latchkey " + Objects.requireNonNullElse(version, "(unpackaged)")};
  }
}
