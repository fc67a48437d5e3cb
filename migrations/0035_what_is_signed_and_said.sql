-- What was signed never becomes a draft again, to be written anew or thrown away.
CREATE OR REPLACE FUNCTION permission_stays_signed() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF OLD.state <> 'draft' AND NEW.state = 'draft' THEN
        RAISE EXCEPTION 'a signed permission is no draft any more';
    END IF;
    IF OLD.state IN ('used-up', 'withdrawn', 'refused') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a permission that is over stays over';
    END IF;
    RETURN NEW;
END $$;

-- A yes or no is never changed (0031), and so never deleted either but with the whole person.
REVOKE DELETE, TRUNCATE ON consent FROM portal_app;
