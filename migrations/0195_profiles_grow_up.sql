-- A version of a profile has the day on which it begins and the file as it was written, so that the one in force can be read
-- from here, and the next one can be loaded before its day and told to those whose words it changes
-- (docs/decisions/0059-versions-of-a-profile.md).

-- Null: of a version that was entered before files were kept. It is never served.
ALTER TABLE profile_version ADD COLUMN file text;
ALTER TABLE profile_version ADD COLUMN starts_on date;
-- (The owner is under row-level security too.)
ALTER TABLE profile_version NO FORCE ROW LEVEL SECURITY;
UPDATE profile_version SET starts_on = loaded_at::date;
ALTER TABLE profile_version FORCE ROW LEVEL SECURITY;
ALTER TABLE profile_version ALTER COLUMN starts_on SET NOT NULL;
-- Taken back before its day.
ALTER TABLE profile_version ADD COLUMN withdrawn_at timestamptz;
-- A library may go back to what it had: that is a version of its own, with a day of its own.
ALTER TABLE profile_version DROP CONSTRAINT profile_version_library_digest_key;

GRANT SELECT (starts_on, file, withdrawn_at) ON profile_version TO portal_app;
-- The owner alone takes a version back: no role is granted it.
CREATE POLICY may_update ON profile_version FOR UPDATE
    USING (library = (SELECT (may('{library}')).library) AND (SELECT (may('{library}')).whole))
    WITH CHECK (library = (SELECT (may('{library}')).library) AND (SELECT (may('{library}')).whole));
