-- Mail goes in lanes, each sent by a job of its own: what opens something or touches the safety of a record, notices,
-- newsletters. Twenty thousand newsletters hold up no link.
ALTER TABLE outbox ADD COLUMN lane text COLLATE "C" NOT NULL DEFAULT 'safety'
    CHECK (lane IN ('safety', 'notices', 'newsletters'));
-- The question of e-mail (the code of a consent's purpose) whose answer is asked again at the moment of sending, and what
-- holds where the person never answered. NULL: it is sent whatever they answered.
ALTER TABLE outbox ADD COLUMN needs text;
ALTER TABLE outbox ADD COLUMN needs_default boolean NOT NULL DEFAULT true;

ALTER TABLE outbox DROP CONSTRAINT outbox_status_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_status_check CHECK (status IN ('queued', 'sent', 'failed', 'withheld'));
-- What was withheld was settled when its turn came; like what failed, it is over when it would have been given up.
ALTER TABLE outbox DROP COLUMN ended_at;
ALTER TABLE outbox ADD COLUMN ended_at timestamptz GENERATED ALWAYS AS (
    CASE status WHEN 'sent' THEN sent_at WHEN 'failed' THEN give_up_at WHEN 'withheld' THEN give_up_at END) STORED;

-- The next mail of a lane is the first entry of its part of this index, however many wait behind it.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (lane, next_try_at, id) WHERE status = 'queued';
-- What the staff see of mail that could not be sent.
CREATE INDEX outbox_failed ON outbox (library, give_up_at) WHERE status = 'failed';

-- The worker asks for the newest answer.
CREATE POLICY worker_may_select ON consent FOR SELECT TO portal_worker USING ((SELECT (may('{worker}')).everywhere));
GRANT SELECT ON consent TO portal_worker;

-- Staff put mail that was given up back into the queue, and do nothing else to it.
DO $$
DECLARE
    whole CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_update ON outbox FOR UPDATE USING (status = ''failed'' AND %1$s) '
                   'WITH CHECK (status = ''queued'' AND %1$s)', whole);
END $$;
GRANT UPDATE (status, attempts, next_try_at, give_up_at, last_error, leased_until, sealed_link) ON outbox TO portal_app;
