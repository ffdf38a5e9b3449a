/**
 * Reads files of users to import: CSV and JSON Lines, row by row. {@code user import} calls it, on
 * the main thread.
 */
@NullMarked
package dev.latchkey.cli.imports;

import org.jspecify.annotations.NullMarked;
