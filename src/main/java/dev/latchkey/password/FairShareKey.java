package dev.latchkey.password;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whose share of the hashing threads a login uses: the owner of its work. Owners take turns, by
 * organisation and, within one, by network.
 *
 * @param organization the domain asked for, which need not exist
 * @param networks the caller's networks, the widest first, in any form; at least one
 */
public record FairShareKey(String organization, List<String> networks) {

  /** The order of turns: nobody can make up an organisation that has hashes. */
  List<String> byOrganization() {
    return Stream.concat(Stream.of(organization), networks.stream()).toList();
  }

  /** Everybody can make up organisations, but nobody the widest network. */
  List<String> byNetwork() {
    return Stream.concat(networks.stream(), Stream.of(organization)).toList();
  }
}
