/**
 * The way from a password to a token: the endpoint, and the policy of one login on one screen. It
 * runs on event loops and never waits.
 */
@NullMarked
package dev.latchkey.login;

import org.jspecify.annotations.NullMarked;
