//! The record as a whole: when it goes (M1), and what of it is not held here.

use crate::{
    permissions::signed,
    support::{Desk, SECRET, card, everything},
};
use domain::reference::{Names, Reference};
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn m1_whoever_is_missing_in_the_file_reads_when_the_whole_record_goes_and_what_keeps_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let title = "You are no longer in the library’s list of patrons";
    assert!(!ada.get("/record").await.text().contains(title));
    let run = async |sql: &'static str| sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    run("DELETE FROM checkout; DELETE FROM account_line; UPDATE person SET absent_since = '2026-10-01'").await;
    let told = ada.get("/record").await.text();
    for said in [title, "October 1, 2026", "December 30, 2026", "Your whole record is due to be deleted"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let drawer = ada.get("/record/identity").await.text();
    assert!(drawer.contains("datetime=\"2026-12-30\""), "beside each row too: {drawer}");
    let leaving = ada.get("/security/close").await.text();
    assert!(leaving.contains("on December 23, 2026"), "a card that is closed today comes first: {leaving}");
    run("UPDATE person SET absent_since = '2026-09-01'").await;
    let leaving = ada.get("/security/close").await.text();
    assert!(leaving.contains("on November 30, 2026"), "the absence comes first: {leaving}");
    run("INSERT INTO account_line (library, id, person_id, source, sourced_at, line_number, entered_on, kind, amount_cents, \
                                   outstanding_cents) \
         SELECT library, gen_random_uuid(), id, 'koha', '2026-11-01Z', '1', '2026-11-01', 'FINE', 100, 100 FROM person")
    .await;
    let kept = ada.get("/record").await.text();
    assert!(kept.contains(title) && kept.contains("Your record stays here while you have something out"), "{kept}");
    assert!(!kept.contains("Your whole record is due to be deleted"), "{kept}");
    let spanish = ada.get("/record?lang=es").await.text();
    assert!(spanish.contains("Usted ya no está en la lista de usuarios de la biblioteca"), "{spanish}");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_overview_says_who_i_am_who_knows_what_what_comes_who_looked_and_then_what_is_held(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron_born("mansfield", &card(1), "2009-05-06").await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    desk.has_read(&card(1), "Emma").await;
    signed(&mut ada, "Ngozi Okafor").await;
    sqlx::raw_sql(
        "UPDATE permission SET state = 'in-force', confirmed_at = now(); \
         UPDATE membership SET expires_on = '2027-03-31'; \
         INSERT INTO checkout (library, id, person_id, source, sourced_at, title, checked_out_at, due_on) \
         SELECT library, gen_random_uuid(), id, 'koha', '2026-11-01Z', loan.name, '2026-11-01Z', '2026-12-01' \
         FROM person, (VALUES ('Persuasion'), ('Sanditon')) AS loan (name); \
         INSERT INTO hold (library, id, person_id, source, sourced_at, title, placed_on, status, ready_until) \
         SELECT library, gen_random_uuid(), id, 'koha', '2026-11-01Z', 'Lady Susan', '2026-11-01', 'ready', '2026-12-04' FROM person",
    )
    .execute(&pool)
    .await
    .unwrap();
    let (mut places, page) = (Vec::new(), ada.get("/record?lang=en").await.text());
    for part in [
        "<h1>",
        "class=\"person-card\"",
        "id=\"knows\"",
        "id=\"next\"",
        "id=\"looked\"",
        "id=\"record\"",
        "class=\"rows\"",
    ] {
        places.push((page.find(part).unwrap_or_else(|| panic!("{part}: {page}")), part));
    }
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.contains("<svg"), "who knows what is drawn: {page}");
    // What comes, by day: two loans, the hold, what was read, the permission, the card, and the eighteenth birthday.
    let english = [
        ("2026-12-01", "Due back"),
        ("2026-12-04", "Last day to pick up your hold"),
        ("2026-12-24", "Permission for"),
        ("2027-03-31", "Your card ends"),
        ("2027-05-06", "You turn 18"),
    ];
    let spanish = [
        ("2026-12-01", "Devolución"),
        ("2026-12-04", "Último día para recoger tu reserva"),
        ("2026-12-24", "Termina el permiso para"),
        ("2027-03-31", "Vence tu tarjeta"),
        ("2027-05-06", "Cumples 18 años"),
    ];
    for (lang, said, deletion) in [("en", english, "Deletion"), ("es", spanish, "Borrado")] {
        let page = ada.get(&format!("/record?lang={lang}")).await.text();
        let next = page.split("id=\"next\"").nth(1).unwrap().split("</section>").next().unwrap();
        let lines: Vec<&str> = next.split("<li").skip(1).collect();
        let dated: Vec<&str> = lines.iter().filter(|line| line.contains("class=\"stamp\"")).copied().collect();
        for (day, what) in said {
            let line = dated.iter().find(|line| line.contains(what)).unwrap_or_else(|| panic!("{what}: {next}"));
            assert!(line.contains(&format!("datetime=\"{day}\"")), "{what}, {day}: {line}");
        }
        assert!(dated.iter().any(|line| line.contains(deletion)), "{deletion}: {next}");
        let days: Vec<&str> =
            dated.iter().map(|line| line.split("datetime=\"").nth(1).unwrap().split('"').next().unwrap()).collect();
        assert!(days.is_sorted() && days.len() == 6, "{days:?}");
    }
    assert!(page.contains("From that day no parent or guardian can look at your record."), "{page}");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_said_of_a_card_on_the_overview_is_said_on_its_own_page_too(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let run = async |sql: &'static str| sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    run("DELETE FROM account_line; \
         UPDATE membership SET expires_on = '2026-01-31', restricted_until = '9999-12-31', restricted_reason = 'Lost books'; \
         INSERT INTO account_line (library, id, person_id, source, sourced_at, line_number, entered_on, kind, amount_cents, \
                                   outstanding_cents) \
         SELECT library, gen_random_uuid(), id, 'koha', '2026-11-01Z', n::text, '2026-11-01', 'FINE', 100, nullif(n * 100, 300) \
         FROM person, generate_series(1, 3) AS n")
    .await;
    let (ended, owing) = ("Your card ended on January 31, 2026", "You owe $3.00");
    let stopped = "Borrowing is stopped, and no end date is recorded";
    let overview = ada.get("/record").await.text();
    let membership = ada.get("/record/membership").await.text();
    for page in [&overview, &membership] {
        for said in [ended, stopped, "Lost books. "] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("until no end date"), "{page}");
    }
    let fees = ada.get("/record/fees").await.text();
    assert!(overview.contains(owing) && fees.contains(owing) && !membership.contains(owing), "{fees}");
    for page in [&overview, &fees] {
        assert!(page.contains("Pay at the desk, or ask there if it is not right."), "{page}");
    }
    assert!(fees.contains("$3.00 and 1 amount not recorded"), "what is not known does not count as nothing: {fees}");
    let spanish = ada.get("/record/membership?lang=es").await.text();
    assert!(spanish.contains("No puede pedir prestado, y no consta una fecha de término"), "{spanish}");
    run("UPDATE membership SET restricted_until = NULL").await;
    let unused = "None of your cards is in use";
    let membership = ada.get("/record/membership?lang=en").await.text();
    assert!(!membership.contains(stopped) && !membership.contains(unused), "{membership}");
    // As a file of the library's system has it, or the desk; whoever reports it lost themself is signed out.
    run("UPDATE card SET status = 'replaced'").await;
    for page in ["/record", "/record/membership"] {
        let told = ada.get(page).await.text();
        assert!(told.contains(unused) && told.contains("Ask at the desk for a new one."), "{page}: {told}");
    }
    let spanish = ada.get("/record?lang=es").await.text();
    assert!(spanish.contains("Ninguna de sus tarjetas está en uso"), "{spanish}");
}

#[sqlx::test(migrations = "../migrations")]
async fn whatever_waits_is_said_on_the_overview_and_on_its_own_page(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let run = async |sql: &'static str| sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    let (signed, closing) = ("Visit the desk with photo ID to finish your permission", "You asked to close your card");
    let none = ada.get("/record").await.text();
    assert!(!none.contains(signed) && !none.contains(closing), "{none}");
    let reference = Reference::new(Names::Permission, [0, 0, 0, 0, 1]);
    let waits = "DELETE FROM checkout; DELETE FROM account_line; \
         INSERT INTO checkout (library, id, person_id, source, sourced_at, title, item_barcode, checked_out_at) \
         SELECT library, gen_random_uuid(), id, 'koha', '2026-11-01Z', 'Emma', '1', '2026-11-01Z' FROM person; \
         INSERT INTO closing (library, id, person_id, asked_at, status) \
         SELECT library, gen_random_uuid(), id, '2026-11-20Z', 'waiting' FROM person; \
         INSERT INTO permission (library, id, person_id, reference, started_at, state, source, sourced_at, recipient_kind, \
                                 recipient_name, recipient_proof, classes, purpose, valid_from, valid_until, uses, signed_text, \
                                 text_version, text_digest, signed_name, language, means, signed_at) \
         SELECT library, gen_random_uuid(), id, 'P-0000-0000', '2026-11-20Z', 'signed', 'portal', '2026-11-20Z', 'person', 'R', 'x', \
                '{checkouts}', 'p', '2026-11-01', '2099-01-01', 'once', 't', '1', 'd', 'A', 'en', 'pin', '2026-11-20Z' FROM person";
    let waits = waits.replace("P-0000-0000", reference.as_str());
    sqlx::raw_sql(sqlx::AssertSqlSafe(waits)).execute(&pool).await.unwrap();
    let (overview, permissions) = (ada.get("/record").await.text(), ada.get("/permissions").await.text());
    for page in [&overview, &permissions] {
        assert!(page.contains(signed) && page.contains(reference.as_str()), "{page}");
    }
    let membership = ada.get("/record/membership").await.text();
    for page in [&overview, &membership] {
        assert!(page.contains(closing) && page.contains("You have 1 item out. Bring it back."), "{page}");
    }
    assert!(!membership.contains(signed) && !permissions.contains(closing));
    let elsewhere = ada.get("/consents").await.text();
    assert!(!elsewhere.contains(signed), "it stands where the permissions are: {elsewhere}");
    let spanish = ada.get("/record?lang=es").await.text();
    assert!(
        spanish.contains("Usted pidió cerrar su tarjeta") && spanish.contains("Tiene 1 material prestado"),
        "{spanish}"
    );
    run("UPDATE permission SET state = 'in-force', confirmed_at = now(); UPDATE closing SET status = 'taken-back', ended_at = now()")
        .await;
    let over = ada.get("/record?lang=en").await.text();
    assert!(!over.contains(signed) && !over.contains(closing), "{over}");

    // A change of contact details, at a library whose desk checks it and at one whose desk wants photo ID.
    let (checked, with_id) =
        ("The desk checks the change you asked for", "Visit the desk with photo ID to finish this");
    assert!(!over.contains(checked), "{over}");
    desk.patron("lci-member", &card(1)).await;
    let mut bea = desk.visitor("lci-member", [198, 51, 100, 2]);
    bea.sign_in(&card(1), SECRET, false).await;
    assert!(!bea.get("/record").await.text().contains(with_id));
    let reference = Reference::new(Names::Change, [0, 0, 0, 0, 2]);
    let asked = "INSERT INTO pending_change (library, id, person_id, reference, field, new_value, asked_at, status, source, \
                                             sourced_at) \
         SELECT library, gen_random_uuid(), id, 'C-0000-0000', 'phone', '860-555-0199', '2026-11-20Z', 'waiting', 'portal', \
                '2026-11-20Z' FROM person";
    let asked = asked.replace("C-0000-0000", reference.as_str());
    sqlx::raw_sql(sqlx::AssertSqlSafe(asked)).execute(&pool).await.unwrap();
    for (visitor, said, other) in [(&mut ada, checked, with_id), (&mut bea, with_id, checked)] {
        for page in ["/record", "/record/pending"] {
            let told = visitor.get(page).await.text();
            assert!(told.contains(said) && told.contains(reference.as_str()), "{page}: {told}");
            assert!(!told.contains(other), "{page}: {told}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_overdue_is_said_on_the_overview_and_on_every_page_of_the_loans(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let run = async |sql: &'static str| sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    let said = "2 loans are overdue";
    run("DELETE FROM checkout").await;
    let none = ada.get("/record/checkouts").await.text();
    assert!(!none.contains("overdue</h2>"), "{none}");
    // More than a page of them, so that what is overdue is not on each.
    run("INSERT INTO checkout (library, id, person_id, source, sourced_at, title, item_barcode, checked_out_at, due_on) \
         SELECT library, gen_random_uuid(), id, 'koha', '2026-11-01Z', 'Book ' || n, n::text, '2026-11-01Z', \
                CASE WHEN n < 3 THEN date '2026-11-20' ELSE date '2026-12-20' END \
         FROM person, generate_series(1, 120) AS n")
    .await;
    for page in ["/record", "/record/checkouts", "/record/checkouts?page=2", "/record/checkouts?page=3"] {
        let text = ada.get(page).await.text();
        assert!(text.contains(said), "{page}: {text}");
        assert!(!text.contains("Due at this time"), "what is lent by the day lacks no hour: {text}");
        let late = text.matches(">Overdue</span>").count();
        assert_eq!(late, if page == "/record/checkouts" { 2 } else { 0 }, "beside the day of each: {page}");
        let leads = text.contains("See what to bring back");
        assert_eq!(leads, page == "/record", "the page it stands on leads to itself no more: {page}");
    }
    let spanish = ada.get("/record/checkouts?lang=es").await.text();
    assert!(spanish.contains("2 préstamos están vencidos"), "{spanish}");
    assert_eq!(spanish.matches(">Vencido</span>").count(), 2, "{spanish}");
    assert!(spanish.contains("Devuélvalo en la biblioteca, o pregunte en el mostrador"), "{spanish}");
    let english = ada.get("/record?lang=en").await.text();
    assert!(english.contains("Bring it back to the library, or ask at the desk"), "{english}");
}

/// The number in the sentence, and the names in the drawing.
fn outside(page: &str) -> (usize, Vec<String>) {
    let drawn = page.split("<ul class=\"knows\">").nth(1).map_or("", |list| list.split("</ul>").next().unwrap());
    let names = drawn.split("<bdi>").skip(1).map(|rest| rest.split("</bdi>").next().unwrap().to_owned()).collect();
    let said = if page.contains("Right now no other service or person has leave") {
        0
    } else if page.contains("<b>One</b> person or service outside the library knows something") {
        1
    } else {
        let before = page.split("</b> people or services outside the library know something").next().unwrap();
        before.rsplit("<b>").next().unwrap().parse().unwrap()
    };
    (said, names)
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_l9_the_overview_counts_outside_whom_the_drawing_shows_there(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for library in ["mansfield", "lci-member", "putnam", "canton", "wethersfield"] {
        desk.patron(library, &card(1)).await;
        let mut ada = desk.visitor(library, [198, 51, 100, 1]);
        ada.sign_in(&card(1), SECRET, false).await;
        let profile = desk.profiles.named(library).unwrap();
        let (said, names) = outside(&ada.get("/record").await.text());
        assert_eq!(said, names.len(), "{library}: {names:?}");
        let consortium = profile.switches.consortium.value.iter().count();
        assert_eq!(said, profile.vendors.len() + consortium, "{library}: {names:?}");
        assert_eq!(names.iter().any(|name| name == "LCI"), library == "lci-member", "{library}: {names:?}");
        assert!(
            !names.iter().any(|name| name == "Paper forms"),
            "what the library has elsewhere is its own: {names:?}"
        );

        // Bea was told twice, by a permission that is over; an officer was given something, and of another nobody may tell.
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "INSERT INTO disclosure (library, id, person_id, reference, told_at, classes, recipient_name, recipient_proof, \
                                     photo_id, rules, told_by) \
             SELECT library, gen_random_uuid(), id, 'P-OLD', '2026-11-10Z', '{{checkouts}}', 'Bea Ngata', '', 'passport', '{{}}', \
                    gen_random_uuid() FROM person, generate_series(1, 2) WHERE library = '{library}'; \
             INSERT INTO released (library, id, person_id, ground, process_id, released_at, released_by, given_to, agency, classes, \
                                   entries, packet, digest) \
             SELECT library, gen_random_uuid(), id, 'wellness-check', process, '2026-11-20Z', gen_random_uuid(), name, 'Troop C', \
                    '{{identity}}', 1, 'The very text', 'Digest' \
             FROM person, (VALUES ('Officer Reyes', NULL::uuid), ('Officer Silent', gen_random_uuid())) AS given (name, process) \
             WHERE library = '{library}'"
        )))
        .execute(&pool)
        .await
        .unwrap();
        let page = ada.get("/record").await.text();
        let (now, names) = outside(&page);
        assert_eq!((now, names.len()), (said + 2, said + 2), "{library}: {names:?}");
        assert!(names.iter().any(|name| name == "Bea Ngata") && page.contains("Was told: Checked out now"), "{page}");
        assert!(names.iter().any(|name| name == "Officer Reyes, Troop C") && page.contains("Was given: "), "{page}");
        assert!(!page.contains("Officer Silent"), "{page}");
        let spanish = ada.get("/record?lang=es").await.text();
        assert!(spanish.contains("Se le informó de: ") && spanish.contains("la última vez, el "), "{spanish}");
    }
}

/// What a policy does not say is not said for it: neither page claims that the library keeps none.
#[sqlx::test(migrations = "../migrations")]
async fn each_row_of_the_overview_that_has_a_day_says_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    desk.has_read(&card(1), "A book").await;
    sqlx::raw_sql(
        "INSERT INTO note (library, id, person_id, kind, body, written_on, source, sourced_at) \
         SELECT library, gen_random_uuid(), id, 'staff', 'Plan ' || n, date '2026-06-21' + n, 'koha', '2026-11-01Z' \
         FROM person, generate_series(0, 1) AS n; \
         INSERT INTO account_line (library, id, person_id, line_number, entered_on, kind, amount_cents, outstanding_cents, \
                                   source, sourced_at) \
         SELECT library, gen_random_uuid(), id, '1', '2026-10-02', 'FINE', 100, 0, 'koha', '2026-11-01Z' FROM person",
    )
    .execute(&pool)
    .await
    .unwrap();
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let page = ada.get("/record").await.text();
    let rows: Vec<&str> = page
        .split("<ul class=\"rows\">")
        .skip(1)
        .flat_map(|list| list.split("</ul>").next().unwrap().split("<li>").skip(1))
        .collect();
    assert!(rows.len() > 8, "{page}");
    for row in &rows {
        let said = row.split_once("<small>").map_or("", |(_, rest)| rest.split("</small>").next().unwrap());
        let is_elsewhere = row.contains("/record/held-elsewhere");
        assert!(is_elsewhere || said.contains(|letter: char| letter.is_ascii_digit()), "{row}");
    }
    let said = |class: &str| rows.iter().find(|row| row.contains(class)).unwrap().replace('\u{a0}', " ");
    // What happened has its newest day, what stays since when it is there.
    assert!(said("/record/notes").contains("<small>June 22</small>"), "{}", said("/record/notes"));
    assert!(
        said("/record/fees").contains("<small>Oct 2</small>"),
        "the card says what is owed: {}",
        said("/record/fees")
    );
    assert!(page.contains("$0.00"), "{page}");
    assert!(said("/record/membership").contains("Since May 1, 2019"), "{}", said("/record/membership"));
    assert!(said("/record/identity").contains("Since "), "{}", said("/record/identity"));
}

#[sqlx::test(migrations = "../migrations")]
async fn l9_who_has_had_the_record_from_the_card_on_is_drawn_with_the_day_of_the_card(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (library, who) in [("mansfield", "The library’s circulation system"), ("lci-member", "LCI")] {
        desk.patron(library, &card(1)).await;
        let mut ada = desk.visitor(library, [198, 51, 100, 1]);
        ada.sign_in(&card(1), SECRET, false).await;
        let page = ada.get("/record").await.text().replace('\u{a0}', " ");
        let row = |who: &str| {
            let after = page.split(&format!("<bdi>{who}</bdi>")).nth(1).unwrap();
            after.split("</li>").next().unwrap().to_owned()
        };
        assert!(row(who).contains("since May 1, 2019"), "{library}: {}", row(who));
        if library == "lci-member" {
            // Nobody can say here since when there are messages, or a form.
            for none in ["Our e-mail account", "Paper forms"] {
                assert!(!row(none).contains("since"), "{}", row(none));
            }
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s1_where_a_policy_is_silent_no_page_says_that_the_library_keeps_none(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (from, library) in ["wethersfield", "putnam", "canton", "lci-member"].into_iter().enumerate() {
        let number = card(u32::try_from(from).unwrap() + 1);
        desk.patron(library, &number).await;
        let mut ada = desk.visitor(library, [198, 51, 100, u8::try_from(from).unwrap() + 1]);
        ada.sign_in(&number, SECRET, false).await;
        let overview = ada.get("/record").await.text();
        assert!(overview.contains("Not held here:"), "{library}: {overview}");
        let questions = ada.get("/record/questions").await.text();
        assert!(questions.contains("Not held here. "), "{library}: {questions}");
        for page in [&overview, &questions] {
            assert!(!page.contains("Not kept") && !page.contains("We keep no"), "{library}: {page}");
        }
    }
}

/// Nothing is collected by looking: anyone who opens the pages that are everybody's is in no table, and gets no cookie.
#[sqlx::test(migrations = "../migrations")]
async fn l32_whoever_only_looks_at_what_is_open_to_all_leaves_nothing_behind(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let before = everything(&pool).await;
    for library in ["lci-member", "canton"] {
        let mut visitor = desk.visitor(library, [198, 51, 100, 9]);
        for page in [
            "/",
            "/privacy",
            "/privacy/sheet",
            "/statistics",
            "/newsletters",
            "/sign-in",
            "/activate",
            "/forgot",
            "/lost-card",
            "/card-closed",
            "/record",
            "/nowhere",
        ] {
            visitor.get(page).await;
            assert!(visitor.cookies.is_empty(), "{page}: {:?}", visitor.cookies);
        }
    }
    assert_eq!(everything(&pool).await, before);
}
