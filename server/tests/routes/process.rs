//! Police at the desk: anyone writes it down, the Director alone reads and answers it (M8, L15, L16, C2, W5, W6).

use crate::{
    staff::at_desk,
    support::{Desk, card, everything},
};
use domain::decision::Role;
use http::StatusCode;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn c2_l15_w5_everyone_can_write_it_down_and_the_director_alone_reads_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("canton", &card(1)).await;
    let mut director = at_desk(&desk, "canton", Role::Director).await;
    for (n, role) in Role::ALL.into_iter().filter(|role| *role != Role::Director).enumerate() {
        let mut clerk = at_desk(&desk, "canton", role).await;
        let page = clerk.get("/desk/police").await.text();
        let id = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let empty = clerk.post("/desk/police", &[("id", &id), ("agency", "Marshals")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{role:?}");
        assert!(empty.text().contains("value=\"Marshals\""), "what was typed stays");
        let form = [("id", id.as_str()), ("who", "Det. Marlow"), ("asked", "What\r\nsomebody reads")];
        for _ in 0..2 {
            assert_eq!(clerk.post("/desk/police", &form).await.location(), "/desk?done=raised", "{role:?}");
        }
        assert_eq!(clerk.get("/desk/process").await.status, StatusCode::NOT_FOUND, "{role:?}");
        assert_eq!(clerk.get(&format!("/desk/process/{id}")).await.status, StatusCode::NOT_FOUND, "{role:?}");
        let step = [("step", "close"), ("outcome", "explained")];
        assert_eq!(clerk.post(&format!("/desk/process/{id}"), &step).await.status, StatusCode::NOT_FOUND, "{role:?}");
        let work = clerk.get("/desk").await.text();
        assert!(!work.contains("Det. Marlow"), "{role:?}");
        let may_be_in_charge = matches!(role, Role::Desk | Role::CollectionServicesManager);
        assert_eq!(work.contains("The Director has not recorded"), may_be_in_charge, "W5: {role:?}: {work}");
        let work = director.get("/desk").await.text();
        assert!(work.contains("href=\"/desk/process\"") && work.contains(&format!(": {} open", n + 1)), "{work}");
    }
    let register = director.get("/desk/process").await.text();
    assert!(register.contains("Det. Marlow"));
    let paper = [("step", "paper"), ("instrument", "informal"), ("court_order", "unsure")];
    for entry in register.split("href=\"/desk/process/").skip(1).filter_map(|rest| rest.split('"').next()) {
        if entry.len() == 36 {
            director.post(&format!("/desk/process/{entry}"), &paper).await;
        }
    }
    let mut clerk = crate::staff::at_desk_as(&desk, "canton", "wanda", Role::Desk).await;
    let work = clerk.get("/desk").await.text();
    assert!(!work.contains("The Director has not recorded"), "W5: once it is recorded: {work}");
}

#[sqlx::test(migrations = "../migrations")]
async fn m8_l16_a_step_that_is_missing_is_said_and_nothing_is_lost(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let id = "018f0000-0000-7000-8000-00000000cafe";
    director.post("/desk/police", &[("id", id), ("who", "Det. Marlow"), ("asked", "All")]).await;
    let path = format!("/desk/process/{id}");
    let wrong = [("step", "paper"), ("docket", "X-7"), ("served_on", "last week"), ("instrument", "court-order")];
    let answer = director.post(&path, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("value=\"X-7\"") && answer.text().contains("value=\"last week\""));
    let paper = [
        ("step", "paper"),
        ("instrument", "deposition-subpoena"),
        ("served_on", "2026-11-20"),
        ("court_order", "no"),
        ("named_from", "2026-10-05"),
        ("named_until", "2026-10-31"),
    ];
    assert_eq!(director.post(&path, &paper).await.location(), format!("{path}?done=yes"));
    let page = director.get(&path).await.text();
    assert!(page.contains("December 5, 2026") && page.contains("§ 52-148e"), "X3: {page}");
    let work = director.get("/desk").await.text();
    assert!(work.contains("The next day that counts") && work.contains("December 5, 2026"), "X3: {work}");
    assert!(page.contains("Nothing may be released") && page.contains("Town Manager and the Town Attorney"), "M8");
    let early = director.post(&path, &[("step", "close"), ("outcome", "complied")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unasked = director.post(&path, &[("step", "counsel"), ("advice", "comply")]).await;
    assert_eq!(unasked.status, StatusCode::UNPROCESSABLE_ENTITY, "both have to be asked");
    assert!(unasked.text().contains("Choose who was asked"), "{}", unasked.text());
    director.post(&path, &[("step", "counsel"), ("whom", "the Town Manager"), ("advice", "comply")]).await;
    let half = director.get(&path).await.text();
    assert!(
        half.contains("<b>the Town Attorney</b>: not asked yet") && half.contains("Nothing may be released"),
        "M8: {half}"
    );
    let unsaid = director.post(&path, &[("step", "counsel"), ("whom", "the Town Attorney")]).await;
    assert!(unsaid.status == StatusCode::UNPROCESSABLE_ENTITY && unsaid.text().contains("there is no answer yet"));
    let shown = [("step", "counsel"), ("whom", "the Town Attorney"), ("advice", "comply"), ("good_cause", "on")];
    director.post(&path, &shown).await;
    assert!(director.get(&path).await.text().contains("The decision allows compliance"));
    let untrue = director.post(&path, &[("step", "close"), ("outcome", "complied")]).await;
    assert_eq!(untrue.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(untrue.text().contains("Nothing has left yet"), "{}", untrue.text());
    let unknown = director.post(&path, &[("step", "close"), ("outcome", "nothing-kept")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text().contains("First record which parts it names"), "{}", unknown.text());
    director.post(&path, &[("step", "close"), ("outcome", "refused")]).await;
    let closed = director.get(&path).await.text();
    for part in [
        "What was brought",
        "A subpoena for a deposition",
        "November 20, 2026",
        "Good cause was shown in court</dt><dd><bdi>Yes</bdi>",
        "Entries it names: from</dt><dd><bdi>October 5, 2026</bdi>",
        "Entries it names: until</dt><dd><bdi>October 31, 2026</bdi>",
        "answered (recorded November 23, 2026",
        "In proper form: comply",
    ] {
        assert!(closed.contains(part), "{part} stays to be read: {closed}");
    }
    assert!(closed.contains("Refused, nothing given") && !closed.contains("1. What was brought"), "{closed}");
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_nobody_says_of_a_subpoena_or_of_an_unsigned_paper_that_it_is_an_order_of_a_court(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let id = "018f0000-0000-7000-8000-00000000cafe";
    director.post("/desk/police", &[("id", id), ("who", "Det. Marlow"), ("asked", "All")]).await;
    let path = format!("/desk/process/{id}");
    let paper = |instrument, signed_by| {
        [("step", "paper"), ("instrument", instrument), ("signed_by", signed_by), ("court_order", "yes")]
    };
    for instrument in ["attorney-subpoena", "deposition-subpoena", "administrative-subpoena"] {
        let answer = director.post(&path, &paper(instrument, "A. Lawyer, Commissioner of the Superior Court")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{instrument}");
        let text = answer.text();
        assert!(text.contains("If a judge signed it, record it as an order of a court"), "{instrument}: {text}");
    }
    let answer = director.post(&path, &paper("court-order", " ")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Write who signed it"), "{}", answer.text());
    let recorded = "SELECT count(*) FROM legal_process WHERE instrument IS NOT NULL";
    let recorded: i64 = sqlx::query_scalar(recorded).fetch_one(&desk.pool).await.unwrap();
    assert_eq!(recorded, 0, "nothing is recorded");
    let signed = director.post(&path, &paper("court-order", "Hon. J. Reyes, Judge")).await;
    assert_eq!(signed.location(), format!("{path}?done=yes"));
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_what_the_paper_names_is_read_word_for_word_given_once_and_printed_with_its_fingerprint(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("mansfield", &card(1)).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let id = "018f0000-0000-7000-8000-00000000cafe";
    director.post("/desk/police", &[("id", id), ("who", "Det. Marlow"), ("asked", "All")]).await;
    let path = format!("/desk/process/{id}");
    let paper = [
        ("step", "paper"),
        ("instrument", "court-order"),
        ("court_order", "yes"),
        ("signed_by", "Hon. J. Reyes, Judge"),
        ("docket", "X-7"),
        ("contact", "on"),
        ("registrations", "on"),
        ("computer-use", "on"),
        ("named_from", "2026-02-01"),
        ("named_until", "2026-01-01"),
    ];
    let wrong = director.post(&path, &paper).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the days are out of order");
    assert!(wrong.text().contains("name=\"contact\" value=\"on\" checked"), "{}", wrong.text());
    director.post(&path, &paper[..8]).await;
    for whom in ["the Town Manager", "the Town Attorney"] {
        director.post(&path, &[("step", "counsel"), ("whom", whom), ("advice", "comply")]).await;
    }
    for (sought, wrong) in [(vec![], "card"), (vec![("name", "Ana")], "born"), (vec![("card", "12")], "card")] {
        let sent: Vec<_> = [("step", "keep")].into_iter().chain(sought).collect();
        let answer = director.post(&path, &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(&format!("id=\"{wrong}-error\"")), "{sent:?}: {}", answer.text());
    }
    let number = card(1);
    assert_eq!(
        director.post(&path, &[("step", "keep"), ("card", &number)]).await.location(),
        format!("{path}?done=yes")
    );
    let counted = director.post(&path, &[("step", "count")]).await;
    let counted = counted.text();
    assert!(
        counted.contains("What there is of it") && counted.contains("Public computers: Nothing of this is held here."),
        "{counted}"
    );
    let page = director.get(&path).await.text();
    let door = page.split(&format!("{path}/release/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let release = format!("{path}/release/{door}");
    assert_eq!(clerk.get(&release).await.status, StatusCode::NOT_FOUND);
    let shown = director.get(&release).await.text();
    assert!(shown.contains("Leave this out"), "{shown}");
    assert!(shown.contains("Nothing of it is held here") && shown.contains("<li>Public computers</li>"), "{shown}");
    assert!(shown.contains("No file brings it to this portal") && shown.contains("<li>Events</li>"), "{shown}");
    let form = shown.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let empty = director.post(&release, &[("id", &form), ("step", "check"), ("agency", "Marshals")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("value=\"Marshals\"") && empty.text().contains("id=\"given_to-error\""));
    let to = [("id", form.as_str()), ("given_to", "Det. <Marlow>"), ("agency", "Marshals")];
    let check = director.post(&release, &[&to[..], &[("step", "check")]].concat()).await.text();
    let digest = check.split("name=\"shown\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let stale = director.post(&release, &[&to[..], &[("step", "give"), ("shown", "00")]].concat()).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text().contains("changed meanwhile"));
    let give = [&to[..], &[("step", "give"), ("shown", &digest)]].concat();
    let receipt = format!("{path}/released/{form}");
    for _ in 0..5 {
        assert_eq!(director.post(&release, &give).await.location(), receipt);
    }
    let printed = director.get(&receipt).await.text();
    assert!(printed.contains("Det. &lt;Marlow&gt;") && printed.contains("Received: name, office, day"), "{printed}");
    let text = director.get(&format!("{receipt}/text")).await;
    assert!(text.headers["content-type"].to_str().unwrap().starts_with("text/plain"));
    assert!(text.text().contains("Given to: Det. <Marlow>\nAgency or court: Marshals\n"), "{}", text.text());
    assert_eq!(clerk.get(&receipt).await.status, StatusCode::NOT_FOUND);
    assert_eq!(clerk.get(&format!("{receipt}/text")).await.status, StatusCode::NOT_FOUND);
    let untrue = director.post(&path, &[("step", "close"), ("outcome", "nothing-kept")]).await;
    assert_eq!(untrue.status, StatusCode::UNPROCESSABLE_ENTITY, "something left");
    director.post(&path, &[("step", "close"), ("outcome", "complied")]).await;
    assert!(director.get(&path).await.text().contains("Complied with"));
}

#[sqlx::test(migrations = "../migrations")]
async fn practice_writes_nothing_and_answers_as_on_the_day(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut clerk = at_desk(&desk, "putnam", Role::Volunteer).await;
    let before = everything(&pool).await;
    assert!(clerk.get("/desk/practice").await.text().contains("PRACTICE. Nothing is written down"));
    let subpoena =
        [("instrument", "attorney-subpoena"), ("all_asked", "on"), ("advice", "comply"), ("outcome", "complied")];
    let page = clerk.post("/desk/practice", &subpoena).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("PRACTICE.") && page.text().contains("Nothing may be released"), "{}", page.text());
    let order = [
        ("instrument", "court-order"),
        ("court_order", "yes"),
        ("all_asked", "on"),
        ("advice", "comply"),
        ("outcome", "complied"),
    ];
    let untrue =
        [("instrument", "attorney-subpoena"), ("court_order", "yes"), ("all_asked", "on"), ("advice", "comply")];
    let page = clerk.post("/desk/practice", &untrue).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("If a judge signed it, record it as an order of a court"), "{}", page.text());
    let page = clerk.post("/desk/practice", &order).await.text();
    assert!(page.contains("The decision allows compliance") && page.contains("it could be closed like this"), "{page}");
    assert_eq!(clerk.post("/desk/practice", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(everything(&pool).await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn x3_an_objection_prints_where_there_is_one_and_a_warrant_has_its_list(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let id = "018f0000-0000-7000-8000-00000000cafe";
    director.post("/desk/police", &[("id", id), ("who", "Atty. Lowe"), ("asked", "All")]).await;
    let path = format!("/desk/process/{id}");
    assert_eq!(director.get(&format!("{path}/objection")).await.status, StatusCode::NOT_FOUND, "nothing is recorded");
    let paper =
        [("step", "paper"), ("instrument", "deposition-subpoena"), ("served_on", "2026-11-20"), ("docket", "X-7")];
    director.post(&path, &paper).await;
    assert!(director.get(&path).await.text().contains(&format!("href=\"{path}/objection\"")));
    let printed = director.get(&format!("{path}/objection")).await.text();
    for part in ["Atty. Lowe", "Docket no. X-7", "November 20, 2026", "§ 52-148e", "December 5, 2026"] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    assert_eq!(clerk.get(&format!("{path}/objection")).await.status, StatusCode::NOT_FOUND);
    let empty = clerk.post("/desk/warrant", &[("taken", "A computer")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("id=\"who-error\"") && empty.text().contains("A computer"));
    let led = clerk.post("/desk/warrant", &[("who", "Det. Marlow"), ("taken", "A <b>computer</b>\r\n\r\nA box")]).await;
    let led = led.location().to_owned();
    assert!(led.starts_with("/desk/warrant?entry=") && led.ends_with("&done=yes"), "{led}");
    let entry = led.split(['=', '&']).nth(1).unwrap().to_owned();
    assert!(clerk.get(&led).await.text().contains("name=\"known\""));
    let page = director.get(&format!("/desk/process/{entry}")).await.text();
    assert!(page.contains("A &lt;b&gt;computer&lt;/b&gt;") && page.contains("A box"), "{page}");
    assert_eq!(clerk.get(&format!("/desk/warrant?entry={id}")).await.status, StatusCode::NOT_FOUND, "not theirs");
    // The Director closes the entry while somebody types: the list is not lost.
    let close = "UPDATE legal_process SET closed_at = now(), outcome = 'explained' WHERE id = $1::uuid";
    sqlx::query(close).bind(&entry).execute(&desk.pool).await.unwrap();
    let typed = [("id", entry.as_str()), ("known", "yes"), ("taken", "A ledger of 1911")];
    let late = clerk.post("/desk/warrant", &typed).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let late = late.text();
    assert!(late.contains("the entry is closed") && late.contains("A ledger of 1911"), "{late}");
    let value = |name: &str| {
        let field = late.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        field.split('"').next().unwrap().to_owned()
    };
    let (id, batch) = (value("id"), value("batch"));
    assert!(id != entry && !late.contains("name=\"known\""), "{late}");
    let whole = [("id", id.as_str()), ("batch", &batch), ("who", "Det. Marlow"), ("taken", "A ledger of 1911")];
    assert_eq!(clerk.post("/desk/warrant", &whole).await.location(), format!("/desk/warrant?entry={id}&done=yes"));
    assert!(director.get(&format!("/desk/process/{id}")).await.text().contains("A ledger of 1911"));
    assert!(!director.get(&format!("/desk/process/{entry}")).await.text().contains("A ledger of 1911"));
}

#[sqlx::test(migrations = "../migrations")]
async fn l25_a_wellness_check_asks_for_a_reason_a_threat_and_somebody_in_charge(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("lci-member", &card(1)).await;
    let mut clerk = at_desk(&desk, "lci-member", Role::Desk).await;
    assert!(clerk.get("/desk/police").await.text().contains("href=\"/desk/wellness\""));
    let number = card(1);
    let bare = clerk.post("/desk/wellness", &[("card", &number), ("given_to", "Ofc. Reyes")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["senior", "threat", "reason"] {
        assert!(bare.text().contains(&format!("id=\"{field}-error\"")), "{field}: {}", bare.text());
    }
    assert!(bare.text().contains("value=\"Ofc. Reyes\""), "what was typed stays");
    let whole = [
        ("senior", "on"),
        ("threat", "on"),
        ("reason", "Said goodbye to everybody"),
        ("card", number.as_str()),
        ("given_to", "Ofc. Reyes"),
    ];
    let told = clerk.post("/desk/wellness", &whole).await;
    assert_eq!(told.status, StatusCode::OK);
    assert!(told.text().contains("Share this, and nothing more") && !told.text().contains(&number), "{}", told.text());
    let mut director = at_desk(&desk, "lci-member", Role::Director).await;
    let list = director.get("/desk/process").await.text();
    assert!(list.contains("Said goodbye to everybody") && list.contains("Ofc. Reyes"), "{list}");
    let mut elsewhere = at_desk(&desk, "canton", Role::Director).await;
    assert_eq!(elsewhere.get("/desk/wellness").await.status, StatusCode::NOT_FOUND);
    assert!(!elsewhere.get("/desk/police").await.text().contains("/desk/wellness"));
}

#[sqlx::test(migrations = "../migrations")]
async fn how_often_police_asked_is_on_the_privacy_page_in_bands_where_the_profile_says_so(pool: PgPool) {
    let publishes = |text: &str| text.replacen("age_of_majority", "publish_process_counts = true\nage_of_majority", 1);
    let open = Desk::with(&pool, publishes).await;
    let mut clerk = at_desk(&open, "canton", Role::Desk).await;
    clerk.post("/desk/police", &[("who", "Det. Marlow"), ("asked", "All")]).await;
    let ask = async |desk: &Desk| desk.visitor("canton", [203, 0, 113, 8]).get("/privacy").await.text();
    assert!(!ask(&open).await.contains("id=\"requests\""), "while no half-year is over");
    open.clock.advance(chrono::Duration::days(60));
    let told = ask(&open).await;
    assert!(told.contains("id=\"requests\"") && told.contains("0 to 9"), "one of few stands in a band: {told}");
    assert!(!told.contains("Marlow"), "{told}");
    let silent = Desk::open(&pool).await;
    silent.clock.advance(chrono::Duration::days(60));
    assert!(!ask(&silent).await.contains("id=\"requests\""), "where the profile does not say so");
}
