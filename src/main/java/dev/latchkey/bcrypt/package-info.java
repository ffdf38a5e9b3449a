/**
 * The arithmetic of bcrypt: kernels that advance several hashes at once, the reference, and the
 * proof that both agree. The room {@code password} calls it, on any thread. It knows neither
 * Quarkus nor threads.
 */
@NullMarked
package dev.latchkey.bcrypt;

import org.jspecify.annotations.NullMarked;
