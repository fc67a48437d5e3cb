-- A parent or guardian who may look at a child's record through the portal: asked for with the child's card, or with a
-- code from the desk. The row says that a link was made; whether it opens anything today is decided at each look.
-- The names are those of the day the link was made, so that neither learns more of the other by it later.
CREATE TABLE family_link (
    library        text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    guardian_id    uuid NOT NULL,
    child_id       uuid NOT NULL,
    card_id        uuid NOT NULL,         -- the child's card that was shown: lost or closed, it shows nothing any more
    guardian_name  text,
    child_name     text,
    proven         text NOT NULL CHECK (proven IN ('childs-card', 'desk-code')),
    linked_at      timestamptz NOT NULL,
    ended_at       timestamptz,
    -- 'desk' says no more on purpose: what the desk recorded about a family is not told to either side here.
    ended_why      text CHECK (ended_why IN ('parent', 'desk', 'of-age', 'card', 'replaced')),
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, guardian_id) REFERENCES person (library, id) ON DELETE CASCADE,
    FOREIGN KEY (library, child_id) REFERENCES person (library, id) ON DELETE CASCADE,
    FOREIGN KEY (library, card_id) REFERENCES card (library, id) ON DELETE CASCADE,
    CHECK (guardian_id <> child_id),
    CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
-- One link at a time between two people, whoever clicks twice.
CREATE UNIQUE INDEX family_link_live ON family_link (library, guardian_id, child_id) WHERE ended_at IS NULL;
CREATE INDEX family_link_guardian ON family_link (library, guardian_id);
CREATE INDEX family_link_child ON family_link (library, child_id);

-- What a clerk recorded that ends a guardian's access before the birthday. No words about the family, ever.
CREATE TABLE guardian_hold (
    library    text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    person_id  uuid NOT NULL,             -- the child
    kind       text NOT NULL CHECK (kind IN ('emancipated', 'custody')),
    set_by     uuid NOT NULL,             -- the staff account
    set_at     timestamptz NOT NULL,
    lifted_by  uuid,
    lifted_at  timestamptz,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE,
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX guardian_hold_once ON guardian_hold (library, person_id, kind) WHERE lifted_at IS NULL;

-- A code from the desk by which one named guardian links one child.
ALTER TABLE one_time_token
    ADD COLUMN guardian_id uuid,
    DROP CONSTRAINT one_time_token_purpose_check,
    ADD CONSTRAINT one_time_token_purpose_check CHECK (purpose IN ('activation', 'reset', 'email', 'family'));

-- Seen by the child (who can look at my record) and by the guardian (whose record I can look at).
CREATE VIEW family_link_record WITH (security_invoker = true) AS
SELECT l.library, l.id, l.child_id AS person_id, 'guardian' AS direction, l.guardian_name AS name,
       l.proven, l.linked_at, l.ended_at, l.ended_why
FROM family_link l
UNION ALL
SELECT l.library, l.id, l.guardian_id AS person_id, 'child' AS direction, l.child_name AS name,
       l.proven, l.linked_at, l.ended_at, l.ended_why
FROM family_link l;

-- As in 0006. A guardian never sees a hold.
DO $$
DECLARE
    in_library text := 'library = (SELECT current_setting(''portal.library'', true))';
    everyone text := '(SELECT current_setting(''portal.person'', true) = ''*'')';
    person text := '(SELECT nullif(nullif(current_setting(''portal.person'', true), ''*''), '''')::uuid)';
    own text;
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['family_link', 'guardian_hold']
    LOOP
        own := CASE t
            WHEN 'family_link' THEN format('(%1$s OR child_id = %2$s OR guardian_id = %2$s)', everyone, person)
            ELSE format('(%s OR person_id = %s)', everyone, person)
        END;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I USING (%s AND %s) WITH CHECK (%2$s AND %3$s)', t, in_library, own);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO portal_app', t);
    END LOOP;
END $$;
GRANT SELECT ON family_link_record TO portal_app;
