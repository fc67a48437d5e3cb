-- When what a row tells of was over: the days until it is deleted count from then (domain::inventory::Over).
ALTER TABLE hold ADD COLUMN closed_on date;                 -- filled or canceled
ALTER TABLE interlibrary_loan ADD COLUMN finished_on date;
ALTER TABLE question ADD COLUMN answered_on date;
ALTER TABLE account_line ADD COLUMN settled_on date;        -- nothing is owed of it since
-- A mail is over when it is sent or, at the latest, when it would no longer be tried.
ALTER TABLE outbox ADD COLUMN ended_at timestamptz GENERATED ALWAYS AS (
    CASE status WHEN 'sent' THEN sent_at WHEN 'failed' THEN give_up_at END) STORED;
-- Of what is settled already, all that is known is when the row last changed. (The owner is under row-level security too.)
ALTER TABLE account_line NO FORCE ROW LEVEL SECURITY;
UPDATE account_line SET settled_on = greatest(entered_on, sourced_at::date) WHERE outstanding_cents = 0;
ALTER TABLE account_line FORCE ROW LEVEL SECURITY;
-- A change that waits for nothing any more has a day on which it was decided.
ALTER TABLE pending_change NO FORCE ROW LEVEL SECURITY;
UPDATE pending_change SET decided_at = asked_at
WHERE decided_at IS NULL AND status NOT IN ('unverified', 'waiting');
ALTER TABLE pending_change FORCE ROW LEVEL SECURITY;

-- What a process names, or may, is not destroyed until somebody lifts the hold.
CREATE TABLE legal_hold (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    classes     text[] NOT NULL,                             -- of the inventory; none named: all
    why         text NOT NULL CHECK (why <> ''),             -- a docket or file number, for the Director
    set_at      timestamptz NOT NULL,
    lifted_at   timestamptz,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id)  -- a person under a hold cannot be deleted
);
CREATE INDEX legal_hold_person ON legal_hold (library, person_id);
