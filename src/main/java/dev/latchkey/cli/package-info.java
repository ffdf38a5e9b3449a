/**
 * Operator commands, one class each. The {@code main} calls it, on the main thread, which may wait.
 */
@NullMarked
package dev.latchkey.cli;

import org.jspecify.annotations.NullMarked;
