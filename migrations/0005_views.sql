-- Views the record reader uses where a table's rows belong to two people or hide a value.
-- security_invoker: the caller's row-level security applies, not the owner's.

-- Seen by the child (who answers for me) and by the guardian (whom I answer for).
CREATE VIEW family_record WITH (security_invoker = true) AS
SELECT g.library, g.id, g.child_id AS person_id, 'guardian' AS direction,
       g.guardian_name AS name, g.relationship, g.cosigner, g.source, g.sourced_at
FROM guardianship g
UNION ALL
SELECT g.library, g.id, g.guardian_id AS person_id, 'child' AS direction,
       NULL AS name, g.relationship, g.cosigner, g.source, g.sourced_at
FROM guardianship g
WHERE g.guardian_id IS NOT NULL;

-- A note about somebody else: the patron sees that it exists and why it is withheld, and its text never leaves here.
CREATE VIEW note_record WITH (security_invoker = true) AS
SELECT n.library, n.id, n.person_id, n.kind,
       CASE WHEN n.withheld_reason IS NULL THEN n.body END AS body,
       n.written_on, n.withheld_reason, n.source, n.sourced_at
FROM note n;
