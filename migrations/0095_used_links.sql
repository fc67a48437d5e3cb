-- A link or code that was used, as against one that was ended: whoever shows it again (a second click on a slow line)
-- gets the page of what it did.
ALTER TABLE one_time_token ADD COLUMN used boolean NOT NULL DEFAULT false;
GRANT UPDATE (used) ON one_time_token TO portal_app;
