-- A change of e-mail address whose link was not opened ends when the PIN or password is changed or the card reported lost:
-- whoever asked for it may have been somebody else.
ALTER TABLE pending_change
    DROP CONSTRAINT pending_change_status_check,
    ADD CONSTRAINT pending_change_status_check
        CHECK (status IN ('unverified', 'waiting', 'confirmed', 'refused', 'taken back', 'replaced', 'ended'));
