package dev.latchkey.password;

/**
 * Where a login comes from, for a fair share of the hashing threads.
 *
 * @param organization the domain asked for, which need not exist
 * @param network the caller's network, in any form
 */
public record FairShareKey(String organization, String network) {}
