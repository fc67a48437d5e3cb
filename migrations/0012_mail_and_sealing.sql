-- Mail: a one-time link is never kept in clear. The stored texts have a mark where it stood; the link itself is sealed
-- (AES-256-GCM under the deployment's key, the row's identity as associated data) until the mail is sent or given up,
-- and then wiped. A copy of the database opens no account.
ALTER TABLE outbox ADD COLUMN sealed_link bytea;
-- After this moment the mail is not tried again: five days, or the end of the link in it.
ALTER TABLE outbox ADD COLUMN give_up_at timestamptz NOT NULL DEFAULT now() + interval '5 days';

-- Ledger: events that are not in the chain yet. Positions are given out when an event is written and not when it is
-- committed, so "everything after the newest sealed one" would miss a slow transaction; this list misses nothing, and
-- costs the sealer no search. Filled by the trigger below, whoever writes the event; emptied by the sealer.
CREATE TABLE ledger_unsealed (
    library    text COLLATE "C" NOT NULL,
    position   bigint NOT NULL,
    event_id   uuid NOT NULL,
    PRIMARY KEY (library, position)
);
-- The function writes as the owner, so that no runtime role can put anything on the list but by writing an event.
CREATE FUNCTION ledger_await_sealing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO ledger_unsealed (library, position, event_id) SELECT library, position, id FROM added;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_await_sealing AFTER INSERT ON ledger_event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_await_sealing();

ALTER TABLE ledger_unsealed ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_unsealed FORCE ROW LEVEL SECURITY;
CREATE POLICY await_sealing ON ledger_unsealed FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY worker ON ledger_unsealed TO portal_worker USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON ledger_unsealed TO portal_worker;

-- Which canonical form of an event a link's digest was made from, so that a later form leaves the old links true.
ALTER TABLE ledger_link ADD COLUMN version smallint NOT NULL DEFAULT 1;
