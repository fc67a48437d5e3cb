-- How a patron gets in: credentials, sessions, devices, one-time tokens, and the counters that slow down guessing.

CREATE TABLE credential (
    library      text COLLATE "C" NOT NULL,
    person_id    uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('pin', 'password')),
    hash         text NOT NULL,          -- PHC string (argon2id) or bcrypt from an import; never shown
    scheme       text NOT NULL,          -- 'argon2id' or 'bcrypt'
    set_at       timestamptz NOT NULL,
    source       text NOT NULL,
    PRIMARY KEY (library, person_id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

-- Where tower-sessions keeps a session. The cookie's value is hashed: a stolen copy of this table opens nothing.
CREATE TABLE session (
    library        text COLLATE "C" NOT NULL REFERENCES library (slug),
    id             uuid NOT NULL,        -- a public name for "end this session"; says nothing about the cookie
    secret_hash    bytea NOT NULL,
    person_id      uuid,                 -- NULL until someone signs in
    data           jsonb NOT NULL,
    shared         boolean NOT NULL DEFAULT true,
    device         text,                 -- 'Firefox on Windows': family and system, never the full User-Agent
    created_at     timestamptz NOT NULL,
    last_seen_at   timestamptz NOT NULL,
    idle_ends_at   timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    PRIMARY KEY (library, secret_hash),
    UNIQUE (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX session_person ON session (library, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX session_idle ON session (idle_ends_at);

CREATE TABLE known_device (
    library       text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    person_id     uuid NOT NULL,
    secret_hash   bytea NOT NULL,
    device        text,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, secret_hash),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX known_device_person ON known_device (library, person_id);

-- Activation codes and mailed links. Single use; a new one ends the older ones of the same purpose.
CREATE TABLE one_time_token (
    library      text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    person_id    uuid NOT NULL,
    purpose      text NOT NULL CHECK (purpose IN ('activation', 'reset', 'email')),
    secret_hash  bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,            -- used, replaced or cancelled
    PRIMARY KEY (library, id),
    UNIQUE (library, secret_hash),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX one_time_token_person ON one_time_token (library, person_id);

-- Counters for throttling. `key` is an HMAC (of a client network, of a card number whether or not it exists, of a
-- device): nothing here names a person, and an unknown card leaves the same trace as a known one.
CREATE TABLE throttle (
    library        text COLLATE "C" NOT NULL,
    scope          text COLLATE "C" NOT NULL,
    key            bytea NOT NULL,
    count          integer NOT NULL DEFAULT 0,      -- failures in a row, or distinct cards (spray)
    day            date,
    day_count      integer NOT NULL DEFAULT 0,
    allowance      double precision,                -- token bucket: tokens left at updated_at
    blocked_until  timestamptz,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (library, scope, key)
);
CREATE INDEX throttle_stale ON throttle (updated_at);

-- Mail to be sent, written in the transaction that causes it; a worker delivers it.
CREATE TABLE outbox (
    library          text COLLATE "C" NOT NULL REFERENCES library (slug),
    id               uuid NOT NULL,
    person_id        uuid,
    kind             text NOT NULL,
    idempotency_key  text NOT NULL,
    recipient        text NOT NULL,
    language         text NOT NULL,
    subject          text NOT NULL,
    body_text        text NOT NULL,
    body_html        text NOT NULL,
    status           text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed')),
    attempts         integer NOT NULL DEFAULT 0,
    last_error       text,               -- the SMTP reply code and enhanced status only
    created_at       timestamptz NOT NULL,
    next_try_at      timestamptz NOT NULL,
    leased_until     timestamptz,
    sent_at          timestamptz,
    PRIMARY KEY (library, id),
    UNIQUE (library, idempotency_key),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX outbox_due ON outbox (next_try_at) WHERE status = 'queued';
CREATE INDEX outbox_person ON outbox (library, person_id);
