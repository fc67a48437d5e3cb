//! A hundred thousand plain patrons, for measuring; and a file of as many, for measuring the import.

use super::{
    SOURCE,
    books::BOOKS,
    people::{PLACES, card_number},
};
use crate::{Portal, Result, db::Scope};
use domain::ids::LibrarySlug;
use std::io::{self, Write};

/// Cards of the many begin where no named person's does.
const FIRST: usize = 1_000_000;

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Many {
    /// People.
    pub people: u64,
    /// Things out now.
    pub checkouts: u64,
    /// Things that were out once.
    pub history: u64,
    /// Holds.
    pub holds: u64,
    /// Account lines.
    pub account_lines: u64,
}

/// The card of the `index`th of the many at a library, so that a bench can sign in as any of them.
pub fn card_of_many(library: &LibrarySlug, index: usize) -> String {
    let prefix = PLACES.iter().find(|place| place.slug == library.as_str()).map_or("29100", |place| place.prefix);
    card_number(prefix, FIRST + index)
}

/// Makes `count` plain patrons at one library, by a few set-based statements in one transaction. All have the same PIN
/// or password, given as its stored form, so that none of the time goes into hashing. Does nothing, and counts
/// nothing, if they are there already.
///
/// The shape is a library's: of ten patrons four have something out, six have a history (some a long one), two a hold,
/// one an unpaid fee.
///
/// # Errors
/// When the database does not answer; then nothing was written.
pub async fn populate_many(portal: &Portal, library: &LibrarySlug, count: usize, hash: &str) -> Result<Many> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let cards: Vec<String> = (0..count).map(|index| card_of_many(library, index)).collect();
    let there = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM card WHERE library = $1 AND number = $2) AS "there!""#,
        library.as_str(),
        cards.first(),
    )
    .fetch_one(&mut *tx)
    .await?;
    if there || count == 0 {
        return Ok(Many { people: 0, checkouts: 0, history: 0, holds: 0, account_lines: 0 });
    }
    let (titles, authors): (Vec<String>, Vec<String>) =
        BOOKS.iter().map(|(title, author)| ((*title).to_owned(), (*author).to_owned())).unzip();
    // `turn` stands for chance: it spreads the patrons' numbers evenly and is the same each time.
    sqlx::raw_sql(
        "CREATE TEMP TABLE many (id uuid, n integer, turn integer, card text) ON COMMIT DROP; \
         CREATE TEMP TABLE book (n integer, title text, author text) ON COMMIT DROP",
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO many SELECT gen_random_uuid(), n, (n::bigint * 7919 % 100)::integer, card \
         FROM UNNEST($1::text[]) WITH ORDINALITY AS c (card, n)",
    )
    .bind(&cards)
    .persistent(false)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO book SELECT n - 1, title, author FROM UNNEST($1::text[], $2::text[]) \
         WITH ORDINALITY AS b (title, author, n)",
    )
    .bind(&titles)
    .bind(&authors)
    .persistent(false)
    .execute(&mut *tx)
    .await?;
    sqlx::raw_sql("SET LOCAL work_mem = '64MB'; ANALYZE many; ANALYZE book").execute(&mut *tx).await?;
    let mut written = [0; PEOPLE.len() + 4];
    let loans = [CHECKOUTS, HISTORY, HOLDS, ACCOUNT_LINES];
    for (sql, rows) in PEOPLE.into_iter().chain(loans).zip(&mut written) {
        let query = sqlx::query(sql).bind(library.as_str()).bind(now).bind(SOURCE).persistent(false);
        let query = if sql.contains("$4") { query.bind(hash) } else { query };
        *rows = query.execute(&mut *tx).await?.rows_affected();
    }
    tx.commit().await?;
    let [people, .., checkouts, history, holds, account_lines] = written;
    Ok(Many { people, checkouts, history, holds, account_lines })
}

const PEOPLE: [&str; 7] = [
    "INSERT INTO person (library, id, surname, firstname, date_of_birth, ils_number, source, sourced_at) \
     SELECT $1, id, (ARRAY['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel', 'Ivy', 'Juniper'])\
                    [1 + n % 10] || (ARRAY['field', 'wood', 'ton', 'ley', 'brook', 'stone', 'man'])[1 + n % 7], \
            (ARRAY['Ada', 'Ben', 'Cora', 'Dev', 'Ema', 'Finn', 'Gia', 'Hugo', 'Ines', 'Jun', 'Kofi'])[1 + n % 11], \
            $2::date - 2000 - n % 28000, 'many-' || n, $3, $2 FROM many",
    "INSERT INTO card (library, id, person_id, number, issued_on, source, sourced_at) \
     SELECT $1, gen_random_uuid(), id, card, $2::date - n % 3000, $3, $2 FROM many",
    "INSERT INTO membership (library, id, person_id, enrolled_on, expires_on, last_seen_on, source, sourced_at) \
     SELECT $1, gen_random_uuid(), id, $2::date - n % 3000, $2::date - 100 + n % 900, $2::date - turn, $3, $2 FROM many",
    "INSERT INTO contact (library, id, person_id, street_number, address, city, state, zipcode, email, phone, source, \
                          sourced_at) \
     SELECT $1, gen_random_uuid(), id, 1 + n % 240, (ARRAY['Oak', 'Main', 'Mill', 'Church', 'Pond'])[1 + n % 5] || \
            ' Street', 'Elmfield', 'CT', '06099', CASE WHEN turn < 85 THEN 'many' || n || '@example.org' END, \
            '860-555-0' || lpad((n % 200)::text, 3, '0'), $3, $2 FROM many",
    "INSERT INTO eligibility (library, id, person_id, home_library, category, address_invalid, source, sourced_at) \
     SELECT $1, gen_random_uuid(), id, 'MAIN', CASE WHEN turn < 15 THEN 'JUVENILE' ELSE 'ADULT' END, turn = 99, $3, $2 \
     FROM many",
    "INSERT INTO preference (library, id, person_id, language, reading_history, source, sourced_at) \
     SELECT $1, gen_random_uuid(), id, CASE WHEN turn < 12 THEN 'es' ELSE 'en' END, \
            CASE WHEN turn < 60 THEN 'forever' ELSE 'default' END, $3, $2 FROM many",
    "INSERT INTO credential (library, person_id, kind, hash, scheme, set_at, source) \
     SELECT $1, id, 'password', $4, 'argon2id', $2, $3 FROM many",
];

const CHECKOUTS: &str = "INSERT INTO checkout (library, id, person_id, title, author, item_barcode, checked_out_at, \
     due_on, branch, source, sourced_at) \
     SELECT $1, gen_random_uuid(), m.id, b.title, b.author, m.n || '-' || i, $2 - make_interval(days => (m.n + i * 5) % 20), \
            $2::date + 21 - (m.n + i * 5) % 20, 'MAIN', $3, $2 \
     FROM many m CROSS JOIN generate_series(1, 1 + m.n % 4) AS i \
     JOIN book b ON b.n = (m.n * 13 + i * 37) % (SELECT count(*) FROM book) WHERE m.turn < 40";

const HISTORY: &str = "INSERT INTO loan_history (library, id, person_id, title, author, item_barcode, checked_out_at, \
     due_on, returned_at, branch, source, sourced_at) \
     SELECT $1, gen_random_uuid(), m.id, b.title, b.author, m.n || '-' || i, $2 - make_interval(days => 24 + i % 27), \
            $2::date - 3 - i % 27, $2 - make_interval(days => 1 + i % 27), 'MAIN', $3, $2 \
     FROM many m CROSS JOIN generate_series(1, CASE WHEN m.turn = 0 THEN 60 ELSE 1 + m.n % 8 END) AS i \
     JOIN book b ON b.n = (m.n * 17 + i * 41) % (SELECT count(*) FROM book) WHERE m.turn < 60";

const HOLDS: &str = "INSERT INTO hold (library, id, person_id, title, author, placed_on, pickup_branch, queue_position, \
     status, source, sourced_at) \
     SELECT $1, gen_random_uuid(), m.id, b.title, b.author, $2::date - m.turn, 'MAIN', 1 + m.n % 9, 'waiting', $3, $2 \
     FROM many m JOIN book b ON b.n = m.n % (SELECT count(*) FROM book) WHERE m.turn BETWEEN 30 AND 49";

const ACCOUNT_LINES: &str = "INSERT INTO account_line (library, id, person_id, line_number, entered_on, kind, description, \
     amount_cents, outstanding_cents, settled_on, source, sourced_at) \
     SELECT $1, gen_random_uuid(), m.id, 'many-' || m.n, $2::date - m.turn, 'OVERDUE', b.title, 10 + m.n % 300, \
            CASE WHEN m.turn >= 90 THEN 10 + m.n % 300 ELSE 0 END, \
            CASE WHEN m.turn < 90 THEN $2::date - m.turn END, $3, $2 \
     FROM many m JOIN book b ON b.n = m.n % (SELECT count(*) FROM book) WHERE m.turn >= 80";

/// Writes a borrowers file of `count` patrons as Koha's export has it, for measuring an import. Row by row, so that a
/// file of any length takes no memory.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_borrowers(library: &LibrarySlug, count: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "cardnumber,borrowernumber,surname,firstname,dateofbirth,streetnumber,address,city,state,zipcode,email,phone,\
         branchcode,categorycode,dateenrolled,dateexpiry,gonenoaddress,lost,borrowernotes,opacnote,sort1,privacy"
    )?;
    for index in 0..count {
        let card = card_of_many(library, index);
        let note = if index % 20 == 0 { "\"Large print, please\"" } else { "" };
        writeln!(
            out,
            "{card},{},Surname{},\"First, {}\",{}-{:02}-{:02},{},Main Street,\"Elmfield, CT\",,06099,\
             many{index}@example.org,860-555-0{:03},MAIN,ADULT,2019-03-04,03/04/2028,0,0,,{note},TOWN,1",
            // Numbers that no demo person has: the import would take them for the same person.
            1_000_000 + index,
            index % 7_919,
            index % 997,
            1940 + index % 70,
            1 + index % 12,
            1 + index % 28,
            1 + index % 240,
            index % 200,
        )?;
    }
    Ok(())
}
