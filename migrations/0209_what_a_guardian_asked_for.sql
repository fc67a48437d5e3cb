-- By which link a parent or guardian said for a child that a value is wrong. What waits ends with a defence of theirs, as what a
-- patron asked for does (0204): `asked_in` is their session then. NULL: the patron asked, or a guardian before this was kept.
ALTER TABLE correction ADD COLUMN asked_link uuid;
