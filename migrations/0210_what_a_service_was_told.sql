-- What a newsletter service that the portal speaks to was told beside name and address (L28): a statement that its owner has made of
-- either, as it was sent. What changes later is told there too, so the portal has to know what was said last.
ALTER TABLE service_listed
    ADD COLUMN statement text NOT NULL DEFAULT '',
    -- unconfirmed: the list there asks for a confirmation of its own; not-told: it is on the list, and a change was not told there.
    DROP CONSTRAINT service_listed_failed_why_check,
    ADD CONSTRAINT service_listed_failed_why_check
        CHECK (failed_why IN ('exists', 'unsure', 'refused', 'no-list', 'left', 'gone', 'other', 'no-answer', 'no-number',
                              'not-removed', 'unconfirmed', 'not-told'));

-- Of a row that is nobody's any more only the address is kept.
CREATE OR REPLACE FUNCTION service_listed_without_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id IS NULL AND NEW.subscriber_id IS NULL THEN
        NEW.name := '';
        NEW.statement := '';
    END IF;
    RETURN NEW;
END $$;
