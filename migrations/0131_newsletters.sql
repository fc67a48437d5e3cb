-- An issue of a newsletter: what the staff wrote, when it is to be sent, and when the set of its recipients was fixed. It
-- holds nothing about anybody. It is written in English and, where somebody took the trouble, in Spanish.
CREATE TABLE newsletter_issue (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    list        text NOT NULL CHECK (list <> ''),   -- the code of the newsletter in the profile
    subject_en  text NOT NULL CHECK (subject_en <> ''),
    body_en     text NOT NULL CHECK (body_en <> ''),
    subject_es  text NOT NULL DEFAULT '',
    body_es     text NOT NULL DEFAULT '',
    written_by  uuid NOT NULL,
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    site        text,                               -- where its links lead, from the configuration
    send_at     timestamptz,                        -- from when it is sent; NULL: a draft
    sent_by     uuid,
    fixed_at    timestamptz,                        -- when it was settled who gets it; nothing is changed any more
    stopped_at  timestamptz,
    stopped_by  uuid,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, written_by) REFERENCES staff_account (library, id),
    CHECK ((subject_es = '') = (body_es = '')),
    CHECK (send_at IS NULL OR site IS NOT NULL AND sent_by IS NOT NULL),
    CHECK (fixed_at IS NULL OR send_at IS NOT NULL)
);
CREATE INDEX newsletter_issue_due ON newsletter_issue (library, send_at) WHERE send_at IS NOT NULL AND stopped_at IS NULL;

-- One row for each person in the set: what came of it. Its id is the mail's in the outbox.
CREATE TABLE newsletter_delivery (
    library     text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    issue_id    uuid NOT NULL,
    person_id   uuid NOT NULL,
    list        text NOT NULL,
    recipient   text,                               -- the address when the set was fixed
    language    text NOT NULL,
    state       text NOT NULL CHECK (state IN ('waiting', 'queued', 'sent', 'failed', 'left-out')),
    why         text,                               -- a code: why it failed or was left out
    fixed_at    timestamptz NOT NULL,
    settled_at  timestamptz,                        -- when it was sent, given up or left out
    PRIMARY KEY (library, id),
    UNIQUE (library, issue_id, person_id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX newsletter_delivery_person ON newsletter_delivery (library, person_id);
-- Of two people with one address, each is told which card their copy is for.
CREATE INDEX newsletter_delivery_address ON newsletter_delivery (library, issue_id, lower(recipient));
CREATE INDEX newsletter_delivery_waiting ON newsletter_delivery (library, issue_id, id) WHERE state = 'waiting';

ALTER TABLE newsletter_issue ENABLE ROW LEVEL SECURITY;
ALTER TABLE newsletter_issue FORCE ROW LEVEL SECURITY;
ALTER TABLE newsletter_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE newsletter_delivery FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    whole CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
    -- As of a mail of a kind not thought of: no guardian reads which newsletters went to a child.
    own CONSTANT text := 'library = (SELECT (may(''{patron,desk,library}'')).library) '
        'AND ((SELECT (may(''{patron,desk,library}'')).whole) '
        'OR person_id = (SELECT (may(''{patron,desk,library}'')).person))';
    deleting CONSTANT text :=
        'library = (SELECT (may(''{retention}'')).library) AND (SELECT (may(''{retention}'')).whole)';
    everywhere CONSTANT text := '(SELECT (may(''{worker}'')).everywhere)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON newsletter_issue FOR SELECT USING (%s)', whole);
    EXECUTE format('CREATE POLICY may_insert ON newsletter_issue FOR INSERT WITH CHECK (%s)', whole);
    EXECUTE format('CREATE POLICY may_update ON newsletter_issue FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', whole);
    -- A draft can be thrown away; what was to be sent stays.
    EXECUTE format('CREATE POLICY may_delete ON newsletter_issue FOR DELETE USING (send_at IS NULL AND %s)', whole);
    EXECUTE format('CREATE POLICY worker_may_select ON newsletter_issue FOR SELECT TO portal_worker USING (%s)', everywhere);

    EXECUTE format('CREATE POLICY may_select ON newsletter_delivery FOR SELECT USING (%s)', own);
    EXECUTE format('CREATE POLICY may_insert ON newsletter_delivery FOR INSERT WITH CHECK (%s)', whole);
    EXECUTE format('CREATE POLICY may_update ON newsletter_delivery FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', whole);
    EXECUTE format('CREATE POLICY worker_may_select ON newsletter_delivery FOR SELECT TO portal_worker USING (%s)', everywhere);
    EXECUTE format('CREATE POLICY worker_may_update ON newsletter_delivery FOR UPDATE TO portal_worker '
                   'USING (%1$s) WITH CHECK (%1$s)', everywhere);
    EXECUTE format('CREATE POLICY retention_may_select ON newsletter_delivery FOR SELECT TO portal_worker USING (%s)', deleting);
    EXECUTE format('CREATE POLICY retention_may_delete ON newsletter_delivery FOR DELETE TO portal_worker USING (%s)', deleting);
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON newsletter_issue TO portal_app;
GRANT SELECT ON newsletter_issue TO portal_worker;
GRANT SELECT, INSERT, UPDATE ON newsletter_delivery TO portal_app;
GRANT SELECT, DELETE ON newsletter_delivery TO portal_worker;
GRANT UPDATE (state, why, settled_at) ON newsletter_delivery TO portal_worker;
