-- Where a service that is not connected sends a newsletter (L28): the lists that the staff made for it. It holds nobody.
CREATE TABLE service_list (
    library       text COLLATE "C" NOT NULL REFERENCES library (slug),
    id            uuid NOT NULL,
    list          text NOT NULL CHECK (list <> ''),     -- the code of the newsletter in the profile
    service       text NOT NULL CHECK (service <> ''),  -- the code of the vendor in the profile
    people        integer NOT NULL,
    made_at       timestamptz NOT NULL,
    made_by       uuid NOT NULL,
    expires_at    timestamptz NOT NULL,                 -- from then on it is not given out, and to be destroyed
    destroyed_at  timestamptz,
    destroyed_by  uuid,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, made_by) REFERENCES staff_account (library, id),
    CHECK ((destroyed_at IS NULL) = (destroyed_by IS NULL))
);
CREATE INDEX service_list_newest ON service_list (library, list, made_at DESC);

-- Who is on a list at the service, from the first time they were put on one until they are off it there: what was given of
-- them, word for word. When its person's record is deleted the address alone stays, until it is taken off there: without it
-- nobody could say whom to take off.
CREATE TABLE service_listed (
    library        text COLLATE "C" NOT NULL REFERENCES library (slug),
    id             uuid NOT NULL,
    list_id        uuid NOT NULL,          -- the newest list they are on
    person_id      uuid,
    subscriber_id  uuid,
    list           text NOT NULL,
    service        text NOT NULL,
    name           text NOT NULL,
    email          text NOT NULL,
    first_sent_at  timestamptz NOT NULL,
    sent_at        timestamptz NOT NULL,
    removed_at     timestamptz,            -- when they were off it
    removed_how    text CHECK (removed_how IN ('desk', 'service')),
    removed_by     uuid,
    PRIMARY KEY (library, id),
    CHECK (num_nonnulls(person_id, subscriber_id) <= 1),
    CHECK ((removed_at IS NULL) = (removed_how IS NULL)),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE SET NULL (person_id),
    FOREIGN KEY (library, subscriber_id) REFERENCES subscriber (library, id) ON DELETE SET NULL (subscriber_id)
);
CREATE INDEX service_listed_person ON service_listed (library, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX service_listed_subscriber ON service_listed (library, subscriber_id) WHERE subscriber_id IS NOT NULL;
CREATE INDEX service_listed_there ON service_listed (library, list, lower(email)) WHERE removed_at IS NULL;
-- One row for each person and address while they are there.
CREATE UNIQUE INDEX service_listed_of_person ON service_listed (library, service, list, person_id, lower(email))
    WHERE removed_at IS NULL;
CREATE UNIQUE INDEX service_listed_of_subscriber ON service_listed (library, service, list, subscriber_id, lower(email))
    WHERE removed_at IS NULL;

-- Of a row that is nobody's any more only the address is kept, and nothing of one that is off the list already.
CREATE FUNCTION service_listed_without_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id IS NULL AND NEW.subscriber_id IS NULL THEN
        NEW.name := '';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION service_listed_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id IS NULL AND NEW.subscriber_id IS NULL AND NEW.removed_at IS NOT NULL THEN
        DELETE FROM service_listed WHERE library = NEW.library AND id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER service_listed_without_name BEFORE UPDATE ON service_listed
    FOR EACH ROW EXECUTE FUNCTION service_listed_without_name();
CREATE TRIGGER service_listed_over AFTER UPDATE ON service_listed
    FOR EACH ROW EXECUTE FUNCTION service_listed_over();

ALTER TABLE service_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_list FORCE ROW LEVEL SECURITY;
ALTER TABLE service_listed ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_listed FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    -- As of a copy of a newsletter: no guardian reads which newsletters a child gets.
    own CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND ((SELECT (may(''{%1$s}'')).whole) '
                         'OR %2$s = (SELECT (may(''{%1$s}'')).person))';
    whole CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND (SELECT (may(''{%1$s}'')).whole)';
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['service_list', 'service_listed'] LOOP
        EXECUTE format('CREATE POLICY may_insert ON %I FOR INSERT WITH CHECK (%s)', t, format(whole, 'library'));
        EXECUTE format('CREATE POLICY may_update ON %I FOR UPDATE USING (%2$s) WITH CHECK (%2$s)', t, format(whole, 'library'));
    END LOOP;
    EXECUTE format('CREATE POLICY may_select ON service_list FOR SELECT USING (%s)', format(whole, 'library'));
    EXECUTE format('CREATE POLICY may_select ON service_listed FOR SELECT USING (%s)',
                   format(own, 'patron,desk,library', 'person_id'));
    EXECUTE format('CREATE POLICY subscriber_may_select ON service_listed FOR SELECT USING (%s)',
                   format(own, 'patron', 'subscriber_id'));
    -- What is nobody's goes once its address is off the list there.
    EXECUTE format('CREATE POLICY may_delete ON service_listed FOR DELETE '
                   'USING (person_id IS NULL AND subscriber_id IS NULL AND %s)', format(whole, 'library'));
    EXECUTE format('CREATE POLICY retention_may_select ON service_listed FOR SELECT TO portal_worker USING (%s)',
                   format(whole, 'retention'));
    EXECUTE format('CREATE POLICY retention_may_delete ON service_listed FOR DELETE TO portal_worker USING (%s)',
                   format(whole, 'retention'));
END $$;
GRANT SELECT, INSERT, UPDATE ON service_list TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON service_listed TO portal_app;
GRANT SELECT, DELETE ON service_listed TO portal_worker;
