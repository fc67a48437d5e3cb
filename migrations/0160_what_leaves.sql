-- What leaves the library under a legal process or for a wellness check, and orders that forbid to say so.

-- What a paper names, and an order of silence about it: who ordered it, until which day, and when it ended.
ALTER TABLE legal_process
    ADD COLUMN named_classes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN named_from     date,
    ADD COLUMN named_until    date,
    ADD COLUMN silence_by     text,
    ADD COLUMN silence_until  date,
    ADD COLUMN silence_set_at timestamptz,
    ADD COLUMN silence_set_by uuid,
    ADD COLUMN silence_ended_at timestamptz,
    ADD CHECK ((silence_by IS NULL) = (silence_until IS NULL));

-- The process for which a record is kept from being deleted. Its number and no more: a process is never deleted.
ALTER TABLE legal_hold ADD COLUMN process_id uuid;

-- Whose lines of a process may be read by the person they are about. No row, no line: an order of silence takes the row
-- away, and whatever forgets this table shows nothing.
CREATE TABLE process_told (
    library    text COLLATE "C" NOT NULL REFERENCES library (slug),
    process_id uuid NOT NULL,
    person_id  uuid NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (library, process_id, person_id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX process_told_person ON process_told (library, person_id);

-- What left: the very text that was handed over, and its digest.
CREATE TABLE released (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    ground      text NOT NULL,                     -- domain::process::Ground
    process_id  uuid,
    released_at timestamptz NOT NULL,
    released_by uuid NOT NULL,
    given_to    text NOT NULL,
    agency      text,
    proof       text,
    handed      text,
    reason      text,
    classes     text[] NOT NULL,
    entries     integer NOT NULL,
    packet      text NOT NULL,
    digest      text NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX released_person ON released (library, person_id);
CREATE INDEX released_process ON released (library, process_id);

ALTER TABLE process_told ENABLE ROW LEVEL SECURITY;
ALTER TABLE process_told FORCE ROW LEVEL SECURITY;
ALTER TABLE released ENABLE ROW LEVEL SECURITY;
ALTER TABLE released FORCE ROW LEVEL SECURITY;

-- The condition of a policy: `readers` as 'patron,library'; `person` the column that names the person.
CREATE FUNCTION pg_temp.reached(readers text, person text) RETURNS text LANGUAGE sql IMMUTABLE RETURN format(
    'library = (SELECT (may(%1$L)).library) AND ((SELECT (may(%1$L)).whole) OR %2$I = (SELECT (may(%1$L)).person))',
    '{' || readers || '}', person);
-- Whether a row of `of_table` may be read by others than the library's own work: it is about no process, or about one that
-- may be told.
CREATE FUNCTION pg_temp.told(of_table text, person text, process text, of_none text) RETURNS text
LANGUAGE sql IMMUTABLE RETURN format(
    '((SELECT (may(''{library}'')).whole) OR %4$s OR EXISTS (SELECT FROM process_told AS told '
    'WHERE told.library = %1$I.library AND told.person_id = %1$I.%2$I AND told.process_id::text = %3$s))',
    of_table, person, process, of_none);

DO $$
DECLARE
    whole CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON process_told FOR SELECT USING (%s)',
                   pg_temp.reached('patron,guardian,desk,library', 'person_id'));
    EXECUTE format('CREATE POLICY may_insert ON process_told FOR INSERT WITH CHECK (%s)', whole);
    EXECUTE format('CREATE POLICY may_delete ON process_told FOR DELETE USING (%s)', whole);
    GRANT SELECT, INSERT, DELETE ON process_told TO portal_app;
    -- The policies below ask it, whoever reads; to what deletes and to the worker it shows no row.
    GRANT SELECT ON process_told TO portal_worker;

    -- Who was told what of a child is the child's own: a wellness check can be about the home.
    EXECUTE format('CREATE POLICY may_select ON released FOR SELECT USING (%s AND %s)',
                   pg_temp.reached('patron,desk,library', 'person_id'),
                   pg_temp.told('released', 'person_id', 'released.process_id::text', 'released.process_id IS NULL'));
    EXECUTE format('CREATE POLICY may_insert ON released FOR INSERT WITH CHECK (%s)',
                   pg_temp.reached('desk,library', 'person_id'));
    GRANT SELECT, INSERT ON released TO portal_app;

    DROP POLICY may_select ON legal_hold;
    EXECUTE format('CREATE POLICY may_select ON legal_hold FOR SELECT USING (%s AND %s)',
                   pg_temp.reached('patron,guardian,desk,library', 'person_id'),
                   pg_temp.told('legal_hold', 'person_id', 'legal_hold.process_id::text', 'legal_hold.process_id IS NULL'));

    DROP POLICY may_select ON ledger_event;
    EXECUTE format('CREATE POLICY may_select ON ledger_event FOR SELECT USING (%s AND %s)',
                   pg_temp.reached('patron,desk,library', 'subject_id'),
                   pg_temp.told('ledger_event', 'subject_id', 'ledger_event.detail ->> ''process''',
                                'NOT ledger_event.detail ? ''process'''));
END $$;
DROP FUNCTION pg_temp.reached(text, text), pg_temp.told(text, text, text, text);

-- A patron erases their list at once (M1), but for what is under a legal hold, and a hold about which nobody may be told
-- keeps it as well: what they cannot see is looked at here as the library's own work.
CREATE FUNCTION keep_what_is_held() RETURNS trigger LANGUAGE plpgsql SET portal.reader = 'library' AS $$
BEGIN
    IF EXISTS (SELECT FROM legal_hold AS kept WHERE kept.library = OLD.library AND kept.person_id = OLD.person_id
               AND kept.lifted_at IS NULL AND (kept.classes = '{}' OR 'history' = ANY (kept.classes))) THEN
        RETURN NULL;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER keep_what_is_held BEFORE DELETE ON loan_history
    FOR EACH ROW WHEN (current_setting('portal.reader', true) = 'patron') EXECUTE FUNCTION keep_what_is_held();
