-- Mail that came back for good: the address is written to no more until that is lifted, by its owner or at the desk. Only a code of why is kept, never what the other mail server wrote.
CREATE TABLE returned_mail (
    library        text COLLATE "C" NOT NULL REFERENCES library (slug),
    id             uuid NOT NULL,
    person_id      uuid,
    subscriber_id  uuid,
    address        text NOT NULL,
    code           text NOT NULL,           -- an enhanced status (RFC 3463)
    kind           text NOT NULL,           -- the kind of the mail
    returned_at    timestamptz NOT NULL,
    lifted_at      timestamptz,             -- from then on the address is written to again
    noted_at       timestamptz,             -- the desk has taken note
    noted_by       uuid,
    PRIMARY KEY (library, id),              -- the mail's id: however often it comes back, it is one row
    CHECK (num_nonnulls(person_id, subscriber_id) = 1),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE,
    FOREIGN KEY (library, subscriber_id) REFERENCES subscriber (library, id) ON DELETE CASCADE
);
CREATE INDEX returned_mail_person ON returned_mail (library, person_id);
CREATE INDEX returned_mail_subscriber ON returned_mail (library, subscriber_id) WHERE subscriber_id IS NOT NULL;
CREATE INDEX returned_mail_address ON returned_mail (library, lower(address)) WHERE lifted_at IS NULL;
CREATE INDEX returned_mail_to_note ON returned_mail (library, returned_at) WHERE lifted_at IS NULL AND noted_at IS NULL;
ALTER TABLE returned_mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE returned_mail FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    own CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND ((SELECT (may(''{%1$s}'')).whole) '
                         'OR person_id = (SELECT (may(''{%1$s}'')).person) OR subscriber_id = (SELECT (may(''{%1$s}'')).person))';
    whole CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND (SELECT (may(''{%1$s}'')).whole)';
    everywhere CONSTANT text := '(SELECT (may(''{worker}'')).everywhere)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON returned_mail FOR SELECT USING (%s)',
                   format(own, 'patron,guardian,desk,library'));
    EXECUTE format('CREATE POLICY may_insert ON returned_mail FOR INSERT WITH CHECK (%s)', format(whole, 'library'));
    EXECUTE format('CREATE POLICY may_update ON returned_mail FOR UPDATE USING (%1$s) WITH CHECK (%1$s)',
                   format(own, 'patron,desk,library'));
    EXECUTE format('CREATE POLICY worker_may_select ON returned_mail FOR SELECT TO portal_worker USING (%s)', everywhere);
    EXECUTE format('CREATE POLICY worker_may_insert ON returned_mail FOR INSERT TO portal_worker WITH CHECK (%s)', everywhere);
    EXECUTE format('CREATE POLICY retention_may_select ON returned_mail FOR SELECT TO portal_worker USING (%s)',
                   format(whole, 'retention'));
    EXECUTE format('CREATE POLICY retention_may_delete ON returned_mail FOR DELETE TO portal_worker USING (%s)',
                   format(whole, 'retention'));
END $$;
GRANT SELECT, INSERT ON returned_mail TO portal_app;
GRANT UPDATE (lifted_at, noted_at, noted_by) ON returned_mail TO portal_app;
GRANT SELECT, INSERT, DELETE ON returned_mail TO portal_worker;
