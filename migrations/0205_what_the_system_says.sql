-- What the library's own system says of a value that was entered here, and since when its files say it: a value entered here
-- stays, and a correction made there is told beside it until both agree. NULL: they agree, or no file has said anything else.
ALTER TABLE field_origin
    ADD COLUMN system_value   text,
    ADD COLUMN system_seen_at timestamptz;

-- As words are compared where a list is searched: small letters without their marks, however those are written, and without
-- apostrophes. The browser does the same (domain::listing::fold), and a test holds the two together.
CREATE FUNCTION folded(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN replace(replace(replace(
    translate(lower(regexp_replace(normalize(said, NFD), '[\u0300-\u036f]', '', 'g')),
              'øØłŁđĐı''’‘ʼ`´', 'oollddi'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
