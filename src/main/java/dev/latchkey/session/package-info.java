/**
 * Whoever comes back with a token: reads and checks it, and renews it, ends its session or shows
 * its user. The rooms with calls that take a token may use it, on event loops; nothing here blocks.
 */
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
