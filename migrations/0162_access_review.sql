-- The Director reviews how the staff look at records: what is counted is read off the ledger; a question to a member of the
-- staff and the answer stand here. Neither is tied to a patron's record.
CREATE INDEX ledger_event_staff ON ledger_event (library, at) WHERE actor_kind = 'staff';

CREATE TABLE review_question (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    about       uuid NOT NULL,                        -- the account that is asked
    kind        text NOT NULL,                        -- what for, or what was done
    looks       integer NOT NULL,
    since       date NOT NULL,
    question    text NOT NULL CHECK (question <> ''),
    asked_by    uuid NOT NULL,
    asked_at    timestamptz NOT NULL,
    answer      text,
    answered_at timestamptz,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, about) REFERENCES staff_account (library, id),
    FOREIGN KEY (library, asked_by) REFERENCES staff_account (library, id),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX review_question_about ON review_question (library, about) WHERE answered_at IS NULL;
ALTER TABLE review_question ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_question FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    whole CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON review_question FOR SELECT USING (%s)', whole);
    EXECUTE format('CREATE POLICY may_insert ON review_question FOR INSERT WITH CHECK (%s)', whole);
    EXECUTE format('CREATE POLICY may_update ON review_question FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', whole);
END $$;
GRANT SELECT, INSERT, UPDATE ON review_question TO portal_app;
