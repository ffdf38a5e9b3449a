/**
 * The {@code main} of the program, and the clock that all rooms ask for the time. Nothing calls it.
 */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;
