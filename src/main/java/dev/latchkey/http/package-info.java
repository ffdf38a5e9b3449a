/**
 * The HTTP edge: the error envelope and its only builder, limits, headers, request ids, exception
 * mappers, and the handlers below JAX-RS. Every room that answers requests may use it. Everything
 * runs on the event loop of the connection.
 */
@NullMarked
package dev.latchkey.http;

import org.jspecify.annotations.NullMarked;
