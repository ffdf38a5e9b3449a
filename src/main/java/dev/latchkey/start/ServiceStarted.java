package dev.latchkey.start;

/** The event that the ports are open and Quarkus has told so. */
public record ServiceStarted() {}
