-- The table of jobs asks `may` like every other one (0055): the worker alone does anything to it.
DROP POLICY worker ON job;
DROP POLICY owner ON job;
CREATE POLICY worker_may_select ON job FOR SELECT TO portal_worker USING ((SELECT (may('{worker}')).everywhere));
CREATE POLICY worker_may_insert ON job FOR INSERT TO portal_worker WITH CHECK ((SELECT (may('{worker}')).everywhere));
CREATE POLICY worker_may_update ON job FOR UPDATE TO portal_worker
    USING ((SELECT (may('{worker}')).everywhere)) WITH CHECK ((SELECT (may('{worker}')).everywhere));
