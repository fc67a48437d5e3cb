-- From which client a member of staff signed in, as a keyed hash: a code that they made is not used from there while they are
-- signed in.
ALTER TABLE staff_session ADD COLUMN client bytea;
