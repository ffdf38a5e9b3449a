/**
 * How often a secret may be tried, by name, account and client network, over all replicas. The
 * rooms that compare a secret call it, on event loops; nothing here blocks.
 */
@NullMarked
package dev.latchkey.attempts;

import org.jspecify.annotations.NullMarked;
