-- A name and postal address as they stand on an envelope, line by line: for the desk's printing, and to keep where a letter
-- goes that tells of a new postal address: it goes to the former one, or whoever changed it would read it alone.
CREATE FUNCTION postal_lines(of_library text, of_person uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT array_to_string(ARRAY (
        SELECT trim(line) FROM person
        LEFT JOIN contact ON contact.library = person.library AND contact.person_id = person.id
        CROSS JOIN LATERAL unnest(ARRAY [
            concat_ws(' ', coalesce(person.preferred_name, person.firstname), person.surname),
            concat_ws(' ', contact.street_number, contact.address, contact.street_type),
            contact.address2,
            concat_ws(' ', contact.city, contact.state, contact.zipcode),
            contact.country]) WITH ORDINALITY AS lines (line, n)
        WHERE person.library = of_library AND person.id = of_person AND trim(line) <> ''
        ORDER BY n), E'\n')
$$;

ALTER TABLE postal_letter ADD COLUMN sent_to text;
