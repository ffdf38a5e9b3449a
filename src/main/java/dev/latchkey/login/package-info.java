/**
 * The way from a password to a full token: the login, the second factor and the new password, each
 * with its endpoint, and with its policy on one screen. It runs on event loops and never waits.
 */
@NullMarked
package dev.latchkey.login;

import org.jspecify.annotations.NullMarked;
