-- What stays the young person's own, or is between them and the library, is out of a guardian's reach in the database
-- too: a guardian's transaction is about the child's rows (portal.person) and says that a guardian reads
-- (portal.reader). Restrictive policies come on top of the tenant's; nothing set is the patron, the desk or a job.
DO $$
DECLARE
    by_guardian text := '(SELECT coalesce(current_setting(''portal.reader'', true), '''') = ''guardian'')';
    t text;
BEGIN
    -- How the child signs in, who else looks, what the desk stopped.
    FOREACH t IN ARRAY ARRAY['credential', 'session', 'known_device', 'one_time_token', 'family_link', 'guardian_hold']
    LOOP
        EXECUTE format('CREATE POLICY not_guardian ON %I AS RESTRICTIVE TO portal_app USING (NOT %s)', t, by_guardian);
    END LOOP;
    -- A guardian's look is a line in it, which the guardian does not read.
    EXECUTE format('CREATE POLICY not_guardian ON ledger_event AS RESTRICTIVE FOR SELECT TO portal_app USING (NOT %s)',
                   by_guardian);
    -- Mail about signing in and about who may look.
    EXECUTE format(
        'CREATE POLICY not_guardian ON outbox AS RESTRICTIVE TO portal_app USING (NOT %s OR kind NOT IN '
        '(''activation'', ''reset'', ''new-device'', ''pin-changed'', ''password-changed'', ''sessions-ended'', '
        '''code-made'', ''guardian-linked''))', by_guardian);
END $$;

-- A stop is the desk's: nobody's own transaction sets or lifts one, the patron's neither.
DROP POLICY tenant ON guardian_hold;
DO $$
DECLARE
    in_library text := 'library = (SELECT current_setting(''portal.library'', true))';
    everyone text := '(SELECT current_setting(''portal.person'', true) = ''*'')';
    person text := '(SELECT nullif(nullif(current_setting(''portal.person'', true), ''*''), '''')::uuid)';
BEGIN
    EXECUTE format('CREATE POLICY tenant ON guardian_hold FOR SELECT USING (%s AND (%s OR person_id = %s))',
                   in_library, everyone, person);
    EXECUTE format('CREATE POLICY desk_sets ON guardian_hold FOR INSERT WITH CHECK (%s AND %s)', in_library, everyone);
    EXECUTE format('CREATE POLICY desk_lifts ON guardian_hold FOR UPDATE USING (%1$s AND %2$s) WITH CHECK (%1$s AND %2$s)',
                   in_library, everyone);
END $$;
