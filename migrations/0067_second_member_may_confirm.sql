-- The second member of staff notes that they confirmed a code (0064); nothing else of a code changes but its end (0055).
GRANT UPDATE (second_by) ON one_time_token TO portal_app;
