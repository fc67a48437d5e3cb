-- The Director's register of breaches of security (L30, Conn. Gen. Stat. § 36a-701b), and who was found to be affected and told.
CREATE TABLE breach (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    what        text NOT NULL CHECK (what <> ''),     -- for the register
    said_en     text NOT NULL CHECK (said_en <> ''),  -- for those whom it concerns
    said_es     text NOT NULL CHECK (said_es <> ''),
    found_on    date NOT NULL,
    since       date NOT NULL,
    until       date NOT NULL,
    reach       text NOT NULL,                        -- domain::breach::Reach
    classes     text[] NOT NULL CHECK (classes <> '{}'),
    recorded_at timestamptz NOT NULL,
    recorded_by uuid NOT NULL,
    general_on  date,                                 -- when the Attorney General was told
    general_how text,
    general_by  uuid,
    tell_at     timestamptz,                          -- when it was first said that those affected are told
    tell_by     uuid,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, recorded_by) REFERENCES staff_account (library, id),
    CHECK (since <= until AND until <= found_on),
    CHECK ((general_on IS NULL) = (general_how IS NULL)),
    CHECK (tell_at IS NULL OR general_on IS NOT NULL)
);

CREATE TABLE breach_person (
    library     text COLLATE "C" NOT NULL REFERENCES library (slug),
    id          uuid NOT NULL,
    breach_id   uuid NOT NULL,
    person_id   uuid NOT NULL,
    found_at    timestamptz NOT NULL,
    told_at     timestamptz,
    how         text,                                 -- domain::breach::How
    PRIMARY KEY (library, id),
    UNIQUE (library, breach_id, person_id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE,
    CHECK ((told_at IS NULL) = (how IS NULL))
);
CREATE INDEX breach_person_person ON breach_person (library, person_id);
CREATE INDEX breach_person_waits ON breach_person (library, id) WHERE told_at IS NULL;

ALTER TABLE breach ENABLE ROW LEVEL SECURITY;
ALTER TABLE breach FORCE ROW LEVEL SECURITY;
ALTER TABLE breach_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE breach_person FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    t text;
    whole CONSTANT text := 'library = (SELECT (may(''{library}'')).library) AND (SELECT (may(''{library}'')).whole)';
BEGIN
    EXECUTE format('CREATE POLICY may_select ON breach FOR SELECT USING (%s)', whole);
    EXECUTE 'CREATE POLICY may_select ON breach_person FOR SELECT USING ('
            'library = (SELECT (may(''{patron,desk,library}'')).library) '
            'AND ((SELECT (may(''{patron,desk,library}'')).whole) '
            'OR person_id = (SELECT (may(''{patron,desk,library}'')).person)))';
    FOREACH t IN ARRAY '{breach,breach_person}'::text[]
    LOOP
        EXECUTE format('CREATE POLICY may_insert ON %I FOR INSERT WITH CHECK (%s)', t, whole);
        EXECUTE format('CREATE POLICY may_update ON %I FOR UPDATE USING (%2$s) WITH CHECK (%2$s)', t, whole);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO portal_app', t);
    END LOOP;
END $$;
