-- Three roles stand between the code and the tables (docs/ARCHITECTURE.md, "One transaction type"):
--   the owner (whoever runs `server migrate`), portal_app (requests, import), portal_worker (mail, sealing).
-- Roles belong to the whole cluster, so another database may have made them already.
DO $$
BEGIN
    BEGIN
        CREATE ROLE portal_app NOLOGIN NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
        CREATE ROLE portal_worker NOLOGIN NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
        EXECUTE format('GRANT portal_app, portal_worker TO %I', current_user);
    EXCEPTION WHEN OTHERS THEN NULL; -- a superuser needs no membership; another session may be granting the same
    END;
END $$;

-- One row for each library this deployment serves; everything about a patron is keyed by it.
CREATE TABLE library (
    slug       text COLLATE "C" PRIMARY KEY CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name       text NOT NULL,
    added_at   timestamptz NOT NULL DEFAULT now()
);

-- Every version of a library's profile that was ever in force, so that a decision can be explained later.
CREATE TABLE profile_version (
    library    text COLLATE "C" NOT NULL REFERENCES library (slug),
    version    bigint GENERATED ALWAYS AS IDENTITY,
    digest     bytea NOT NULL,
    body       text NOT NULL,
    loaded_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (library, version),
    UNIQUE (library, digest)
);
