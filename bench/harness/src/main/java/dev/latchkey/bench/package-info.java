/**
 * Load, processes, PostgreSQL, and one pair of classes for each benchmark: {@code …Bench} measures,
 * {@code …Report} writes the page. Started by the {@code run} scripts in the folders beside.
 */
package dev.latchkey.bench;
