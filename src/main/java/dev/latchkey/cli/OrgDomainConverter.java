package dev.latchkey.cli;

import dev.latchkey.directory.OrgDomain;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an organisation's domain from the command line. */
class OrgDomainConverter implements ITypeConverter<OrgDomain> {

  @Override
  public OrgDomain convert(String text) {
    return OrgDomain.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "not a domain: 1 to 253 of a-z, 0-9, '.' and '-', with a letter or digit at both"
                        + " ends"));
  }
}
