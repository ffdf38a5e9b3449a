/**
 * Who comes next when many wait, and how long: groups within groups take turns. The rooms that let
 * requests wait call it. Nothing here is thread-safe, and nothing here waits.
 */
@NullMarked
package dev.latchkey.turns;

import org.jspecify.annotations.NullMarked;
