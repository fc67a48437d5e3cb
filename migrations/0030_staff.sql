-- Staff accounts: password and second factor, always. They say nothing about patrons.
CREATE TABLE staff_account (
    library         text COLLATE "C" NOT NULL REFERENCES library (slug),
    id              uuid NOT NULL,
    login           text COLLATE "C" NOT NULL CHECK (login ~ '^[a-z0-9][a-z0-9._-]{0,39}$'),
    name            text NOT NULL,
    role            text NOT NULL CHECK (role IN ('desk', 'collection-services-manager', 'director', 'administrator')),
    hash            text NOT NULL,          -- PHC string (argon2id)
    totp_sealed     bytea NOT NULL,         -- the second factor's secret, AES-256-GCM under the deployment's key
    totp_last_step  bigint NOT NULL DEFAULT 0, -- a code is good once (RFC 6238, section 5.2)
    secret_set_at   timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    PRIMARY KEY (library, id),
    UNIQUE (library, login)
);

CREATE TABLE staff_session (
    library        text COLLATE "C" NOT NULL,
    secret_hash    bytea NOT NULL,
    id             uuid NOT NULL,
    staff_id       uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    last_seen_at   timestamptz NOT NULL,
    idle_ends_at   timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    PRIMARY KEY (library, secret_hash),
    FOREIGN KEY (library, staff_id) REFERENCES staff_account (library, id) ON DELETE CASCADE
);
CREATE INDEX staff_session_idle ON staff_session (idle_ends_at);

-- A clerk looks at one record, for one purpose, for a quarter of an hour. No address holds a person's id.
CREATE TABLE desk_look (
    library     text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    staff_id    uuid NOT NULL,
    person_id   uuid NOT NULL,
    purpose     text,
    created_at  timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, staff_id) REFERENCES staff_account (library, id) ON DELETE CASCADE,
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX desk_look_ends ON desk_look (ends_at);
CREATE INDEX desk_look_person ON desk_look (library, person_id);

-- Only work that spans the library reaches these: a transaction for one patron never sees them.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['staff_account', 'staff_session', 'desk_look']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format(
            'CREATE POLICY tenant ON %I USING (library = (SELECT current_setting(''portal.library'', true)) '
            'AND (SELECT current_setting(''portal.person'', true)) = ''*'') '
            'WITH CHECK (library = (SELECT current_setting(''portal.library'', true)) '
            'AND (SELECT current_setting(''portal.person'', true)) = ''*'')', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO portal_app', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['staff_session', 'desk_look']
    LOOP
        EXECUTE format('CREATE POLICY worker ON %I TO portal_worker USING (true) WITH CHECK (true)', t);
        EXECUTE format('GRANT SELECT, DELETE ON %I TO portal_worker', t);
    END LOOP;
END $$;
REVOKE DELETE ON staff_account FROM portal_app;
