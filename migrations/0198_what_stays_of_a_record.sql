-- What a library has to be able to show stays when a record goes, without whose it was: how many got an issue of a newsletter,
-- how many were told of a breach, and that something was handed to police, an agency or a court.
ALTER TABLE newsletter_issue
    ADD COLUMN gone_sent     bigint NOT NULL DEFAULT 0,  -- copies whose rows are deleted since, by what came of them
    ADD COLUMN gone_failed   bigint NOT NULL DEFAULT 0,
    ADD COLUMN gone_left_out bigint NOT NULL DEFAULT 0;
ALTER TABLE breach
    ADD COLUMN gone_told   bigint NOT NULL DEFAULT 0,    -- people named whose records are deleted since
    ADD COLUMN gone_untold bigint NOT NULL DEFAULT 0;
GRANT UPDATE (gone_sent, gone_failed, gone_left_out) ON newsletter_issue TO portal_worker;
GRANT SELECT (library, id, gone_told, gone_untold), UPDATE (gone_told, gone_untold) ON breach TO portal_worker;

-- Whoever deletes, and by whichever way the rows go: counting them is the library's own work.
CREATE FUNCTION count_gone_copies() RETURNS trigger LANGUAGE plpgsql
SET portal.reader = 'library' AS $$
BEGIN
    UPDATE newsletter_issue AS issue
    SET gone_sent = issue.gone_sent + by_issue.sent, gone_failed = issue.gone_failed + by_issue.failed,
        gone_left_out = issue.gone_left_out + by_issue.left_out
    FROM (SELECT library, issue_id, count(*) FILTER (WHERE state = 'sent') AS sent,
                 count(*) FILTER (WHERE state = 'failed') AS failed,
                 count(*) FILTER (WHERE state = 'left-out') AS left_out
          FROM gone WHERE state IN ('sent', 'failed', 'left-out') GROUP BY library, issue_id) AS by_issue
    WHERE issue.library = by_issue.library AND issue.id = by_issue.issue_id;
    RETURN NULL;
END $$;
CREATE TRIGGER count_gone AFTER DELETE ON newsletter_delivery REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION count_gone_copies();

CREATE FUNCTION count_gone_affected() RETURNS trigger LANGUAGE plpgsql
SET portal.reader = 'library' AS $$
BEGIN
    UPDATE breach
    SET gone_told = breach.gone_told + by_breach.told, gone_untold = breach.gone_untold + by_breach.untold
    FROM (SELECT library, breach_id, count(told_at) AS told, count(*) - count(told_at) AS untold
          FROM gone GROUP BY library, breach_id) AS by_breach
    WHERE breach.library = by_breach.library AND breach.id = by_breach.breach_id;
    RETURN NULL;
END $$;
CREATE TRIGGER count_gone AFTER DELETE ON breach_person REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION count_gone_affected();

-- A receipt without the person, the text and the reason: when, by whom, to whom, how much, and the digest of the text.
ALTER TABLE released ALTER COLUMN person_id DROP NOT NULL, ALTER COLUMN packet DROP NOT NULL,
    ADD CHECK ((person_id IS NULL) = (packet IS NULL));
CREATE POLICY retention_may_select ON released FOR SELECT TO portal_worker
    USING (library = (SELECT (may('{retention}')).library) AND (SELECT (may('{retention}')).whole));
CREATE POLICY retention_may_update ON released FOR UPDATE TO portal_worker
    USING (library = (SELECT (may('{retention}')).library) AND (SELECT (may('{retention}')).whole))
    WITH CHECK (library = (SELECT (may('{retention}')).library) AND (SELECT (may('{retention}')).whole)
                AND person_id IS NULL);
GRANT SELECT, UPDATE (person_id, packet, reason) ON released TO portal_worker;
