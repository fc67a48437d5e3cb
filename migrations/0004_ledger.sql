-- The ledger: everything that happens to a record is one event, written in the transaction that does it.
-- Append-only for every runtime role. It carries random person ids and no personal data, so erasing a person leaves
-- the chain whole.
CREATE TABLE ledger_event (
    library      text COLLATE "C" NOT NULL REFERENCES library (slug),
    id           uuid NOT NULL,
    position     bigint GENERATED ALWAYS AS IDENTITY,
    at           timestamptz NOT NULL,
    subject_id   uuid,                    -- whose record
    action       text NOT NULL,           -- domain::ledger::Action
    actor_kind   text NOT NULL,           -- domain::ledger::ActorKind
    actor_id     uuid,                    -- person or staff account
    via          text NOT NULL,           -- 'portal', 'desk', 'import', 'worker', 'command'
    classes      text[] NOT NULL DEFAULT '{}',
    fields       text[] NOT NULL DEFAULT '{}',
    rules        text[] NOT NULL DEFAULT '{}',
    purpose      text,
    detail       jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (library, id)
);
CREATE INDEX ledger_event_subject ON ledger_event (library, subject_id, at DESC, id);
CREATE INDEX ledger_event_position ON ledger_event (library, position);

-- The chain, sealed in batches by the worker so that requests never wait for one another.
-- digest = SHA-256(previous || canonical form of the event).
CREATE TABLE ledger_link (
    library    text COLLATE "C" NOT NULL,
    seq        bigint NOT NULL,
    event_id   uuid NOT NULL,
    previous   bytea NOT NULL,
    digest     bytea NOT NULL,
    sealed_at  timestamptz NOT NULL,
    PRIMARY KEY (library, seq),
    UNIQUE (library, event_id),
    FOREIGN KEY (library, event_id) REFERENCES ledger_event (library, id)
);
