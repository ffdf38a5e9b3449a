/**
 * How often a secret may be tried, by name and by client network. The rooms that compare a secret
 * call it, on event loops; nothing here waits.
 */
@NullMarked
package dev.latchkey.attempts;

import org.jspecify.annotations.NullMarked;
