/**
 * How a setting is named and refused. Every room that has settings may use it, on any thread; in
 * practice at the start.
 */
@NullMarked
package dev.latchkey.settings;

import org.jspecify.annotations.NullMarked;
