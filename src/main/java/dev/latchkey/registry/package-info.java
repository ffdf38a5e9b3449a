/**
 * What operators do with organisations and users, over JDBC: commands, imports, the schema and its
 * grants. Commands and the start of the service call it, on threads that may wait: everything here
 * blocks.
 */
@NullMarked
package dev.latchkey.registry;

import org.jspecify.annotations.NullMarked;
