-- Of a record that is deleted: the number of its list of accesses in the ledger, for as long as the library keeps that list.
-- No name stands here: `found_by` are keyed digests of what the person can show, a card number or a name with a birth date.
CREATE TABLE past_record (
    library    text COLLATE "C" NOT NULL REFERENCES library (slug),
    subject_id uuid NOT NULL,
    found_by   bytea[] NOT NULL CHECK (found_by <> '{}'),
    until      date NOT NULL,
    PRIMARY KEY (library, subject_id)
);
CREATE INDEX past_record_found_by ON past_record USING gin (found_by);
ALTER TABLE past_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE past_record FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    desk CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
    whole CONSTANT text := 'library = (SELECT (may(''{retention}'')).library) AND (SELECT (may(''{retention}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON past_record FOR SELECT USING (%s)', desk);
    EXECUTE format('CREATE POLICY retention_may_select ON past_record FOR SELECT TO portal_worker USING (%s)', whole);
    EXECUTE format('CREATE POLICY retention_may_insert ON past_record FOR INSERT TO portal_worker WITH CHECK (%s)', whole);
    EXECUTE format('CREATE POLICY retention_may_delete ON past_record FOR DELETE TO portal_worker USING (%s)', whole);
    -- When the last access was, it reads off the ledger.
    EXECUTE format('CREATE POLICY retention_may_select ON ledger_event FOR SELECT TO portal_worker USING (%s)', whole);
END $$;
GRANT SELECT ON past_record TO portal_app;
GRANT SELECT, INSERT, DELETE ON past_record TO portal_worker;
