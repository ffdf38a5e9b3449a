/**
 * The terminal: what commands ask for and print. Commands and the reading of imports call it, on
 * the main thread.
 */
@NullMarked
package dev.latchkey.cli.console;

import org.jspecify.annotations.NullMarked;
