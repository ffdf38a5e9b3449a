/**
 * The terminal: what commands ask for and print. Commands and {@code cli.imports} call it. They run
 * on the main thread.
 */
@NullMarked
package dev.latchkey.cli.console;

import org.jspecify.annotations.NullMarked;
