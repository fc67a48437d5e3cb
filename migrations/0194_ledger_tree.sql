-- The ledger as a tree (RFC 6962), beside the chain: a proof for one person's lines is short and tells of nobody else.
-- A line of it is made for each link of the chain, in its order, by the sealer: also for those sealed before this migration.
CREATE TABLE ledger_line (
    library     text COLLATE "C" NOT NULL,
    seq         bigint NOT NULL,         -- the link's; its place in the tree is one less
    event_id    uuid NOT NULL,
    subject_id  uuid,
    number      bigint,                  -- which line about the subject, from 1; none where it may not be told yet
    salt        bytea NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (library, seq),
    UNIQUE (library, event_id),
    UNIQUE (library, subject_id, number)
);

-- The tree's nodes, by their numbers (tlog's "stored hash index"): lines and whole subtrees, none of which ever changes.
CREATE TABLE ledger_node (
    library     text COLLATE "C" NOT NULL,
    number      bigint NOT NULL,
    hash        bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (library, number)
);

ALTER TABLE ledger_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_line FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger_node ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_node FORCE ROW LEVEL SECURITY;
-- A line that has no number is there for its person once its event is: what may not be told yet leaves no trace.
CREATE POLICY may_select ON ledger_line FOR SELECT USING (
    library = (SELECT (may('{patron}')).library)
    AND ((SELECT (may('{patron}')).whole) OR subject_id = (SELECT (may('{patron}')).person))
    AND (number IS NOT NULL
         OR EXISTS (SELECT FROM ledger_event e WHERE e.library = ledger_line.library AND e.id = ledger_line.event_id)));
CREATE POLICY worker_may_select ON ledger_line FOR SELECT TO portal_worker
    USING ((SELECT (may('{worker}')).everywhere));
CREATE POLICY worker_may_insert ON ledger_line FOR INSERT TO portal_worker
    WITH CHECK ((SELECT (may('{worker}')).everywhere));
-- Nodes say nothing without the lines and their salts: whoever asks may have them.
CREATE POLICY may_select ON ledger_node FOR SELECT USING (
    library = (SELECT (may('{library}')).library) AND (SELECT (may('{library}')).whole));
CREATE POLICY worker_may_select ON ledger_node FOR SELECT TO portal_worker
    USING ((SELECT (may('{worker}')).everywhere));
CREATE POLICY worker_may_insert ON ledger_node FOR INSERT TO portal_worker
    WITH CHECK ((SELECT (may('{worker}')).everywhere));
GRANT SELECT ON ledger_line, ledger_node TO portal_app;
GRANT SELECT, INSERT ON ledger_line, ledger_node TO portal_worker;
