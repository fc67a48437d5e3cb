//! L26, L27, L31: notices about loans and holds, told once, as each patron chose, by day, without titles where that is wished;
//! and what the desk enters where the library's own system sends them.

mod several;

use super::{work::Worked, *};
use crate::{
    authority::{Leaver, Patron},
    choice::{Choice, choose},
    consent::{self, Left},
    mail::{Delivered, Transport, deliver, testing::Receiver},
    testing::{House, Person, SITE},
};
use chrono::{Duration, NaiveDate};
use domain::{
    consent::Purpose,
    decision::Role,
    profile::{NoticeDefault, NoticeKind, SentBy, Titles},
    words::Lang,
};
use sqlx::PgPool;
use std::ops::Deref;

struct Room(House);

impl Deref for Room {
    type Target = House;

    fn deref(&self) -> &House {
        &self.0
    }
}

impl Room {
    /// At ten in the morning, every kind on, titles named, and notices begun.
    async fn open(pool: &PgPool) -> Self {
        let room = Self::before(pool).await;
        room.works().await;
        room
    }

    async fn before(pool: &PgPool) -> Self {
        let house = House::at("canton").when("2026-11-23T15:00:00Z").with(|profile| {
            profile.circulation_mail.sent_by = SentBy::Portal;
            profile.circulation_mail.titles = Titles::Named;
            profile.notices = NoticeKind::ALL.map(|kind| (kind, NoticeDefault::On)).into();
        });
        Self(house.open(pool).await)
    }

    async fn ana(&self) -> Person {
        self.person("Ana").email("ana@example.org").card().add().await
    }

    async fn works(&self) -> Worked {
        work(&self.portal, &self.profile, SITE).await.unwrap()
    }

    fn today(&self) -> NaiveDate {
        self.portal.today(&self.profile)
    }

    /// A loan of this title, from so many days ago and due in so many.
    async fn lends(&self, to: &Person, title: &str, ago: i64, due_in: i64) {
        self.run(format!(
            "INSERT INTO checkout (library, id, person_id, title, item_barcode, checked_out_at, due_on, renewals, source, \
                                   sourced_at) \
             VALUES ('canton', gen_random_uuid(), '{}', '{title}', '{title}', '{}', '{}', 0, 'koha', now())",
            to.id,
            (self.now() - Duration::days(ago)).to_rfc3339(),
            self.today() + Duration::days(due_in),
        ))
        .await;
    }

    async fn bills(&self, whom: &Person) {
        self.run(format!(
            "INSERT INTO account_line (library, id, person_id, line_number, entered_on, kind, description, amount_cents, \
                                       outstanding_cents, source, sourced_at) \
             VALUES ('canton', gen_random_uuid(), '{}', '1', '2026-11-20', 'LOST', 'The Heron', 1250, 1250, 'koha', now())",
            whom.id,
        ))
        .await;
    }

    /// The notices that were written, oldest first: kind and text.
    async fn told(&self) -> Vec<(String, String)> {
        let mut mails = self.mails().await;
        mails.reverse();
        mails.into_iter().map(|mail| (mail.kind, mail.text)).filter(|(kind, _)| kind != "contact-changed").collect()
    }

    async fn kinds(&self) -> Vec<String> {
        let mut kinds: Vec<String> = self.told().await.into_iter().map(|(kind, _)| kind).collect();
        kinds.sort();
        kinds
    }

    async fn chooses(&self, patron: &Patron, choice: Choice) {
        assert!(choose(&self.portal, patron, choice).await.unwrap());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l26_each_kind_is_told_once_whatever_is_loaded_again(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana().await;
    room.lends(&ana, "Herons", 0, 21).await;
    room.lends(&ana, "Egrets", 18, 3).await;
    room.lends(&ana, "Ibis", 30, -1).await;
    room.bills(&ana).await;
    room.run(format!(
        "INSERT INTO hold (library, id, person_id, title, placed_on, status, ready_until, source, sourced_at) \
         VALUES ('canton', gen_random_uuid(), '{}', 'Storks', '2026-11-01', 'ready', '2026-11-30', 'koha', now())",
        ana.id
    ))
    .await;
    room.works().await;
    assert_eq!(room.kinds().await, ["almost-due", "bill", "hold-ready", "overdue", "receipt"]);
    let told = room.told().await;
    let text = |kind: &str| told.iter().find(|(of, _)| of == kind).unwrap().1.clone();
    assert!(text("receipt").contains("Herons, due December 14, 2026") && !text("receipt").contains("Egrets"));
    assert!(text("almost-due").contains("Egrets, due November 26, 2026"));
    assert!(text("overdue").contains("Ibis, was due November 22, 2026"));
    assert!(text("hold-ready").contains("Storks, until November 30, 2026"));
    assert!(text("bill").contains("The Heron: $12.50"));
    room.works().await;
    assert_eq!(room.kinds().await.len(), 5, "and not again");

    room.run("UPDATE checkout SET renewals = 1, due_on = '2026-12-17' WHERE title = 'Egrets'").await;
    room.works().await;
    assert!(room.kinds().await.contains(&"renewal".to_owned()));
    room.clock.advance(Duration::days(7));
    room.works().await;
    let overdue = room.kinds().await.iter().filter(|kind| *kind == "overdue").count();
    assert_eq!(overdue, 2, "once more after a week");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_so_before_notices_began_is_told_to_nobody(pool: PgPool) {
    let room = Room::before(&pool).await;
    let ana = room.ana().await;
    room.lends(&ana, "Herons", 0, 21).await;
    room.lends(&ana, "Ibis", 30, -1).await;
    room.bills(&ana).await;
    for _ in 0..2 {
        assert_eq!(room.works().await, Worked::default());
    }
    assert_eq!(room.kinds().await, [""; 0]);
    room.run("UPDATE checkout SET renewals = 2 WHERE title = 'Herons'").await;
    room.works().await;
    assert_eq!(room.kinds().await, ["renewal"], "what happens after is told");
    room.lends(&ana, "Loaded late", 40, 20).await;
    room.run("UPDATE checkout SET renewals = 3 WHERE title = 'Loaded late'").await;
    room.works().await;
    assert_eq!(room.kinds().await.len(), 1, "a loan that comes in late is no news, nor are its renewals");
}

#[sqlx::test(migrations = "../migrations")]
async fn l27_a_no_holds_before_and_after_it_is_written_and_one_click_says_it(pool: PgPool) {
    let room = Room::open(&pool).await;
    let (ana, ben) = (room.ana().await, room.person("Ben").email("ben@example.org").add().await);
    let overdue = Purpose::Notice(NoticeKind::Overdue);
    consent::tests::says(&room.portal, &ana.patron(), overdue, false).await;
    for whom in [&ana, &ben] {
        room.lends(whom, "Ibis", 30, -1).await;
    }
    room.works().await;
    assert_eq!(room.kinds().await, ["overdue"], "Ben's");
    let text = room.told().await.remove(0).1;
    let token = text.split("/unsubscribe/").nth(1).unwrap().split_whitespace().next().unwrap();
    let leaver = Leaver::showing(&room.portal, &room.profile, token).unwrap();
    assert_eq!(consent::stopped_by(&room.profile, leaver.list()), [overdue]);
    room.clock.advance(Duration::seconds(1));
    let left = consent::leave(&room.portal, &leaver, Lang::En).await.unwrap();
    assert!(matches!(left, Left::Now { undo: Some(_) }), "it came by the library's rule, and can come again");
    let receiver = Receiver::start().await;
    let transport: Transport = receiver.transport();
    let delivered = deliver(&room.portal, &transport, 10).await.unwrap();
    assert_eq!((delivered.sent, delivered.withheld), (0, 1), "he said no before its turn");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_notice_stops_in_the_mail_program_and_names_nothing_in_its_subject(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana().await;
    room.lends(&ana, "Ibis", 30, -1).await;
    room.works().await;
    let receiver = Receiver::start().await;
    deliver(&room.portal, &receiver.transport(), 10).await.unwrap();
    let mail = receiver.mails().pop().unwrap();
    assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert_eq!(mail.header("Subject"), "Overdue");
    let kept: String = room.one("SELECT body_text FROM outbox WHERE kind = 'overdue'").await;
    assert!(kept.contains("Ibis") && !kept.contains("/unsubscribe/"), "what was sent is read, its link is not kept");
}

#[sqlx::test(migrations = "../migrations")]
async fn l26_nothing_is_written_outside_the_librarys_hours(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana().await;
    // Eight in the evening in Connecticut, then a minute before eight in the morning, then eight.
    room.clock.advance(Duration::hours(10));
    room.lends(&ana, "Herons", 0, 21).await;
    assert_eq!(room.works().await.found, 1);
    room.clock.advance(Duration::hours(12) - Duration::minutes(1));
    room.works().await;
    assert_eq!(room.kinds().await, [""; 0]);
    room.clock.advance(Duration::minutes(1));
    assert_eq!(room.works().await.written, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l26_a_notice_that_a_mail_server_put_off_into_the_night_waits_for_the_morning(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana().await;
    room.lends(&ana, "Ibis", 30, -1).await;
    // Ten seconds before eight in the evening.
    room.clock.advance(Duration::hours(10) - Duration::seconds(10));
    assert_eq!(room.works().await.written, 1);
    let receiver = Receiver::start().await;
    receiver.greylists();
    let delivers = async || deliver(&room.portal, &receiver.transport(), 10).await.unwrap();
    assert_eq!(delivers().await.again, 1);
    room.clock.advance(Duration::minutes(1));
    let night = delivers().await;
    assert_eq!((night.sent, night.put_off), (0, 1));
    assert_eq!(delivers().await, Delivered::default(), "it is put off once");
    room.clock.advance(Duration::hours(12) - Duration::minutes(1));
    assert_eq!(delivers().await, Delivered::default(), "ten seconds before eight in the morning");
    room.clock.advance(Duration::seconds(10));
    assert_eq!(delivers().await.sent, 1);
    assert_eq!(room.count("outbox WHERE status = 'sent' AND attempts = 2").await, 1, "being put off is no try");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_wants_one_mail_a_day_gets_one_with_all_of_it_and_one_click_stops_these_kinds(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana().await;
    room.chooses(&ana.patron(), Choice::NoticesDaily(true)).await;
    room.lends(&ana, "Herons", 0, 21).await;
    room.lends(&ana, "Ibis", 30, -1).await;
    room.works().await;
    assert_eq!(room.kinds().await, ["notices"]);
    let text = room.told().await.remove(0).1;
    assert!(text.contains("Herons") && text.contains("Ibis"), "{text}");
    room.lends(&ana, "Storks", 0, 21).await;
    room.works().await;
    assert_eq!(room.kinds().await.len(), 1, "it waits for tomorrow");
    room.clock.advance(Duration::days(1));
    room.works().await;
    assert_eq!(room.kinds().await, ["notices", "receipt"]);

    let token = text.split("/unsubscribe/").nth(1).unwrap().split_whitespace().next().unwrap();
    let leaver = Leaver::showing(&room.portal, &room.profile, token).unwrap();
    let left = consent::leave(&room.portal, &leaver, Lang::En).await.unwrap();
    assert_eq!(left, Left::Now { undo: None }, "of several kinds, signing in takes it back");
    assert_eq!(room.all::<String>("SELECT purpose FROM consent ORDER BY purpose").await, ["overdue", "receipt"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn titles_are_named_where_library_and_patron_want_it_and_counted_otherwise(pool: PgPool) {
    let room = Room::open(&pool).await;
    let (ana, ben) = (room.ana().await, room.person("Ben").email("ben@example.org").add().await);
    room.chooses(&ana.patron(), Choice::NoticesWithoutTitles(true)).await;
    for whom in [&ana, &ben] {
        room.lends(whom, "Ibis", 30, -1).await;
        room.lends(whom, "Herons", 30, -3).await;
        room.bills(whom).await;
    }
    room.works().await;
    for mail in room.mails().await.into_iter().filter(|mail| mail.kind == "overdue" || mail.kind == "bill") {
        let named = mail.to == "ben@example.org";
        for title in ["Ibis", "The Heron"] {
            let here = (mail.kind == "overdue") == (title == "Ibis");
            assert_eq!(mail.text.contains(title), named && here, "{mail:?}");
        }
        if !named && mail.kind == "overdue" {
            assert!(mail.text.contains("2 items, the first was due November 20, 2026"), "{}", mail.text);
        }
    }
    let mut counted = (*room.profile).clone();
    counted.circulation_mail.titles = Titles::Counted;
    room.run("DELETE FROM outbox; DELETE FROM notice_due WHERE kind = 'overdue'").await;
    work(&room.portal, &counted, SITE).await.unwrap();
    assert!(room.mails().await.iter().all(|mail| !mail.text.contains("Ibis")));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_over_when_its_time_comes_is_not_told(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.ana().await;
    room.clock.advance(Duration::hours(11));
    room.lends(&ana, "Ibis", 30, -1).await;
    room.bills(&ana).await;
    room.works().await;
    room.run("DELETE FROM checkout; UPDATE account_line SET outstanding_cents = 0").await;
    room.clock.advance(Duration::hours(12));
    room.works().await;
    assert_eq!(room.kinds().await, [""; 0]);
    assert_eq!(room.all::<String>("SELECT DISTINCT state FROM notice_due WHERE kind <> 'receipt'").await, ["over"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l31_a_bill_that_no_e_mail_brings_goes_by_letter(pool: PgPool) {
    let room = Room::open(&pool).await;
    let (ana, ben) = (room.ana().await, room.person("Ben").add().await);
    let cat = room.person("Cat").email("cat@example.org").add().await;
    consent::tests::says(&room.portal, &cat.patron(), Purpose::Notice(NoticeKind::Bill), false).await;
    for whom in [&ana, &ben, &cat] {
        room.bills(whom).await;
    }
    let worked = room.works().await;
    assert_eq!((worked.written, worked.letters), (1, 2), "Ben has no address, Cat said no to e-mail");
    let receiver = Receiver::start().await;
    receiver.answers("ana@example.org", &[crate::mail::testing::Answer::ToRecipient("550 5.1.1 unknown")]);
    assert_eq!(deliver(&room.portal, &receiver.transport(), 10).await.unwrap().failed, 1);
    for _ in 0..2 {
        room.works().await;
    }
    let letters = room.all::<String>("SELECT body FROM postal_letter WHERE kind = 'bill'").await;
    assert_eq!(letters.len(), 3);
    assert!(letters.iter().all(|body| body.contains("$12.50") && !body.contains("/unsubscribe/")), "{letters:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn l31_the_letter_for_a_bill_is_in_one_language(pool: PgPool) {
    let room = Room::open(&pool).await;
    let (ana, ben) = (room.person("Ana").add().await, room.person("Ben").email("ben@example.org").add().await);
    for whom in [&ana, &ben] {
        room.run(format!(
            "INSERT INTO preference (library, id, person_id, language, source, sourced_at) \
             VALUES ('canton', gen_random_uuid(), '{}', 'es', 'portal', now())",
            whom.id,
        ))
        .await;
        room.bills(whom).await;
    }
    assert_eq!(room.works().await.letters, 1, "Ana's, who has no address");
    let receiver = Receiver::start().await;
    receiver.answers("ben@example.org", &[crate::mail::testing::Answer::ToRecipient("550 5.7.1 policy")]);
    deliver(&room.portal, &receiver.transport(), 10).await.unwrap();
    assert_eq!(room.works().await.letters, 1, "Ben's, whose mail was refused");
    let letters = room.all::<String>("SELECT language || ' ' || subject || ' ' || body FROM postal_letter").await;
    assert_eq!(letters.len(), 2);
    for letter in letters {
        assert!(letter.starts_with(&format!("es {}", NoticeKind::Bill.label().es)), "{letter}");
        assert!(
            letter.contains("Un cargo por un material perdido") && letter.contains("Si tiene el material"),
            "{letter}"
        );
        assert!(!letter.contains("A charge") && !letter.contains("bring it back"), "{letter}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l31_no_bill_is_lost_while_the_letter_for_another_waits_to_be_posted(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ben = room.person("Ben").add().await;
    room.bills(&ben).await;
    assert_eq!(room.works().await.letters, 1);
    room.run(
        "INSERT INTO account_line (library, id, person_id, line_number, entered_on, kind, description, amount_cents, \
                                   outstanding_cents, source, sourced_at) \
         SELECT library, gen_random_uuid(), person_id, '2', entered_on, kind, 'The Stork', 900, 900, source, sourced_at \
         FROM account_line",
    )
    .await;
    assert_eq!((room.works().await.letters, room.works().await.letters), (0, 0));
    room.run("UPDATE postal_letter SET printed_at = now(), posted_at = now()").await;
    assert_eq!((room.works().await.letters, room.works().await.letters), (1, 0));
    let second: String = room.one("SELECT body FROM postal_letter WHERE posted_at IS NULL").await;
    assert!(second.contains("The Stork: $9.00") && !second.contains("The Heron"), "{second}");
}

#[sqlx::test(migrations = "../migrations")]
async fn where_the_librarys_system_sends_them_each_changed_choice_waits_for_the_desk_and_the_patron_reads_that_it_is_done(
    pool: PgPool,
) {
    let house = House::at("lci-member").open(&pool).await;
    assert_eq!(house.profile.circulation_mail.sent_by, SentBy::System);
    assert_eq!(work(&house.portal, &house.profile, SITE).await.unwrap(), Worked::default());
    let ana = house.person("Ana").email("ana@example.org").card().add().await;
    let overdue = Purpose::Notice(NoticeKind::Overdue);
    for given in [false, true, false] {
        house.clock.advance(Duration::seconds(1));
        consent::tests::says(&house.portal, &ana.patron(), overdue, given).await;
    }
    consent::tests::says(&house.portal, &ana.patron(), Purpose::Newsletter(&house.profile.newsletters[0]), true).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let waits = waiting(&house.portal, &clerk).await.unwrap().unwrap();
    assert_eq!(waits.len(), 1, "the newest answer of a kind, and no newsletter");
    let found = to_enter(&house.portal, &clerk, waits[0].id).await.unwrap().unwrap().unwrap();
    assert_eq!((found.purpose.as_str(), found.given), ("overdue", false));
    for _ in 0..2 {
        assert_eq!(enter(&house.portal, &clerk, waits[0].id).await.unwrap(), CheckOffOutcome::Done, "a second click");
    }
    assert_eq!(waiting(&house.portal, &clerk).await.unwrap().unwrap().rows, []);
    let told = "ledger_event WHERE action = 'choice-entered' AND actor_kind = 'staff'";
    assert_eq!(house.count(told).await, 1);
    let other = house.employs("dana", "Dana", Role::Administrator).await;
    assert!(waiting(&house.portal, &other).await.unwrap().is_err(), "no task of theirs");
    assert_eq!(enter(&house.portal, &other, waits[0].id).await.unwrap(), CheckOffOutcome::NotFound);
    consent::tests::says(&house.portal, &ana.patron(), overdue, true).await;
    assert_eq!(waiting(&house.portal, &clerk).await.unwrap().unwrap().len(), 1, "and the next one waits again");
}
