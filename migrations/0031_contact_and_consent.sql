-- A change of contact details: one row a request, one detail a request (domain::contact::Detail).
ALTER TABLE pending_change
    ADD COLUMN reference text,                         -- domain::reference, read out at the desk
    ADD COLUMN parts jsonb NOT NULL DEFAULT '{}',      -- the new value, column by column
    ADD COLUMN id_kind text,                           -- which photo ID the desk looked at, never its number
    ADD COLUMN reason text,                            -- why the desk refused it
    ADD COLUMN decided_at timestamptz,
    ADD COLUMN decided_by uuid,                        -- the staff account
    DROP CONSTRAINT pending_change_status_check,
    ADD CONSTRAINT pending_change_status_check
        CHECK (status IN ('unverified', 'waiting', 'confirmed', 'refused', 'taken back', 'replaced'));
UPDATE pending_change SET field = regexp_replace(field, '^contact\.', '') WHERE field LIKE 'contact.%';
UPDATE pending_change SET parts = jsonb_build_object(field, new_value) WHERE field IN ('phone', 'email', 'mobile');
-- At most one request at a time for a detail, whoever clicks twice.
CREATE UNIQUE INDEX pending_change_open ON pending_change (library, person_id, field)
    WHERE status IN ('unverified', 'waiting');
CREATE UNIQUE INDEX pending_change_reference ON pending_change (library, reference) WHERE reference IS NOT NULL;
CREATE INDEX pending_change_worklist ON pending_change (library, asked_at) WHERE status = 'waiting';

-- The link mailed to a new address belongs to one request.
ALTER TABLE one_time_token ADD COLUMN change_id uuid;

-- An address whose owner opened a link sent to it. It stays true whatever a file says later.
CREATE TABLE verified_email (
    library      text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    person_id    uuid NOT NULL,
    email        text NOT NULL,
    verified_at  timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id, email),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

-- Every yes and no is kept: the newest of a purpose and channel is what holds.
ALTER TABLE consent
    DROP CONSTRAINT consent_library_person_id_purpose_channel_key,
    ADD COLUMN position bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN means text NOT NULL DEFAULT 'import';   -- 'portal', 'desk' or 'import': how it was said
CREATE INDEX consent_newest ON consent (library, person_id, purpose, channel, decided_at DESC, position DESC);
REVOKE UPDATE ON consent FROM portal_app;

ALTER TABLE verified_email ENABLE ROW LEVEL SECURITY;
ALTER TABLE verified_email FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON verified_email
    USING (library = (SELECT current_setting('portal.library', true))
           AND ((SELECT current_setting('portal.person', true) = '*')
                OR person_id = (SELECT nullif(nullif(current_setting('portal.person', true), '*'), '')::uuid)))
    WITH CHECK (library = (SELECT current_setting('portal.library', true))
           AND ((SELECT current_setting('portal.person', true) = '*')
                OR person_id = (SELECT nullif(nullif(current_setting('portal.person', true), '*'), '')::uuid)));
GRANT SELECT, INSERT, UPDATE, DELETE ON verified_email TO portal_app;
