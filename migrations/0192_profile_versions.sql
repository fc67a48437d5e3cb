-- Which versions of a profile were in force is part of what a library can show to an auditor: their number, digest and day, and
-- not their text, which stands in the library's file.
GRANT SELECT (library, version, digest, loaded_at) ON profile_version TO portal_app;
