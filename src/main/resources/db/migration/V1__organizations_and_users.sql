-- Names are compared byte by byte (COLLATE "C"): all folding is done by the service, so that no locale or
-- version of the database's libraries can change who a name means.

CREATE TABLE organizations (
    id         uuid PRIMARY KEY,
    domain     text COLLATE "C" NOT NULL UNIQUE
               CHECK (domain ~ '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$'),
    name       text NOT NULL CHECK (name <> ''),
    status     text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
    id                uuid PRIMARY KEY,
    organization_id   uuid NOT NULL REFERENCES organizations (id),
    username          text NOT NULL CHECK (username ~ '\S' AND char_length(username) <= 254),
    email             text NOT NULL CHECK (email ~ '\S' AND char_length(email) <= 254),
    first_name        text NOT NULL,
    last_name         text NOT NULL,
    status            text NOT NULL CHECK (status IN ('active', 'invited', 'disabled')),
    password_hash     text COLLATE "C",
    -- What a hash costs to check; null where there is none or it is damaged (outside 4 to 15).
    password_cost     smallint GENERATED ALWAYS AS (
                          CASE WHEN password_hash ~ '^\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$'
                               THEN substr(password_hash, 5, 2)::smallint END) STORED,
    mfa_required      boolean NOT NULL DEFAULT false,
    mfa_configured    boolean NOT NULL DEFAULT false,
    change_password   boolean NOT NULL DEFAULT false,
    invite_expires_at timestamptz,
    favorites         text[] NOT NULL DEFAULT '{}' CHECK (array_position(favorites, NULL) IS NULL),
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organization_id, id),
    CHECK (status <> 'invited' OR invite_expires_at IS NOT NULL)
);

-- The organisation's highest cost, which every refusal is topped up to, is one step in this index.
CREATE INDEX users_password_cost ON users (organization_id, password_cost) WHERE password_cost IS NOT NULL;

-- A user's folded username and e-mail address: one name means one user, and a login is one index hit.
CREATE TABLE login_names (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    name_key        text COLLATE "C" NOT NULL CHECK (name_key <> ''),
    user_id         uuid NOT NULL,
    PRIMARY KEY (organization_id, name_key),
    FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX login_names_user ON login_names (organization_id, user_id);
