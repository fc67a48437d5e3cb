-- Counts of registration and use (S4, S6, M5). They are made and read by a role of their own, which is granted the columns
-- that are counted by and no other: no name, no number, no address, no e-mail (portal/src/statistics/columns.md; a test
-- reads the catalogue, and tries the others). What kind of item is lent is one of them, and is held from here on.
DO $$
BEGIN
    BEGIN
        CREATE ROLE portal_statistics NOLOGIN NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
        EXECUTE format('GRANT portal_statistics TO %I', current_user);
    EXCEPTION WHEN OTHERS THEN NULL; -- a superuser needs no membership; another session may be granting the same
    END;
END $$;

ALTER TABLE checkout ADD COLUMN item_kind text;        -- a code of the library's own: BOOK, DVD
ALTER TABLE loan_history ADD COLUMN item_kind text;

-- One reader more: `statistics`, for one library.
CREATE OR REPLACE FUNCTION may(readers text[]) RETURNS reach LANGUAGE sql STABLE PARALLEL SAFE
RETURN ROW(
    CASE WHEN current_setting('portal.reader', true) = ANY (readers) THEN current_setting('portal.library', true) END,
    CASE WHEN current_setting('portal.reader', true) IN ('patron', 'guardian', 'desk')
          AND current_setting('portal.reader', true) = ANY (readers)
         THEN nullif(current_setting('portal.person', true), '')::uuid END,
    current_setting('portal.reader', true) IN ('library', 'retention', 'statistics')
    AND current_setting('portal.reader', true) = ANY (readers),
    current_setting('portal.reader', true) = 'worker' AND 'worker' = ANY (readers))::reach;

-- From and up to which day everything is counted.
CREATE TABLE statistics_counted (
    library     text COLLATE "C" PRIMARY KEY REFERENCES library (slug),
    since       date NOT NULL,
    up_to       date NOT NULL
);

-- How often something happened in a month, in all and by each row of a table. Nobody is tied to it, and what was counted
-- stays when what it was counted from is deleted. It is never shown as it is: domain/src/statistics/suppress.rs.
CREATE TABLE statistics_count (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    month       date NOT NULL CHECK (extract(day FROM month) = 1),
    measure     text COLLATE "C" NOT NULL,
    broken_down text COLLATE "C" NOT NULL,
    part        text COLLATE "C" NOT NULL,
    number      bigint NOT NULL CHECK (number >= 0),
    PRIMARY KEY (library, month, measure, broken_down, part)
);

DO $$
DECLARE
    t text;
    counted text[];
    whole CONSTANT text := 'library = (SELECT (may(''{statistics}'')).library) AND (SELECT (may(''{statistics}'')).whole)';
BEGIN
    FOREACH t IN ARRAY '{statistics_counted,statistics_count}'::text[]
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY statistics_may_insert ON %I FOR INSERT TO portal_statistics WITH CHECK (%s)', t, whole);
        EXECUTE format('CREATE POLICY statistics_may_update ON %I FOR UPDATE TO portal_statistics '
                       'USING (%2$s) WITH CHECK (%2$s)', t, whole);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO portal_statistics', t);
    END LOOP;
    -- What it counts: table, and the columns it may read.
    FOREACH counted SLICE 1 IN ARRAY ARRAY[
        ['person',             'library, id, date_of_birth'],
        ['membership',         'library, person_id, enrolled_on'],
        ['eligibility',        'library, person_id, home_library, category'],
        ['card',               'library, person_id, status'],
        ['checkout',           'library, person_id, checked_out_at, item_kind'],
        ['loan_history',       'library, person_id, checked_out_at, item_kind'],
        ['hold',               'library, person_id, placed_on'],
        ['computer_session',   'library, started_at'],
        ['consent',            'library, given, decided_at, means'],
        ['permission',         'library, signed_at'],
        ['disclosure',         'library, told_at'],
        ['ledger_event',       'library, id, subject_id, at, action, purpose, detail'],
        ['legal_process',      'library, raised_at, instrument, outcome'],
        ['statistics_counted', NULL],
        ['statistics_count',   NULL]]
    LOOP
        EXECUTE format('CREATE POLICY statistics_may_select ON %I FOR SELECT TO portal_statistics USING (%s)',
                       counted[1], whole);
        IF counted[2] IS NOT NULL THEN
            EXECUTE format('GRANT SELECT (%s) ON %I TO portal_statistics', counted[2], counted[1]);
        END IF;
    END LOOP;
    -- A policy of the ledger asks this table who is told (0160). No row of it is this reader's.
    GRANT SELECT (library, person_id, process_id) ON process_told TO portal_statistics;
END $$;
