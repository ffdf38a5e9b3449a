/**
 * Signed tokens: claims, signing keys, reading back our own tokens, the key set and the metadata.
 * The rooms above may use it, on event loops; one thread of its own reads the key folder.
 */
@NullMarked
package dev.latchkey.token;

import org.jspecify.annotations.NullMarked;
