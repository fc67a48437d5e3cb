-- What is done again and again (mail, sealing, clearing up, …): one row for each job, whoever of the workers does it. A
-- worker takes a job that is due for as long as its lease; one that dies gives it up by letting the lease end. It says
-- nothing about anybody.
CREATE TABLE job (
    name           text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z][a-z-]{0,39}$'),
    every_seconds  integer NOT NULL CHECK (every_seconds > 0),
    entered_at     timestamptz NOT NULL,       -- since when it is to be done
    next_at        timestamptz NOT NULL,       -- not before
    leased_until   timestamptz,                -- until then a worker has it
    runs           bigint NOT NULL DEFAULT 0,  -- how often it was begun; also says which run may note its end
    attempts       integer NOT NULL DEFAULT 0, -- how often it was begun since it last succeeded
    failures       bigint NOT NULL DEFAULT 0,  -- how often it failed, ever
    started_at     timestamptz,
    ended_at       timestamptz,
    succeeded_at   timestamptz,
    result         text                        -- of the last run that ended: counts, or what failed, in codes
) WITH (fillfactor = 50); -- some rows are written every second: room for the next version on the same page

ALTER TABLE job ENABLE ROW LEVEL SECURITY;
ALTER TABLE job FORCE ROW LEVEL SECURITY;
CREATE POLICY worker ON job TO portal_worker USING (true) WITH CHECK (true);
-- So that the owner may look, and take away the row of a job that is no more.
CREATE POLICY owner ON job TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT,
      INSERT (name, every_seconds, entered_at, next_at),
      UPDATE (every_seconds, next_at, leased_until, runs, attempts, failures, started_at, ended_at, succeeded_at, result)
    ON job TO portal_worker;
