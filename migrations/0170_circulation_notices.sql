-- What a circulation notice is due for: a loan, a hold or a line of the account, and how far it has come. A row is made once
-- for each thing there is to tell, so that no file that is loaded again tells it twice. It holds no title.
CREATE TABLE notice_due (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('receipt', 'hold-ready', 'renewal', 'almost-due', 'overdue', 'bill')),
    about       uuid NOT NULL,          -- the checkout, hold or account line
    stage       integer NOT NULL,       -- which renewal, which due date, which of several reminders
    noticed_at  timestamptz NOT NULL,
    -- known: it was so before notices began, or nobody is told of it; over: it was not so any more when its time came
    state       text NOT NULL CHECK (state IN ('known', 'waiting', 'written', 'unwanted', 'no-address', 'over', 'posted')),
    mail_id     uuid,                   -- the mail it was told in
    settled_at  timestamptz,
    PRIMARY KEY (library, id),
    UNIQUE (library, kind, about, stage),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX notice_due_waiting ON notice_due (library, person_id) WHERE state = 'waiting';
CREATE INDEX notice_due_person ON notice_due (library, person_id, settled_at);
CREATE INDEX notice_due_bills ON notice_due (library, mail_id) WHERE kind = 'bill' AND state = 'written';

-- Since when a library's notices are the portal's to send. What was so before is known and not told.
CREATE TABLE notices_begun (
    library   text COLLATE "C" NOT NULL REFERENCES library (slug),
    begun_at  timestamptz NOT NULL,
    PRIMARY KEY (library, begun_at)
);

-- One mail a day, and no titles: NULL is as the library does.
ALTER TABLE preference ADD COLUMN notices_daily boolean;
ALTER TABLE preference ADD COLUMN notices_without_titles boolean;

-- Where the library's own system sends the notices: a choice that a patron changed here, for the desk to enter there.
CREATE TABLE choice_to_enter (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    purpose     text NOT NULL,
    given       boolean NOT NULL,
    asked_at    timestamptz NOT NULL,
    entered_at  timestamptz,
    entered_by  uuid,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX choice_to_enter_person ON choice_to_enter (library, person_id);
-- One of a kind waits: the newest answer is what is entered.
CREATE UNIQUE INDEX choice_to_enter_waits ON choice_to_enter (library, person_id, purpose) WHERE entered_at IS NULL;

ALTER TABLE notice_due ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_due FORCE ROW LEVEL SECURITY;
ALTER TABLE notices_begun ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices_begun FORCE ROW LEVEL SECURITY;
ALTER TABLE choice_to_enter ENABLE ROW LEVEL SECURITY;
ALTER TABLE choice_to_enter FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    own CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND ((SELECT (may(''{%1$s}'')).whole) '
                         'OR person_id = (SELECT (may(''{%1$s}'')).person))';
    whole CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND (SELECT (may(''{%1$s}'')).whole)';
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['notice_due', 'notices_begun'] LOOP
        EXECUTE format('CREATE POLICY may_select ON %I FOR SELECT USING (%s)', t, format(whole, 'library'));
        EXECUTE format('CREATE POLICY may_insert ON %I FOR INSERT WITH CHECK (%s)', t, format(whole, 'library'));
    END LOOP;
    EXECUTE format('CREATE POLICY may_update ON notice_due FOR UPDATE USING (%1$s) WITH CHECK (%1$s)',
                   format(whole, 'library'));
    EXECUTE format('CREATE POLICY may_delete ON notice_due FOR DELETE USING (%s)', format(whole, 'library'));
    EXECUTE format('CREATE POLICY may_select ON choice_to_enter FOR SELECT USING (%s)',
                   format(own, 'patron,guardian,desk,library'));
    EXECUTE format('CREATE POLICY may_insert ON choice_to_enter FOR INSERT WITH CHECK (%s)', format(own, 'patron,library'));
    EXECUTE format('CREATE POLICY may_update ON choice_to_enter FOR UPDATE USING (%1$s) WITH CHECK (%1$s)',
                   format(own, 'patron,desk,library'));
    EXECUTE format('CREATE POLICY retention_may_select ON choice_to_enter FOR SELECT TO portal_worker USING (%s)',
                   format(whole, 'retention'));
    EXECUTE format('CREATE POLICY retention_may_delete ON choice_to_enter FOR DELETE TO portal_worker USING (%s)',
                   format(whole, 'retention'));
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_due TO portal_app;
GRANT SELECT, INSERT ON notices_begun TO portal_app;
GRANT SELECT, INSERT, UPDATE ON choice_to_enter TO portal_app;
GRANT SELECT, DELETE ON choice_to_enter TO portal_worker;
