-- For which address an answer was given: the one on record at that moment. NULL: the record had none, or the answer is older
-- than this column. A row is never changed, so an address of before stays with what was said for it, for as long as the answer
-- itself is kept.
ALTER TABLE consent ADD COLUMN address text;
ALTER TABLE subscription ADD COLUMN address text;
-- Whoever proves what was agreed asks by an address, and at a moment when it may be another's.
CREATE INDEX consent_address ON consent (library, lower(address)) WHERE address IS NOT NULL;
