-- The foreign keys lock "users" against writers, not against logins. If a transaction writes "users" for longer than a
-- second, such as an import, this migration fails. Otherwise all later writers would wait as long.
SET LOCAL lock_timeout = '1s';

-- The secret of the HMACs below, the same for all replicas. It is one row, made here.
CREATE TABLE attempt_key (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    key bytea NOT NULL CHECK (length(key) = 32)
);
-- Three random UUIDs have 366 random bits.
INSERT INTO attempt_key (key)
SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- Failures under keys that callers can make up: a name in a network, and a network. The service bounds their number.
CREATE TABLE failures (
    key        uuid PRIMARY KEY,          -- an HMAC
    failures   double precision NOT NULL, -- as of "at"
    leak       double precision NOT NULL, -- how many are forgotten in a second; 0 for a name
    at         timestamptz NOT NULL,      -- the last failure
    expires_at timestamptz NOT NULL
);
CREATE INDEX failures_expire ON failures (expires_at);

-- Failures in a row of an account, over both of its names and all networks that are not known for it.
CREATE TABLE account_failures (
    user_id  uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    failures integer NOT NULL,
    at       timestamptz NOT NULL         -- the last failure
);

-- The networks from which an account got a full token.
CREATE TABLE known_networks (
    user_id  uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    network  uuid NOT NULL,               -- an HMAC
    seen_on  date NOT NULL,
    failures integer NOT NULL DEFAULT 0,  -- in a row, from this network
    PRIMARY KEY (user_id, network)
);
