-- A patron's wish to close their card. It waits for what stands in the way and is done when the last of it is over; then the
-- desk closes the card in the library's own system too, and says so.
CREATE TABLE closing (
    library    text COLLATE "C" NOT NULL REFERENCES library (slug),
    id         uuid NOT NULL,
    person_id  uuid NOT NULL,
    asked_at   timestamptz NOT NULL,
    status     text NOT NULL CHECK (status IN ('waiting', 'closed', 'taken-back')),
    ended_at   timestamptz,
    settled_at timestamptz,
    settled_by uuid,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX closing_person ON closing (library, person_id);
CREATE INDEX closing_open ON closing (library, asked_at) WHERE status = 'waiting';
CREATE INDEX closing_to_settle ON closing (library, ended_at) WHERE status = 'closed' AND settled_at IS NULL;
ALTER TABLE closing ENABLE ROW LEVEL SECURITY;
ALTER TABLE closing FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    own CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND ((SELECT (may(''{%1$s}'')).whole) '
                         'OR person_id = (SELECT (may(''{%1$s}'')).person))';
BEGIN
    EXECUTE 'CREATE POLICY may_select ON closing FOR SELECT USING (' || format(own, 'patron,guardian,desk,library') || ')';
    EXECUTE 'CREATE POLICY may_insert ON closing FOR INSERT WITH CHECK (' || format(own, 'patron,library') || ')';
    EXECUTE format('CREATE POLICY may_update ON closing FOR UPDATE USING (%1$s) WITH CHECK (%1$s)',
                   format(own, 'patron,desk,library'));
END $$;
GRANT SELECT, INSERT, UPDATE ON closing TO portal_app;
