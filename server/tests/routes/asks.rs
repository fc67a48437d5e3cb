//! "Who is asking?" on the bytes: what stands on the page that answers each of them at each library, for each errand, with
//! everything shown and with nothing. `asks.md` has the whole of it (L14, L17, L18, L22, C3, M9, W3, W9).

use crate::{
    staff::{at_desk, at_desk_as},
    support::{Answer, Desk, Visitor, card},
};
use domain::{
    asking::{Proof, ProofSort, Voice},
    decision::Role,
    profile::{Profile, WrittenPermission},
};
use http::StatusCode;
use sqlx::PgPool;
use std::fmt::Write;

/// What only this record says: the word in the table, and the text that no other page has.
const CANARIES: [(&str, &str); 14] = [
    ("name", "Sandpiperling"),
    ("born", "May 4, 2016"),
    ("street", "Bitternlane"),
    ("phone", "860-555-0142"),
    ("guardian", "Wrenhollow"),
    ("loan", "Heron-at-home"),
    ("hold", "Heron-on-the-shelf"),
    ("loan-from-elsewhere", "Heron-from-afar"),
    ("past-loan", "Heron-brought-back"),
    ("fee", "Heron-left-in-the-rain"),
    ("owed", "$7.31"),
    ("question", "Heron-wondered-about"),
    ("event", "Heron-watching"),
    ("note", "Heron-scribbled"),
];

/// The patron's record, with a canary in each kind.
async fn filled(desk: &Desk, library: &str, number: &str) {
    desk.import_born(library, number, "2016-05-04").await;
    for row in [
        "UPDATE person SET firstname = 'Sandpiperling' WHERE library = $1 AND id = $2",
        "UPDATE contact SET address = 'Bitternlane' WHERE library = $1 AND person_id = $2",
        "INSERT INTO guardianship (library, id, child_id, guardian_name, relationship, cosigner, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, 'Lucia Wrenhollow', 'mother', true, 'desk', now())",
        "INSERT INTO checkout (library, id, person_id, title, item_barcode, checked_out_at, due_on, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, 'Heron-at-home', '3', '2026-11-01Z', '2026-11-30', 'desk', now())",
        "INSERT INTO hold (library, id, person_id, title, placed_on, status, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, 'Heron-on-the-shelf', '2026-11-01', 'ready', 'desk', now())",
        "INSERT INTO interlibrary_loan (library, id, person_id, title, requested_on, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, 'Heron-from-afar', '2026-11-01', 'desk', now())",
        "INSERT INTO loan_history (library, id, person_id, title, item_barcode, checked_out_at, returned_at, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, 'Heron-brought-back', '4', '2026-10-01Z', '2026-10-20Z', 'desk', now())",
        "INSERT INTO account_line (library, id, person_id, line_number, entered_on, kind, description, amount_cents, \
                                   outstanding_cents, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, '1', '2026-11-01', 'LOST', 'Heron-left-in-the-rain', 731, 731, 'desk', now())",
        "INSERT INTO question (library, id, person_id, asked_on, question, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, '2026-11-01', 'Heron-wondered-about', 'desk', now())",
        "INSERT INTO registration (library, id, person_id, event, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, 'Heron-watching', 'desk', now())",
        "INSERT INTO note (library, id, person_id, kind, body, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, 'staff', 'Heron-scribbled', 'desk', now())",
    ] {
        sqlx::query(sqlx::AssertSqlSafe(
            row.replace("$2", "(SELECT person_id FROM card WHERE library = $1 AND number = $2)"),
        ))
        .bind(library)
        .bind(number)
        .execute(&desk.pool)
        .await
        .unwrap();
    }
}

/// Which canaries stand in an answer, headers and all.
async fn told(clerk: &mut Visitor, path: &str) -> String {
    let answer = clerk.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    stands_in(&answer, path)
}

/// The same of an answer that is there.
fn stands_in(answer: &Answer, path: &str) -> String {
    let text = format!("{}{:?}", answer.text(), answer.headers);
    let said = CANARIES.iter().filter(|(_, canary)| text.contains(canary)).map(|(word, _)| *word);
    let said = said.collect::<Vec<_>>().join(" ");
    assert!(text.contains(if said.is_empty() { "is-no" } else { "is-yes" }), "{path}: {said}");
    if said.is_empty() { "nothing".to_owned() } else { said }
}

/// Everything that this one has to show here, or nothing.
fn shown(voice: Voice, profile: &Profile, whole: bool, errand: &'static str) -> Vec<(&'static str, &'static str)> {
    let name = if voice == Voice::Patron { "Sandpiperling Canaryname" } else { "Lucia Wrenhollow" };
    let fields = |proof: &Proof| match proof.sort() {
        ProofSort::Card => vec![("card", "on")],
        ProofSort::PhotoId => vec![("photo_id", "passport"), ("name", name)],
        ProofSort::Number => vec![("number", "8605550142")],
    };
    let shown = voice.proofs(profile).iter().filter(|_| whole).flat_map(fields);
    shown.chain([("errand", errand)]).collect()
}

async fn answers(desk: &Desk, profile: &Profile, table: &mut String) {
    let library = profile.slug.as_str();
    filled(desk, library, &card(1)).await;
    let mut clerk = at_desk(desk, library, Role::Desk).await;
    let look = clerk.post("/desk/find", &[("find", &card(1))]).await.location().to_owned();
    let before = clerk.get(&look).await.text();
    let early = CANARIES.iter().filter(|(_, canary)| before.contains(canary)).count();
    assert_eq!(early, 0, "{library}: nothing is shown before it is said who asks");
    for voice in Voice::ALL.into_iter().filter(|voice| voice.needs_record()) {
        let path = format!("{look}/asks/{}", voice.code());
        if !voice.is_offered(profile) {
            assert_eq!(clerk.get(&path).await.status, StatusCode::NOT_FOUND, "{library} {path}");
            let form = shown(voice, profile, true, "account");
            assert_eq!(clerk.post(&path, &form).await.status, StatusCode::NOT_FOUND);
            continue;
        }
        for errand in voice.errands() {
            for whole in [true, false] {
                let answer = clerk.post(&path, &shown(voice, profile, whole, errand.code())).await;
                assert_eq!(answer.location(), format!("{look}/answer"), "{}", answer.text());
                let said = told(&mut clerk, &format!("{look}/answer")).await;
                let shown = if whole { "all" } else { "nothing" };
                writeln!(table, "| {library} | {} | {} | {shown} | {said} |", voice.code(), errand.code()).unwrap();
            }
        }
    }
    for voice in Voice::ALL.into_iter().filter(|voice| !voice.needs_record() && *voice != Voice::PermissionHolder) {
        let said = told(&mut clerk, &format!("/desk/asks/{}", voice.code())).await;
        assert_eq!(said, "nothing", "{library} {voice:?}");
    }
    if profile.switches.written_permission.value == WrittenPermission::Offered {
        permitted(desk, library, &mut clerk, table).await;
    }
}

/// Somebody with a permission for loans and fees that is in force asks for details and past loans, too: of another clerk than took
/// the paper, with the proof that it names and without.
async fn permitted(desk: &Desk, library: &str, clerk: &mut Visitor, table: &mut String) {
    let (number, id) = (card(1), "018f0000-0000-7000-8000-0000000000b1");
    let paper = [
        ("card_number", number.as_str()),
        ("kind", "person"),
        ("name", "Heron"),
        ("proof", "Passport"),
        ("fees", "on"),
        ("checkouts", "on"),
        ("purpose", "Paying"),
        ("from", "2026-11-23"),
        ("until", "2026-12-24"),
        ("uses", "repeatedly"),
        ("signed_name", "Heron"),
        ("language", "en"),
        ("seen", "passport"),
        ("step", "take"),
        ("id", id),
    ];
    let taken = clerk.post("/desk/permissions/new", &paper).await;
    let path = format!("{}/disclose", taken.location().split('?').next().unwrap_or_default());
    assert!(path.starts_with("/desk/permissions/P-"), "{library}: {}", taken.text());
    let mut colleague = at_desk_as(desk, library, "colleague", Role::Desk).await;
    for (proven, shown) in [("yes", "all"), ("no", "nothing")] {
        let wanted = [
            ("proven", proven),
            ("seen", "passport"),
            ("fees", "on"),
            ("checkouts", "on"),
            ("contact", "on"),
            ("history", "on"),
        ];
        let answer = colleague.post(&path, &wanted).await;
        let said = stands_in(&answer, &path);
        writeln!(table, "| {library} | permission-holder | loans-and-fees | {shown} | {said} |").unwrap();
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn c3_l14_l17_l18_l22_m3_w9_each_asker_is_told_exactly_this_at_each_library(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut table = String::from(
        "# What a clerk may tell whom\n\n\
         Read off the pages of the desk, for a child’s record with a canary in each kind of data: who asks, what about, what\n\
         they showed (everything there is to show, or nothing), and what stood on the page that answered. Anyone who is not\n\
         listed at a library is not served there. `asks.rs` fails where this is not what is told; `WRITE_ASKS=1` writes it.\n\n\
         | library | who asks | what about | shown | told |\n|---|---|---|---|---|\n",
    );
    for profile in desk.profiles.clone().iter() {
        answers(&desk, profile, &mut table).await;
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/routes/asks.md");
    if std::env::var_os("WRITE_ASKS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table);
}

#[sqlx::test(migrations = "../migrations")]
async fn c3_w4_w5_every_role_reads_the_words_for_those_who_are_refused_and_a_volunteer_nothing_else(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("canton", &card(1)).await;
    let mut volunteer = at_desk(&desk, "canton", Role::Volunteer).await;
    for voice in ["relative", "caller", "vendor", "other-library", "reporter", "police", "anyone"] {
        let page = volunteer.get(&format!("/desk/asks/{voice}")).await;
        assert!(page.text().contains("You can share nothing"), "{voice}");
    }
    assert!(volunteer.get("/desk/asks/police").await.text().contains("Tell the Director now"), "C2, W5");
    assert!(volunteer.post("/desk/find", &[("find", &card(1))]).await.text().contains("You may not see this"));
    let id = [("name", "Adaeze Canaryname"), ("born", "1988-04-02")];
    let found = volunteer.post("/desk/identify", &id).await;
    assert!(found.text().contains("You may not see this") && found.location().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn l21_of_two_namesakes_the_clerk_chooses_by_the_address_and_sees_nothing_else_of_either(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for serial in [1, 2] {
        desk.import_born("putnam", &card(serial), "2016-05-04").await;
    }
    let other = "UPDATE contact SET address = '7 Bitternlane' \
                 WHERE person_id = (SELECT person_id FROM card WHERE library = 'putnam' AND number = $1)";
    sqlx::query(other).bind(card(2)).execute(&pool).await.unwrap();
    let mut clerk = at_desk(&desk, "putnam", Role::Desk).await;
    let id = [("name", "Adaeze Canaryname"), ("born", "2016-05-04")];
    let answer = clerk.post("/desk/identify", &id).await;
    let page = answer.text();
    assert_eq!((answer.status, answer.location()), (StatusCode::OK, ""));
    assert!(page.contains("Which of these does the photo ID show?"), "{page}");
    assert!(page.contains("7 Bitternlane") && page.contains("12 Elm Street"), "{page}");
    for private in ["860-555-0142", "@example.org", &card(1), &card(2), "Canaryname"] {
        assert!(!page.contains(private), "{private}: {page}");
    }
    let looks: Vec<&str> = page.split("href=\"/desk/look/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(looks.len(), 2, "{page}");
    let (chosen, path) = (looks[0], format!("/desk/look/{}", looks[0]));
    let before = clerk.get(&path).await;
    assert_eq!(before.status, StatusCode::OK, "{chosen}");
    assert!(!before.text().contains("Canaryname"), "nothing is shown before it is said who asks");
    // Of four, none is shown.
    for serial in [3, 4] {
        desk.import_born("putnam", &card(serial), "2016-05-04").await;
    }
    let answer = clerk.post("/desk/identify", &id).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("or too many do") && !answer.text().contains("Elm Street"), "{}", answer.text());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_wrong_in_an_answer_is_said_beside_its_field_and_what_was_typed_stays(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    filled(&desk, "lci-member", &card(1)).await;
    let mut clerk = at_desk(&desk, "lci-member", Role::Desk).await;
    let look = clerk.post("/desk/find", &[("find", &card(1))]).await.location().to_owned();
    let path = format!("{look}/asks/parent");
    let answer = clerk.post(&path, &[("photo_id", "passport"), ("errand", "history"), ("card", "on")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(text.contains("href=\"#name\"") && text.contains("value=\"history\" checked"), "{text}");
    clerk.post(&format!("{look}/asks/payer"), &[]).await;
    for amount in ["", "0", "-3", "7.32", "12,50", "all of it"] {
        let answer = clerk.post(&format!("{look}/payment"), &[("amount", amount)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{amount}");
        assert!(answer.text().contains(&format!("value=\"{amount}\"")), "{amount}");
    }
    let paid = clerk.post(&format!("{look}/payment"), &[("amount", "$7.31")]).await;
    assert_eq!(paid.location(), "/desk?done=paid", "{}", paid.text());
    let again = clerk.post(&format!("{look}/payment"), &[("amount", "$7.31")]).await;
    assert_eq!(again.location(), "/desk?done=paid", "the second click is told the same");
    let noted = "SELECT count(*) FROM ledger_event WHERE action = 'payment-taken'";
    let noted: i64 = sqlx::query_scalar(noted).fetch_one(&desk.pool).await.unwrap();
    assert_eq!(noted, 1, "and pays nothing");
}
