/**
 * Checks passwords and makes hashes: admission, the queue, the hashing threads, and the rules for
 * new passwords. The rooms above it may use it, from any thread; results arrive on the Vert.x
 * context of the caller.
 */
@NullMarked
package dev.latchkey.password;

import org.jspecify.annotations.NullMarked;
