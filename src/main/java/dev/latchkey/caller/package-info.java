/**
 * Who calls: addresses, networks, and the proxies that are trusted to name them. The rooms that
 * answer requests call it, on event loops.
 */
@NullMarked
package dev.latchkey.caller;

import org.jspecify.annotations.NullMarked;
