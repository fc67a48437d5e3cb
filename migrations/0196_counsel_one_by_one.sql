-- Whom the library consulted about a paper, each with when they were asked and what they answered (M8: at some libraries two
-- are asked, and both have to have answered). It holds nothing of anybody's record.
CREATE TABLE process_counsel (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    process_id  uuid NOT NULL,
    whom        text NOT NULL CHECK (whom <> ''),    -- as the profile named them then, in English
    asked_at    timestamptz NOT NULL,
    advice      text,                                -- domain::process::Advice
    advised_at  timestamptz,
    recorded_by uuid,
    replaced_at timestamptz,                         -- the paper was recorded again, so this was about another
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, process_id) REFERENCES legal_process (library, id),
    FOREIGN KEY (library, recorded_by) REFERENCES staff_account (library, id),
    CHECK ((advice IS NULL) = (advised_at IS NULL))
);
CREATE UNIQUE INDEX process_counsel_whom ON process_counsel (library, process_id, whom) WHERE replaced_at IS NULL;

-- Until now one tick said that everybody was asked. Of an entry that is open each is asked by name. The columns stay until no
-- running server writes them (README.md, "Contract").
ALTER TABLE legal_process NO FORCE ROW LEVEL SECURITY;
INSERT INTO process_counsel (library, id, process_id, whom, asked_at, advice, advised_at)
SELECT library, gen_random_uuid(), id, 'counsel', counsel_at, advice, advised_at FROM legal_process WHERE counsel_at IS NOT NULL;
ALTER TABLE legal_process FORCE ROW LEVEL SECURITY;

ALTER TABLE process_counsel ENABLE ROW LEVEL SECURITY;
ALTER TABLE process_counsel FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    whole CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON process_counsel FOR SELECT USING (%s)', whole);
    EXECUTE format('CREATE POLICY may_insert ON process_counsel FOR INSERT WITH CHECK (%s)', whole);
    EXECUTE format('CREATE POLICY may_update ON process_counsel FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', whole);
END $$;
GRANT SELECT, INSERT, UPDATE ON process_counsel TO portal_app;
