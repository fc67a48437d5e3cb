-- The highest cost among a library's imported bcrypt hashes, at once: every sign-in takes as much work as that one
-- would (docs/decisions/0012), so every sign-in asks for it.
CREATE INDEX credential_bcrypt ON credential (library, (substring(hash FROM 5 FOR 2))) WHERE scheme = 'bcrypt';
