package dev.latchkey.password;

/**
 * Whose share of the hashing threads a login uses: the owner of its work. Owners take turns, by
 * organisation and, within one, by network.
 *
 * @param organization the domain asked for, which need not exist
 * @param network the caller's network, in any form
 */
public record FairShareKey(String organization, String network) {}
