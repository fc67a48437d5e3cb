-- In which session a change of contact details was asked for, and at what kind of computer: it ends with that session when
-- the patron ends it, chooses another PIN or password, or reports the card lost; and the desk sees where it came from.
ALTER TABLE pending_change
    ADD COLUMN asked_in     uuid,          -- the session's public name; NULL for one asked before this was kept
    ADD COLUMN asked_shared boolean,       -- whether the computer was a shared one
    ADD COLUMN asked_device text;          -- 'Firefox, Windows'
CREATE INDEX pending_change_asked_in ON pending_change (library, person_id, asked_in)
    WHERE status IN ('unverified', 'waiting');
