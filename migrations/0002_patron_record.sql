-- What a library holds about a patron. Every table here is keyed by (library, id) and names the person it is about;
-- every column is entered in domain::inventory, and a test compares the two.
-- `source` says where the row came from ('koha-borrowers', 'koha-circulation', 'portal', 'desk', 'demo');
-- `sourced_at` when. A single value that came from elsewhere later is in field_origin.

-- identity
CREATE TABLE person (
    library         text COLLATE "C" NOT NULL REFERENCES library (slug),
    id              uuid NOT NULL,
    surname         text,
    firstname       text,
    middle_name     text,
    preferred_name  text,
    title           text,
    othernames      text,
    initials        text,
    pronouns        text,
    sex             text,
    date_of_birth   date,
    ils_number      text,
    source          text NOT NULL,
    sourced_at      timestamptz NOT NULL,
    PRIMARY KEY (library, id)
);
CREATE UNIQUE INDEX person_ils_number ON person (library, ils_number) WHERE ils_number IS NOT NULL;

-- membership: the cards themselves
CREATE TABLE card (
    library         text COLLATE "C" NOT NULL,
    id              uuid NOT NULL,
    person_id       uuid NOT NULL,
    number          text COLLATE "C" NOT NULL,
    status          text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'lost', 'replaced', 'closed')),
    issued_on       date,
    closed_at       timestamptz,
    source          text NOT NULL,
    sourced_at      timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, number),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX card_person ON card (library, person_id);

CREATE TABLE membership (
    library          text COLLATE "C" NOT NULL,
    id               uuid NOT NULL,
    person_id        uuid NOT NULL,
    enrolled_on      date,
    expires_on       date,
    renewed_on       date,
    restricted_until date,
    restricted_reason text,
    last_seen_on     date,
    updated_on       date,
    source           text NOT NULL,
    sourced_at       timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

CREATE TABLE contact (
    library           text COLLATE "C" NOT NULL,
    id                uuid NOT NULL,
    person_id         uuid NOT NULL,
    street_number     text,
    street_type       text,
    address           text,
    address2          text,
    city              text,
    state             text,
    zipcode           text,
    country           text,
    email             text,
    work_email        text,
    phone             text,
    work_phone        text,
    mobile            text,
    sms_number        text,
    fax               text,
    preferred_method  text,
    source            text NOT NULL,
    sourced_at        timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

-- A second address of the patron ('address') or someone to call instead ('person').
CREATE TABLE alternate_contact (
    library     text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('address', 'person')),
    name        text,
    address     text,
    address2    text,
    city        text,
    state       text,
    zipcode     text,
    country     text,
    email       text,
    phone       text,
    note        text,
    source      text NOT NULL,
    sourced_at  timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id, kind),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

CREATE TABLE eligibility (
    library              text COLLATE "C" NOT NULL,
    id                   uuid NOT NULL,
    person_id            uuid NOT NULL,
    home_library         text,
    category             text,
    residency_proof      text,
    residency_proof_on   date,
    employment_proof     text,
    employment_proof_on  date,
    address_invalid      boolean,
    statistic1           text,
    statistic2           text,
    attributes           text,
    source               text NOT NULL,
    sourced_at           timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

-- family: one row for each guardian (or co-signer) a minor has. guardian_id is set when the guardian is a patron too.
CREATE TABLE guardianship (
    library        text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    child_id       uuid NOT NULL,
    guardian_id    uuid,
    guardian_name  text,
    relationship   text,
    cosigner       boolean NOT NULL DEFAULT false,
    source         text NOT NULL,
    sourced_at     timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, child_id) REFERENCES person (library, id) ON DELETE CASCADE,
    FOREIGN KEY (library, guardian_id) REFERENCES person (library, id) ON DELETE SET NULL (guardian_id)
);
CREATE INDEX guardianship_child ON guardianship (library, child_id);
CREATE INDEX guardianship_guardian ON guardianship (library, guardian_id) WHERE guardian_id IS NOT NULL;
CREATE UNIQUE INDEX guardianship_once ON guardianship
    (library, child_id, coalesce(guardian_id::text, ''), coalesce(guardian_name, ''));

-- notes. One about somebody else carries the reason it is withheld.
CREATE TABLE note (
    library          text COLLATE "C" NOT NULL,
    id               uuid NOT NULL,
    person_id        uuid NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('patron', 'staff', 'contact')),
    body             text NOT NULL,
    written_on       date,
    withheld_reason  text,
    source           text NOT NULL,
    sourced_at       timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX note_once ON note (library, person_id, kind, md5(body));

CREATE TABLE checkout (
    library         text COLLATE "C" NOT NULL,
    id              uuid NOT NULL,
    person_id       uuid NOT NULL,
    title           text NOT NULL,
    author          text,
    item_barcode    text NOT NULL,
    checked_out_at  timestamptz NOT NULL,
    due_on          date,
    branch          text,
    renewals        integer NOT NULL DEFAULT 0,
    source          text NOT NULL,
    sourced_at      timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id, item_barcode, checked_out_at),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

CREATE TABLE loan_history (
    library         text COLLATE "C" NOT NULL,
    id              uuid NOT NULL,
    person_id       uuid NOT NULL,
    title           text NOT NULL,
    author          text,
    item_barcode    text NOT NULL,
    checked_out_at  timestamptz NOT NULL,
    due_on          date,
    returned_at     timestamptz NOT NULL,
    branch          text,
    renewals        integer NOT NULL DEFAULT 0,
    source          text NOT NULL,
    sourced_at      timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id, item_barcode, checked_out_at),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
-- The long list: newest first, one person at a time; and retention by date.
CREATE INDEX loan_history_newest ON loan_history (library, person_id, returned_at DESC, id);
CREATE INDEX loan_history_returned ON loan_history (library, returned_at);

CREATE TABLE hold (
    library         text COLLATE "C" NOT NULL,
    id              uuid NOT NULL,
    person_id       uuid NOT NULL,
    title           text NOT NULL,
    author          text,
    item_barcode    text,
    placed_on       date NOT NULL,
    pickup_branch   text,
    queue_position  integer,
    status          text,
    ready_until     date,
    source          text NOT NULL,
    sourced_at      timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id, title, placed_on),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

CREATE TABLE interlibrary_loan (
    library          text COLLATE "C" NOT NULL,
    id               uuid NOT NULL,
    person_id        uuid NOT NULL,
    title            text NOT NULL,
    author           text,
    requested_on     date NOT NULL,
    lending_library  text,
    status           text,
    due_on           date,
    source           text NOT NULL,
    sourced_at       timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id, title, requested_on),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

-- fees and payments. Amounts in cents; a payment or credit is negative. Never card data.
CREATE TABLE account_line (
    library            text COLLATE "C" NOT NULL,
    id                 uuid NOT NULL,
    person_id          uuid NOT NULL,
    line_number        text NOT NULL,
    entered_on         date NOT NULL,
    kind               text NOT NULL,
    description        text,
    amount_cents       bigint NOT NULL,
    outstanding_cents  bigint NOT NULL DEFAULT 0,
    method             text,
    note               text,
    source             text NOT NULL,
    sourced_at         timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id, line_number),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

CREATE TABLE notice_sent (
    library     text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    kind        text NOT NULL,
    channel     text NOT NULL,
    address     text,
    sent_at     timestamptz NOT NULL,
    subject     text,
    body        text,
    delivery    text,
    source      text NOT NULL,
    sourced_at  timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX notice_sent_newest ON notice_sent (library, person_id, sent_at DESC, id);

-- preferences and consents
CREATE TABLE preference (
    library          text COLLATE "C" NOT NULL,
    id               uuid NOT NULL,
    person_id        uuid NOT NULL,
    language         text,
    reading_history  text CHECK (reading_history IN ('off', 'default', 'forever')),
    source           text NOT NULL,
    sourced_at       timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

-- The latest answer for each purpose; the history is in the ledger.
CREATE TABLE consent (
    library        text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    person_id      uuid NOT NULL,
    purpose        text NOT NULL,
    channel        text NOT NULL,
    given          boolean NOT NULL,
    words          text NOT NULL,
    words_version  text NOT NULL,
    language       text NOT NULL,
    decided_at     timestamptz NOT NULL,
    source         text NOT NULL,
    sourced_at     timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, person_id, purpose, channel),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

CREATE TABLE computer_session (
    library              text COLLATE "C" NOT NULL,
    id                   uuid NOT NULL,
    person_id            uuid NOT NULL,
    started_at           timestamptz NOT NULL,
    minutes              integer NOT NULL,
    print_balance_cents  bigint,
    source               text NOT NULL,
    sourced_at           timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX computer_session_newest ON computer_session (library, person_id, started_at DESC, id);

CREATE TABLE registration (
    library     text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    event       text NOT NULL,
    event_at    timestamptz,
    name        text,
    email       text,
    phone       text,
    source      text NOT NULL,
    sourced_at  timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX registration_person ON registration (library, person_id);

CREATE TABLE contribution (
    library       text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    person_id     uuid NOT NULL,
    kind          text NOT NULL,
    title         text,
    body          text,
    made_on       date,
    source        text NOT NULL,
    sourced_at    timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX contribution_person ON contribution (library, person_id);

CREATE TABLE question (
    library     text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    asked_on    date NOT NULL,
    question    text NOT NULL,
    answer      text,
    source      text NOT NULL,
    sourced_at  timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX question_person ON question (library, person_id);

-- A change the patron asked for that the desk has not confirmed yet.
CREATE TABLE pending_change (
    library     text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    person_id   uuid NOT NULL,
    field       text NOT NULL,
    new_value   text,
    asked_at    timestamptz NOT NULL,
    status      text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'confirmed', 'refused', 'taken back')),
    source      text NOT NULL,
    sourced_at  timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX pending_change_person ON pending_change (library, person_id);

-- A value whose source is another than its row's: entered here, at the desk, or by a live library system.
CREATE TABLE field_origin (
    library     text COLLATE "C" NOT NULL,
    person_id   uuid NOT NULL,
    field       text NOT NULL,          -- 'contact.email', as in the inventory
    source      text NOT NULL,
    sourced_at  timestamptz NOT NULL,
    PRIMARY KEY (library, person_id, field),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);

-- One row for each file that was imported: nothing about a person.
CREATE TABLE import_run (
    library      text COLLATE "C" NOT NULL REFERENCES library (slug),
    id           uuid NOT NULL,
    kind         text NOT NULL,
    file_digest  bytea NOT NULL,
    rows_read    bigint NOT NULL,
    rows_added   bigint NOT NULL,
    rows_changed bigint NOT NULL,
    rows_refused bigint NOT NULL,
    started_at   timestamptz NOT NULL,
    finished_at  timestamptz NOT NULL,
    PRIMARY KEY (library, id)
);
