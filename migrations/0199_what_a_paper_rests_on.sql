-- What a paper rests on (M10), and when whose record it names was looked for in vain.
ALTER TABLE legal_process
    ADD COLUMN law               text,        -- domain::process::Law
    ADD COLUMN proceeding        text,        -- domain::process::Proceeding
    ADD COLUMN sought_in_vain_at timestamptz;
