-- What other systems hold beside what Koha does, and the time of day of an update.
ALTER TABLE person ADD COLUMN suffix text;
ALTER TABLE contact ADD COLUMN county text;
ALTER TABLE membership ADD COLUMN updated_at timestamptz;
