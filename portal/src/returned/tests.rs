//! Mail that comes back: believed only at its own return path, and then the address is written to no more.

use super::{Mailbox, Read, lift, note, open, suspended, to_note};
use crate::{
    authority::{Editor, Keeper},
    consent,
    jobs::{self, Means},
    mail::{
        Delivered, Retried, What, deliver, retry,
        testing::{Answer, Receiver},
    },
    newsletter, notice, notify,
    record::overview,
    testing::{House, Person, SITE},
};
use chrono::Duration;
use domain::{
    consent::Purpose,
    decision::Role,
    parse::ShortText,
    profile::{NoticeDefault, NoticeKind, SentBy},
    words::Lang,
};
use sqlx::PgPool;
use std::{fs, path::PathBuf};
use tokio_util::sync::CancellationToken;

struct Post {
    house: House,
    receiver: Receiver,
    folder: PathBuf,
}

impl Post {
    async fn open(pool: &PgPool) -> Self {
        Self::at(pool, House::at("canton").open(pool).await).await
    }

    async fn at(pool: &PgPool, house: House) -> Self {
        // Each test has a database of its own.
        let database = pool.connect_options().get_database().unwrap_or_default().to_owned();
        let folder = std::env::temp_dir().join(format!("returned-{database}"));
        fs::create_dir_all(folder.join("new")).unwrap();
        Self { house, receiver: Receiver::start().await, folder }
    }

    async fn ana(&self) -> Person {
        self.house.person("Ana").email("ana@example.org").card().pin("8305").add().await
    }

    /// Tells this person something by mail; returns the mail's return path, or nothing where no mail was sent.
    async fn tells(&self, person: &Person) -> Option<String> {
        let portal = &self.house.portal;
        let before = self.receiver.mails().len();
        let mut tx = portal.db.begin(crate::db::Scope::Library(self.house.slug())).await.unwrap();
        notify::tell(&mut tx, portal, &self.house.profile, person.id, Lang::En, SITE, What::SessionsEnded)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.delivers().await;
        self.receiver.mails().get(before).map(|mail| mail.from.clone())
    }

    /// These people say yes to a newsletter and get an issue of it.
    async fn sends_an_issue(&self, to: &[&Person]) {
        let (portal, profile) = (&self.house.portal, &self.house.profile);
        let list = || Purpose::Newsletter(profile.newsletters.iter().find(|list| list.code == "monthly").unwrap());
        for person in to {
            consent::tests::says(portal, &person.patron(), list(), true).await;
        }
        let editor = Editor::of(&self.house.employs("dora", "Dora", Role::Director).await).unwrap();
        let id = portal.entropy.uuid();
        let draft = newsletter::Draft {
            list: "monthly".into(),
            subject_en: ShortText::parse("This month").unwrap(),
            body_en: "Books.".into(),
            spanish: None,
        };
        newsletter::save(portal, &editor, id, draft).await.unwrap();
        newsletter::schedule(portal, &editor, id, self.house.now(), SITE).await.unwrap();
        while newsletter::work(portal, profile).await.unwrap().is_something() {}
        self.delivers().await;
        self.house.clock.advance(Duration::minutes(1));
    }

    async fn delivers(&self) -> Delivered {
        deliver(&self.house.portal, &self.receiver.transport(), 10).await.unwrap()
    }

    fn arrives(&self, mail: &str) {
        let name = format!("{}.host", self.house.portal.entropy.uuid());
        fs::write(self.folder.join("new").join(name), mail.replace('\n', "\r\n")).unwrap();
    }

    async fn reads(&self) -> Read {
        let libraries = [self.house.profile.clone()];
        let read = Mailbox::at(self.folder.clone()).read(&self.house.portal, &libraries).await.unwrap();
        assert_eq!(fs::read_dir(self.folder.join("new")).unwrap().count(), 0, "what was read is gone");
        Read { seen: 0, ..read }
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// A report as Postfix writes it (RFC 3464), with this action and status.
fn report(to: &str, action: &str, status: &str) -> String {
    format!(
        "Return-Path: <>\nDelivered-To: {to}\nFrom: MAILER-DAEMON@mx.example.org (Mail Delivery System)\n\
         Subject: Undelivered Mail Returned to Sender\nTo: {to}\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"B.1/mx.example.org\"\n\n\
         --B.1/mx.example.org\nContent-Description: Notification\nContent-Type: text/plain; charset=us-ascii\n\n\
         I'm sorry to have to inform you that your message could not be delivered.\n\n\
         --B.1/mx.example.org\nContent-Description: Delivery report\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example.org\nX-Postfix-Queue-ID: B\nArrival-Date: Mon, 23 Nov 2026 12:00:00 +0000 (UTC)\n\n\
         Final-Recipient: rfc822; ana@example.org\nOriginal-Recipient: rfc822;ana@example.org\nAction: {action}\n\
         Status: {status}\nRemote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 5.1.1 <ana@example.org>: Recipient\n    \
         address rejected: User unknown\n\n\
         --B.1/mx.example.org\nContent-Description: Undelivered Message\nContent-Type: message/rfc822\n\n\
         Subject: Signed out everywhere\n\nHello\n\n--B.1/mx.example.org--\n"
    )
}

/// A complaint (RFC 5965).
fn complaint(to: &str, kind: &str) -> String {
    format!(
        "From: <abuse@mail.example>\nTo: <{to}>\nSubject: FW: This month\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=feedback-report; boundary=\"part\"\n\n\
         --part\nContent-Type: text/plain\n\nThis is an email abuse report.\n\n\
         --part\nContent-Type: message/feedback-report\n\nFeedback-Type: {kind}\nUser-Agent: Example/1\nVersion: 1\n\n\
         --part\nContent-Type: message/rfc822\n\nSubject: This month\n\nHello\n--part--\n"
    )
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_that_is_gone_is_written_to_no_more_and_patron_and_desk_are_told(pool: PgPool) {
    let post = Post::open(&pool).await;
    let ana = post.ana().await;
    let path = post.tells(&ana).await.unwrap();
    post.arrives(&report(&path, "failed", "5.1.1"));
    post.arrives(&report(&path, "failed", "5.1.1 (unknown)"));
    assert_eq!(post.reads().await, Read { suspended: 1, ..Read::default() }, "however often it comes back");

    let (portal, patron) = (&post.house.portal, ana.patron());
    let back = suspended(portal, &patron).await.unwrap().unwrap();
    assert_eq!(back.address, "ana@example.org");
    let first_page = overview(portal, &patron).await.unwrap().glance.came_back.unwrap();
    assert_eq!((first_page.address, first_page.since), (back.address, back.since), "the first page says so too");
    assert_eq!(post.tells(&ana).await, None);
    assert_eq!(
        post.house.count("postal_letter WHERE kind = 'sessions-ended'").await,
        1,
        "what she must hear goes by post"
    );
    assert_eq!(post.house.count("ledger_event WHERE action = 'mail-returned' AND subject_id IS NOT NULL").await, 1);
    let kept: String = post.house.one("SELECT returned_mail::text FROM returned_mail").await;
    assert!(!kept.contains("User unknown"), "codes are kept, words are not: {kept}");

    let clerk = post.house.employs("wanda", "Wanda", Role::Desk).await;
    let list = to_note(portal, &clerk).await.unwrap().unwrap();
    let found = open(portal, &clerk, list[0].id).await.unwrap().unwrap().unwrap();
    assert_eq!((found.address.as_str(), found.code.as_str()), ("ana@example.org", "5.1.1"));
    for _ in 0..2 {
        assert!(note(portal, &clerk, list[0].id).await.unwrap());
    }
    assert_eq!(to_note(portal, &clerk).await.unwrap().unwrap().rows, []);

    for _ in 0..2 {
        lift(portal, &patron).await.unwrap();
    }
    assert_eq!(suspended(portal, &patron).await.unwrap(), None);
    assert_eq!(overview(portal, &patron).await.unwrap().glance.came_back, None);
    assert!(post.tells(&ana).await.is_some());
    assert_eq!(post.house.count("ledger_event WHERE action = 'mail-address-lifted'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn mail_that_comes_back_from_a_domain_in_another_script_is_known_by_the_address_on_record(pool: PgPool) {
    const ON_RECORD: &str = "ana@bücher.example";
    let post = Post::open(&pool).await;
    let (portal, house) = (&post.house.portal, &post.house);
    let ana = house.person("Ana").email(ON_RECORD).card().pin("8305").add().await;
    let path = post.tells(&ana).await.unwrap();
    post.arrives(&report(&path, "failed", "5.1.1"));
    assert_eq!(post.reads().await, Read { suspended: 1, ..Read::default() });
    assert_eq!(house.one::<String>("SELECT address FROM returned_mail").await, "ana@xn--bcher-kva.example");

    assert_eq!(post.tells(&ana).await, None, "it is written to no more");
    assert_eq!(suspended(portal, &ana.patron()).await.unwrap().unwrap().address, ON_RECORD);
    let first_page = overview(portal, &ana.patron()).await.unwrap().glance.came_back.unwrap();
    assert_eq!(first_page.address, ON_RECORD);
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let list = to_note(portal, &clerk).await.unwrap().unwrap();
    let found = open(portal, &clerk, list[0].id).await.unwrap().unwrap().unwrap();
    assert_eq!(found.address, ON_RECORD, "as the patron would say it");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mail_that_waits_is_not_sent_to_an_address_that_is_gone_meanwhile(pool: PgPool) {
    let post = Post::open(&pool).await;
    let ana = post.ana().await;
    let path = post.tells(&ana).await.unwrap();
    let portal = &post.house.portal;
    let mut tx = portal.db.begin(crate::db::Scope::Library(post.house.slug())).await.unwrap();
    notify::tell(&mut tx, portal, &post.house.profile, ana.id, Lang::En, SITE, What::CodeMade).await.unwrap();
    tx.commit().await.unwrap();
    post.arrives(&report(&path, "failed", "5.1.1"));
    post.reads().await;
    assert_eq!(post.delivers().await, Delivered { withheld: 1, ..Delivered::default() });
    assert_eq!(post.house.one::<String>("SELECT last_error FROM outbox WHERE status = 'withheld'").await, "suspended");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mail_server_that_says_at_once_that_there_is_no_such_mailbox_says_the_same(pool: PgPool) {
    let post = Post::open(&pool).await;
    let ana = post.ana().await;
    for reply in ["550 5.7.1 policy", "552 5.2.2 full"] {
        post.receiver.answers("ana@example.org", &[Answer::ToRecipient(reply)]);
        assert_eq!(post.tells(&ana).await, None);
        assert_eq!(suspended(&post.house.portal, &ana.patron()).await.unwrap(), None, "{reply}");
    }
    post.receiver.answers("ana@example.org", &[Answer::ToRecipient("550 5.1.1 unknown")]);
    assert_eq!(post.tells(&ana).await, None);
    assert!(suspended(&post.house.portal, &ana.patron()).await.unwrap().is_some());
    post.house.run("UPDATE contact SET email = 'new@example.org'").await;
    assert_eq!(suspended(&post.house.portal, &ana.patron()).await.unwrap(), None, "another address is written to");
    assert!(post.tells(&ana).await.is_some());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mail_that_is_tried_again_and_refused_again_suspends_its_address_again(pool: PgPool) {
    let post = Post::open(&pool).await;
    let (portal, house) = (&post.house.portal, &post.house);
    let (ana, director) = (post.ana().await, house.employs("dora", "Dora", Role::Director).await);
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let is_suspended = async || suspended(portal, &ana.patron()).await.unwrap().is_some();
    let tries_again = async || {
        house.clock.advance(Duration::minutes(1));
        let mail = house.one::<uuid::Uuid>("SELECT id FROM outbox WHERE status = 'failed'").await;
        assert_eq!(retry(portal, &Keeper::of(&director).unwrap(), mail).await.unwrap(), Retried::Queued);
        assert!(!is_suspended().await);
        house.clock.advance(Duration::minutes(1));
        post.delivers().await
    };
    let unknown = Answer::ToRecipient("550 5.1.1 unknown");
    post.receiver.answers("ana@example.org", &[unknown.clone(), unknown]);
    assert_eq!(post.tells(&ana).await, None);
    let first = to_note(portal, &clerk).await.unwrap().unwrap();
    assert!(note(portal, &clerk, first[0].id).await.unwrap());

    assert_eq!(tries_again().await.failed, 1);
    assert!(is_suspended().await);
    let again = to_note(portal, &clerk).await.unwrap().unwrap();
    assert_eq!(again.rows.len(), 1, "the desk has it in its list anew");
    assert_ne!(again[0].id, first[0].id);
    assert_eq!(house.count("ledger_event WHERE action = 'mail-returned'").await, 2);

    assert_eq!(tries_again().await.sent, 1);
    let path = post.receiver.mails().pop().unwrap().from;
    for suspended in [1, 0] {
        post.arrives(&report(&path, "failed", "5.1.1"));
        assert_eq!(
            post.reads().await,
            Read { suspended, ..Read::default() },
            "taken this time, and it came back later"
        );
        assert!(is_suspended().await);
    }
    assert_eq!(house.count("ledger_event WHERE action = 'mail-returned'").await, 3);
    assert_eq!(house.count("returned_mail").await, 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_second_copy_of_a_report_from_before_the_address_was_written_to_again_suspends_nothing(pool: PgPool) {
    let post = Post::open(&pool).await;
    let (portal, ana) = (&post.house.portal, post.ana().await);
    let path = post.tells(&ana).await.unwrap();
    for expected in [Read { suspended: 1, ..Read::default() }, Read::default()] {
        post.arrives(&report(&path, "failed", "5.1.1"));
        assert_eq!(post.reads().await, expected);
        post.house.clock.advance(Duration::minutes(1));
        lift(portal, &ana.patron()).await.unwrap();
        post.house.clock.advance(Duration::minutes(1));
    }
    assert_eq!(suspended(portal, &ana.patron()).await.unwrap(), None);
    assert_eq!(post.house.count("ledger_event WHERE action = 'mail-returned'").await, 1);
    assert!(post.tells(&ana).await.is_some());
}

#[sqlx::test(migrations = "../migrations")]
async fn l31_a_bill_that_comes_back_after_it_was_taken_goes_by_letter_whatever_the_address_is_worth(pool: PgPool) {
    let house = House::at("canton").when("2026-11-23T15:00:00Z").with(|profile| {
        profile.circulation_mail.sent_by = SentBy::Portal;
        profile.notices = [(NoticeKind::Bill, NoticeDefault::On)].into();
    });
    let post = Post::at(&pool, house.open(&pool).await).await;
    let (ana, ben) = (post.ana().await, post.house.person("Ben").email("ben@example.org").add().await);
    let works = async || notice::work(&post.house.portal, &post.house.profile, SITE).await.unwrap();
    works().await;
    for whom in [&ana, &ben] {
        post.house
            .run(format!(
                "INSERT INTO account_line (library, id, person_id, line_number, entered_on, kind, description, amount_cents, \
                                           outstanding_cents, source, sourced_at) \
                 VALUES ('canton', gen_random_uuid(), '{}', '1', '2026-11-20', 'LOST', 'The Heron', 1250, 1250, 'koha', now())",
                whom.id,
            ))
            .await;
    }
    assert_eq!(works().await.written, 2);
    assert_eq!(post.delivers().await.sent, 2);
    assert_eq!(works().await.letters, 0, "they were taken");

    let path = |to: &str| post.receiver.mails().into_iter().find(|mail| mail.to == to).unwrap().from;
    post.arrives(&report(&path("ana@example.org"), "failed", "5.1.1"));
    post.arrives(&report(&path("ben@example.org"), "failed", "5.2.2"));
    assert_eq!(post.reads().await, Read { suspended: 1, undelivered: 1, ..Read::default() });
    let codes = post.house.all::<String>("SELECT came_back FROM outbox ORDER BY came_back").await;
    assert_eq!(codes, ["5.1.1", "5.2.2"], "its person reads it with the mail");
    assert_eq!(suspended(&post.house.portal, &ben.patron()).await.unwrap(), None, "a full mailbox is written to again");
    assert_eq!((works().await.letters, works().await.letters), (2, 0));
    assert_eq!(post.house.count("postal_letter WHERE kind = 'bill'").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn nothing_else_that_comes_to_the_mailbox_suspends_anything(pool: PgPool) {
    let post = Post::open(&pool).await;
    let ana = post.ana().await;
    let path = post.tells(&ana).await.unwrap();
    let forged = path.replace("bounces+0", "bounces+1").replace("bounces+a", "bounces+b");
    let forged = if forged == path { path.replacen(|c: char| c.is_ascii_digit(), "f", 1) } else { forged };
    for (mail, expected) in [
        (report(&path, "delayed", "4.4.1"), Read { nothing: 1, ..Read::default() }),
        (report(&path, "failed", "5.2.2"), Read { undelivered: 1, ..Read::default() }),
        (report(&path, "failed", "5.2.2"), Read::default()),
        (report(&path, "delivered", "2.0.0"), Read { nothing: 1, ..Read::default() }),
        (
            format!("To: {path}\nSubject: Out of office\n\nAction: failed\nStatus: 5.1.1\n"),
            Read { nothing: 1, ..Read::default() },
        ),
        (report("bounces@library.example.org", "failed", "5.1.1"), Read { aside: 1, ..Read::default() }),
        (report(&forged, "failed", "5.1.1"), Read { aside: 1, ..Read::default() }),
        (String::new(), Read { aside: 1, ..Read::default() }),
        ("\0\u{fffd}no mail at all".to_owned(), Read { aside: 1, ..Read::default() }),
    ] {
        post.arrives(&mail);
        assert_eq!(post.reads().await, expected, "{mail}");
    }
    assert_eq!(post.house.count("returned_mail").await, 0);
    assert_eq!(fs::read_dir(post.folder.join("cur")).unwrap().count(), 4, "what is none of ours is put aside");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_report_of_a_mail_that_is_not_known_any_more_does_nothing_and_is_counted(pool: PgPool) {
    let post = Post::open(&pool).await;
    let ana = post.ana().await;
    let path = post.tells(&ana).await.unwrap();
    post.house.run("DELETE FROM outbox").await;
    post.arrives(&report(&path, "failed", "5.1.1"));
    post.arrives(&report(&path, "failed", "5.2.2"));
    let means = Means {
        returned: Some(Mailbox::at(post.folder.clone())),
        libraries: vec![post.house.profile.clone()],
        ..Means::default()
    };
    let job = jobs::all(means).into_iter().find(|job| job.name() == "returned-mail").unwrap();
    let ran = job.run(&post.house.portal, &CancellationToken::new()).await.unwrap();
    let said = "0 addresses gone, 0 undelivered, 0 stopped, 0 of no use, 2 of mail not known any more, 0 put aside";
    assert_eq!((ran.did.as_str(), ran.more), (said, false));
    assert_eq!(fs::read_dir(post.folder.join("new")).unwrap().count(), 0, "a report quotes its mail, and goes");
    assert!(!post.folder.join("cur").exists());
    assert_eq!(post.house.count("returned_mail").await, 0);
    assert!(post.tells(&ana).await.is_some(), "the address is written to as before");
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_a_mail_to_the_return_path_and_a_complaint_stop_the_newsletter_and_nothing_else(pool: PgPool) {
    let post = Post::open(&pool).await;
    let portal = &post.house.portal;
    let (ana, ben) = (post.ana().await, post.house.person("Ben").email("ben@example.org").add().await);
    post.sends_an_issue(&[&ana, &ben]).await;
    let mails = post.receiver.mails();
    let of = |to: &str| mails.iter().find(|mail| mail.to == to).unwrap();

    post.arrives(&format!("From: ana@example.org\nTo: {}\nSubject: Unsubscribe\n\n", of("ana@example.org").from));
    post.arrives(&complaint(&of("ben@example.org").from, "abuse"));
    assert_eq!(post.reads().await, Read { stopped: 2, ..Read::default() });
    let said = post.house.all::<String>("SELECT means FROM consent WHERE NOT given ORDER BY means").await;
    assert_eq!(said, ["by-mail", "complaint"]);
    assert_eq!(suspended(portal, &ben.patron()).await.unwrap(), None, "other mail goes on");
    post.arrives(&complaint(&of("ben@example.org").from, "abuse"));
    assert_eq!(post.reads().await, Read::default(), "a second one says nothing new");

    let path = post.tells(&ana).await.unwrap();
    post.arrives(&complaint(&path, "abuse"));
    assert_eq!(
        post.reads().await,
        Read::default(),
        "what touches the safety of a record is not stopped by a complaint"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_a_mail_that_asks_to_leave_works_as_long_as_the_link_does(pool: PgPool) {
    let post = Post::open(&pool).await;
    let (ana, ben) = (post.ana().await, post.house.person("Ben").email("ben@example.org").add().await);
    post.sends_an_issue(&[&ana, &ben]).await;
    let mails = post.receiver.mails();
    // As a mail program makes it of the header.
    let asks = |to: &str| {
        let mail = mails.iter().find(|mail| mail.to == to).unwrap();
        let ways = mail.header("List-Unsubscribe");
        let (_, by_mail) = ways.split_once("<mailto:").unwrap();
        let (path, subject) = by_mail.trim_end_matches('>').split_once("?subject=").unwrap();
        assert_eq!(path, mail.from);
        (path.to_owned(), subject.replace("%20", " "))
    };
    let written =
        |(path, subject): &(String, String)| format!("From: a@b.example\nTo: <{path}>\nSubject: {subject}\n\n");
    let (anas, bens) = (asks("ana@example.org"), asks("ben@example.org"));
    post.house.run("DELETE FROM newsletter_delivery; DELETE FROM outbox").await;

    post.arrives(&written(&anas));
    assert_eq!(post.reads().await, Read { stopped: 1, ..Read::default() }, "what was sent is not kept any more");
    let left: Vec<uuid::Uuid> =
        post.house.all("SELECT person_id FROM consent WHERE NOT given AND means = 'by-mail'").await;
    assert_eq!(left, [ana.id.0]);
    post.arrives(&written(&anas));
    assert_eq!(post.reads().await, Read::default(), "and done once");

    // Without what the link carries, and with something else in its place.
    for subject in ["unsubscribe", "Unsubscribe please", "unsubscribe AAAA"] {
        post.arrives(&written(&(bens.0.clone(), subject.to_owned())));
        assert_eq!(post.reads().await, Read { aside: 1, ..Read::default() }, "{subject}");
    }
    post.arrives(&complaint(&bens.0, "abuse"));
    assert_eq!(post.reads().await, Read { aside: 1, ..Read::default() });
    assert_eq!(fs::read_dir(post.folder.join("cur")).unwrap().count(), 4, "somebody looks for who asks");
    assert_eq!(post.house.count("consent WHERE NOT given").await, 1);

    // The deployment's key for return paths is another, and that of links is known still: the link says who.
    post.arrives(&written(&("bounces@library.example.org".to_owned(), bens.1.clone())));
    assert_eq!(post.reads().await, Read { stopped: 1, ..Read::default() });
    post.house.run(format!("DELETE FROM person WHERE id = '{}'", ben.id)).await;
    post.arrives(&written(&bens));
    assert_eq!(post.reads().await, Read::default(), "a record that is gone gets nothing");
}

/// What Debian 12's Postfix 3.7.11 sent back, unchanged but for the return path: a mail to nobody, one to a full mailbox until it was
/// given up, one that was refused for what it says, and one that arrived.
#[sqlx::test(migrations = "../migrations")]
async fn true_reports_of_postfix_are_read_and_only_an_address_that_is_gone_is_written_to_no_more(pool: PgPool) {
    let post = Post::open(&pool).await;
    let ana = post.ana().await;
    // Each is about a mail of its own.
    let comes = async |report: &str| {
        let path = post.tells(&ana).await.unwrap();
        post.arrives(&report.replace("return-path@portal.example.org", &path));
        post.reads().await
    };
    let (nothing, undelivered) = (Read { nothing: 1, ..Read::default() }, Read { undelivered: 1, ..Read::default() });
    for (report, read, why) in [
        (include_str!("fixtures/postfix-good.eml"), nothing, "it arrived"),
        (include_str!("fixtures/postfix-full.eml"), undelivered, "a full mailbox is no address that is gone"),
        (
            include_str!("fixtures/postfix-blocked.eml"),
            undelivered,
            "what was refused for what it says may be taken tomorrow",
        ),
    ] {
        assert_eq!(comes(report).await, read, "{why}");
    }
    let gone = comes(include_str!("fixtures/postfix-gone.eml")).await;
    assert_eq!(gone, Read { suspended: 1, ..Read::default() });
    let back = suspended(&post.house.portal, &ana.patron()).await.unwrap().unwrap();
    assert_eq!(back.address, "ana@example.org");
}
