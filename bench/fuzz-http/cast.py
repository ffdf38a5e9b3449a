"""The users whose tokens the fuzzer shows, and the calls with these tokens. To add a call with a token, add it to `calls`.

The requests use up tokens, codes and passwords: from time to time everything is made again as it was.
"""
import hashlib

from calls import Request, posted
from stand import people, steps

DOMAIN = people.QUICK
AUTH = f"/v1/{DOMAIN}/auth"
CALM, LEAVING, LEAVING_ALL, CHANGING, TEMPORARY, FORGETFUL, UNENROLLED, ENROLLED, BOUND = (f"user-{i}" for i in range(10, 19))
NAMES = (CALM, LEAVING, LEAVING_ALL, CHANGING, TEMPORARY, FORGETFUL, UNENROLLED, ENROLLED, BOUND)
NEW = "a pass phrase that nobody has 7"
ONE_TIME = "0123456789ABCDEFGHJKMNPQRS"
SQL = f"""
    UPDATE users SET password_hash = '{people.HASHES[DOMAIN][1]}', change_password = username = '{TEMPORARY}',
        mfa_required = username = '{UNENROLLED}'
      WHERE username = ANY ('{{{",".join(NAMES)}}}') AND organization_id = (SELECT id FROM organizations WHERE domain = '{DOMAIN}');
    CREATE TEMP TABLE actors AS SELECT u.id, username FROM users u JOIN organizations o ON o.id = organization_id
      WHERE domain = '{DOMAIN}' AND username = ANY ('{{{",".join(NAMES)}}}');
    DELETE FROM account_failures WHERE user_id IN (SELECT id FROM actors);
    DELETE FROM second_factors WHERE user_id IN (SELECT id FROM actors);
    DELETE FROM one_time_codes WHERE user_id IN (SELECT id FROM actors);
    INSERT INTO one_time_codes (user_id, purpose, hash, expires_at)
      SELECT id, 'reset', '\\x{hashlib.sha256(ONE_TIME.encode()).hexdigest()}', now() + interval '1 hour' FROM actors
      WHERE username = '{FORGETFUL}';
"""
REQUIRED = f"UPDATE users SET mfa_required = true WHERE username = '{BOUND}'"


class Cast:
    def __init__(self, postgres, port):
        self._postgres, self._port = postgres, port

    def calls(self):
        """All calls with a token. Their number and their order are always the same."""
        self._postgres.sql(SQL)
        calls = [*self._of_sessions(), *self._of_passwords(), *self._of_factors()]
        self._postgres.sql(REQUIRED)
        return calls

    def _token(self, username):
        return steps.token(self._port, DOMAIN, username, people.PASSWORD)

    def _of_sessions(self):
        full, limited = self._token(CALM), self._token(TEMPORARY)
        leaving, everywhere = self._token(LEAVING), self._token(LEAVING_ALL)
        for token in (full, limited, full[:-8] + "AAAAAAAA", "a.b.c"):
            yield posted(f"{AUTH}/token/renew", token=token)
            yield Request("GET", f"/v1/{DOMAIN}/me", [("Authorization", f"Bearer {token}")])
        yield posted(f"/v1/{people.SLOW}/auth/token/renew", token=full)
        yield posted(f"{AUTH}/token/renew")
        yield posted(f"{AUTH}/logout", token=leaving)
        yield posted(f"{AUTH}/logout", {"everywhere": False}, leaving)
        yield posted(f"{AUTH}/logout", {"everywhere": True}, everywhere)
        yield posted(f"{AUTH}/logout", {"everywhere": True}, limited)

    def _of_passwords(self):
        full, limited = self._token(CHANGING), self._token(TEMPORARY)
        for token in (full, limited):
            yield posted(f"{AUTH}/password", {"password": people.PASSWORD, "newPassword": NEW}, token)
            yield posted(f"{AUTH}/password", {"password": people.PASSWORD, "newPassword": "short"}, token)
            yield posted(f"{AUTH}/password", {"password": "wrong", "newPassword": NEW}, token)
        yield posted(f"{AUTH}/password", {"password": people.PASSWORD, "newPassword": NEW})
        yield posted(f"{AUTH}/password/reset", {"code": ONE_TIME, "newPassword": NEW})
        yield posted(f"{AUTH}/password/reset", {"code": ONE_TIME, "newPassword": "short"})
        yield posted(f"{AUTH}/password/reset", {"code": ONE_TIME[::-1], "newPassword": NEW})

    def _of_factors(self):
        limited = self._token(UNENROLLED)
        yield posted(f"{AUTH}/mfa/totp", token=limited)
        yield posted(f"{AUTH}/mfa/totp/confirm", {"code": "123456"}, limited)
        for name in (ENROLLED, BOUND):
            secret, recovery = steps.enrol(self._port, DOMAIN, self._token(name))
            limited = self._token(name)
            full = steps.required(self._port, f"{AUTH}/mfa", {"code": steps.code(secret)}, limited)["token"]
            right = {"code": steps.code(secret, 1)}
            yield posted(f"{AUTH}/mfa", {"recoveryCode": recovery[0]}, limited)
            yield posted(f"{AUTH}/mfa", {"code": "000000"}, limited)
            yield posted(f"{AUTH}/mfa", {"recoveryCode": recovery[1][::-1]}, limited)
            yield posted(f"{AUTH}/mfa", right, full)
            yield posted(f"{AUTH}/mfa/recovery-codes", {"recoveryCode": recovery[2]}, full)
            yield posted(f"{AUTH}/mfa/recovery-codes", right, limited)
            yield posted(f"{AUTH}/mfa/totp/remove", right, full)
            yield posted(f"{AUTH}/mfa/totp/remove", {"code": "000000"}, full)
            yield posted(f"{AUTH}/mfa/totp", token=full)
            yield posted(f"{AUTH}/mfa/totp/confirm", {"code": "000000"}, full)
