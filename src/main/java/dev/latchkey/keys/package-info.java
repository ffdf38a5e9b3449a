/**
 * Folders of keys: how one is read whole while its files are swapped, which of its keys is active,
 * and how changes are seen without a restart. The rooms that have keys use it. Reading blocks on
 * the file system; each folder that is watched has one thread for it.
 */
@NullMarked
package dev.latchkey.keys;

import org.jspecify.annotations.NullMarked;
