-- The register of police, agencies and legal process: what was written down at the desk, and what the Director records.
-- It holds nothing of anybody's record; what the request names is in the words of whoever asked.
CREATE TABLE legal_process (
    library        text COLLATE "C" NOT NULL REFERENCES library (slug),
    id             uuid NOT NULL,
    raised_at      timestamptz NOT NULL,
    raised_by      uuid NOT NULL,
    who            text NOT NULL CHECK (who <> ''),
    agency         text,
    badge          text,
    call_back      text,
    asked          text NOT NULL CHECK (asked <> ''),
    instrument     text,
    served_how     text,
    served_on      date,
    court          text,
    docket         text,
    signed_by      text,
    comply_by      date,
    court_order    boolean,
    recorded_by    uuid,                               -- who recorded the paper and answered the question above
    counsel_at     timestamptz,
    advice         text,
    advised_at     timestamptz,
    good_cause     boolean NOT NULL DEFAULT false,
    outcome        text,
    closed_at      timestamptz,
    closed_by      uuid,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, raised_by) REFERENCES staff_account (library, id),
    CHECK ((outcome IS NULL) = (closed_at IS NULL))
);
CREATE INDEX legal_process_open ON legal_process (library, raised_at) WHERE closed_at IS NULL;
ALTER TABLE legal_process ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_process FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    whole CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON legal_process FOR SELECT USING (%s)', whole);
    EXECUTE format('CREATE POLICY may_insert ON legal_process FOR INSERT WITH CHECK (%s)', whole);
    EXECUTE format('CREATE POLICY may_update ON legal_process FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', whole);
END $$;
GRANT SELECT, INSERT, UPDATE ON legal_process TO portal_app;
