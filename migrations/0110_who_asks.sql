-- Who asks at the desk, what they showed (kinds, never a number) and what about, for the quarter of an hour of the look;
-- and by which card the record was found, none where a photo ID was there instead.
ALTER TABLE desk_look ADD COLUMN card_id uuid;
ALTER TABLE desk_look ADD COLUMN asked jsonb;

-- A record is found by name and birth date where only a photo ID is there.
CREATE INDEX person_born ON person (library, date_of_birth);

-- Volunteers have an account and see nobody.
ALTER TABLE staff_account DROP CONSTRAINT staff_account_role_check;
ALTER TABLE staff_account ADD CONSTRAINT staff_account_role_check
    CHECK (role IN ('desk', 'collection-services-manager', 'director', 'administrator', 'volunteer'));
