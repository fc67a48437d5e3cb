-- A breach may concern people without a card who get newsletters, too: of them the portal holds a name and an address.
ALTER TABLE breach_person
    ALTER COLUMN person_id DROP NOT NULL,
    ADD COLUMN subscriber_id uuid,
    ADD CHECK (num_nonnulls(person_id, subscriber_id) = 1),
    ADD UNIQUE (library, breach_id, subscriber_id),
    ADD FOREIGN KEY (library, subscriber_id) REFERENCES subscriber (library, id) ON DELETE CASCADE;
CREATE INDEX breach_person_subscriber ON breach_person (library, subscriber_id) WHERE subscriber_id IS NOT NULL;
