/**
 * The start of the service and of what commands need of it. It checks settings and database, and
 * says in one line what is wrong. The commands call it, on the main thread, which may wait.
 */
@NullMarked
package dev.latchkey.start;

import org.jspecify.annotations.NullMarked;
