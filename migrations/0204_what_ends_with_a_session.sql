-- In which session a patron asked to close the card, worked on a written permission, or said that a value is wrong: what is not
-- done yet ends with that session when the patron ends it, chooses another PIN or password, or reports the card lost, as a change
-- of contact details does (0063).
ALTER TABLE closing
    ADD COLUMN asked_in uuid,              -- the session's public name; NULL for one asked before this was kept
    DROP CONSTRAINT closing_status_check,
    ADD CONSTRAINT closing_status_check CHECK (status IN ('waiting', 'closed', 'taken-back', 'ended'));
ALTER TABLE correction
    ADD COLUMN asked_in uuid,
    DROP CONSTRAINT correction_status_check,
    ADD CONSTRAINT correction_status_check CHECK (status IN ('waiting', 'corrected', 'refused', 'taken-back', 'ended'));
ALTER TABLE permission ADD COLUMN asked_in uuid;
