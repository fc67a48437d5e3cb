-- A code from the desk for a record without an e-mail address: nobody is told of it, so a second member of staff confirms
-- it before it opens anything.
ALTER TABLE one_time_token
    ADD COLUMN made_by      uuid,          -- the staff account; NULL for a link, and for a code of the command line
    ADD COLUMN needs_second boolean NOT NULL DEFAULT false,
    ADD COLUMN second_by    uuid,
    ADD CONSTRAINT one_time_token_second_is_another CHECK (second_by IS DISTINCT FROM made_by OR second_by IS NULL);
