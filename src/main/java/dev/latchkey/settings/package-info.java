/**
 * How a setting is named, read and refused. Every room that has settings may use it, on any thread;
 * in practice at the start. SmallRye Config calls what reads them, wherever it is asked.
 */
@NullMarked
package dev.latchkey.settings;

import org.jspecify.annotations.NullMarked;
