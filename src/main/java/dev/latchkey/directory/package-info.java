/**
 * Who a login or a token is for: the look-up of an organisation and a user, the rules for their
 * names, and the few writes that logins and logouts make. It uses Hibernate Reactive with Panache.
 * Look-ups wait in a line before its pool, and a connection that hangs is given up. Requests call
 * it on event loops, so nothing here blocks, except for the warm-up before the first request.
 */
@NullMarked
package dev.latchkey.directory;

import org.jspecify.annotations.NullMarked;
