/**
 * What only dev mode and tests have: the seeded organisations and users, and the page at {@code /}.
 * It is not part of the production artefact. Nothing calls it: Quarkus tells it of the start.
 */
@NullMarked
package dev.latchkey.dev;

import org.jspecify.annotations.NullMarked;
