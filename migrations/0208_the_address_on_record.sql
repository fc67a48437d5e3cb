-- A domain in another script is written to in its ASCII form (xn--…), and a curly apostrophe as a straight one: the address
-- that came back is then not, letter for letter, the one on record. Both are kept, so that whoever looks from the record finds it.
ALTER TABLE outbox ADD COLUMN of_address text;         -- as it stands on record; NULL: as it is written to
ALTER TABLE returned_mail ADD COLUMN of_address text;  -- the same, of the mail that came back
