-- The foreign keys and the new column lock "users" against others: half a second at most.
SET LOCAL lock_timeout = '500ms';

-- Null where it was set before this column was there.
ALTER TABLE users ADD COLUMN password_changed_at timestamptz;

-- A row is a confirmed second factor. The column users.mfa_configured stays for older replicas alone.
CREATE TABLE second_factors (
    user_id      uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    key_id       text COLLATE "C" NOT NULL, -- of the key that encrypts the secret
    secret       bytea NOT NULL,
    last_step    bigint NOT NULL,           -- of the last code that was accepted: no code is, that is not later
    confirmed_at timestamptz NOT NULL,
    version      bigint NOT NULL DEFAULT 0  -- rises with each new set of recovery codes
);

-- A secret that was asked for. It is no factor before a code of it is shown.
CREATE TABLE factor_enrolments (
    user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    key_id  text COLLATE "C" NOT NULL,
    secret  bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE recovery_codes (
    user_id uuid NOT NULL REFERENCES second_factors (user_id) ON DELETE CASCADE,
    hash    bytea NOT NULL CHECK (length(hash) = 32), -- SHA-256
    PRIMARY KEY (user_id, hash)
);

CREATE TABLE one_time_codes (
    user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    text NOT NULL CHECK (purpose IN ('invitation', 'reset')),
    hash       bytea NOT NULL UNIQUE CHECK (length(hash) = 32), -- SHA-256
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, purpose)
);

-- The service may do what these two functions do, with the owner's rights, and cannot write their columns itself.
-- Each ends all sessions of the user, and voids all one-time codes. Each gives the epoch of the sessions to come, or
-- null where nothing was changed. A new hash has the form of one.

-- Replaces the password that the caller has shown: of two changes at once, the second finds another hash.
CREATE FUNCTION replace_password(of_user uuid, of_epoch bigint, old_hash text, new_hash text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    new_epoch bigint;
BEGIN
    IF new_hash IS NULL OR new_hash !~ '^\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$' THEN
        RETURN NULL;
    END IF;
    UPDATE users u
    SET password_hash = new_hash, password_changed_at = now(), updated_at = now(), change_password = false,
        status = 'active', invite_expires_at = NULL, session_epoch = u.session_epoch + 1
    FROM organizations o
    WHERE u.id = of_user AND u.password_hash = old_hash AND o.id = u.organization_id AND o.status = 'active'
        AND u.session_epoch + o.session_epoch = of_epoch
        AND (u.status = 'active' OR u.status = 'invited' AND u.invite_expires_at > now())
    RETURNING u.session_epoch + o.session_epoch INTO new_epoch;
    IF new_epoch IS NOT NULL THEN
        DELETE FROM one_time_codes WHERE user_id = of_user;
    END IF;
    RETURN new_epoch;
END
$$;

-- Takes the code itself, not its hash: whoever reads the table cannot use what it holds. The user's row is locked first,
-- so that a code that is used, replaced or void meanwhile is seen.
CREATE FUNCTION use_one_time_code(of_user uuid, code text, new_hash text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    new_epoch bigint;
BEGIN
    IF new_hash IS NULL OR new_hash !~ '^\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$' THEN
        RETURN NULL;
    END IF;
    PERFORM FROM users WHERE id = of_user FOR NO KEY UPDATE;
    UPDATE users u
    SET password_hash = new_hash, password_changed_at = now(), updated_at = now(), change_password = false,
        status = 'active', invite_expires_at = NULL, session_epoch = u.session_epoch + 1
    FROM organizations o, one_time_codes c
    WHERE u.id = of_user AND o.id = u.organization_id AND o.status = 'active'
        AND c.user_id = u.id AND c.hash = sha256(convert_to(code, 'UTF8')) AND c.expires_at > now()
        AND (c.purpose = 'reset' AND u.status = 'active' OR c.purpose = 'invitation' AND u.status = 'invited')
    RETURNING u.session_epoch + o.session_epoch INTO new_epoch;
    IF new_epoch IS NOT NULL THEN
        DELETE FROM one_time_codes WHERE user_id = of_user;
        DELETE FROM account_failures WHERE user_id = of_user;
        UPDATE known_networks SET failures = 0 WHERE user_id = of_user AND failures > 0;
    END IF;
    RETURN new_epoch;
END
$$;

-- With the owner's rights a function must not find a caller's tables under our names.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION replace_password(uuid, bigint, text, text) SET search_path = pg_catalog, %I, pg_temp',
        current_schema());
    EXECUTE format('ALTER FUNCTION use_one_time_code(uuid, text, text) SET search_path = pg_catalog, %I, pg_temp',
        current_schema());
END
$$;
REVOKE ALL ON FUNCTION replace_password(uuid, bigint, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION use_one_time_code(uuid, text, text) FROM PUBLIC;
