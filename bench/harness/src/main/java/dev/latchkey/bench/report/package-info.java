/**
 * Measured values, and the tables and pages made of them. Used by the benchmarks of the service and
 * by those of the kernels. Knows no load, no process and no database. One thread.
 */
package dev.latchkey.bench.report;
