-- At what kind of computer somebody said that a value is wrong: the desk sees it beside the request, as it does of a change of
-- contact details (0063).
ALTER TABLE correction
    ADD COLUMN asked_shared boolean,       -- whether the computer was a shared one; NULL for one asked before this was kept
    ADD COLUMN asked_device text;          -- 'Firefox, Windows'
