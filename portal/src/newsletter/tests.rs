//! L28, L29, C5: a newsletter goes to exactly the people who agreed, over a real mail server, whatever dies meanwhile.

use super::{work::Worked, *};
use crate::{
    authority::Editor,
    consent::{self, Left},
    mail::{Delivered, Transport, deliver, testing::Receiver},
    testing::{House, Person, SITE},
};
use chrono::Duration;
use domain::{
    consent::Purpose,
    decision::Role,
    parse::{EmailAddress, ShortText},
    words::Lang,
};
use sqlx::PgPool;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    task::Poll,
};
use uuid::Uuid;

const LIST: &str = "monthly";

struct Room {
    house: House,
    editor: Editor,
    receiver: Receiver,
    transport: Transport,
}

impl Deref for Room {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Room {
    async fn open(pool: &PgPool) -> Self {
        let house = House::at("canton").open(pool).await;
        let editor = Editor::of(&house.employs("dora", "Dora", Role::Director).await).unwrap();
        let receiver = Receiver::start().await;
        Self { house, editor, transport: receiver.transport(), receiver }
    }

    /// Somebody with this first name and address, who said yes to the newsletter.
    async fn agrees(&self, name: &str) -> Person {
        let person = self.person(name).email(&address(name)).add().await;
        self.says(&person, self.newsletter(), true).await;
        person
    }

    fn newsletter(&self) -> Purpose<'_> {
        Purpose::Newsletter(self.profile.newsletters.iter().find(|list| list.code == LIST).unwrap())
    }

    async fn says(&self, person: &Person, purpose: Purpose<'_>, given: bool) {
        // Two answers at one moment are told apart by their place; a later one is later here.
        self.clock.advance(Duration::seconds(1));
        consent::tests::says(&self.portal, &person.patron(), purpose, given).await;
    }

    /// Writes an issue with this subject and has it sent now.
    async fn sends(&self, subject: &str) -> Uuid {
        let id = self.written(subject).await;
        assert_eq!(schedule(&self.portal, &self.editor, id, self.now(), SITE).await.unwrap(), Scheduled::Done);
        id
    }

    async fn written(&self, subject: &str) -> Uuid {
        let id = self.portal.entropy.uuid();
        let draft = Draft {
            list: LIST.into(),
            subject_en: ShortText::parse(subject).unwrap(),
            body_en: "New **books**.".into(),
            spanish: Some((ShortText::parse("Este mes").unwrap(), "Libros *nuevos*.".into())),
        };
        assert_eq!(save(&self.portal, &self.editor, id, draft).await.unwrap(), Saved::Done);
        id
    }

    /// Everything the job has to do.
    async fn works(&self) -> Worked {
        let mut all = Worked::default();
        loop {
            let worked = work(&self.portal, &self.profile).await.unwrap();
            if !worked.is_something() {
                return all;
            }
            all.fixed += worked.fixed;
            all.queued += worked.queued;
            all.left_out += worked.left_out;
        }
    }

    async fn delivers(&self) -> Delivered {
        deliver(&self.portal, &self.transport, 100).await.unwrap()
    }

    /// Who was written to.
    fn got_it(&self) -> Vec<String> {
        let mut to: Vec<String> = self.receiver.mails().into_iter().map(|mail| mail.to).collect();
        to.sort();
        to
    }

    /// What came of each copy, by first name.
    async fn came(&self) -> BTreeMap<String, (String, Option<String>)> {
        let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(
            "SELECT person.firstname, state, why FROM newsletter_delivery AS one \
             JOIN person ON person.library = one.library AND person.id = one.person_id",
        )
        .fetch_all(&self.pool)
        .await
        .unwrap();
        rows.into_iter().map(|(name, state, why)| (name, (state, why))).collect()
    }
}

fn address(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase())
}

fn came_of(state: &str, why: Option<&str>) -> (String, Option<String>) {
    (state.to_owned(), why.map(str::to_owned))
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_newsletter_goes_to_whoever_said_yes_last_and_to_nobody_else(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.agrees("Ana").await;
    room.person("Ben").email("ben@example.org").add().await;
    let cat = room.agrees("Cat").await;
    room.says(&cat, room.newsletter(), false).await;
    let dan = room.agrees("Dan").await;
    room.says(&dan, Purpose::AllMail, false).await;
    // No e-mail at all also says no to each newsletter; a yes from before the portal may stand beside it.
    room.run(
        "UPDATE consent SET given = true WHERE purpose = 'monthly' AND NOT given AND means = 'portal' \
              AND person_id = (SELECT id FROM person WHERE firstname = 'Dan')",
    )
    .await;
    let eve = room.agrees("Eve").await;
    room.run(format!("UPDATE contact SET email = NULL WHERE person_id = '{}'", eve.id)).await;
    let said = count(&room.portal, &room.editor, LIST).await.unwrap();
    assert_eq!(said, Count { get_it: 1, want_no_mail: 1, no_address: 1, ..Count::default() });

    let id = room.sends("This month").await;
    assert_eq!(room.works().await, Worked { fixed: 1, queued: 1, left_out: 2 });
    room.delivers().await;
    // Dan's last mail tells him that there is no more; it is no newsletter.
    assert_eq!(room.got_it(), ["ana@example.org", "dan@example.org"]);
    let came = BTreeMap::from([
        ("Ana".to_owned(), came_of("sent", None)),
        ("Dan".to_owned(), came_of("left-out", Some("no-mail"))),
        ("Eve".to_owned(), came_of("left-out", Some("no-address"))),
    ]);
    assert_eq!(room.came().await, came);
    let issue = issue(&room.portal, &room.editor, id).await.unwrap().unwrap();
    assert_eq!(issue.state, State::Done);
    assert_eq!(issue.progress, Progress { sent: 1, left_out: 2, ..Progress::default() });
    room.agrees("Flo").await;
    assert_eq!(room.works().await, Worked::default(), "who gets it was settled");
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_whoever_leaves_a_moment_before_their_turn_is_not_written_to(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    let ben = room.agrees("Ben").await;
    room.agrees("Cat").await;
    room.sends("This month").await;
    // One leaves when it is settled who gets it, and one when the mail is in the outbox.
    room.says(&ana, room.newsletter(), false).await;
    room.works().await;
    room.says(&ben, room.newsletter(), false).await;
    room.delivers().await;
    assert_eq!(room.got_it(), ["cat@example.org"]);
    assert_eq!(room.came().await["Ben"], came_of("left-out", Some("no-consent")));
    assert!(!room.came().await.contains_key("Ana"), "she had said no when it was settled");
}

/// Mail to this person's address came back for good.
async fn comes_back(room: &Room, person: &Person, name: &str) {
    room.run(format!(
        "INSERT INTO returned_mail (library, id, person_id, address, code, kind, returned_at) \
         VALUES ('canton', gen_random_uuid(), '{}', '{}', '5.1.1', 'newsletter', '2026-11-23T12:00:00Z')",
        person.id,
        address(name)
    ))
    .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn each_row_says_why_it_was_not_sent_and_the_editor_reads_how_many_for_each_reason(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.agrees("Ana").await;
    let ben = room.agrees("Ben").await;
    let cat = room.agrees("Cat").await;
    let dan = room.agrees("Dan").await;
    let eve = room.agrees("Eve").await;
    comes_back(&room, &ben, "Ben").await;
    let id = room.sends("This month").await;
    assert_eq!(room.works().await, Worked { fixed: 1, queued: 4, left_out: 1 });
    // The set is fixed, and their turn comes when they have said something else or mail has come back.
    room.run("DELETE FROM outbox; UPDATE newsletter_delivery SET state = 'waiting' WHERE state = 'queued'").await;
    room.says(&cat, room.newsletter(), false).await;
    room.says(&dan, Purpose::AllMail, false).await;
    comes_back(&room, &eve, "Eve").await;
    assert_eq!(room.works().await, Worked { fixed: 0, queued: 1, left_out: 3 });
    let came = BTreeMap::from([
        ("Ana".to_owned(), came_of("queued", None)),
        ("Ben".to_owned(), came_of("left-out", Some("suspended"))),
        ("Cat".to_owned(), came_of("left-out", Some("no-consent"))),
        ("Dan".to_owned(), came_of("left-out", Some("no-mail"))),
        ("Eve".to_owned(), came_of("left-out", Some("suspended"))),
    ]);
    assert_eq!(room.came().await, came);
    let reasons = not_sent(&room.portal, &room.editor, id).await.unwrap();
    let reasons: Vec<_> = reasons.iter().map(|one| (one.given_up, one.why.as_deref().unwrap(), one.people)).collect();
    assert_eq!(reasons, [(false, "suspended", 2), (false, "no-consent", 1), (false, "no-mail", 1)]);
    let said = count(&room.portal, &room.editor, LIST).await.unwrap();
    assert_eq!(said, Count { get_it: 1, no_address: 2, came_back: 2, ..Count::default() });
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stop_holds_from_the_next_mail_on(pool: PgPool) {
    let room = Room::open(&pool).await;
    for name in ["Ana", "Ben", "Cat"] {
        room.agrees(name).await;
    }
    let id = room.sends("This month").await;
    room.works().await;
    deliver(&room.portal, &room.transport, 1).await.unwrap();
    assert_eq!(stop(&room.portal, &room.editor, id).await.unwrap(), Stopped::Done);
    assert_eq!(stop(&room.portal, &room.editor, id).await.unwrap(), Stopped::Nothing, "a second click");
    let rest = room.delivers().await;
    assert_eq!((rest.sent, rest.withheld), (0, 2));
    assert_eq!(room.got_it().len(), 1);
    let issue = issue(&room.portal, &room.editor, id).await.unwrap().unwrap();
    assert_eq!((issue.state, issue.progress.sent, issue.progress.left_out), (State::Stopped, 1, 2));
    let told = room.all::<String>("SELECT action FROM ledger_event WHERE action LIKE 'newsletter-%' ORDER BY at").await;
    assert_eq!(told, ["newsletter-scheduled", "newsletter-stopped"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_newsletter_says_why_it_comes_and_how_to_stop_it_in_the_readers_language(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    room.run(format!(
        "INSERT INTO preference (library, id, person_id, language, source, sourced_at) \
         VALUES ('canton', gen_random_uuid(), '{}', 'es', 'portal', now())",
        ana.id
    ))
    .await;
    room.sends("This month").await;
    room.works().await;
    room.delivers().await;
    let mail = room.receiver.mails().pop().unwrap();
    assert_eq!(mail.header("Subject"), "Este mes");
    assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let ways = mail.header("List-Unsubscribe");
    let link = web_address(&ways);
    let text = mail.data.replace("=\r\n", "");
    assert!(text.contains("Libros nuevos.") && text.contains("Para dejar de recibir este bolet"), "{text}");
    assert!(text.contains(link), "{link} in {text}");
    assert!(!text.contains("<img"), "nothing is loaded when it is opened");
    // Nothing of the link is kept once it is sent, and what was sent is.
    let kept: String = room.one("SELECT body_text FROM outbox WHERE kind = 'newsletter'").await;
    assert!(kept.contains("Libros nuevos.") && !kept.contains("unsubscribe"), "{kept}");

    let token = link.rsplit('/').next().unwrap();
    let leaver = crate::authority::Leaver::showing(&room.portal, &room.profile, token).unwrap();
    assert!(matches!(consent::leave(&room.portal, &leaver, Lang::En).await.unwrap(), Left::Now { undo: Some(_) }));
    assert_eq!(count(&room.portal, &room.editor, LIST).await.unwrap().get_it, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn two_people_with_one_address_are_told_which_card_a_copy_is_for(pool: PgPool) {
    let room = Room::open(&pool).await;
    for name in ["Ana", "Ben"] {
        let person = room.person(name).email("both@example.org").card().add().await;
        room.says(&person, room.newsletter(), true).await;
    }
    let cat = room.person("Cat").email("cat@example.org").card().add().await;
    room.says(&cat, room.newsletter(), true).await;
    room.sends("This month").await;
    room.works().await;
    room.delivers().await;
    for mail in room.receiver.mails() {
        let text = mail.data.replace("=\r\n", "");
        assert_eq!(text.contains("with the card that ends in"), mail.to == "both@example.org", "{text}");
    }
    assert_eq!(room.got_it(), ["both@example.org", "both@example.org", "cat@example.org"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_test_goes_to_the_address_that_was_typed_and_its_link_stops_nothing(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.agrees("Ana").await;
    let id = room.written("This month").await;
    let form = room.portal.entropy.uuid();
    let to = EmailAddress::parse("dora@example.org").unwrap();
    for _ in 0..2 {
        assert_eq!(send_test(&room.portal, &room.editor, id, &to, form, SITE).await.unwrap(), Tested::Queued);
    }
    room.delivers().await;
    assert_eq!(room.got_it(), ["dora@example.org", "dora@example.org"], "one in each language");
    assert!(room.receiver.mails()[0].data.contains("/unsubscribe/test"));
    assert!(crate::authority::Leaver::showing(&room.portal, &room.profile, "test").is_none());
    assert_eq!(room.came().await, BTreeMap::new());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_on_its_way_is_not_changed_and_not_thrown_away(pool: PgPool) {
    let room = Room::open(&pool).await;
    let id = room.sends("This month").await;
    let draft = Draft {
        list: LIST.into(),
        subject_en: ShortText::parse("Another").unwrap(),
        body_en: "Another".into(),
        spanish: None,
    };
    assert_eq!(save(&room.portal, &room.editor, id, draft).await.unwrap(), Saved::TooLate);
    discard(&room.portal, &room.editor, id).await.unwrap();
    assert_eq!(issue(&room.portal, &room.editor, id).await.unwrap().unwrap().subject_en, "This month");
    let draft = room.written("A draft").await;
    discard(&room.portal, &room.editor, draft).await.unwrap();
    assert!(issue(&room.portal, &room.editor, draft).await.unwrap().is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn an_issue_waits_for_its_moment(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.agrees("Ana").await;
    let id = room.written("Tomorrow").await;
    let at = room.now() + Duration::days(1);
    schedule(&room.portal, &room.editor, id, at, SITE).await.unwrap();
    assert_eq!(room.works().await, Worked::default());
    room.clock.advance(Duration::days(1));
    assert_eq!(room.works().await.queued, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_copy_that_could_not_be_sent_is_tried_again_with_a_link_that_works(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.agrees("Ana").await;
    room.receiver.answers("ana@example.org", &[crate::mail::testing::Answer::ToRecipient("550 5.1.1 unknown")]);
    room.sends("This month").await;
    room.works().await;
    assert_eq!(room.delivers().await.failed, 1);
    assert_eq!(room.came().await["Ana"], came_of("failed", Some("550 5.1.1")));
    let administrator = room.employs("dana", "Dana", Role::Administrator).await;
    let keeper = crate::authority::Keeper::of(&administrator).unwrap();
    let (dead, _) = crate::mail::given_up(&room.portal, &keeper).await.unwrap();
    assert_eq!(crate::mail::retry(&room.portal, &keeper, dead[0].id).await.unwrap(), crate::mail::Retried::Queued);
    assert_eq!(room.delivers().await.sent, 1);
    assert_eq!(room.came().await["Ana"], came_of("sent", None));
    let ways = room.receiver.mails()[0].header("List-Unsubscribe");
    let token = web_address(&ways).rsplit('/').next().unwrap().to_owned();
    assert!(crate::authority::Leaver::showing(&room.portal, &room.profile, &token).is_some());
}

/// Somebody without a card, with this first name, who said yes to the newsletter at this moment.
async fn subscribes(room: &Room, name: &str, address: &str) {
    room.clock.advance(Duration::seconds(1));
    room.run(format!(
        "WITH one AS (INSERT INTO subscriber (library, id, name, email, language, wants, asked_at, confirmed_at) \
                      VALUES ('canton', gen_random_uuid(), '{name}', '{address}', 'en', '{{monthly}}', '{now}', '{now}') \
                      RETURNING id) \
         INSERT INTO subscription (library, id, subscriber_id, list, given, words, words_version, language, decided_at, means) \
         SELECT 'canton', gen_random_uuid(), id, 'monthly', true, 'W', '1', 'en', '{now}', 'double-opt-in' FROM one",
        now = room.now().to_rfc3339(),
    ))
    .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn c5_whoever_asked_without_a_card_gets_it_and_one_address_gets_one_copy(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.agrees("Ana").await;
    subscribes(&room, "Rosa", "rosa@example.org").await;
    subscribes(&room, "Ana", "ANA@example.org").await;
    let said = count(&room.portal, &room.editor, LIST).await.unwrap();
    assert_eq!((said.get_it, said.without_card), (2, 1));
    let id = room.sends("This month").await;
    room.works().await;
    room.delivers().await;
    assert_eq!(room.got_it(), ["ana@example.org", "rosa@example.org"]);
    let rosas = room.receiver.mails().into_iter().find(|mail| mail.to == "rosa@example.org").unwrap();
    let text = rosas.data.replace("=\r\n", "");
    assert!(text.contains("Hello Rosa,") && text.contains("/newsletters\r\n"), "{text}");
    let why: Option<String> =
        room.one("SELECT why FROM newsletter_delivery WHERE state = 'left-out' AND subscriber_id IS NOT NULL").await;
    assert_eq!(why.as_deref(), Some("with-card"));
    let issue = issue(&room.portal, &room.editor, id).await.unwrap().unwrap();
    assert_eq!(issue.progress, Progress { sent: 2, left_out: 1, ..Progress::default() });
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_a_no_with_a_card_holds_for_the_address_until_a_newer_yes_and_leaving_counts_a_moment_before_the_turn(
    pool: PgPool,
) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    subscribes(&room, "Ana", "ana@example.org").await;
    let get_it = async || count(&room.portal, &room.editor, LIST).await.unwrap().get_it;
    room.says(&ana, room.newsletter(), false).await;
    assert_eq!(get_it().await, 0, "her no is newer than the yes without a card");
    room.run("DELETE FROM subscriber").await;
    subscribes(&room, "Ana", "ana@example.org").await;
    assert_eq!(get_it().await, 1, "and a yes that is newer than her no counts");
    subscribes(&room, "Rosa", "rosa@example.org").await;
    room.sends("This month").await;
    room.works().await;
    room.run(
        "INSERT INTO subscription (library, id, subscriber_id, list, given, words, words_version, language, decided_at, means) \
         SELECT library, gen_random_uuid(), id, 'monthly', false, 'W', '1', 'en', '2026-12-24Z', 'subscriber-link' \
         FROM subscriber WHERE name = 'Rosa'",
    )
    .await;
    room.delivers().await;
    assert_eq!(room.got_it(), ["ana@example.org"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_a_no_with_a_card_a_moment_before_the_turn_holds_for_the_copy_without_one(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.person("Ana").email("ana@example.org").add().await;
    subscribes(&room, "Ana", "ana@example.org").await;
    subscribes(&room, "Rosa", "rosa@example.org").await;
    room.sends("This month").await;
    assert_eq!(room.works().await.queued, 2);
    room.says(&ana, room.newsletter(), false).await;
    room.delivers().await;
    assert_eq!(room.got_it(), ["rosa@example.org"]);
    let why: Vec<Option<String>> = room.all("SELECT why FROM newsletter_delivery WHERE state = 'left-out'").await;
    assert_eq!(why, [Some("no-consent".to_owned())]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_such_a_no_holds_for_an_address_in_another_script_too(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.person("Ana").email("ana@bücher.example").add().await;
    subscribes(&room, "Ana", "ana@bücher.example").await;
    room.sends("This month").await;
    assert_eq!(room.works().await.queued, 1);
    room.says(&ana, room.newsletter(), false).await;
    assert_eq!(room.delivers().await.withheld, 1);
    assert_eq!(room.got_it(), [""; 0]);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_counts_as_it_is_sent_to_however_the_record_has_it(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.person("Ana").email("o’connor@bücher.example").add().await;
    room.says(&ana, room.newsletter(), true).await;
    room.sends("This month").await;
    room.works().await;
    let to: Vec<String> = room.all("SELECT recipient FROM newsletter_delivery").await;
    assert_eq!(to, ["o'connor@xn--bcher-kva.example"]);
    room.run(
        "INSERT INTO returned_mail (library, id, person_id, address, code, kind, returned_at) \
         SELECT library, gen_random_uuid(), id, 'O''Connor@xn--bcher-kva.example', '5.1.1', 'newsletter', '2026-11-23Z' FROM person",
    )
    .await;
    let said = count(&room.portal, &room.editor, LIST).await.unwrap();
    assert_eq!((said.get_it, said.came_back), (0, 1), "mail to it came back");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_copy_without_a_card_that_could_not_be_sent_is_tried_again_with_a_link_of_its_own(pool: PgPool) {
    let room = Room::open(&pool).await;
    subscribes(&room, "Rosa", "rosa@example.org").await;
    room.receiver.answers("rosa@example.org", &[crate::mail::testing::Answer::ToRecipient("550 5.1.1 unknown")]);
    room.sends("This month").await;
    room.works().await;
    assert_eq!(room.delivers().await.failed, 1);
    let administrator = room.employs("dana", "Dana", Role::Administrator).await;
    let keeper = crate::authority::Keeper::of(&administrator).unwrap();
    let (dead, _) = crate::mail::given_up(&room.portal, &keeper).await.unwrap();
    assert!(dead[0].can_be_retried);
    assert_eq!(crate::mail::retry(&room.portal, &keeper, dead[0].id).await.unwrap(), crate::mail::Retried::Queued);
    assert_eq!(room.delivers().await.sent, 1);
}

/// Works on this until it was looked at so often, and is then dropped where it stands, as when its process is killed.
async fn dies_after<T>(polls: u64, work: impl Future<Output = T>) {
    let (mut work, mut left) = (std::pin::pin!(work), polls);
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        work.as_mut().poll(context).map(|_| ())
    })
    .await;
}

/// Workers die at any moment, some people leave meanwhile: everyone who still agrees has one message (a second copy has its
/// Message-ID), and nobody who left before their turn has any. `RECIPIENTS=10000` makes it as many.
#[sqlx::test(migrations = "../migrations")]
async fn whatever_dies_everyone_who_agrees_has_one_message_and_nobody_else(pool: PgPool) {
    let recipients: u32 = std::env::var("RECIPIENTS").ok().and_then(|many| many.parse().ok()).unwrap_or(60);
    let room = Room::open(&pool).await;
    room.run(format!(
        "INSERT INTO person (library, id, firstname, source, sourced_at) \
         SELECT 'canton', ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'P' || n, 'desk', now() \
         FROM generate_series(1, {recipients}) n; \
         INSERT INTO contact (library, id, person_id, email, source, sourced_at) \
         SELECT library, id, id, lower(firstname) || '@example.org', 'desk', now() FROM person; \
         INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, language, decided_at, \
                              means, source, sourced_at) \
         SELECT library, id, id, 'monthly', 'email', true, 'W', '1', 'en', '2026-01-01Z', 'portal', 'portal', now() FROM person"
    ))
    .await;
    room.sends("This month").await;
    // The job dies too, within its work.
    let mut dice: u64 = 7;
    let mut roll = move |sides: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    let (mut left, mut left_late) = (BTreeSet::new(), 0);
    for round in 0.. {
        let waiting: i64 =
            room.one("SELECT count(*) FROM newsletter_delivery WHERE state IN ('waiting', 'queued')").await;
        let fixed: i64 = room.count("newsletter_issue WHERE fixed_at IS NOT NULL").await;
        if fixed == 1 && waiting == 0 {
            break;
        }
        assert!(round < 20 * recipients, "it never ends");
        // Somebody leaves whose turn has not come: a worker takes few at a time, so some still wait between two rounds.
        let sql = "UPDATE newsletter_delivery SET state = state WHERE id = (SELECT id FROM newsletter_delivery \
                   WHERE state = 'queued' ORDER BY id DESC LIMIT 1) RETURNING recipient";
        let next: Option<String> = sqlx::query_scalar(sql).fetch_optional(&pool).await.unwrap();
        if let Some(address) = next.filter(|_| left.len() < recipients as usize / 10) {
            let leave = "INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, \
                                              language, decided_at, means, source, sourced_at) \
                         SELECT library, gen_random_uuid(), person_id, 'monthly', 'email', false, 'W', '1', 'en', now(), \
                                'portal', 'portal', now() FROM contact WHERE email = $1";
            let before = room.got_it().contains(&address);
            sqlx::query(leave).bind(&address).execute(&pool).await.unwrap();
            if before {
                left_late += 1;
            } else {
                left.insert(address);
            }
        }
        // Three workers and the job, each killed after a time of its own.
        let mut workers = tokio::task::JoinSet::new();
        let few = recipients as usize / 12;
        for _ in 0..3 {
            let (portal, transport) = (room.portal.clone(), room.transport.clone());
            let polls = 10 + roll(400);
            workers.spawn(dies_after(polls, async move { deliver(&portal, &transport, few).await }));
        }
        let (portal, profile) = (room.portal.clone(), room.profile.clone());
        let polls = 10 + roll(6000);
        workers.spawn(dies_after(polls, async move { work(&portal, &profile).await }));
        while workers.join_next().await.is_some() {}
        // What a dead worker had is due again when its lease ends.
        room.clock.advance(Duration::minutes(5));
    }
    let mails = room.receiver.mails();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mail in &mails {
        ids.entry(mail.to.clone()).or_default().insert(mail.header("Message-ID"));
    }
    assert!(ids.values().all(|ids| ids.len() == 1), "one Message-ID each");
    let agree: BTreeSet<String> = (1..=recipients).map(|n| format!("p{n}@example.org")).collect();
    let got: BTreeSet<String> = ids.into_keys().collect();
    assert!(!left.is_empty(), "some left");
    assert_eq!(got, &agree - &left);
    let settled: i64 = room.count("newsletter_delivery WHERE state = 'sent'").await;
    // Anyone who leaves between their message and its note, which died with its worker, is not written to again.
    assert!((got.len() - left_late..=got.len()).contains(&usize::try_from(settled).unwrap()), "{settled}: {left_late}");
}

/// The way to leave on the web, which stands before the way by mail.
fn web_address(ways: &str) -> &str {
    ways.split(", ").next().unwrap().trim_matches(['<', '>'])
}
