-- At what kind of computer somebody said that a value is wrong: the desk sees it beside the request, as it does of a change of
-- contact details (0063).
ALTER TABLE correction
    ADD COLUMN asked_shared boolean,       -- whether the computer was a shared one; NULL for one asked before this was kept
    ADD COLUMN asked_device text;          -- 'Firefox, Windows'
-- What young people asked the desk to end, for its work list.
CREATE INDEX family_link_end_asked ON family_link (library, end_asked_at) WHERE end_asked_at IS NOT NULL AND ended_at IS NULL;
