//! What a minor reads on the pages where they decide something: in Spanish with “tú”, in English a child in plainer words.

use crate::{
    family::{of_the_library, read, signed_in},
    support::{Desk, SECRET, Visitor, card},
};
use domain::{
    consent::{ALL_MAIL, Purpose, effect_of_no, statement, what},
    contact::Detail,
    profile::Profile,
    words::Lang,
};
use http::StatusCode;
use sqlx::PgPool;
use std::collections::BTreeSet;

const LIBRARY: &str = "mansfield";

/// A page, how it speaks to a minor, and how to an adult.
const SAYS: [(&str, &str, &str); 15] = [
    ("/consents", "Tu elección", "Su elección"),
    ("/contact", "Cómo comunicarnos contigo", "Cómo comunicarnos con usted"),
    ("/contact/email", "Déjalo vacío para no tener correo", "Déjelo vacío para no tener correo"),
    (
        "/contact/method",
        "¿Cómo prefieres que nos comuniquemos contigo?",
        "¿Cómo prefiere que nos comuniquemos con usted?",
    ),
    ("/contact/moving", "Te mudas", "Usted se muda"),
    ("/contact/moving/done", "Puedes verlo en tu registro", "Puede verlo en su registro"),
    ("/security", "Cambiar tu PIN o contraseña", "Cambiar su PIN o contraseña"),
    ("/security/change", "Escribe otra vez el PIN", "Escriba otra vez el PIN"),
    ("/security/lost", "¿Cerrar tu tarjeta ahora?", "¿Cerrar su tarjeta ahora?"),
    ("/security/close", "Para que nadie más cierre tu tarjeta.", "Para que nadie más cierre su tarjeta."),
    ("/record/download", "Para asegurarnos de que eres tú", "Para asegurarnos de que es usted"),
    ("/choices", "¿En qué idioma quieres que te", "¿En qué idioma quiere que le"),
    ("/corrections", "Lo que dijiste que está mal", "Lo que usted dijo que está mal"),
    ("/permissions", "No has dado ningún permiso", "No ha dado ningún permiso"),
    ("/permissions/new", "Tus reservas, por seis meses.", "Sus reservas, por seis meses."),
];

/// What is said to somebody who is called “usted”, and never to somebody who is called “tú”.
const FORMAL: [&str; 34] = [
    "usted",
    "su",
    "sus",
    "suyo",
    "suya",
    "suyos",
    "suyas",
    "abra",
    "ábralo",
    "agregue",
    "ciérrela",
    "confirme",
    "consulte",
    "descárguela",
    "diga",
    "déjelo",
    "elija",
    "envíelo",
    "escriba",
    "espere",
    "guárdelo",
    "imprímalo",
    "inicie",
    "inténtelo",
    "llame",
    "lleve",
    "pida",
    "pregunte",
    "regrese",
    "revise",
    "traiga",
    "vaya",
    "venga",
    "vuelva",
];

/// What stands between this tag and its end is left out.
fn without(page: &str, tag: &str) -> String {
    let (begins, ends) = (format!("<{tag}"), format!("</{tag}>"));
    let mut parts = page.split(begins.as_str());
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |all, part| all + part.split_once(ends.as_str()).map_or("", |(_, rest)| rest))
}

/// What a page says before what is held, which a test of its own reads (routes/family.rs). Values stand apart; what is agreed to
/// or signed stands word for word as it is kept.
fn decides(page: &str) -> Vec<String> {
    let page = page.split("id=\"held\"").next().unwrap();
    let page = ["bdi", "blockquote", "pre"].iter().fold(page.to_owned(), |page, tag| without(&page, tag));
    read(&page)
}

/// The kinds of e-mail that a page has a form for.
fn purposes(page: &str) -> BTreeSet<String> {
    let forms = page.split("name=\"purpose\" value=\"").skip(1);
    forms.filter_map(|form| form.split('"').next()).filter(|code| *code != ALL_MAIL).map(str::to_owned).collect()
}

/// What the library says of each kind of e-mail, and the words that are kept with an answer.
fn kept(codes: &BTreeSet<String>, profile: &Profile) -> Vec<String> {
    let all = codes.iter().filter_map(|code| Purpose::from_code(code, profile));
    let words = all.flat_map(|one| {
        let said = |given| statement(&one, given, profile, Lang::Es);
        [said(true), said(false), what(&one, profile, Lang::Es)]
    });
    words.chain([effect_of_no(&Purpose::AllMail, Lang::Es).to_owned()]).collect()
}

/// Every page on which somebody decides, in Spanish, and what becomes of each: the address, and what it says.
async fn everything_decided(somebody: &mut Visitor, person: &str) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    let details = Detail::ALL.into_iter().map(|detail| format!("/contact/{}", detail.code()));
    for path in SAYS.iter().map(|(path, ..)| (*path).to_owned()).chain(details).chain(["/family".to_owned()]) {
        let page = somebody.get(&format!("{path}?lang=es")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        all.push((path, decides(&page.text())));
    }
    let wrong = format!("/corrections/person/{person}");
    let sent: [(&str, Vec<(&str, &str)>); 11] = [
        ("/contact/email", vec![("email", "new@example.org")]),
        ("/contact/email", vec![("email", "new@example.org"), ("step", "save")]),
        ("/contact/email", vec![("email", "new@example.org"), ("step", "save"), ("secret", SECRET)]),
        ("/contact/moving", vec![("step", "edit")]),
        ("/choices", vec![("what", "history"), ("history", "off")]),
        ("/choices", vec![("what", "language"), ("language", "es")]),
        ("/security/change", vec![("current", ""), ("new_secret", ""), ("again", "")]),
        ("/security/close", vec![("secret", "")]),
        ("/record/download", vec![("secret", "")]),
        (wrong.as_str(), vec![("field", "surname"), ("wish", "Okafor")]),
        ("/permissions/new", vec![("start", "once")]),
    ];
    for (path, fields) in sent {
        let mut answer = somebody.post(path, &fields).await;
        let mut at = format!("{path}, {fields:?}");
        if answer.status == StatusCode::SEE_OTHER {
            let to = answer.location().to_owned();
            answer = somebody.get(&to).await;
            at = to;
        }
        all.push((at, decides(&answer.text())));
    }
    for path in ["/contact", "/contact/moving/done", wrong.as_str(), "/consents?done=kept", "/consents?done=stopped"] {
        all.push((path.to_owned(), decides(&somebody.get(path).await.text())));
    }
    all
}

/// What stands beside the fields after input that cannot be taken, in Spanish: the address with what was sent, and what the page says.
async fn everything_refused(somebody: &mut Visitor) -> Vec<(String, Vec<String>)> {
    let write = somebody.post("/permissions/new", &[]).await.location().to_owned();
    let sent: [(&str, Vec<(&str, &str)>); 15] = [
        ("/contact/address", vec![("address", "")]),
        ("/contact/second-address", vec![("city", "Storrs")]),
        ("/contact/email", vec![("email", "two@at@example.org")]),
        ("/contact/phone", vec![("phone", "12")]),
        ("/contact/method", vec![("preferred_method", "pigeon")]),
        ("/security/change", vec![("current", SECRET), ("new_secret", "1111"), ("again", "1111")]),
        ("/security/change", vec![("current", SECRET), ("new_secret", "1234"), ("again", "1234")]),
        ("/security/change", vec![("current", SECRET), ("new_secret", "short"), ("again", "short")]),
        ("/security/change", vec![("current", SECRET), ("new_secret", "sunshine1"), ("again", "sunshine1")]),
        ("/security/change", vec![("current", "wrong"), ("new_secret", "28461937"), ("again", "9")]),
        ("/security/close", vec![("secret", "")]),
        ("/record/download", vec![("secret", "")]),
        (write.as_str(), vec![]),
        (write.as_str(), vec![("kind", "person"), ("from", "someday"), ("until", "12/24/2026"), ("uses", "thrice")]),
        (write.as_str(), vec![("name", "A\u{0}"), ("from", "2020-01-01"), ("until", "2019-01-01")]),
    ];
    let mut all = Vec::new();
    for (path, mut fields) in sent {
        if path.starts_with("/contact/") {
            fields.push(("step", "save"));
        }
        let page = somebody.post(path, &fields).await.text();
        let at = format!("{path}, {fields:?}");
        assert!(page.contains("<title>Error: "), "{at}: {page}");
        all.push((at, decides(&page)));
    }
    all
}

/// The page of a receipt, after a yes to this kind of e-mail.
async fn receipt(somebody: &mut Visitor, code: &str) -> Vec<String> {
    let answer = somebody.post("/consents", &[("purpose", code), ("answer", "yes")]).await;
    let to = answer.location().split('#').next().unwrap().to_owned();
    let page = somebody.get(&to).await.text();
    let id = page.split("/consents/receipts/").nth(1).unwrap().split('"').next().unwrap();
    decides(&somebody.get(&format!("/consents/receipts/{id}")).await.text())
}

#[sqlx::test(migrations = "../migrations")]
async fn where_they_decide_a_minor_is_spoken_to_as_a_minor_and_an_adult_as_an_adult(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let profile = desk.profiles.iter().find(|profile| profile.slug.as_str() == LIBRARY).unwrap().clone();
    let mut own = of_the_library(&profile, Lang::Es);
    for (serial, born) in [(1, "2020-05-06"), (2, "2013-05-06"), (3, "1988-04-02")] {
        desk.patron_born(LIBRARY, &card(serial), born).await;
        let person: String = sqlx::query_scalar("SELECT person_id::text FROM card WHERE number = $1")
            .bind(card(serial))
            .fetch_one(&pool)
            .await
            .unwrap();
        let is_young = serial < 3;
        let mut somebody = signed_in(&desk, LIBRARY, &card(serial), u8::try_from(serial).unwrap()).await;
        for (path, to_a_minor, to_an_adult) in SAYS {
            let said = decides(&somebody.get(&format!("{path}?lang=es")).await.text());
            let is_said = |words: &str| said.iter().any(|text| text.starts_with(words));
            let (right, wrong) = if is_young { (to_a_minor, to_an_adult) } else { (to_an_adult, to_a_minor) };
            assert!(is_said(right), "{born}, {path}: {said:?}");
            assert!(!is_said(wrong), "{born}, {path}: {said:?}");
        }
        let codes = purposes(&somebody.get("/consents?lang=es").await.text());
        own.extend(kept(&codes, &profile));
        own.retain(|own| !own.is_empty());
        let mut all = everything_decided(&mut somebody, &person).await;
        all.extend(everything_refused(&mut somebody).await);
        all.push(("a receipt".to_owned(), receipt(&mut somebody, codes.first().unwrap()).await));
        let is_formal = |text: &str| {
            let mut words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
            words.any(|word| FORMAL.contains(&word.as_str()))
        };
        let mut formal = BTreeSet::new();
        let mut scanned = 0;
        for (path, said) in all {
            scanned += said.len();
            let said = said.into_iter().filter(|text| !own.iter().any(|own| text.contains(own)));
            formal.extend(said.filter(|text| is_formal(text)).map(|text| format!("{path}: {text}")));
        }
        assert!(scanned > 300, "{born}: {scanned}");
        if is_young {
            assert_eq!(formal, BTreeSet::new(), "{born}");
        } else {
            assert!(formal.len() > 30, "an adult is called “usted”: {formal:?}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn in_english_a_child_reads_plainer_words_than_a_teenager_where_they_decide(pool: PgPool) {
    const PLAINLY: [(&str, &str, &str); 6] = [
        ("/consents", "You can say no to all of it and still borrow.", "Borrowing stays the same with all of it off."),
        ("/contact", "This is how the library reaches you.", "Change what the library uses to reach you."),
        ("/security", "Where you are signed in now", "Your open sessions"),
        ("/security/close", "For when you do not want to have a card", "For when you no longer want to be a patron"),
        (
            "/record/download",
            "You get one file (a ZIP archive) with a page to read and print, and the same",
            "You get one file",
        ),
        ("/choices", "How should we send e-mails about what you borrow", "How should we send notices about loans"),
    ];
    let desk = Desk::open(&pool).await;
    for (serial, born) in [(1, "2020-05-06"), (2, "2013-05-06")] {
        desk.patron_born(LIBRARY, &card(serial), born).await;
        let mut somebody = signed_in(&desk, LIBRARY, &card(serial), u8::try_from(serial).unwrap()).await;
        for (path, to_a_child, to_others) in PLAINLY {
            let said = decides(&somebody.get(&format!("{path}?lang=en")).await.text());
            let is_said = |words: &str| said.iter().any(|text| text.starts_with(words));
            assert_eq!(is_said(to_a_child), serial == 1, "{born}, {path}: {said:?}");
            assert!(serial == 1 || is_said(to_others), "{born}, {path}: {said:?}");
        }
    }
}
