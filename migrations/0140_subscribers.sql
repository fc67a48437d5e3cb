-- People without a card who get newsletters: a name, an address, a language and what they answered, and nothing else. Before
-- the link that was mailed to the address is used, it is only somebody's wish (confirmed_at IS NULL) and lasts for days.
CREATE TABLE subscriber (
    library       text COLLATE "C" NOT NULL REFERENCES library (slug),
    id            uuid NOT NULL,
    name          text NOT NULL CHECK (name <> ''),
    email         text NOT NULL CHECK (email <> ''),
    language      text NOT NULL,
    wants         text[] NOT NULL,          -- the codes of the newsletters that were ticked
    asked_at      timestamptz NOT NULL,
    confirmed_at  timestamptz,
    became        uuid,                     -- of a wish for an address that is there already: whose answers it joined
    PRIMARY KEY (library, id)
);
-- An address is one subscriber.
CREATE UNIQUE INDEX subscriber_address ON subscriber (library, lower(email)) WHERE confirmed_at IS NOT NULL;
CREATE INDEX subscriber_wishes ON subscriber (library, asked_at) WHERE confirmed_at IS NULL;

-- What they said to each newsletter; a row is never changed, and the newest holds.
CREATE TABLE subscription (
    library        text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    position       bigint GENERATED ALWAYS AS IDENTITY,
    subscriber_id  uuid NOT NULL,
    list           text NOT NULL CHECK (list <> ''),
    given          boolean NOT NULL,
    words          text NOT NULL,
    words_version  text NOT NULL,
    language       text NOT NULL,
    decided_at     timestamptz NOT NULL,
    means          text NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, subscriber_id) REFERENCES subscriber (library, id) ON DELETE CASCADE
);
CREATE INDEX subscription_newest ON subscription (library, subscriber_id, list, decided_at DESC, position DESC);

-- A copy of a newsletter and a mail are a person's or a subscriber's.
ALTER TABLE newsletter_delivery ALTER COLUMN person_id DROP NOT NULL;
ALTER TABLE newsletter_delivery ADD COLUMN subscriber_id uuid;
ALTER TABLE newsletter_delivery ADD CHECK (num_nonnulls(person_id, subscriber_id) = 1);
ALTER TABLE newsletter_delivery ADD FOREIGN KEY (library, subscriber_id) REFERENCES subscriber (library, id) ON DELETE CASCADE;
ALTER TABLE newsletter_delivery ADD UNIQUE (library, issue_id, subscriber_id);
CREATE INDEX newsletter_delivery_subscriber ON newsletter_delivery (library, subscriber_id) WHERE subscriber_id IS NOT NULL;
ALTER TABLE outbox ADD COLUMN subscriber_id uuid;
ALTER TABLE outbox ADD CHECK (person_id IS NULL OR subscriber_id IS NULL);
ALTER TABLE outbox ADD FOREIGN KEY (library, subscriber_id) REFERENCES subscriber (library, id) ON DELETE CASCADE;
CREATE INDEX outbox_subscriber ON outbox (library, subscriber_id) WHERE subscriber_id IS NOT NULL;

ALTER TABLE subscriber ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscriber FORCE ROW LEVEL SECURITY;
ALTER TABLE subscription ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscription FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    -- The reader `patron` is whoever sees their own rows; without a card, `portal.person` is the subscriber's id.
    own CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND ((SELECT (may(''{%1$s}'')).whole) '
                         'OR %2$s = (SELECT (may(''{%1$s}'')).person))';
    whole CONSTANT text := 'library = (SELECT (may(''{%1$s}'')).library) AND (SELECT (may(''{%1$s}'')).whole)';
    t text;
    id text;
BEGIN
    FOR t, id IN VALUES ('subscriber', 'id'), ('subscription', 'subscriber_id') LOOP
        EXECUTE format('CREATE POLICY may_select ON %I FOR SELECT USING (%s)', t, format(own, 'patron,library', id));
        EXECUTE format('CREATE POLICY retention_may_select ON %I FOR SELECT TO portal_worker USING (%s)', t,
                       format(whole, 'retention'));
    END LOOP;
    EXECUTE format('CREATE POLICY may_insert ON subscriber FOR INSERT WITH CHECK (%s)', format(whole, 'library'));
    EXECUTE format('CREATE POLICY may_update ON subscriber FOR UPDATE USING (%1$s) WITH CHECK (%1$s)',
                   format(own, 'patron,library', 'id'));
    EXECUTE format('CREATE POLICY may_delete ON subscriber FOR DELETE USING (%s)', format(whole, 'library'));
    EXECUTE format('CREATE POLICY retention_may_delete ON subscriber FOR DELETE TO portal_worker USING (%s)',
                   format(whole, 'retention'));
    EXECUTE format('CREATE POLICY may_insert ON subscription FOR INSERT WITH CHECK (%s)',
                   format(own, 'patron,library', 'subscriber_id'));
    -- The worker asks for the newest answer before a copy is sent.
    CREATE POLICY worker_may_select ON subscription FOR SELECT TO portal_worker
        USING ((SELECT (may('{worker}')).everywhere));
    FOREACH t IN ARRAY ARRAY['newsletter_delivery', 'outbox'] LOOP
        EXECUTE format('CREATE POLICY subscriber_may_select ON %I FOR SELECT USING (%s)', t,
                       format(own, 'patron', 'subscriber_id'));
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON subscriber TO portal_app;
GRANT SELECT, INSERT ON subscription TO portal_app;
GRANT SELECT, DELETE ON subscriber TO portal_worker;
GRANT SELECT ON subscription TO portal_worker;
