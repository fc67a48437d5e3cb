//! A child's record and who gets it: every actor × every address × every link.

use crate::support::{Answer, Desk, SECRET, Visitor, card, drawer};
use chrono::Duration;
use domain::{
    inventory::{Class, childs::of_a_child, info},
    profile::{Keep, Profile},
    words::Lang,
};
use http::StatusCode;
use portal::clock::Clock;
use sqlx::PgPool;
use std::collections::BTreeSet;

const LIBRARY: &str = "lci-member";

pub async fn signed_in(desk: &Desk, library: &str, number: &str, from: u8) -> Visitor {
    let mut visitor = desk.visitor(library, [198, 51, 100, from]);
    assert_eq!(visitor.sign_in(number, SECRET, true).await.location(), "/record");
    visitor
}

async fn adds(parent: &mut Visitor, child: &str, secret: &str) -> Answer {
    parent.post("/family/add", &[("child_card", child), ("child_secret", secret), ("own_secret", SECRET)]).await
}

/// A parent (card 1) with a child (card 2), linked; the link's address.
async fn family(desk: &Desk, born: &str) -> (Visitor, String) {
    desk.patron(LIBRARY, &card(1)).await;
    desk.patron_born(LIBRARY, &card(2), born).await;
    let mut parent = signed_in(desk, LIBRARY, &card(1), 1).await;
    let answer = adds(&mut parent, &card(2), SECRET).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let link = answer.location().strip_prefix("/family?added=").unwrap().to_owned();
    assert!(parent.get(answer.location()).await.text().contains("The child is added"));
    (parent, format!("/family/{link}"))
}

fn pages(link: &str) -> Vec<String> {
    let drawers = Class::ALL.iter().map(|class| format!("{link}/{}", class.code()));
    [link.to_owned(), format!("{link}/remove")].into_iter().chain(drawers).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_a_parent_opens_what_the_decision_allows_and_the_child_sees_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut parent, link) = family(&desk, "2013-05-06").await;
    for path in pages(&link) {
        let own = ["/credentials", "/activity"].iter().any(|end| path.ends_with(end));
        let answer = parent.get(&path).await;
        assert_eq!(answer.status, if own { StatusCode::FORBIDDEN } else { StatusCode::OK }, "{path}");
        let text = answer.text();
        assert!(!text.contains("/record/download") || path.ends_with("/remove"), "{path}: nothing to take away");
        if !path.ends_with("/remove") {
            assert!(text.contains("You are looking at Adaeze’s record."), "{path}");
        }
    }
    assert!(parent.get(&format!("{link}/membership")).await.text().contains(&card(2)));
    assert!(parent.get(&link).await.text().contains("May 6, 2031"));

    // The parent's own list has no line of it, and says so.
    let own = parent.get("/record/activity").await.text();
    assert!(own.contains("that line stands in the child’s list and not in yours"), "{own}");

    let mut child = signed_in(&desk, LIBRARY, &card(2), 2).await;
    let activity = child.get("/record/activity?kind=looks").await.text();
    assert!(activity.contains("Your parent or guardian looked at"), "the child of thirteen sees each look: {activity}");
    assert!(!activity.contains("Your own visits"), "who looked leaves oneself out: {activity}");
    assert!(child.get("/record/activity").await.text().contains("Your own visits"), "and all of it does not");
    let told = child.get("/family").await.text();
    assert!(told.contains(
        "Your parent or guardian Adaeze Canaryname can look at your record until you turn 18, on May 6, 2031."
    ));
    assert!(child.get("/record").await.text().contains("Your parent or guardian. May see parts of your record"));
}

#[sqlx::test(migrations = "../migrations")]
async fn from_one_childs_page_a_parent_goes_to_the_same_page_of_another(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut parent, first) = family(&desk, "2016-05-06").await;
    let alone = parent.get(&format!("{first}/checkouts")).await.text();
    assert!(!alone.contains("aria-label=\"Children you added\""), "{alone}");
    desk.patron_born(LIBRARY, &card(3), "2014-01-02").await;
    let answer = adds(&mut parent, &card(3), SECRET).await;
    let second = answer.location().replace("?added=", "/");
    for drawer in ["", "/checkouts", "/credentials"] {
        let page = parent.get(&format!("{first}{drawer}")).await.text();
        let ways = page.split("aria-label=\"Children you added\"").nth(1).unwrap().split("</nav>").next().unwrap();
        for link in [&first, &second] {
            assert!(ways.contains(&format!("href=\"{link}{drawer}\"")), "{drawer}: {ways}");
        }
        assert_eq!(ways.matches("aria-current=\"page\"").count(), 1, "{ways}");
    }
    parent.post(&format!("{second}/remove"), &[]).await;
    assert!(!parent.get(&first).await.text().contains("aria-label=\"Children you added\""));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_child_of_ten_is_told_of_a_grown_up(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut parent, link) = family(&desk, "2016-05-06").await;
    parent.get(&link).await;
    let profile = desk.profiles.iter().find(|profile| profile.slug.as_str() == LIBRARY).unwrap().clone();
    let mut child = signed_in(&desk, LIBRARY, &card(2), 2).await;
    for (page, says) in [
        ("/family", "Your grown-up Adaeze Canaryname can look at your record until you turn 18, on May 6, 2034."),
        ("/record/activity?kind=looks", "Your grown-up looked at"),
        ("/record", "Your grown-up. May see parts of your record"),
    ] {
        let text = child.get(page).await.text();
        // What the policy says stands in its own words, to everybody.
        let text = of_the_library(&profile, Lang::En).iter().fold(text, |text, own| text.replace(own.as_str(), ""));
        assert!(text.contains(says) && !text.to_lowercase().contains("parent or guardian"), "{page}: {text}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_overview_speaks_to_a_child_of_six_to_one_of_thirteen_and_to_an_adult_each_in_their_own_way(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitors = Vec::new();
    for (serial, born) in [(1, "2020-05-06"), (2, "2013-05-06"), (3, "1988-04-02")] {
        desk.patron_born("mansfield", &card(serial), born).await;
        visitors.push(signed_in(&desk, "mansfield", &card(serial), u8::try_from(serial).unwrap()).await);
    }
    // Something to say first: a card that has ended, borrowing that is stopped, a debt.
    sqlx::raw_sql(
        "UPDATE membership SET expires_on = '2026-01-31', restricted_until = '9999-12-31'; \
         INSERT INTO account_line (library, id, person_id, source, sourced_at, line_number, entered_on, kind, amount_cents, \
                                   outstanding_cents) \
         SELECT library, gen_random_uuid(), id, 'koha', '2026-11-01Z', '1', '2026-11-01', 'FINE', 100, 100 FROM person",
    )
    .execute(&pool)
    .await
    .unwrap();
    let said = [
        [
            ("en", "Hi, Adaeze!", "The library keeps ", "You cannot borrow now", "Who knows something about you"),
            ("es", "¡Hola, Adaeze!", "La biblioteca guarda ", "Ahora no puedes pedir", "Quién sabe algo de ti"),
        ],
        [
            ("en", "Adaeze, here is your record", "We hold ", "Borrowing is stopped", "Who knows what"),
            ("es", "Adaeze, este es tu registro", "Guardamos ", "No puedes pedir prestado", "Sobre ti"),
        ],
        [
            ("en", "Your record", "We hold ", "Borrowing is stopped", "Who knows what"),
            ("es", "Su registro", "Guardamos ", "No puede pedir prestado", "Sobre usted"),
        ],
    ];
    for (at, (visitor, said)) in visitors.iter_mut().zip(said).enumerate() {
        for (lang, greeting, summary, banner, heading) in said {
            let page = visitor.get(&format!("/record?lang={lang}")).await.text();
            let texts = read(&page);
            assert!(texts.iter().any(|text| text == greeting), "{greeting}: {page}");
            assert!(texts.iter().any(|text| text.starts_with(summary.trim())), "{summary}: {page}");
            for words in [banner, heading] {
                assert!(texts.iter().any(|text| text.starts_with(words)), "{words}: {page}");
            }
            let is_formal = |text: &String| {
                let mut words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
                words.any(|word| ["usted", "su", "sus"].contains(&word.as_str()))
            };
            let formal = texts.iter().find(|text| is_formal(text));
            assert_eq!(formal.is_some(), lang == "es" && at == 2, "{lang}, {at}: {formal:?}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_childs_drawers_are_told_by_the_childs_name(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut parent, link) = family(&desk, "2013-05-06").await;
    for class in Class::ALL {
        let Some(words) = of_a_child(class) else { continue };
        let said = words.of(Some("Adaeze"), Lang::En);
        let page = parent.get(&format!("{link}/{}", class.code())).await.text();
        for text in [&said.title, &said.what, &said.why, &said.who, &said.wrong] {
            assert!(page.contains(text.as_str()), "{class:?}: {text}");
        }
        let yours = info(class).what.to(Lang::En);
        assert!(yours == said.what || !page.contains(yours), "{class:?}: {yours}");
        let said = page.split("<main").nth(1).unwrap();
        for yours in ["as long as you have a card", "you chose", "answers for you", "reach you", "your address"] {
            assert!(!said.contains(yours), "{class:?}: {yours}");
        }
    }
    let cards = parent.get(&format!("{link}/membership")).await.text();
    assert!(cards.contains("We keep this for as long as Adaeze has a card."), "{cards}");
    assert!(parent.get("/family").await.text().contains("when Adaeze turns 18"));
}

/// What is read on a page between its tags, but for the rules, which are the library's own words to everybody.
pub fn read(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let mut parts = main.split("<ul class=\"cite\">");
    let first = parts.next().unwrap().to_owned();
    let without = parts.fold(first, |all, part| all + part.split_once("</ul>").map_or("", |(_, rest)| rest));
    let nodes = without.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim().to_owned());
    nodes.filter(|text| !text.is_empty()).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn on_no_page_of_a_child_is_the_parent_spoken_to_as_the_child(pool: PgPool) {
    // What is really said to the parent.
    const TO_THE_PARENT: [&str; 14] = [
        "You are looking at",
        "can see that you looked",
        "This is what you may see",
        "Not shown to you",
        "Only your child and the library",
        "Only your child can see who",
        "Está consultando el registro",
        "puede ver que usted lo consultó",
        "Esto es lo que usted puede ver",
        "Lo que no se le muestra a usted",
        "Solo su hijo o hija y la biblioteca",
        "Solo su hijo o hija puede ver",
        "That list shows your visits",
        "están sus visitas de usted",
    ];
    let desk = Desk::open(&pool).await;
    let (mut parent, link) = family(&desk, "2013-05-06").await;
    desk.has_read(&card(2), "A book").await;
    desk.names_guardian(&card(2), "Rosa Ibarra", "mother").await;
    let (mut scanned, mut spoken_to) = (0, BTreeSet::new());
    for (lang, code, words) in
        [(Lang::En, "en", vec!["you", "your", "yours"]), (Lang::Es, "es", vec!["usted", "su", "sus", "suyo", "suya"])]
    {
        let classes = Class::ALL.into_iter().filter_map(of_a_child).map(|words| words.of(Some("Adaeze"), lang));
        let of_the_child: Vec<String> =
            classes.flat_map(|said| [said.title, said.what, said.why, said.who, said.wrong]).collect();
        // What others hold is told by each in words of its own, to whoever reads.
        let drawers = Class::ALL.iter().filter(|class| **class != Class::HeldElsewhere);
        let pages = std::iter::once(link.clone()).chain(drawers.map(|class| format!("{link}/{}", class.code())));
        for page in pages {
            for text in read(&parent.get(&format!("{page}?lang={code}")).await.text()) {
                scanned += 1;
                let mut said = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
                let is_known = of_the_child.contains(&text) || TO_THE_PARENT.iter().any(|known| text.contains(known));
                if !is_known && said.any(|word| words.contains(&word.as_str())) {
                    spoken_to.insert(format!("{code}: {text}"));
                }
            }
        }
    }
    assert!(scanned > 300, "{scanned}");
    assert_eq!(spoken_to, BTreeSet::new());
}

/// What the library says itself, in words of its own to everybody.
pub fn of_the_library(profile: &Profile, lang: Lang) -> Vec<String> {
    let keeping = profile.retention.values().flat_map(|row| {
        let reason = match &row.keep {
            Keep::NotKept { reason, .. } => Some(reason),
            _ => None,
        };
        reason.into_iter().chain(&row.note)
    });
    let elsewhere = profile
        .held_elsewhere
        .iter()
        .flat_map(|held| [&held.who, &held.what, &held.why, &held.ask].into_iter().chain(&held.deletion));
    let vendors = profile.vendors.iter().flat_map(|vendor| {
        [&vendor.name, &vendor.purpose, &vendor.ask].into_iter().chain(&vendor.keeps).chain(&vendor.account)
    });
    let rules = profile.rules.all().flat_map(|rule| [rule.words(lang), rule.citation(lang)]).map(str::to_owned);
    keeping.chain(elsewhere).chain(vendors).map(|text| text.to(lang).to_owned()).chain(rules).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_childs_own_pages_speak_to_a_child_on_every_class(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut parent, link) = family(&desk, "2020-05-06").await;
    // A list that is searched, and somebody who has seen each class.
    desk.has_read_many(&card(2), 60).await;
    for path in pages(&link) {
        parent.get(&path).await;
    }
    let profile = desk.profiles.iter().find(|profile| profile.slug.as_str() == LIBRARY).unwrap().clone();
    let mut child = signed_in(&desk, LIBRARY, &card(2), 2).await;
    let (mut scanned, mut wrong) = (0, BTreeSet::new());
    for (lang, code) in [(Lang::En, "en"), (Lang::Es, "es")] {
        let own = of_the_library(&profile, lang);
        for class in Class::ALL {
            let page = child.get(&format!("{}?lang={code}", drawer(class))).await.text();
            // Where the class stands on the page of a task, what is held of it.
            let page =
                page.split_once("id=\"held\"").map_or_else(|| page.clone(), |(_, held)| format!("<main><p {held}"));
            // Names, titles and long texts are values, and stand apart.
            let mut parts = page.split("<bdi");
            let first = parts.next().unwrap().to_owned();
            let page = parts.fold(first, |all, part| all + part.split_once("</bdi>").map_or("", |(_, rest)| rest));
            for text in read(&page) {
                scanned += 1;
                let said = text.to_lowercase();
                let mut words = said.split(|letter: char| !letter.is_alphabetic());
                let is_for_others = match lang {
                    Lang::En => said.contains("parent or guardian"),
                    Lang::Es => {
                        said.contains("padre o tutor") || words.any(|word| ["usted", "su", "sus"].contains(&word))
                    }
                };
                if is_for_others && !own.iter().any(|own| text.contains(own)) {
                    wrong.insert(format!("{class:?}, {code}: {text}"));
                }
            }
        }
    }
    assert!(scanned > 500, "{scanned}");
    assert_eq!(wrong, BTreeSet::new());
    let history = child.get("/record/history?lang=en").await.text();
    assert!(history.contains("Your grown-up: Record viewed"), "{history}");
    let history = child.get("/record/history?lang=es").await.text();
    assert!(history.contains("La persona adulta que te cuida: Se consultó el registro"), "{history}");
    assert!(history.contains(">Tu registro<"), "{history}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_parent_is_told_what_is_wrong_with_the_childs_card(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut parent, link) = family(&desk, "2013-05-06").await;
    let quiet = parent.get(&link).await.text();
    for none in ["Adaeze’s card ended", "Adaeze cannot borrow", "Adaeze owes", "overdue loan"] {
        assert!(!quiet.contains(none), "{none}: {quiet}");
    }
    for statement in [
        "UPDATE membership SET expires_on = '2026-01-31', restricted_until = '9999-12-31', restricted_reason = 'A custody matter' \
         WHERE person_id = (SELECT person_id FROM card WHERE number = $1)",
        "INSERT INTO checkout (library, id, person_id, source, sourced_at, title, checked_out_at, due_on) \
         SELECT library, gen_random_uuid(), person_id, 'koha', '2026-01-02Z', 'Emma', '2026-01-02Z', '2026-01-30' \
         FROM card WHERE number = $1",
        "INSERT INTO account_line (library, id, person_id, source, sourced_at, line_number, entered_on, kind, amount_cents, \
                                   outstanding_cents) \
         SELECT library, gen_random_uuid(), person_id, 'koha', '2026-01-02Z', '1', '2026-01-02', 'FINE', 350, 350 \
         FROM card WHERE number = $1",
    ] {
        sqlx::query(statement).bind(card(2)).execute(&desk.pool).await.unwrap();
    }
    let told = |page: &str, said: &[&str]| {
        let read = read(page).join(" ");
        for one in said {
            assert!(read.contains(one), "{one}: {read}");
        }
    };
    let page = parent.get(&link).await.text();
    let stops = ["Adaeze’s card ended on January 31, 2026", "Adaeze cannot borrow, and no end date is recorded"];
    told(&page, &stops);
    told(&page, &["It can be renewed at the desk"]);
    assert!(!page.contains("custody"), "why is between the child and the library: {page}");
    told(&page, &["Adaeze has 1 overdue loan", "Adaeze owes $3.50", "Pay at the desk"]);
    assert!(page.contains(&format!("href=\"{link}/checkouts\"")) && page.contains(&format!("href=\"{link}/fees\"")));
    told(&parent.get("/family").await.text(), &stops);
    let spanish = parent.get(&format!("{link}?lang=es")).await.text();
    told(
        &spanish,
        &["La tarjeta de Adaeze venció el 31 de enero de 2026", "Adaeze no puede pedir prestado, y no consta"],
    );
    // The child reads it as their own, with the reason.
    let mut child = signed_in(&desk, LIBRARY, &card(2), 2).await;
    let own = child.get("/record?lang=en").await.text();
    told(&own, &["Your card ended on January 31, 2026", "A custody matter"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_finds_the_link_of_another_guardian(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut parent, link) = family(&desk, "2013-05-06").await;
    // Another parent with a child of their own, the child, the same card at another library, and nobody.
    desk.patron(LIBRARY, &card(3)).await;
    desk.patron_born(LIBRARY, &card(4), "2014-01-02").await;
    let mut other = signed_in(&desk, LIBRARY, &card(3), 3).await;
    let added = adds(&mut other, &card(4), SECRET).await;
    let others = added.location().replace("?added=", "/");
    let mut child = signed_in(&desk, LIBRARY, &card(2), 2).await;
    desk.patron("putnam", &card(1)).await;
    let mut elsewhere = signed_in(&desk, "putnam", &card(1), 4).await;
    let mut stranger = desk.visitor(LIBRARY, [203, 0, 113, 5]);
    for path in pages(&link) {
        for (who, visitor) in [("another parent", &mut other), ("the child", &mut child), ("elsewhere", &mut elsewhere)]
        {
            let answer = visitor.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}: {path}");
            assert!(!answer.text().contains(&card(2)), "{who}: {path}");
        }
        assert!(stranger.get(&path).await.location().starts_with("/sign-in"), "{path}");
    }
    assert_eq!(parent.get(&others).await.status, StatusCode::NOT_FOUND);
    let remove = format!("{link}/remove");
    for visitor in [&mut other, &mut child, &mut elsewhere] {
        assert_eq!(visitor.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(stranger.post(&remove, &[]).await.location(), format!("/sign-in?next={remove}&unsent=yes"));
    assert_eq!(parent.get(&link).await.status, StatusCode::OK, "still there");
    for none in ["/family/x", "/family/00000000-0000-0000-0000-000000000000", "/family/%00/checkouts"] {
        assert_eq!(parent.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn m3_a_session_that_spans_the_birthday_shows_nothing_after_midnight(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    // Ten minutes before midnight in Connecticut.
    let to = "2026-11-24T04:50:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    desk.clock.advance(to - desk.clock.now());
    let (mut parent, link) = family(&desk, "2008-11-24").await;
    let checkouts = format!("{link}/membership");
    assert!(parent.get(&checkouts).await.text().contains(&card(2)));
    desk.clock.advance(Duration::minutes(10));
    for path in [link.clone(), checkouts] {
        let answer = parent.get(&path).await;
        assert_eq!(answer.status, StatusCode::GONE, "{path}");
        let text = answer.text();
        assert!(text.contains("The child is 18 now") && text.contains("November 24, 2026"), "{path}");
        assert!(!text.contains(&card(2)), "{path}");
    }
    assert!(parent.get("/family").await.text().contains("The child is 18 now"), "said kindly in the list");
    let answer = adds(&mut parent, &card(2), SECRET).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("adult by law"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_child_who_is_removed_is_gone_at_once(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut parent, link) = family(&desk, "2013-05-06").await;
    let remove = format!("{link}/remove");
    parent.get(&remove).await;
    assert_eq!(parent.get(&link).await.status, StatusCode::OK, "asking changes nothing");
    assert_eq!(parent.post(&remove, &[]).await.location(), "/family?removed=1");
    assert_eq!(parent.get(&link).await.status, StatusCode::GONE);
    assert_eq!(parent.get(&format!("{link}/membership")).await.status, StatusCode::GONE);
    assert_eq!(parent.post(&remove, &[]).await.location(), "/family?removed=1", "by a second click");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_wrong_pin_an_unknown_card_and_a_card_of_no_form_answer_alike(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron(LIBRARY, &card(1)).await;
    desk.patron_born(LIBRARY, &card(2), "2013-05-06").await;
    let mut parent = signed_in(&desk, LIBRARY, &card(1), 1).await;
    let mut pages = Vec::new();
    for (number, secret) in [(card(2), "wrong-pin-here"), (card(9), SECRET), ("12".to_owned(), SECRET)] {
        let answer = adds(&mut parent, &number, secret).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = answer.text();
        assert!(text.contains(&number) && text.contains("<title>Error: "), "what was typed is kept");
        assert!(!text.contains(secret), "but for secrets");
        let nonce = text.split("nonce=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        pages.push(text.replace(&format!("value=\"{number}\""), "NUMBER").replace(&nonce, "NONCE"));
    }
    assert!(pages[0] == pages[1] && pages[1] == pages[2]);
    for (name, value) in [("child_card", ""), ("child_secret", ""), ("own_secret", "")] {
        let number = card(2);
        let mut fields = [("child_card", number.as_str()), ("child_secret", SECRET), ("own_secret", SECRET)];
        fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
        let text = parent.post("/family/add", &fields).await.text();
        assert!(text.contains(&format!("href=\"#{name}\"")), "{name}");
    }
    let own = [("child_card", "1"), ("child_secret", "x"), ("own_secret", "not-mine")];
    assert!(parent.post("/family/add", &own).await.text().contains("href=\"#own_secret\""));
    let dead = parent.post("/family/add/code", &[("code", "no code")]).await;
    assert!(dead.status == StatusCode::UNPROCESSABLE_ENTITY && dead.text().contains("href=\"#code\""));
}

#[sqlx::test(migrations = "../migrations")]
async fn c3_where_it_is_not_offered_the_page_says_so_and_what_can_be_done(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("canton", &card(1)).await;
    desk.patron_born("canton", &card(2), "2013-05-06").await;
    let mut parent = signed_in(&desk, "canton", &card(1), 1).await;
    for path in ["/family", "/family/add"] {
        let text = parent.get(path).await.text();
        assert!(
            text.contains("Not offered here")
                && text.contains("“Disclosure to outside parties”")
                && !text.contains("child_card"),
            "{path}"
        );
    }
    let answer = adds(&mut parent, &card(2), SECRET).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("card holder only"));
}

#[sqlx::test(migrations = "../migrations")]
async fn m3_who_is_not_on_the_childs_record_is_told_what_to_bring(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    desk.patron_born("mansfield", &card(2), "2013-05-06").await;
    let mut parent = signed_in(&desk, "mansfield", &card(1), 1).await;
    let answer = adds(&mut parent, &card(2), SECRET).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(
        text.contains("The record must name you")
            && text.contains("photo ID")
            && text.contains("“Circulation Records and Handling of Personal Information”")
    );
    assert!(parent.get("/family").await.text().contains("You have not added a child."));
}
