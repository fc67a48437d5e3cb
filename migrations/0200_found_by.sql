-- By what the record of a look was found (domain::asking::FoundBy); NULL: by its card, or by a photo ID where it has none.
ALTER TABLE desk_look ADD COLUMN found_by text;
