-- A mail of several kinds of notice keeps each of them: whoever says no to one between the writing and its turn does not get
-- it, and what it told of the others is written anew.
ALTER TABLE outbox ADD COLUMN needs_each text[] NOT NULL DEFAULT '{}';
-- The hours in which it may be sent, where the library is: '8-20 America/New_York'. NULL: at any.
ALTER TABLE outbox ADD COLUMN send_hours text;
-- When it may be sent, where so much mail went to its domain that it has to wait: its place among those that wait.
ALTER TABLE outbox ADD COLUMN slot_at timestamptz;
-- The mail server took it, and later it came back: the enhanced status (RFC 3463).
ALTER TABLE outbox ADD COLUMN came_back text;

-- What came back before counts too. (The owner is under row-level security.)
ALTER TABLE outbox NO FORCE ROW LEVEL SECURITY;
ALTER TABLE returned_mail NO FORCE ROW LEVEL SECURITY;
UPDATE outbox SET came_back = back.code FROM returned_mail AS back
WHERE back.library = outbox.library AND back.id = outbox.id AND outbox.status = 'sent';
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
ALTER TABLE returned_mail FORCE ROW LEVEL SECURITY;

-- Mails of several kinds that were withheld: what they told is looked for with every turn of the notices.
CREATE INDEX outbox_withheld_of_several ON outbox (library) WHERE status = 'withheld' AND needs_each <> '{}';
CREATE INDEX notice_due_written ON notice_due (library, mail_id) WHERE state = 'written';

-- A bill that no e-mail can bring waits for its letter: one letter of a kind waits to be posted at most.
ALTER TABLE notice_due DROP CONSTRAINT notice_due_state_check;
ALTER TABLE notice_due ADD CONSTRAINT notice_due_state_check CHECK (
    state IN ('known', 'waiting', 'written', 'unwanted', 'no-address', 'over', 'to-post', 'posted'));

-- How much of a minute's mail went to a domain, in each lane that has to keep to it. A row that is past says nothing, and is
-- deleted within the hour: the domain may be somebody's own.
CREATE TABLE mail_domain (
    domain       text COLLATE "C" NOT NULL,
    lane         text COLLATE "C" NOT NULL CHECK (lane IN ('notices', 'newsletters')),
    taken_until  timestamptz NOT NULL,  -- each mail takes its part of a minute after those before it
    PRIMARY KEY (domain, lane)
) WITH (fillfactor = 50); -- some rows are written several times a second: room for the next version on the same page
CREATE INDEX mail_domain_past ON mail_domain (taken_until);
ALTER TABLE mail_domain ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_domain FORCE ROW LEVEL SECURITY;
CREATE POLICY worker_may_select ON mail_domain FOR SELECT TO portal_worker USING ((SELECT (may('{worker}')).everywhere));
CREATE POLICY worker_may_insert ON mail_domain FOR INSERT TO portal_worker
    WITH CHECK ((SELECT (may('{worker}')).everywhere));
CREATE POLICY worker_may_update ON mail_domain FOR UPDATE TO portal_worker
    USING ((SELECT (may('{worker}')).everywhere)) WITH CHECK ((SELECT (may('{worker}')).everywhere));
CREATE POLICY worker_may_delete ON mail_domain FOR DELETE TO portal_worker USING ((SELECT (may('{worker}')).everywhere));
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_domain TO portal_worker;
