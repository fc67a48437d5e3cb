-- ledger_await_sealing() runs as the owner. Without pg_temp named, Postgres looks for a table there first: whoever can
-- make a temporary table `ledger_unsealed` would keep events off the list, or run a trigger of their own as the owner.
-- Test (portal/src/ledger/tests.rs): "a temporary table of the same name does not keep an event from being sealed".
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION ledger_await_sealing() SET search_path = %I, pg_temp', current_schema());
END $$;
-- Libraries are entered by `server migrate`, as the owner: a request never renames one, its own or another.
REVOKE INSERT, UPDATE ON library FROM portal_app;
