-- Written permission (S3): what a patron signed, what the desk made of it, and what was told under it.

CREATE TABLE permission (
    library          text COLLATE "C" NOT NULL,
    id               uuid NOT NULL,
    person_id        uuid NOT NULL,
    reference        text COLLATE "C" NOT NULL,      -- domain::reference; a name, no secret
    started_at       timestamptz NOT NULL,
    state            text NOT NULL CHECK               -- 'ended' is said by the calendar and never written
        (state IN ('draft', 'signed', 'in-force', 'used-up', 'ended', 'withdrawn', 'refused')),
    recipient_kind   text CHECK (recipient_kind IN ('person', 'organization')),
    recipient_name   text,
    recipient_proof  text,
    classes          text[] NOT NULL DEFAULT '{}',
    purpose          text,
    valid_from       date,
    valid_until      date,
    uses             text CHECK (uses IN ('once', 'repeatedly')),
    signed_text      text,
    text_version     text,
    text_digest      text,                            -- SHA-256 of signed_text, in hex
    signed_name      text,
    language         text,
    means            text CHECK (means IN ('pin', 'password', 'paper')),
    signed_at        timestamptz,
    confirmed_at     timestamptz,
    photo_id         text,                            -- its kind (domain::photo_id), never a number or a picture
    decided_by       uuid,                            -- the staff account that confirmed or refused
    refused_at       timestamptz,
    refused_reason   text,
    withdrawn_at     timestamptz,
    used_at          timestamptz,
    source           text NOT NULL,                   -- 'portal', or 'desk' for one taken from paper
    sourced_at       timestamptz NOT NULL,
    PRIMARY KEY (library, id),
    UNIQUE (library, reference),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE,
    CHECK (valid_from <= valid_until),
    CHECK (state = 'draft' OR num_nulls(recipient_kind, recipient_name, recipient_proof, purpose, valid_from,
        valid_until, uses, signed_text, text_version, text_digest, signed_name, language, means, signed_at) = 0)
);
CREATE INDEX permission_person ON permission (library, person_id, started_at DESC, id);
CREATE INDEX permission_waiting ON permission (library, signed_at) WHERE state = 'signed';

-- What was signed stays as it was signed, and what is over stays over, whatever a query says.
CREATE FUNCTION permission_stays_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND
        (OLD.person_id, OLD.reference, OLD.recipient_kind, OLD.recipient_name, OLD.recipient_proof, OLD.classes,
         OLD.purpose, OLD.valid_from, OLD.valid_until, OLD.uses, OLD.signed_text, OLD.text_version, OLD.text_digest,
         OLD.signed_name, OLD.language, OLD.means, OLD.signed_at)
        IS DISTINCT FROM
        (NEW.person_id, NEW.reference, NEW.recipient_kind, NEW.recipient_name, NEW.recipient_proof, NEW.classes,
         NEW.purpose, NEW.valid_from, NEW.valid_until, NEW.uses, NEW.signed_text, NEW.text_version, NEW.text_digest,
         NEW.signed_name, NEW.language, NEW.means, NEW.signed_at)
    THEN
        RAISE EXCEPTION 'a signed permission does not change';
    END IF;
    IF OLD.state IN ('used-up', 'withdrawn', 'refused') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a permission that is over stays over';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER permission_stays_signed BEFORE UPDATE ON permission
    FOR EACH ROW EXECUTE FUNCTION permission_stays_signed();

-- Each use of a permission: when, which classes, to whom, proven how, by which staff account.
CREATE TABLE disclosure (
    library          text COLLATE "C" NOT NULL,
    id               uuid NOT NULL,
    person_id        uuid NOT NULL,
    reference        text COLLATE "C" NOT NULL,
    told_at          timestamptz NOT NULL,
    classes          text[] NOT NULL,
    recipient_name   text NOT NULL,
    recipient_proof  text NOT NULL,
    photo_id         text NOT NULL,
    rules            text[] NOT NULL,
    told_by          uuid NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, person_id) REFERENCES person (library, id) ON DELETE CASCADE
);
CREATE INDEX disclosure_person ON disclosure (library, person_id, told_at DESC, id);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['permission', 'disclosure'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format(
            'CREATE POLICY tenant ON %I '
            'USING (library = (SELECT current_setting(''portal.library'', true)) AND '
            '       ((SELECT current_setting(''portal.person'', true) = ''*'') OR '
            '        person_id = (SELECT nullif(nullif(current_setting(''portal.person'', true), ''*''), '''')::uuid)))',
            t);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON permission TO portal_app;
-- A draft may be thrown away; what was signed may not.
GRANT DELETE ON permission TO portal_app;
CREATE POLICY drafts_only ON permission AS RESTRICTIVE FOR DELETE TO portal_app USING (state = 'draft');
-- Append-only, whoever asks.
GRANT SELECT, INSERT ON disclosure TO portal_app;
