-- Why a line of `closing` is there: the patron's own wish (also NULL: before this column), or a card that somebody closed here
-- (domain's CLOSING_CAUSES).
ALTER TABLE closing ADD COLUMN cause text;
