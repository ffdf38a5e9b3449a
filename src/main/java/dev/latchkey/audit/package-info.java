/**
 * One event for each attempt to log in, written to the log and counted; and the count of the lines
 * that the log loses. The rooms that decide on attempts call it, on event loops.
 */
@NullMarked
package dev.latchkey.audit;

import org.jspecify.annotations.NullMarked;
