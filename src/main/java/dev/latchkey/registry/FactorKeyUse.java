package dev.latchkey.registry;

/**
 * How much is stored under a factor key.
 *
 * @param keyId the key's id
 * @param factors confirmed second factors
 * @param enrolments secrets that were asked for in the last hour and are not confirmed
 */
public record FactorKeyUse(String keyId, long factors, long enrolments) {}
