-- A staff card with special privileges: where the policy has it, one role may monitor its use (W8). It is marked at the desk, and
-- its owner sees that it is.
ALTER TABLE card ADD COLUMN staff_card boolean NOT NULL DEFAULT false;
