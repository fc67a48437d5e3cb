-- What touches the safety of a record is told by letter where there is no e-mail address to write to: written with the
-- change that causes it, printed and posted by the desk.
CREATE TABLE postal_letter (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    kind        text NOT NULL,
    language    text NOT NULL,
    subject     text NOT NULL,
    body        text NOT NULL,
    written_at  timestamptz NOT NULL,
    printed_at  timestamptz,
    posted_at   timestamptz,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
-- One of a kind waits: a second says nothing that the first does not, and somebody who signs in on a hundred devices
-- sends nobody a hundred letters.
CREATE UNIQUE INDEX postal_letter_waits ON postal_letter (library, person_id, kind) WHERE posted_at IS NULL;
CREATE INDEX postal_letter_person ON postal_letter (library, person_id);

ALTER TABLE postal_letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE postal_letter FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    own CONSTANT text :=
        'library = (SELECT (may(''{patron,desk,library}'')).library) AND ((SELECT (may(''{patron,desk,library}'')).whole) '
        'OR person_id = (SELECT (may(''{patron,desk,library}'')).person))';
    whole CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND (SELECT (may(''{%1$s}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON postal_letter FOR SELECT USING (%s)', own);
    EXECUTE format('CREATE POLICY may_insert ON postal_letter FOR INSERT WITH CHECK (%s)', own);
    EXECUTE format('CREATE POLICY may_update ON postal_letter FOR UPDATE USING (%1$s) WITH CHECK (%1$s)',
                   format(whole, 'library'));
    GRANT SELECT, INSERT, UPDATE ON postal_letter TO portal_app;
    EXECUTE format('CREATE POLICY retention_may_select ON postal_letter FOR SELECT TO portal_worker USING (%s)',
                   format(whole, 'retention'));
    EXECUTE format('CREATE POLICY retention_may_delete ON postal_letter FOR DELETE TO portal_worker USING (%s)',
                   format(whole, 'retention'));
    GRANT SELECT, DELETE ON postal_letter TO portal_worker;
END $$;
