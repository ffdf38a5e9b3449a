/**
 * One event for each attempt to log in and for each logout, written to the log; one for each act of
 * an operator, written by the command; the count of the attempts, and of the lines that the log
 * loses; and which metrics of others tell too much. The rooms that decide on attempts and sessions
 * call it, on event loops. Commands call {@link dev.latchkey.audit.CommandAudit}, which blocks.
 */
@NullMarked
package dev.latchkey.audit;

import org.jspecify.annotations.NullMarked;
