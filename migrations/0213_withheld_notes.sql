-- Of a note about somebody else the patron sees that it is there and why it is withheld, and a transaction of theirs reaches no more:
-- what they may see of it stands here, without its text, and the note itself is the library's alone. A trigger keeps the two
-- together, whatever writes a note.
CREATE TABLE note_withheld (
    library          text COLLATE "C" NOT NULL,
    id               uuid NOT NULL,          -- the note's
    person_id        uuid NOT NULL,
    kind             text NOT NULL,
    written_on       date,
    withheld_reason  text NOT NULL,
    source           text NOT NULL,
    sourced_at       timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX note_withheld_person ON note_withheld (library, person_id);

ALTER TABLE note NO FORCE ROW LEVEL SECURITY;
INSERT INTO note_withheld (library, id, person_id, kind, written_on, withheld_reason, source, sourced_at)
SELECT library, id, person_id, kind, written_on, withheld_reason, source, sourced_at FROM note
WHERE withheld_reason IS NOT NULL;
ALTER TABLE note FORCE ROW LEVEL SECURITY;

-- Whoever writes or deletes a note, and by whichever way it goes: keeping this beside it is the library's own work.
CREATE FUNCTION note_is_withheld() RETURNS trigger LANGUAGE plpgsql
SET portal.reader = 'library' AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM note_withheld WHERE library = OLD.library AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO note_withheld (library, id, person_id, kind, written_on, withheld_reason, source, sourced_at)
        SELECT NEW.library, NEW.id, NEW.person_id, NEW.kind, NEW.written_on, NEW.withheld_reason, NEW.source, NEW.sourced_at
        WHERE NEW.withheld_reason IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_is_withheld AFTER INSERT ON note
    FOR EACH ROW WHEN (NEW.withheld_reason IS NOT NULL) EXECUTE FUNCTION note_is_withheld();
CREATE TRIGGER note_was_withheld AFTER UPDATE ON note
    FOR EACH ROW WHEN (OLD.withheld_reason IS NOT NULL OR NEW.withheld_reason IS NOT NULL)
    EXECUTE FUNCTION note_is_withheld();
CREATE TRIGGER note_is_gone AFTER DELETE ON note
    FOR EACH ROW WHEN (OLD.withheld_reason IS NOT NULL) EXECUTE FUNCTION note_is_withheld();

ALTER TABLE note_withheld ENABLE ROW LEVEL SECURITY;
ALTER TABLE note_withheld FORCE ROW LEVEL SECURITY;
CREATE POLICY may_select ON note_withheld FOR SELECT USING (
    library = (SELECT (may('{patron,library}')).library)
    AND ((SELECT (may('{patron,library}')).whole) OR person_id = (SELECT (may('{patron,library}')).person)));
CREATE POLICY may_insert ON note_withheld FOR INSERT WITH CHECK (
    library = (SELECT (may('{library}')).library) AND (SELECT (may('{library}')).whole));
CREATE POLICY may_delete ON note_withheld FOR DELETE USING (
    library = (SELECT (may('{library}')).library) AND (SELECT (may('{library}')).whole));
GRANT SELECT, INSERT, DELETE ON note_withheld TO portal_app;
-- What deletes notes deletes this with them, and reaches it in no other way.
GRANT SELECT, DELETE ON note_withheld TO portal_worker;

DROP POLICY may_select ON note;
CREATE POLICY may_select ON note FOR SELECT USING (
    library = (SELECT (may('{patron,guardian,desk,library}')).library)
    AND ((SELECT (may('{patron,guardian,desk,library}')).whole)
         OR person_id = (SELECT (may('{patron,guardian,desk,library}')).person))
    AND (withheld_reason IS NULL OR (SELECT (may('{library}')).whole)));

CREATE OR REPLACE VIEW note_record WITH (security_invoker = true) AS
SELECT n.library, n.id, n.person_id, n.kind, n.body, n.written_on, n.withheld_reason, n.source, n.sourced_at
FROM note n WHERE n.withheld_reason IS NULL
UNION ALL
SELECT w.library, w.id, w.person_id, w.kind, NULL::text, w.written_on, w.withheld_reason, w.source, w.sourced_at
FROM note_withheld w;
