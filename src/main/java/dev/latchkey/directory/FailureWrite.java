package dev.latchkey.directory;

import java.time.Duration;
import java.util.UUID;

/**
 * Failures to be counted under one key.
 *
 * @param failures how many more
 * @param leak how many are forgotten in a second
 * @param memory after this time without a further failure none is left
 */
public record FailureWrite(UUID key, double failures, double leak, Duration memory) {}
