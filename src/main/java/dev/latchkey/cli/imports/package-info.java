/**
 * Reads files of users to import: CSV and JSON Lines, row by row. The import command calls it, on
 * the main thread.
 */
@NullMarked
package dev.latchkey.cli.imports;

import org.jspecify.annotations.NullMarked;
