/**
 * Measures and compares the bcrypt kernels without a service around them, through the public face
 * of {@code dev.latchkey.bcrypt}.
 */
package dev.latchkey.bench.kernels;
