-- What deletes when its time is over: a reader of its own (`retention`), which may select and delete, and write nothing but
-- the ledger's events and its own runs.

-- Not in the library's whole file of patrons since that day.
ALTER TABLE person ADD COLUMN absent_since date;

-- A run, from the plan to its end: what is due by `today`, up to which person it has come, and what went.
CREATE TABLE retention_run (
    library        text COLLATE "C" NOT NULL REFERENCES library (slug),
    number         integer NOT NULL CHECK (number > 0),
    today          date NOT NULL,
    planned_at     timestamptz NOT NULL,
    planned        jsonb NOT NULL DEFAULT '[]',        -- the plan's lines: counts and days, no names
    approved_at    timestamptz,
    approved_by    text,                               -- name and office, as the sheet has it
    reached        uuid,                               -- up to this person all is done
    ended_at       timestamptz,
    rows_deleted   jsonb NOT NULL DEFAULT '{}',        -- by table
    people_deleted integer NOT NULL DEFAULT 0,
    PRIMARY KEY (library, number)
);
ALTER TABLE retention_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_run FORCE ROW LEVEL SECURITY;
ALTER TABLE legal_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_hold FORCE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION may(readers text[]) RETURNS reach LANGUAGE sql STABLE PARALLEL SAFE
RETURN ROW(
    CASE WHEN current_setting('portal.reader', true) = ANY (readers) THEN current_setting('portal.library', true) END,
    CASE WHEN current_setting('portal.reader', true) IN ('patron', 'guardian', 'desk')
          AND current_setting('portal.reader', true) = ANY (readers)
         THEN nullif(current_setting('portal.person', true), '')::uuid END,
    current_setting('portal.reader', true) IN ('library', 'retention')
    AND current_setting('portal.reader', true) = ANY (readers),
    current_setting('portal.reader', true) = 'worker' AND 'worker' = ANY (readers))::reach;

DO $$
DECLARE
    t text;
    whole CONSTANT text := 'library = (SELECT (may(''{retention}'')).library) AND (SELECT (may(''{retention}'')).whole)';
    own text;
BEGIN
    -- What it looks at.
    FOREACH t IN ARRAY '{person,card,checkout,preference,legal_hold,hold,loan_history,interlibrary_loan,note,notice_sent,
                         outbox,account_line,computer_session,registration,contribution,question,pending_change,
                         retention_run}'::text[]
    LOOP
        EXECUTE format('CREATE POLICY retention_may_select ON %I FOR SELECT TO portal_worker USING (%s)', t, whole);
        EXECUTE format('GRANT SELECT ON %I TO portal_worker', t);
    END LOOP;
    -- What it deletes. With a person goes all that hangs on them.
    FOREACH t IN ARRAY '{person,hold,loan_history,interlibrary_loan,note,notice_sent,outbox,account_line,computer_session,
                         registration,contribution,question,pending_change}'::text[]
    LOOP
        EXECUTE format('CREATE POLICY retention_may_delete ON %I FOR DELETE TO portal_worker USING (%s)', t, whole);
        EXECUTE format('GRANT DELETE ON %I TO portal_worker', t);
    END LOOP;
    EXECUTE format('CREATE POLICY retention_may_delete ON legal_hold FOR DELETE TO portal_worker '
                   'USING (lifted_at IS NOT NULL AND %s)', whole);
    GRANT DELETE ON legal_hold TO portal_worker;
    -- Its own runs, and the ledger.
    EXECUTE format('CREATE POLICY retention_may_insert ON retention_run FOR INSERT TO portal_worker WITH CHECK (%s)', whole);
    EXECUTE format('CREATE POLICY retention_may_update ON retention_run FOR UPDATE TO portal_worker '
                   'USING (%1$s) WITH CHECK (%1$s)', whole);
    GRANT INSERT, UPDATE ON retention_run TO portal_worker;
    EXECUTE format('CREATE POLICY retention_may_insert ON ledger_event FOR INSERT TO portal_worker WITH CHECK (%s)', whole);
    -- A legal hold is set and lifted for the library; whose record it is on reads of it.
    own := 'library = (SELECT (may(''{patron,guardian,desk,library}'')).library) '
           'AND ((SELECT (may(''{patron,guardian,desk,library}'')).whole) '
           'OR person_id = (SELECT (may(''{patron,guardian,desk,library}'')).person))';
    EXECUTE format('CREATE POLICY may_select ON legal_hold FOR SELECT USING (%s)', own);
    own := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
    EXECUTE format('CREATE POLICY may_insert ON legal_hold FOR INSERT WITH CHECK (%s)', own);
    EXECUTE format('CREATE POLICY may_update ON legal_hold FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', own);
    GRANT SELECT, INSERT, UPDATE ON legal_hold TO portal_app;
END $$;

DROP POLICY may_insert ON ledger_unsealed;
CREATE POLICY may_insert ON ledger_unsealed FOR INSERT WITH CHECK (
    library = (SELECT (may('{patron,guardian,desk,library,retention}')).library)
    OR (SELECT (may('{worker}')).everywhere));
