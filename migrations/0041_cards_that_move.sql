-- A library's system gives card numbers out again. At any time a number opens one record; the record of whoever had it
-- before says until when, and why no longer.
ALTER TABLE card
    DROP CONSTRAINT card_library_number_key,
    ADD COLUMN closed_because text CHECK (closed_because IN ('moved', 'merged', 'left', 'mistake'));
CREATE UNIQUE INDEX card_in_use ON card (library, number) WHERE status = 'active';
CREATE INDEX card_number ON card (library, number);
