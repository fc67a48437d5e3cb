-- A transaction says whose data it is for: portal.library (a slug) and portal.person (a person's id, or '*' for work
-- that spans the library, such as signing in, importing and the desk). Nothing set, nothing seen.
-- Each (SELECT ..) is evaluated once a query, not once a row; ids are compared as ids, because writing each row's as
-- text first took half the time of a long list. A setting that is neither an id nor '*' nor empty is an error.
DO $$
DECLARE
    t record;
    in_library text := 'library = (SELECT current_setting(''portal.library'', true))';
    everyone text := '(SELECT current_setting(''portal.person'', true) = ''*'')';
    person text := '(SELECT nullif(nullif(current_setting(''portal.person'', true), ''*''), '''')::uuid)';
    own text;
BEGIN
    FOR t IN
        SELECT c.relname AS name,
               bool_or(a.attname = 'person_id') AS has_person,
               bool_or(a.attname = 'subject_id') AS has_subject
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind = 'r'
        GROUP BY c.relname
        HAVING bool_or(a.attname = 'library')
    LOOP
        own := CASE
            WHEN t.name = 'person' THEN format('(%s OR id = %s)', everyone, person)
            WHEN t.name = 'guardianship' THEN
                format('(%1$s OR child_id = %2$s OR guardian_id = %2$s)', everyone, person)
            WHEN t.has_person THEN format('(%s OR person_id = %s)', everyone, person)
            WHEN t.has_subject THEN format('(%s OR subject_id = %s)', everyone, person)
            ELSE 'true'
        END;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t.name);
        EXECUTE format('CREATE POLICY tenant ON %I USING (%s AND %s) WITH CHECK (%2$s AND %3$s)',
                       t.name, in_library, own);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO portal_app', t.name);
    END LOOP;
END $$;

ALTER TABLE library ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON library USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON library TO portal_app;
GRANT SELECT ON library TO portal_worker;
GRANT SELECT ON family_record, note_record TO portal_app;

-- Append-only, whoever asks.
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_event, ledger_link, profile_version FROM portal_app;
REVOKE INSERT ON ledger_link FROM portal_app;

-- The worker spans libraries, and touches only what it works on.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['outbox', 'ledger_event', 'ledger_link', 'session', 'throttle', 'one_time_token',
                             'known_device', 'notice_sent']
    LOOP
        EXECUTE format('CREATE POLICY worker ON %I TO portal_worker USING (true) WITH CHECK (true)', t);
    END LOOP;
END $$;
GRANT SELECT, UPDATE ON outbox TO portal_worker;
GRANT SELECT, INSERT ON ledger_event, ledger_link TO portal_worker;
GRANT SELECT, DELETE ON session, throttle, one_time_token, known_device TO portal_worker;
GRANT INSERT ON notice_sent TO portal_worker;
