-- Who may touch which rows, said for each reader and denied by default.
--
-- A transaction says for whom it is by three settings that end with it: portal.reader ('patron', 'guardian', 'desk',
-- 'library' or 'worker'), portal.library (a slug) and portal.person (a person's id, for the first three). Every policy of
-- every table names the readers it is for and asks one function, `may`. Nothing set, or a reader that is none: no row.
--
--   patron    their own rows
--   guardian  a child's rows, without what stays the child's own
--   desk      one person's rows, for a clerk who looks at that record
--   library   a whole library: signing in, work lists, the import, staff accounts
--   worker    all libraries, but only what its role is granted: mail, sealing, clearing up
--
-- What each may do to each table stands in portal/src/db/readers.md, and a test tries it.

-- What the reader of this transaction reaches where `readers` may: a library's rows, of them one person's or all (`whole`),
-- or every library's (`everywhere`). Nothing where it is none of them.
CREATE TYPE reach AS (library text, person uuid, whole boolean, everywhere boolean);
-- One expression for each part, which the planner puts in place of the call. Policies ask for a part in a sub-select, so
-- that it is worked out once a query and not once a row: of 20,000 rows that is four times as quick.
CREATE FUNCTION may(readers text[]) RETURNS reach LANGUAGE sql STABLE PARALLEL SAFE
RETURN ROW(
    CASE WHEN current_setting('portal.reader', true) = ANY (readers) THEN current_setting('portal.library', true) END,
    CASE WHEN current_setting('portal.reader', true) IN ('patron', 'guardian', 'desk')
          AND current_setting('portal.reader', true) = ANY (readers)
         THEN nullif(current_setting('portal.person', true), '')::uuid END,
    current_setting('portal.reader', true) = 'library' AND 'library' = ANY (readers),
    current_setting('portal.reader', true) = 'worker' AND 'worker' = ANY (readers))::reach;

-- The condition of a policy: `readers` as 'patron,library'; `people` the columns that name a person, with a space between.
CREATE FUNCTION pg_temp.reached(readers text, people text, library text DEFAULT 'library') RETURNS text
LANGUAGE sql IMMUTABLE RETURN format(
    '%1$I = (SELECT (may(%2$L)).library) AND ((SELECT (may(%2$L)).whole)%3$s)', library, '{' || readers || '}',
    (SELECT coalesce(string_agg(format(' OR %I = (SELECT (may(%L)).person)', person, '{' || readers || '}'), ''), '')
     FROM string_to_table(people, ' ') AS named (person) WHERE person <> ''));
-- The readers that letters stand for.
CREATE FUNCTION pg_temp.named(letters text) RETURNS text
LANGUAGE sql IMMUTABLE RETURN (
    SELECT string_agg(reader, ',' ORDER BY place)
    FROM unnest('{p,g,d,l}'::text[], '{patron,guardian,desk,library}'::text[]) WITH ORDINALITY
         AS known (letter, reader, place)
    WHERE strpos(letters, letter) > 0);

-- Table, the column that names the person ('' where there is none; two for a tie between two people), and the readers
-- that may select, insert, update and delete: p(atron), g(uardian), d(esk), l(ibrary), w(orker). A capital letter under
-- update may hold a row (FOR SHARE, FOR UPDATE) and not change it.
DO $$
DECLARE
    t record;
    former text;
    verb text;
    letters text;
    condition text;
    checked text;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('person',            'id',         'pgdl', 'l',     'lPD',  'l'),
        ('card',              'person_id',  'pgdl', 'l',     'pl',   ''),
        ('membership',        'person_id',  'pgdl', 'l',     'l',    'l'),
        ('contact',           'person_id',  'pgdl', 'pdl',   'pdl',  'l'),
        ('alternate_contact', 'person_id',  'pgdl', 'pdl',   'pdl',  'pdl'),
        ('eligibility',       'person_id',  'pgdl', 'l',     'l',    'l'),
        ('guardianship',      'child_id guardian_id', 'pgdl', 'l', 'l', 'l'),
        ('note',              'person_id',  '*',    'l',     'l',    'l'),
        ('checkout',          'person_id',  'pgdl', 'l',     'l',    'l'),
        ('loan_history',      'person_id',  'pgdl', 'l',     'l',    'pl'),
        ('hold',              'person_id',  'pgdl', 'l',     'l',    'l'),
        ('interlibrary_loan', 'person_id',  'pgdl', 'l',     'l',    'l'),
        ('account_line',      'person_id',  'pgdl', 'l',     'l',    'l'),
        ('notice_sent',       'person_id',  'pgdl', 'lw',    'l',    'l'),
        ('preference',        'person_id',  'pgdl', 'pl',    'pl',   'l'),
        ('consent',           'person_id',  'pgdl', 'pl',    '',     ''),
        ('computer_session',  'person_id',  'pgdl', 'l',     'l',    'l'),
        ('registration',      'person_id',  'pgdl', 'l',     'l',    'l'),
        ('contribution',      'person_id',  'pgdl', 'l',     'l',    'l'),
        ('question',          'person_id',  'pgdl', 'l',     'l',    'l'),
        ('pending_change',    'person_id',  'pgdl', 'pl',    'pdl',  ''),
        ('field_origin',      'person_id',  'pgdl', 'pdl',   'pdl',  ''),
        ('verified_email',    'person_id',  'pgdl', 'l',     'l',    ''),
        ('permission',        'person_id',  '*',    '*',     '*',    '*'),
        ('disclosure',        'person_id',  'pgdl', 'dl',    '',     ''),
        ('credential',        'person_id',  'pdl',  'pl',    'pl',   ''),
        ('session',           'person_id',  'pdlw', 'l',     'lP',   'plw'),
        ('known_device',      'person_id',  'pdlw', 'l',     'l',    'plw'),
        ('one_time_token',    'person_id',  'pdlw', '*',     'pdl',  'w'),
        ('family_link',       'child_id guardian_id', 'pdl', 'l', 'l', ''),
        ('guardian_hold',     'person_id',  'pdl',  'l',     'l',    ''),
        ('outbox',            'person_id',  '*',    'pdl',   'w',    ''),
        ('ledger_event',      'subject_id', 'pdlw', 'pgdlw', '',     ''),
        ('ledger_link',       '',           'w',    'w',     '',     ''),
        ('ledger_unsealed',   '',           'w',    '*',     '',     'w'),
        ('throttle',          '',           'lw',   'l',     'l',    'w'),
        ('import_run',        '',           'l',    'l',     '',     ''),
        -- `server migrate` enters libraries and profiles, as the owner and as 'library': no runtime role is granted it.
        ('library',           '',           'lw',   'l',     'l',    ''),
        ('profile_version',   '',           'l',    'l',     '',     ''),
        ('staff_account',     '',           'l',    'l',     'l',    ''),
        ('staff_session',     '',           'lw',   'l',     'l',    'lw'),
        -- Whom a clerk looks at is the desk's own note. The patron reads of it in the activity.
        ('desk_look',         '',           'lw',   'l',     'l',    'lw')
    ) AS of_table (name, people, selects, inserts, updates, deletes)
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t.name);
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, portal_app, portal_worker', t.name);
        FOR former IN SELECT policyname FROM pg_policies WHERE schemaname = current_schema() AND tablename = t.name
        LOOP
            EXECUTE format('DROP POLICY %I ON %I', former, t.name);
        END LOOP;
        FOREACH verb IN ARRAY ARRAY['select', 'insert', 'update', 'delete']
        LOOP
            letters := CASE verb WHEN 'select' THEN t.selects WHEN 'insert' THEN t.inserts
                                 WHEN 'update' THEN t.updates ELSE t.deletes END;
            CONTINUE WHEN letters IN ('', '*'); -- '*': by hand, below
            IF letters ~* '[pgdl]' THEN
                condition := pg_temp.reached(pg_temp.named(lower(letters)), t.people,
                                             CASE t.name WHEN 'library' THEN 'slug' ELSE 'library' END);
                checked := pg_temp.reached(pg_temp.named(letters), t.people,
                                           CASE t.name WHEN 'library' THEN 'slug' ELSE 'library' END);
                EXECUTE format('CREATE POLICY may_%1$s ON %2$I FOR %1$s %3$s', verb, t.name, CASE verb
                    WHEN 'insert' THEN format('WITH CHECK (%s)', condition)
                    WHEN 'update' THEN format('USING (%s) WITH CHECK (%s)', condition, checked)
                    ELSE format('USING (%s)', condition) END);
            END IF;
            IF strpos(letters, 'w') > 0 THEN
                EXECUTE format('CREATE POLICY worker_may_%1$s ON %2$I FOR %1$s TO portal_worker %3$s', verb, t.name,
                    CASE verb
                    WHEN 'insert' THEN 'WITH CHECK ((SELECT (may(''{worker}'')).everywhere))'
                    WHEN 'update' THEN 'USING ((SELECT (may(''{worker}'')).everywhere)) '
                                       'WITH CHECK ((SELECT (may(''{worker}'')).everywhere))'
                    ELSE 'USING ((SELECT (may(''{worker}'')).everywhere))' END);
            END IF;
            -- A role is granted a verb where one of its readers has it.
            IF letters ~* '[pgdl]' AND t.name <> 'profile_version' AND (t.name <> 'library' OR verb = 'select') THEN
                EXECUTE format('GRANT %s ON %I TO portal_app', verb, t.name);
            END IF;
            IF strpos(letters, 'w') > 0 THEN
                EXECUTE format('GRANT %s ON %I TO portal_worker', verb, t.name);
            END IF;
        END LOOP;
    END LOOP;
END $$;

-- The list of what is to be sealed is filled by the trigger on ledger_event, as the owner, whoever writes the event. No
-- runtime role is granted it.
CREATE POLICY may_insert ON ledger_unsealed FOR INSERT WITH CHECK (
    library = (SELECT (may('{patron,guardian,desk,library}')).library)
    OR (SELECT (may('{worker}')).everywhere));

DO $$
BEGIN
    -- A note that is withheld is its patron's to know of, and the library's: nobody else learns that there is one.
    EXECUTE format('CREATE POLICY may_select ON note FOR SELECT USING (%s AND (withheld_reason IS NULL OR %s))',
                   pg_temp.reached('patron,guardian,desk,library', 'person_id'),
                   pg_temp.reached('patron,library', 'person_id'));
    GRANT SELECT ON note TO portal_app;

    -- A draft is its patron's alone. What a patron signs waits for the desk, which a patron's transaction cannot be.
    EXECUTE format('CREATE POLICY may_select ON permission FOR SELECT USING (%s AND (state <> ''draft'' OR %s))',
                   pg_temp.reached('patron,guardian,desk,library', 'person_id'),
                   pg_temp.reached('patron', 'person_id'));
    EXECUTE format('CREATE POLICY may_insert ON permission FOR INSERT WITH CHECK (state = ''draft'' AND %s OR '
                   'state <> ''draft'' AND %s)',
                   pg_temp.reached('patron', 'person_id'), pg_temp.reached('desk,library', 'person_id'));
    EXECUTE format('CREATE POLICY may_update ON permission FOR UPDATE USING (%1$s OR state <> ''draft'' AND %2$s) '
                   'WITH CHECK (state IN (''draft'', ''signed'', ''withdrawn'') AND %1$s OR state <> ''draft'' AND %2$s)',
                   pg_temp.reached('patron', 'person_id'), pg_temp.reached('desk', 'person_id'));
    EXECUTE format('CREATE POLICY may_delete ON permission FOR DELETE USING (state = ''draft'' AND %s)',
                   pg_temp.reached('patron', 'person_id'));
    GRANT SELECT, INSERT, UPDATE, DELETE ON permission TO portal_app;

    -- What opens something is made for a patron and not by one, but for the link to a new address of theirs.
    EXECUTE format('CREATE POLICY may_insert ON one_time_token FOR INSERT WITH CHECK (purpose = ''email'' AND %s OR %s)',
                   pg_temp.reached('patron', 'person_id'), pg_temp.reached('desk,library', 'person_id'));
    GRANT INSERT ON one_time_token TO portal_app;
    -- All that ever happens to one is that it ends.
    REVOKE UPDATE ON one_time_token FROM portal_app;
    GRANT UPDATE (ended_at) ON one_time_token TO portal_app;

    -- Of a child's mail a guardian reads the kinds named here. A kind that is not named, a new one too, stays the child's.
    EXECUTE format('CREATE POLICY may_select ON outbox FOR SELECT USING (%s OR kind IN ('
                   '''card-lost'', ''contact-changed'', ''contact-refused'', ''email-changed'', ''email-changing'', '
                   '''mail-stopped'', ''child-linked'', ''verify-email'', ''permission-signed'', '
                   '''permission-confirmed'', ''permission-refused'', ''permission-withdrawn'', ''permission-used'') '
                   'AND %s)',
                   pg_temp.reached('patron,desk,library', 'person_id'), pg_temp.reached('guardian', 'person_id'));
    GRANT SELECT ON outbox TO portal_app;
    CREATE POLICY worker_may_select ON outbox FOR SELECT TO portal_worker
        USING ((SELECT (may('{worker}')).everywhere));
    GRANT SELECT ON outbox TO portal_worker;
END $$;

DROP FUNCTION pg_temp.reached(text, text, text), pg_temp.named(text);
