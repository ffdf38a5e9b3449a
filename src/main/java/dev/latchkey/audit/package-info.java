/**
 * One event for each attempt to log in, written to the log and counted. The rooms that decide on
 * attempts call it, on event loops.
 */
@NullMarked
package dev.latchkey.audit;

import org.jspecify.annotations.NullMarked;
