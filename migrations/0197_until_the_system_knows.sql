-- The run that deletes reads whether a card that its owner closed here is closed in the library's own system: until then that
-- system's next file would bring the person back, so the record stays, and with it the desk's line that says so.
CREATE POLICY retention_may_select ON closing FOR SELECT TO portal_worker
    USING (library = (SELECT (may('{retention}')).library) AND (SELECT (may('{retention}')).whole));
GRANT SELECT ON closing TO portal_worker;
