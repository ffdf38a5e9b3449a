/**
 * The second factor: time-based codes, recovery codes, and how a secret is kept encrypted; and the
 * one-time codes of operators. The rooms above use it, on any thread. Nothing here waits: a check
 * takes microseconds. One thread of its own reads the folder of the keys.
 */
@NullMarked
package dev.latchkey.factor;

import org.jspecify.annotations.NullMarked;
