/**
 * One event for each attempt to log in, written to the log and counted; the count of the lines that
 * the log loses; and which metrics of others tell too much. The rooms that decide on attempts call
 * it, on event loops.
 */
@NullMarked
package dev.latchkey.audit;

import org.jspecify.annotations.NullMarked;
