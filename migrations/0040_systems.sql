-- `source` names the system that a row came from (the profile's import.system), and no longer the kind of file. Until now
-- there were only files, and of one system.
-- The owner is under row-level security too (FORCE), and sees nothing without a library: so not for this statement.
DO $$
DECLARE t record;
BEGIN
    FOR t IN
        SELECT c.relname AS name, c.relforcerowsecurity AS forced
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'source' AND NOT a.attisdropped
        WHERE c.relkind = 'r'
    LOOP
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t.name);
        EXECUTE format('UPDATE %I SET source = ''koha'' WHERE source IN (''koha-borrowers'', ''koha-circulation'', '
                       '''koha-holds'', ''koha-account'')', t.name);
        IF t.forced THEN
            EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t.name);
        END IF;
    END LOOP;
END $$;
