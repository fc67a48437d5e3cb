-- What was taken under a search warrant, as it was written down by whoever went along: things, not people's records.
CREATE TABLE process_taken (
    library    text COLLATE "C" NOT NULL REFERENCES library (slug),
    batch      uuid NOT NULL,                        -- the form it came in, so that a second click adds nothing
    number     integer NOT NULL,
    process_id uuid NOT NULL,
    what       text NOT NULL CHECK (what <> ''),
    noted_at   timestamptz NOT NULL,
    noted_by   uuid NOT NULL,
    PRIMARY KEY (library, batch, number),
    FOREIGN KEY (library, process_id) REFERENCES legal_process (library, id),
    FOREIGN KEY (library, noted_by) REFERENCES staff_account (library, id)
);
CREATE INDEX process_taken_process ON process_taken (library, process_id);
ALTER TABLE process_taken ENABLE ROW LEVEL SECURITY;
ALTER TABLE process_taken FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    whole CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON process_taken FOR SELECT USING (%s)', whole);
    EXECUTE format('CREATE POLICY may_insert ON process_taken FOR INSERT WITH CHECK (%s)', whole);
END $$;
GRANT SELECT, INSERT ON process_taken TO portal_app;
