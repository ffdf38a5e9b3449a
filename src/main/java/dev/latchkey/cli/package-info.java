/**
 * Operator commands, one class each. The {@code main} calls it, on the main thread, which may wait.
 * {@code CommandFactory} makes the commands. Those whose constructor takes something are
 * {@code @Vetoed}: quarkus-picocli would take them for beans.
 */
@NullMarked
package dev.latchkey.cli;

import org.jspecify.annotations.NullMarked;
