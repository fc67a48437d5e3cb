//! What an intruder asked for ends with every defence of the owner, and what the owner asked for here goes on.

use super::*;
use crate::{
    access::{
        Closed, ClosedAtDesk, Closing, LeavingOutcome, ask_to_leave, close_at_desk, close_card, end_all_sessions,
        end_session,
    },
    authority::Reauthenticated,
    correction::{self, CorrectionOutcome, Wish},
    family,
    permission::{self, Answered, PermissionText, SignOutcome, Signature, Started},
    testing::Person,
};
use domain::{
    decision::{Purpose as LookFor, Role, Stop},
    inventory::Class,
    parse::{CardNumber, PersonName, ShortText},
    permission::{Offer, Parts, ProofText, PurposeText, Recipient, RecipientKind, RecipientName, Uses},
};

/// A closing, a draft, a signed permission and a correction.
const ALL: [i64; 4] = [1; 4];
const NONE: [i64; 4] = [0; 4];

/// Somebody with a loan, so that closing the card waits.
async fn somebody(desk: &Desk, n: u32) -> Person {
    desk.holder(n).pin(SECRET).loan("The Heron").add().await
}

/// What waits: closings, drafts, signed permissions, corrections.
async fn waits(desk: &Desk, person: &Person) -> [i64; 4] {
    let mut found = NONE;
    let each = ["closing", "permission", "permission", "correction"].into_iter().zip([
        "status = 'waiting'",
        "state = 'draft'",
        "state = 'signed'",
        "status = 'waiting'",
    ]);
    for (place, (table, waits)) in found.iter_mut().zip(each) {
        *place = desk.rows(table, &format!("{waits} AND person_id = '{}'", person.id.0)).await;
    }
    found
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
        let row = self.one(&format!("SELECT id FROM contact WHERE person_id = '{}'", patron.person().0)).await;
        let named = correction::named(&self.portal, patron, "contact", row).await.unwrap().unwrap();
        let wish = Wish {
            form: self.portal.entropy.uuid(),
            column: "email".to_owned(),
            value: None,
            wish: ShortText::parse("It is another").unwrap(),
        };
        assert_eq!(correction::ask(&self.portal, patron, &named, &wish).await.unwrap(), CorrectionOutcome::Waits);
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
    }
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
    desk.run("UPDATE correction SET asked_by = 'guardian', asked_in = NULL").await;
    desk.run("UPDATE permission SET state = 'in-force' WHERE state = 'signed'").await;
    let other = somebody(&desk, 2).await;
    let (_, another) = desk.signed_in(&mut Browser::own(far(2)), &other.card, SECRET).await;
    desk.asks_for_everything(&another, SECRET).await;
    end_all_sessions(&desk.portal, &owner).await.unwrap();
    assert_eq!(waits(&desk, &person).await, [0, 0, 0, 1], "a guardian’s correction");
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
    assert_eq!(waits(&desk, &person).await, [1, 0, 1, 0], "the owner’s own by now");
}
