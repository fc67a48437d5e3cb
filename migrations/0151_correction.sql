-- "This is wrong": a value of the record that its person (or a guardian) says is wrong, what became of it, and, where the
-- library kept the value, the person's own statement, which stands beside the value wherever it is told.
CREATE TABLE correction (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    reference   text NOT NULL,
    about       text[] NOT NULL,                    -- class, and field as the ledger names it
    of_relation text NOT NULL,
    of_column   text NOT NULL,
    of_row      uuid NOT NULL,
    value       text,                               -- as it stood on the page
    wish        text NOT NULL,
    asked_by    text NOT NULL CHECK (asked_by IN ('patron', 'guardian')),
    asked_at    timestamptz NOT NULL,
    status      text NOT NULL CHECK (status IN ('waiting', 'corrected', 'refused', 'taken-back')),
    reason      text,
    decided_at  timestamptz,
    decided_by  uuid,
    statement   text,
    stated_at   timestamptz,
    ended_at    timestamptz,                        -- from then on the calendar runs; never while a statement stands
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX correction_person ON correction (library, person_id);
CREATE UNIQUE INDEX correction_reference ON correction (library, reference);
CREATE INDEX correction_worklist ON correction (library, asked_at) WHERE status = 'waiting';
ALTER TABLE correction ENABLE ROW LEVEL SECURITY;
ALTER TABLE correction FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    readers text;
    own CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND ((SELECT (may(''{%1$s}'')).whole) '
                         'OR person_id = (SELECT (may(''{%1$s}'')).person))';
    retention CONSTANT text :=
        'library = (SELECT (may(''{retention}'')).library) AND (SELECT (may(''{retention}'')).whole)';
BEGIN
    EXECUTE 'CREATE POLICY may_select ON correction FOR SELECT USING ('
            || format(own, 'patron,guardian,desk,library') || ')';
    EXECUTE 'CREATE POLICY may_insert ON correction FOR INSERT WITH CHECK ('
            || format(own, 'patron,guardian') || ')';
    readers := format(own, 'patron,desk');
    EXECUTE format('CREATE POLICY may_update ON correction FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', readers);
    EXECUTE format('CREATE POLICY retention_may_select ON correction FOR SELECT TO portal_worker USING (%s)', retention);
    EXECUTE format('CREATE POLICY retention_may_delete ON correction FOR DELETE TO portal_worker USING (%s)', retention);
END $$;
GRANT SELECT, INSERT, UPDATE ON correction TO portal_app;
GRANT SELECT, DELETE ON correction TO portal_worker;
