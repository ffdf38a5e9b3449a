package dev.latchkey.login;

import dev.latchkey.audit.AuditEntry;
import dev.latchkey.caller.Client;
import dev.latchkey.token.TokenClaims;

/**
 * A call of somebody with a token.
 *
 * @param token that came through the gate
 * @param audit is told what becomes known on the way
 */
record StepCall(TokenClaims token, Client client, AuditEntry audit) {}
