-- A new column with a constant rewrites no row, but it waits for all transactions that use the table, and all others
-- wait behind it: half a second at most for each of the two. Organisations come first, as in every transaction that
-- uses both.
SET LOCAL lock_timeout = '500ms';

-- A token has the sum of both as its "epoch". Each only rises: when all sessions of the user end, or those of the whole
-- organisation. So no two moments have the same sum, and to suspend an organisation changes one row.
ALTER TABLE organizations ADD COLUMN session_epoch bigint NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN session_epoch bigint NOT NULL DEFAULT 0;

-- The sessions that a logout ended. A row stays until no token of the session can be valid any more.
CREATE TABLE ended_sessions (
    sid        uuid PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX ended_sessions_expire ON ended_sessions (expires_at);
