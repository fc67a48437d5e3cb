-- Where the child's card and PIN stand for the relation, a link ends when the child's PIN changes ('secret'); and a child
-- may ask the desk to end one.
ALTER TABLE family_link
    DROP CONSTRAINT family_link_ended_why_check,
    ADD CONSTRAINT family_link_ended_why_check
        CHECK (ended_why IN ('parent', 'desk', 'of-age', 'card', 'replaced', 'secret')),
    ADD COLUMN end_asked_at timestamptz;
