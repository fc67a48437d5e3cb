//! What an intruder asked for ends with every defence of the owner, and what the owner asked for here goes on.

use super::*;
use crate::{
    access::{
        Closed, ClosedAtDesk, Closing, LeavingOutcome, ask_to_leave, close_at_desk, close_card, end_all_sessions,
        end_session,
    },
    authority::Reauthenticated,
    correction::{self, CorrectionOutcome, Named, Wish},
    family::{self, Access},
    permission::{self, Answered, PermissionText, SignOutcome, Signature, Started},
    testing::Person,
};
use domain::{
    decision::{Purpose as LookFor, Role, Stop},
    inventory::Class,
    parse::{CardNumber, PersonName, ShortText},
    permission::{Offer, Parts, ProofText, PurposeText, Recipient, RecipientKind, RecipientName, Uses},
};

/// A closing, a draft, a signed permission, a correction, and one for a child.
const ALL: [i64; 5] = [1; 5];
const NONE: [i64; 5] = [0; 5];

/// Somebody with a loan, so that closing the card waits, and linked to a child.
async fn somebody(desk: &Desk, n: u32) -> Person {
    let person = desk.holder(n).pin(SECRET).loan("The Heron").add().await;
    let child = desk.person("Bela").surname("Okafor").numbered(child_of(n)).born("2016-03-04").card();
    let child = child.loan("The Otter").add().await;
    desk.links(&person, &child).await;
    person
}

/// The number of the child of whoever has this number.
const fn child_of(n: u32) -> u32 {
    500 + n
}

/// What waits: closings, drafts, signed permissions, corrections, corrections asked for a child.
async fn waits(desk: &Desk, person: &Person) -> [i64; 5] {
    let id = person.id.0;
    let own = format!("person_id = '{id}'");
    let childs = format!("asked_link IN (SELECT id FROM family_link WHERE guardian_id = '{id}')");
    [
        desk.rows("closing", &format!("status = 'waiting' AND {own}")).await,
        desk.rows("permission", &format!("state = 'draft' AND {own}")).await,
        desk.rows("permission", &format!("state = 'signed' AND {own}")).await,
        desk.rows("correction", &format!("status = 'waiting' AND {own}")).await,
        desk.rows("correction", &format!("status = 'waiting' AND {childs}")).await,
    ]
}

impl Desk {
    async fn rows(&self, table: &str, of: &str) -> i64 {
        self.0.count(&format!("{table} WHERE {of}")).await
    }

    /// Asks in this session for all that can wait.
    async fn asks_for_everything(&self, patron: &Patron, secret: &str) {
        let again = Reauthenticated::new(patron.clone());
        assert_eq!(ask_to_leave(&self.portal, &again, Lang::En, SITE).await.unwrap(), LeavingOutcome::Waits);
        self.drafts(patron).await;
        let signed = self.drafts(patron).await;
        self.signs(patron, signed, secret).await;
        let named = correction::named(&self.portal, patron, "person", patron.person().0).await.unwrap().unwrap();
        self.says_wrong(patron, &named, "surname").await;
        self.asks_for_child(patron).await;
    }

    /// Says of their own record that this is wrong.
    async fn says_wrong(&self, patron: &Patron, named: &Named, column: &str) {
        assert_eq!(
            correction::ask(&self.portal, patron, named, &self.wish(column)).await.unwrap(),
            CorrectionOutcome::Waits
        );
    }

    /// Says for the one child they are linked to that a title is wrong.
    async fn asks_for_child(&self, patron: &Patron) {
        let guardian = patron.person().0;
        let link = self.one(&format!("SELECT id FROM family_link WHERE guardian_id = '{guardian}'")).await;
        let access = family::guardian(&self.portal, patron, link).await.unwrap();
        let Some(Access::Open(opened)) = access else { panic!("{access:?}") };
        let loan = format!(
            "SELECT checkout.id FROM checkout JOIN family_link ON child_id = person_id WHERE guardian_id = '{guardian}'"
        );
        let loan = self.one(&loan).await;
        let named = correction::named_for_child(&self.portal, &opened, "checkout", loan).await.unwrap().unwrap();
        let asked = correction::ask_for_child(&self.portal, &opened, &named, &self.wish("title")).await;
        assert_eq!(asked.unwrap(), CorrectionOutcome::Waits);
    }

    fn wish(&self, column: &str) -> Wish {
        Wish {
            form: self.portal.entropy.uuid(),
            column: column.to_owned(),
            value: None,
            wish: ShortText::parse("It is another").unwrap(),
        }
    }

    /// The record names this guardian, who was linked to the child.
    async fn links(&self, guardian: &Person, child: &Person) {
        self.names_guardian(child, Some(guardian), "Adaeze Okafor").await;
        self.run(format!(
            "INSERT INTO family_link (library, id, guardian_id, child_id, card_id, guardian_name, child_name, proven, linked_at) \
             SELECT library, gen_random_uuid(), '{}', person_id, id, 'Adaeze', 'Bela', 'childs-card', '2026-11-01Z' \
             FROM card WHERE person_id = '{}'",
            guardian.id.0, child.id.0
        ))
        .await;
    }

    async fn drafts(&self, patron: &Patron) -> Uuid {
        let offer = Offer::of(&self.profile).unwrap();
        let today = self.portal.today(&self.profile);
        let Started::Draft(id) = permission::start(&self.portal, &offer, patron).await.unwrap() else { panic!() };
        let parts = Parts {
            recipient: Some(Recipient {
                kind: RecipientKind::Person,
                name: RecipientName::parse("Ngozi Okafor").unwrap(),
            }),
            proof: Some(ProofText::parse("Her driver's license").unwrap()),
            classes: [Class::Checkouts].into(),
            purpose: Some(PurposeText::parse("To return for me").unwrap()),
            days: Some((today, today + Duration::days(30))),
            uses: Some(Uses::Once),
        };
        let kept = permission::answer(&self.portal, patron, id, |held| *held = parts).await.unwrap();
        assert_eq!(kept, Answered::Kept);
        id
    }

    async fn signs(&self, patron: &Patron, id: Uuid, secret: &str) {
        let offer = Offer::of(&self.profile).unwrap();
        let held = permission::held(&self.portal, patron, id).await.unwrap().unwrap().0;
        let shown = PermissionText::of(&self.portal, &self.profile, &offer, &held, Lang::En).unwrap();
        let signature = Signature {
            name: PersonName::parse("Adaeze Okafor").unwrap(),
            shown: &shown.digest,
            secret: secret.to_owned().into(),
            lang: Lang::En,
            site: SITE,
        };
        let signed = permission::sign(&self.portal, &self.hasher, &offer, patron, id, signature).await.unwrap();
        assert!(matches!(signed, SignOutcome::Signed(_)), "{signed:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_asked_for_elsewhere_ends_with_every_defence_of_the_owner(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let acts = ["change", "choose", "lost", "end all", "end one", "closed by command", "closed at the desk", "stop"];
    for (n, act) in (1..).zip(acts) {
        let person = somebody(&desk, n).await;
        let (_, intruder) = desk.signed_in(&mut Browser::own(far(100 + n)), &person.card, SECRET).await;
        desk.asks_for_everything(&intruder, SECRET).await;
        assert_eq!(waits(&desk, &person).await, ALL, "{act}");
        desk.clock.advance(Duration::minutes(3));
        let (session, owner) = desk.signed_in(&mut Browser::own(far(200 + n)), &person.card, SECRET).await;
        let (portal, director) = (&desk.portal, desk.clerk(Role::Director));
        match act {
            "change" => {
                assert!(matches!(desk.changes(&owner, &session, SECRET, NEW_SECRET).await, Changed::Done));
            }
            "choose" => {
                let code = desk.desk_code(&person.card).await;
                assert_eq!(waits(&desk, &person).await, ALL, "a code that was made ends nothing");
                assert!(matches!(desk.chooses(&code, NEW_SECRET).await, Chosen::Done { .. }));
            }
            "lost" => desk.reports_lost(&owner).await.unwrap(),
            "end all" => end_all_sessions(portal, &owner).await.unwrap(),
            "end one" => assert!(end_session(portal, &owner, intruder.session()).await.unwrap()),
            "closed by command" => {
                let card = CardNumber::parse(&person.card, &desk.profile.card).unwrap();
                let closed = close_card(portal, &desk.operator(), &card, Closing::Merged).await.unwrap();
                assert_eq!(closed, Closed::Done);
            }
            "closed at the desk" => {
                let look = desk.look(director, &person, LookFor::Registration);
                let card = desk.one(&format!("SELECT id FROM card WHERE number = '{}'", person.card)).await;
                let closed = close_at_desk(portal, &look, card, Some(Closing::Merged), false, SITE).await.unwrap();
                assert!(matches!(closed, ClosedAtDesk::Done), "{closed:?}");
            }
            _ => {
                let look = desk.look(director, &person, LookFor::FamilyReview);
                assert_eq!(family::desk::set_stop(portal, &look, Stop::Custody).await.unwrap(), Ok(true));
            }
        }
        assert_eq!(waits(&desk, &person).await, NONE, "{act}");
        let lines: Vec<String> = desk
            .all(&format!(
                "SELECT action || ' ' || actor_kind FROM ledger_event WHERE subject_id = '{}' AND action IN \
                 ('closing-taken-back', 'correction-taken-back', 'permission-discarded', 'permission-withdrawn') \
                 ORDER BY action",
                person.id.0
            ))
            .await;
        let each = ["closing-taken-back", "correction-taken-back", "permission-discarded", "permission-withdrawn"];
        assert_eq!(lines, each.map(|action| format!("{action} system")), "{act}");
        assert_eq!(desk.rows("closing", &format!("status = 'ended' AND person_id = '{}'", person.id.0)).await, 1);
        assert_eq!(desk.rows("correction", &format!("status = 'ended' AND person_id = '{}'", person.id.0)).await, 1);
        let childs = format!("subject_id = '{}' AND actor_kind = 'system'", desk.numbered(child_of(n)).id.0);
        let read = desk.rows("ledger_event", &format!("action = 'correction-taken-back' AND {childs}")).await;
        assert_eq!(read, 1, "the child reads of it: {act}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_child_or_another_guardian_asked_for_stays_when_a_guardian_defends_themself(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (person, other) = (somebody(&desk, 1).await, desk.holder(2).pin(SECRET).add().await);
    let child = desk.numbered(child_of(1));
    desk.links(&other, &child).await;
    let (_, guardian) = desk.signed_in(&mut Browser::own(far(1)), &person.card, SECRET).await;
    let (_, another) = desk.signed_in(&mut Browser::own(far(2)), &other.card, SECRET).await;
    desk.asks_for_child(&guardian).await;
    desk.asks_for_child(&another).await;
    let loan = desk.one(&format!("SELECT id FROM checkout WHERE person_id = '{}'", child.id.0)).await;
    let named = correction::named(&desk.portal, &child.patron(), "checkout", loan).await.unwrap().unwrap();
    desk.says_wrong(&child.patron(), &named, "title").await;
    // The link is over, and what was asked by it is ended all the same.
    desk.run("UPDATE family_link SET ended_at = '2026-11-20Z', ended_why = 'parent'").await;
    end_all_sessions(&desk.portal, &guardian).await.unwrap();
    assert_eq!(waits(&desk, &person).await, NONE);
    assert_eq!(waits(&desk, &other).await, [0, 0, 0, 0, 1], "the other guardian’s");
    assert_eq!(waits(&desk, &child).await, [0, 0, 0, 2, 0], "and the child’s own");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_owner_asked_for_in_the_session_that_defends_goes_on_and_then_ends_with_that_one(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let person = somebody(&desk, 1).await;
    let (_, intruder) = desk.signed_in(&mut Browser::own(far(1)), &person.card, SECRET).await;
    desk.clock.advance(Duration::minutes(3));
    let (session, owner) = desk.signed_in(&mut Browser::own(far(2)), &person.card, SECRET).await;
    desk.asks_for_everything(&owner, SECRET).await;
    // Another session's end, and another PIN or password chosen in this one.
    assert!(end_session(&desk.portal, &owner, intruder.session()).await.unwrap());
    assert!(matches!(desk.changes(&owner, &session, SECRET, NEW_SECRET).await, Changed::Done));
    assert_eq!(waits(&desk, &person).await, ALL);
    let all = "SELECT DISTINCT asked_in FROM (SELECT asked_in FROM closing UNION ALL SELECT asked_in FROM correction \
               UNION ALL SELECT asked_in FROM permission) AS asked";
    let present: Vec<Uuid> = desk.all(all).await;
    assert_eq!(present.len(), 1, "one session");
    assert_ne!(present, [owner.session()], "which has another name now");
    session.save().await.unwrap();
    let (_, elsewhere) = desk.signed_in(&mut Browser::own(far(3)), &person.card, NEW_SECRET).await;
    assert!(end_session(&desk.portal, &elsewhere, present[0]).await.unwrap());
    assert_eq!(waits(&desk, &person).await, NONE);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_somebody_else_asked_for_or_the_desk_confirmed_stays(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let person = somebody(&desk, 1).await;
    let (_, owner) = desk.signed_in(&mut Browser::own(far(1)), &person.card, SECRET).await;
    desk.asks_for_everything(&owner, SECRET).await;
    desk.run("UPDATE correction SET asked_by = 'guardian', asked_in = NULL WHERE asked_by = 'patron'").await;
    desk.run("UPDATE permission SET state = 'in-force' WHERE state = 'signed'").await;
    let other = somebody(&desk, 2).await;
    let (_, another) = desk.signed_in(&mut Browser::own(far(2)), &other.card, SECRET).await;
    desk.asks_for_everything(&another, SECRET).await;
    end_all_sessions(&desk.portal, &owner).await.unwrap();
    assert_eq!(waits(&desk, &person).await, [0, 0, 0, 1, 0], "a guardian’s correction");
    assert_eq!(desk.rows("permission", "state = 'in-force'").await, 1);
    assert_eq!(waits(&desk, &other).await, ALL);
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_asks_again_asks_in_this_session(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let person = somebody(&desk, 1).await;
    let (_, intruder) = desk.signed_in(&mut Browser::own(far(1)), &person.card, SECRET).await;
    let (_, owner) = desk.signed_in(&mut Browser::own(far(2)), &person.card, SECRET).await;
    for patron in [&intruder, &owner] {
        let again = Reauthenticated::new(patron.clone());
        assert_eq!(ask_to_leave(&desk.portal, &again, Lang::En, SITE).await.unwrap(), LeavingOutcome::Waits);
    }
    let begun = desk.drafts(&intruder).await;
    desk.signs(&owner, begun, SECRET).await;
    assert!(end_session(&desk.portal, &owner, intruder.session()).await.unwrap());
    assert_eq!(waits(&desk, &person).await, [1, 0, 1, 0, 0], "the owner’s own by now");
}
