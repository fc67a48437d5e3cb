-- SHA-256 of the whole hash that a file of the library's own system brought last. At the first sign-in here that hash is replaced by
-- one of the portal's own, and without this nobody would see that the PIN or password has another one in the system since. It is kept
-- as secret as the hash itself. NULL: the secret was made here, or its row was written before
-- this was kept; the next file notes it then, and changes nothing.
ALTER TABLE credential ADD COLUMN imported_hash_digest bytea;
