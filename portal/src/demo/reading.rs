//! What they read: out now, long ago, waited for, and sent for from elsewhere.

use super::{
    Ink, Part, Patron, SOURCE,
    books::{BOOKS, Book, CHILDRENS, LIBROS},
};
use crate::Result;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::parse::check_digit;

/// Rows go to the database this many at a time.
const BATCH: usize = 5_000;
/// At the member of a consortium, one loan in seven was made at a neighbor's.
const NEIGHBOR: (&str, &str) = ("lci-member", "HARBOR HILL");
/// A loan that began so many days ago is back.
const SINCE: i64 = 24;

/// Writes everything a patron has borrowed or asked for.
pub(super) async fn write(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let (returned, years) = match (patron.part, ink.place.slug) {
        (Part::Collector, "mansfield") => (20_000, 21),
        (Part::Collector, _) => (640, 16),
        (Part::Reader, "mansfield") => (2_400, 21),
        (Part::Reader, _) => (280 + ink.dice.below(220), 14),
        (Part::NoEmail, _) => (150, 9),
        (Part::Parent, _) => (120, 6),
        (Part::ChildOfSix, _) => (40, 1),
        (Part::ChildOfThirteen | Part::NearlyEighteen, _) => (70, 4),
        (Part::SpanishReader, _) => (90, 4),
        (Part::ExpiredCard, _) => (60, 5),
        (Part::LostCard | Part::Debtor, _) => (35, 3),
        // One chose to keep nothing; the other has only just come.
        (Part::Name | Part::NotActivated, _) => (0, 0),
    };
    history(ink, patron, returned, years).await?;
    let out = match patron.part {
        Part::Reader => 9,
        Part::Collector => 14,
        Part::NotActivated | Part::ExpiredCard => 0,
        _ => 1 + ink.dice.below(5),
    };
    checkouts(ink, patron, out).await?;
    holds(ink, patron).await?;
    interlibrary_loans(ink, patron).await
}

fn shelf(ink: &Ink<'_>, patron: &Patron<'_>) -> &'static [Book] {
    match patron.part {
        Part::ChildOfSix => CHILDRENS,
        Part::ChildOfThirteen if ink.dice.chance(60) => CHILDRENS,
        Part::Parent if ink.dice.chance(40) => CHILDRENS,
        Part::SpanishReader if ink.dice.chance(80) => LIBROS,
        _ => BOOKS,
    }
}

/// A book, and the barcode of one of its copies.
fn copy(ink: &Ink<'_>, patron: &Patron<'_>) -> (&'static str, &'static str, String) {
    let shelf = shelf(ink, patron);
    let place = ink.dice.below(shelf.len());
    let (title, author) = shelf[place];
    let copy = (title.len() * 1_009 + place * 31) % 90_000 + ink.dice.below(3);
    let digits = format!("3{}{copy:08}", &ink.place.prefix[1..]);
    let check = check_digit(&digits).unwrap_or(0);
    (title, author, format!("{digits}{check}"))
}

#[derive(Default)]
struct Loans {
    ids: Vec<uuid::Uuid>,
    titles: Vec<String>,
    authors: Vec<String>,
    barcodes: Vec<String>,
    out: Vec<DateTime<Utc>>,
    due: Vec<NaiveDate>,
    returned: Vec<DateTime<Utc>>,
    renewals: Vec<i32>,
}

/// `count` loans, evenly over so many years; fewer, one a day at most, where the library does not keep them so long.
async fn history(ink: &mut Ink<'_>, patron: &Patron<'_>, count: usize, years: i64) -> Result<()> {
    // The last loan came back a day or two ago; the first as long ago as the library keeps it.
    let kept = ink.history_kept(patron);
    let span = (years * 365).min(kept - SINCE);
    let count = if years * 365 > span { count.min(usize::try_from(span).unwrap_or(0)) } else { count };
    let mut loans = Loans::default();
    for index in 0..count {
        let back = span * i64::try_from(count - index).unwrap_or(0) / i64::try_from(count).unwrap_or(1);
        let day = ink.today - Duration::days(SINCE + back);
        let (title, author, barcode) = copy(ink, patron);
        let renewals = i32::from(ink.dice.chance(15));
        let kept = 2 + ink.dice.days(19) + i64::from(renewals) * 2;
        loans.ids.push(ink.dice.uuid());
        loans.titles.push(title.to_owned());
        loans.authors.push(author.to_owned());
        loans.barcodes.push(barcode);
        loans.out.push(ink.dice.open_hours(day));
        loans.due.push(day + Duration::days(21 * (1 + i64::from(renewals))));
        loans.returned.push(ink.dice.open_hours(day + Duration::days(kept)));
        loans.renewals.push(renewals);
        if loans.ids.len() == BATCH {
            write_loans(ink, patron, std::mem::take(&mut loans)).await?;
        }
    }
    write_loans(ink, patron, loans).await
}

async fn write_loans(ink: &mut Ink<'_>, patron: &Patron<'_>, loans: Loans) -> Result<()> {
    let (member, branch) = NEIGHBOR;
    let neighbor = (ink.place.slug == member).then_some(branch);
    sqlx::query!(
        "INSERT INTO loan_history (library, id, person_id, title, author, item_barcode, checked_out_at, due_on, \
                                   returned_at, branch, item_kind, renewals, source, sourced_at) \
         SELECT $1, l.id, $2, l.title, l.author, l.barcode, l.out, l.due, l.returned, \
                CASE WHEN $14::text IS NOT NULL AND hashtext(l.barcode) % 7 = 0 THEN $14 ELSE $3 END, \
                (ARRAY['BOOK', 'BOOK', 'BOOK', 'AUDIOBOOK', 'LARGEPRINT'])[1 + abs(hashtext(l.barcode) % 5)], \
                l.renewals, $4, $5 \
         FROM UNNEST($6::uuid[], $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::date[], \
                     $12::timestamptz[], $13::integer[]) \
              AS l (id, title, author, barcode, out, due, returned, renewals) \
         ON CONFLICT DO NOTHING",
        ink.place.slug,
        patron.id,
        ink.place.branch,
        SOURCE,
        ink.now,
        &loans.ids,
        &loans.titles,
        &loans.authors,
        &loans.barcodes,
        &loans.out,
        &loans.due,
        &loans.returned,
        &loans.renewals,
        neighbor,
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn checkouts(ink: &mut Ink<'_>, patron: &Patron<'_>, count: usize) -> Result<()> {
    for index in 0..count {
        let (title, author, barcode) = copy(ink, patron);
        // The debtor's first is long overdue; nobody else's is.
        let overdue = patron.part == Part::Debtor && index == 0;
        let days = if overdue { 70 } else { ink.dice.days(20) };
        let day = ink.today - Duration::days(1 + days);
        sqlx::query!(
            "INSERT INTO checkout (library, id, person_id, title, author, item_barcode, checked_out_at, due_on, branch, \
                                   item_kind, renewals, source, sourced_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
                     (ARRAY['BOOK', 'BOOK', 'BOOK', 'AUDIOBOOK', 'LARGEPRINT'])[1 + abs(hashtext($6) % 5)], $10, $11, $12) \
             ON CONFLICT DO NOTHING",
            ink.place.slug,
            ink.dice.uuid(),
            patron.id,
            title,
            author,
            barcode,
            ink.dice.open_hours(day),
            day + Duration::days(21),
            ink.place.branch,
            0,
            SOURCE,
            ink.now,
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}

async fn holds(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let wanted: &[(&str, Option<i32>)] = match patron.part {
        Part::Reader => &[("ready", None), ("in-transit", None), ("waiting", Some(2)), ("waiting", Some(14))],
        Part::Parent => &[("waiting", Some(1)), ("waiting", Some(5))],
        Part::SpanishReader | Part::NearlyEighteen => &[("ready", None)],
        Part::NoEmail | Part::ChildOfThirteen => &[("waiting", Some(3))],
        _ => &[],
    };
    for (index, (status, position)) in wanted.iter().enumerate() {
        let (title, author, barcode) = copy(ink, patron);
        let placed = ink.today - Duration::days(3 + 9 * i64::try_from(index).unwrap_or(0));
        let ready = *status == "ready";
        sqlx::query!(
            "INSERT INTO hold (library, id, person_id, title, author, item_barcode, placed_on, pickup_branch, \
                               queue_position, status, ready_until, source, sourced_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            ink.place.slug,
            ink.dice.uuid(),
            patron.id,
            title,
            author,
            position.is_none().then_some(barcode),
            placed,
            ink.place.branch,
            *position,
            *status,
            ready.then(|| ink.today + Duration::days(6)),
            SOURCE,
            ink.now,
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}

async fn interlibrary_loans(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let asked: &[(&str, &str, &str, &str)] = match patron.part {
        Part::Reader => &[
            ("A History of the Nipmuc Country", "Hollis, Amos", "Hartland State College", "received"),
            ("Wayside Inns of the Quinebaug Valley", "Perrault, Edith", "Eastbrook Athenaeum", "requested"),
        ],
        Part::SpanishReader => &[("Cuentos de la selva", "Quiroga, Horacio", "Hartland State College", "shipped")],
        _ => &[],
    };
    for (title, author, lender, status) in asked {
        let due = (*status == "received").then(|| ink.today + Duration::days(17));
        sqlx::query!(
            "INSERT INTO interlibrary_loan (library, id, person_id, title, author, requested_on, lending_library, status, \
                                            due_on, source, sourced_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            ink.place.slug,
            ink.dice.uuid(),
            patron.id,
            *title,
            *author,
            ink.today - Duration::days(8 + ink.dice.days(12)),
            *lender,
            *status,
            due,
            SOURCE,
            ink.now,
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}
