-- A newsletter service that the portal speaks to itself (L28): how far each row has come there. Where nothing of this is set, the
-- row stands on a list that the staff took there.
ALTER TABLE service_listed
    ALTER COLUMN list_id DROP NOT NULL,    -- on no list of the staff's where the portal asks by itself
    -- asked: it is to be on the list there; confirmed: the service says that it is; to-remove: it is to be off it;
    -- failed: somebody has to look; removed: it is off it.
    ADD COLUMN state text CHECK (state IN ('asked', 'confirmed', 'failed', 'to-remove', 'removed')),
    ADD COLUMN remote_id bigint,                                -- the service's own number for the address
    -- Whether it may be there under a number that nobody here knows: the answer to a request was lost, or it was there before.
    ADD COLUMN may_be_there boolean NOT NULL DEFAULT false,
    ADD COLUMN tried_at timestamptz,                            -- when it was last begun; its worker's for a while from then on
    ADD COLUMN tries integer NOT NULL DEFAULT 0,                -- how often no answer came, since it was asked
    ADD COLUMN confirmed_at timestamptz,
    ADD COLUMN read_at timestamptz,                             -- when it was last read there that it is on the list
    ADD COLUMN failed_why text CHECK (failed_why IN ('exists', 'unsure', 'refused', 'no-list', 'left', 'gone', 'other',
                                                     'no-answer', 'no-number', 'not-removed')),
    DROP CONSTRAINT service_listed_removed_how_check,
    ADD CONSTRAINT service_listed_removed_how_check CHECK (removed_how IN ('desk', 'service', 'portal'));

-- The number that an address has at the service, whichever list it was for.
CREATE INDEX service_listed_number ON service_listed (library, service, lower(email)) WHERE remote_id IS NOT NULL;
