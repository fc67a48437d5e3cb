//! Written permission from draft to disclosure to withdrawal, in the sentences of those who use and those who abuse it.

use super::*;
use crate::{
    authority::{Patron, Staff},
    db::Scope,
    keys::digest,
    testing::{House, SITE, card, someone_waits},
};
use chrono::Duration;
use domain::{
    decision::Role,
    parse::{CardNumber, PersonName, ShortText},
    permission::{Offer, Parts, ProofText, PurposeText, Recipient, RecipientKind, RecipientName, State, Uses},
    photo_id::PhotoId,
    reference::{Names, Reference},
    words::Lang,
};
use sqlx::{AssertSqlSafe, PgPool};
use std::{ops::Deref, sync::Arc};
use uuid::Uuid;

const PIN: &str = "8305";

struct Bench(House);

impl Deref for Bench {
    type Target = House;

    fn deref(&self) -> &House {
        &self.0
    }
}

impl Bench {
    /// A library late in the evening of 22 November, where the libraries are.
    async fn open(pool: &PgPool, slug: &str) -> Self {
        Self(House::at(slug).when("2026-11-23T03:00:00Z").open(pool).await)
    }

    fn offer(&self) -> Offer {
        Offer::of(&self.profile).unwrap()
    }

    fn today(&self) -> chrono::NaiveDate {
        self.portal.today(&self.profile)
    }

    /// A patron with a PIN, a loan, a reservation, a debt, an address, and a live session; the `n`th of this library.
    async fn patron(&self, n: u32) -> Patron {
        let patron = self.person("Adaeze").surname(&format!("Okafor{n}")).born("1990-01-01");
        let patron =
            patron.email(&format!("p{n}@example.org")).phone("860-555-0142").address(&format!("12 Elm{n} Street"));
        let patron = patron
            .card()
            .pin(PIN)
            .loan(&format!("Loan of {n}"))
            .waits_for(&format!("Hold of {n}"))
            .owes(250)
            .session()
            .add()
            .await;
        assert_eq!(patron.card, card(n));
        patron.patron()
    }

    fn parts(&self, uses: Uses) -> Parts {
        Parts {
            recipient: Some(Recipient {
                kind: RecipientKind::Person,
                name: RecipientName::parse("Ngozi Okafor").unwrap(),
            }),
            proof: Some(ProofText::parse("Her driver's license").unwrap()),
            classes: [Class::Checkouts, Class::Fees].into(),
            purpose: Some(PurposeText::parse("To return and pay for me").unwrap()),
            days: Some((self.today(), self.today() + Duration::days(30))),
            uses: Some(uses),
        }
    }

    async fn drafted(&self, patron: &Patron, uses: Uses) -> Uuid {
        let Started::Draft(id) = start(&self.portal, &self.offer(), patron).await.unwrap() else {
            panic!("too many drafts")
        };
        let parts = self.parts(uses);
        let kept = answer(&self.portal, patron, id, |held| *held = parts).await.unwrap();
        assert_eq!(kept, Answered::Kept);
        id
    }

    async fn signs(&self, patron: &Patron, id: Uuid, secret: &str, lang: Lang) -> SignOutcome {
        let held = held(&self.portal, patron, id).await.unwrap().unwrap().0;
        let shown = PermissionText::of(&self.portal, &self.profile, &self.offer(), &held, lang).unwrap();
        let signature = Signature {
            name: PersonName::parse("Adaeze Okafor").unwrap(),
            shown: &shown.digest,
            secret: secret.to_owned().into(),
            lang,
            site: SITE,
        };
        sign(&self.portal, &self.hasher, &self.offer(), patron, id, signature).await.unwrap()
    }

    /// A paper that names checkouts and fees, signed by the holder of card `n`, as it is sent under this id.
    fn paper(&self, id: u128, n: u32) -> OnPaper {
        OnPaper {
            id: Uuid::from_u128(id),
            card: CardNumber::from_stored(card(n)),
            parts: self.parts(Uses::Repeatedly),
            name: PersonName::parse("Adaeze Okafor").unwrap(),
            lang: Lang::Es,
            seen: PhotoId::StateId,
        }
    }

    async fn takes(&self, staff: &Staff, paper: OnPaper) -> Taken {
        take_from_paper(&self.portal, &self.offer(), staff, paper, SITE).await.unwrap()
    }

    /// A signed permission: its id and reference.
    async fn signed(&self, patron: &Patron, uses: Uses) -> (Uuid, Reference) {
        let id = self.drafted(patron, uses).await;
        match self.signs(patron, id, PIN, Lang::En).await {
            SignOutcome::Signed(reference) => (id, reference),
            other => panic!("{other:?}"),
        }
    }

    async fn in_force(&self, patron: &Patron, uses: Uses) -> (Uuid, Reference) {
        let (id, reference) = self.signed(patron, uses).await;
        assert_eq!(self.confirms(&reference).await, Moved::Done);
        (id, reference)
    }

    async fn confirms(&self, reference: &Reference) -> Moved {
        let staff = self.clerk(Role::Desk);
        confirm(&self.portal, &staff, reference, PhotoId::Passport, SITE).await.unwrap()
    }

    async fn withdraws(&self, patron: &Patron, id: Uuid) -> Moved {
        withdraw(&self.portal, patron, id, Lang::En, SITE).await.unwrap()
    }

    async fn tells(&self, reference: &Reference, wanted: &[Class], proven: bool) -> DisclosureOutcome {
        self.tells_as(&self.clerk(Role::Desk), reference, wanted, proven).await
    }

    async fn tells_as(
        &self,
        staff: &Staff,
        reference: &Reference,
        wanted: &[Class],
        proven: bool,
    ) -> DisclosureOutcome {
        let proven = Proven { as_the_permission_says: proven, seen: PhotoId::DriversLicense };
        let form = self.portal.entropy.uuid();
        disclose(&self.portal, staff, reference, form, wanted.iter().copied(), proven, SITE).await.unwrap()
    }

    async fn state(&self, patron: &Patron, id: Uuid) -> State {
        held(&self.portal, patron, id).await.unwrap().unwrap().0.state
    }

    /// The ledger's actions in the order they were written, without the cards that the desk asked for.
    async fn ledger(&self) -> Vec<String> {
        self.all("SELECT action FROM ledger_event WHERE action <> 'card-looked-up' ORDER BY position").await
    }

    /// What the desk was told of the cards it asked for, and whether each line is with somebody.
    async fn cards_asked_for(&self) -> Vec<String> {
        self.all(
            "SELECT concat_ws(' ', detail ->> 'card', CASE WHEN subject_id IS NULL THEN 'nobody' ELSE 'theirs' END) \
             FROM ledger_event WHERE action = 'card-looked-up' ORDER BY position",
        )
        .await
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_m9_from_draft_to_disclosure_with_a_line_and_a_mail_for_each_step(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let (id, reference) = bench.signed(&ana, Uses::Once).await;
    let (signed, _) = held(&bench.portal, &ana, id).await.unwrap().unwrap();
    let text = signed.signed.unwrap();
    assert_eq!(text.digest, hex::encode(digest(text.text.as_bytes())));
    assert_eq!(
        (text.lang, text.means, text.name.as_str()),
        (Lang::En, domain::permission::Means::Pin, "Adaeze Okafor")
    );
    assert!(text.text.contains("Ngozi Okafor") && text.text.contains(reference.as_str()));

    let DisclosureOutcome::No(_) = bench.tells(&reference, &[Class::Checkouts], true).await else {
        panic!("not confirmed yet")
    };
    assert_eq!(bench.confirms(&reference).await, Moved::Done);
    let DisclosureOutcome::Yes { allowed, shared, .. } =
        bench.tells(&reference, &[Class::Checkouts, Class::Contact], true).await
    else {
        panic!("in force")
    };
    let classes: Vec<Class> = shared.iter().map(|one| one.class).collect();
    assert_eq!(classes, [Class::Checkouts], "and not the contact details, nor the fees that were not asked for");
    assert_eq!(allowed.left_out.len(), 1);
    let all = format!("{shared:?}");
    assert!(all.contains("Loan of 1") && !all.contains("Elm1") && !all.contains("860-555"), "{all}");
    assert_eq!(bench.state(&ana, id).await, State::UsedUp);
    let DisclosureOutcome::No(refused) = bench.tells(&reference, &[Class::Checkouts], true).await else {
        panic!("used up")
    };
    assert!(refused.reason.en.contains("one use"));

    let uses = held(&bench.portal, &ana, id).await.unwrap().unwrap().1;
    assert_eq!(uses.len(), 1);
    assert_eq!((uses[0].recipient.as_str(), uses[0].photo_id), ("Ngozi Okafor", Some(PhotoId::DriversLicense)));
    assert_eq!(
        bench.ledger().await,
        ["permission-drafted", "permission-signed", "permission-confirmed", "disclosed"],
        "a refusal tells nothing and writes nothing"
    );
    let (classes, rules, via): (Vec<String>, Vec<String>, String) =
        sqlx::query_as("SELECT classes, rules, via FROM ledger_event WHERE action = 'disclosed'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!((classes, via), (vec!["checkouts".to_owned()], "desk".to_owned()));
    assert!(rules.contains(&"S3".to_owned()) && rules.contains(&"M9".to_owned()), "{rules:?}");
    let mails: Vec<String> =
        sqlx::query_scalar("SELECT kind FROM outbox ORDER BY created_at, kind").fetch_all(&pool).await.unwrap();
    assert_eq!(mails, ["permission-confirmed", "permission-signed", "permission-used"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_ledger_names_nobody(pool: PgPool) {
    let bench = Bench::open(&pool, "putnam").await;
    let ana = bench.patron(1).await;
    let (_, reference) = bench.in_force(&ana, Uses::Once).await;
    bench.tells(&reference, &[Class::Fees], true).await;
    find(&bench.portal, &bench.clerk(Role::Desk), &reference).await.unwrap().unwrap().unwrap();
    let all: String = bench_text(&pool).await;
    for personal in ["Okafor", "Ngozi", "Her driver", "To return", "p1@", reference.as_str(), "29999"] {
        assert!(!all.contains(personal), "{personal} in {all}");
    }
}

async fn bench_text(pool: &PgPool) -> String {
    sqlx::query_scalar("SELECT coalesce(string_agg(to_jsonb(e)::text, ' '), '') FROM ledger_event e")
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn l12_only_the_one_it_names_is_told(pool: PgPool) {
    let bench = Bench::open(&pool, "lci-member").await;
    let ana = bench.patron(1).await;
    let (id, reference) = bench.in_force(&ana, Uses::Repeatedly).await;
    let DisclosureOutcome::No(refused) = bench.tells(&reference, &[Class::Fees], false).await else {
        panic!("not proven")
    };
    assert!(codes(&refused.rules).contains(&"L12"));
    for _ in 0..2 {
        let DisclosureOutcome::Yes { shared, .. } = bench.tells(&reference, &[Class::Fees], true).await else {
            panic!("proven")
        };
        assert!(format!("{shared:?}").contains("250"));
    }
    assert_eq!(bench.state(&ana, id).await, State::InForce, "it may be used as often as needed");
    assert_eq!(held(&bench.portal, &ana, id).await.unwrap().unwrap().1.len(), 2);
}

/// A permission cannot come about at these libraries; one that did (a switch changed) opens nothing, and can be withdrawn.
#[sqlx::test(migrations = "../migrations")]
async fn c1_c3_w3_where_no_permission_is_offered_nothing_is_told(pool: PgPool) {
    for slug in ["canton", "wethersfield"] {
        let bench = Bench::open(&pool, slug).await;
        assert_eq!(Offer::of(&bench.profile), None);
        let ana = bench.patron(1).await;
        let reference = draft::new_reference(&bench.portal);
        let id = bench.portal.entropy.uuid();
        bench
            .run(format!(
                "INSERT INTO permission (library, id, person_id, reference, started_at, state, recipient_kind, \
                     recipient_name, recipient_proof, classes, purpose, valid_from, valid_until, uses, signed_text, \
                     text_version, text_digest, signed_name, language, means, signed_at, source, sourced_at) \
                 VALUES ('{slug}', '{id}', '{}', '{reference}', now(), 'in-force', 'person', 'B', 'ID', '{{fees}}', 'x', \
                     '2026-11-01', '2026-12-31', 'repeatedly', 't', '1', 'd', 'A', 'en', 'paper', now(), 'desk', now())",
                ana.person().0
            ))
            .await;
        let DisclosureOutcome::No(refused) = bench.tells(&reference, &[Class::Fees], true).await else {
            panic!("{slug}")
        };
        let rule = if slug == "canton" { "C3" } else { "W3" };
        assert!(codes(&refused.rules).contains(&rule) && refused.next.en.contains("11-25"), "{refused:?}");
        assert_eq!(bench.withdraws(&ana, id).await, Moved::Done);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_signature_needs_the_secret_the_shown_text_and_a_live_session(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let id = bench.drafted(&ana, Uses::Once).await;
    assert_eq!(bench.signs(&ana, id, "0000", Lang::En).await, SignOutcome::WrongSecret);
    let signature = |shown| Signature {
        name: PersonName::parse("A").unwrap(),
        shown,
        secret: PIN.to_owned().into(),
        lang: Lang::Es,
        site: SITE,
    };
    let english = {
        let (held, _) = held(&bench.portal, &ana, id).await.unwrap().unwrap();
        PermissionText::of(&bench.portal, &bench.profile, &bench.offer(), &held, Lang::En).unwrap().digest
    };
    let offer = bench.offer();
    for shown in ["", "0", english.as_str()] {
        let outcome = sign(&bench.portal, &bench.hasher, &offer, &ana, id, signature(shown));
        assert_eq!(outcome.await.unwrap(), SignOutcome::TextChanged, "{shown}");
    }
    bench.run("DELETE FROM session").await;
    assert_eq!(bench.signs(&ana, id, PIN, Lang::Es).await, SignOutcome::SignedOut, "the session ended meanwhile");
    assert_eq!(bench.state(&ana, id).await, State::Draft);
    assert_eq!(bench.ledger().await, ["permission-drafted"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_signed_does_not_change(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let (id, _) = bench.signed(&ana, Uses::Once).await;
    let late = answer(&bench.portal, &ana, id, |parts| parts.classes.clear()).await.unwrap();
    assert_eq!(late, Answered::NoDraft);
    assert!(!discard(&bench.portal, &ana, id).await.unwrap());
    assert_eq!(bench.signs(&ana, id, PIN, Lang::En).await, SignOutcome::NoDraft);
    for change in ["signed_text = 'other'", "classes = '{contact}'", "valid_until = '2030-01-01'", "signed_name = 'B'"]
    {
        let mut tx = bench.portal.db.begin(ana.scope()).await.unwrap();
        let sql = format!("UPDATE permission SET {change}");
        let refused = sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await;
        assert!(refused.unwrap_err().to_string().contains("does not change"), "{change}");
    }
    let mut tx = bench.portal.db.begin(ana.scope()).await.unwrap();
    let draft = sqlx::query("UPDATE permission SET state = 'draft'").execute(&mut *tx).await;
    assert!(draft.unwrap_err().to_string().contains("no draft any more"));
    bench.withdraws(&ana, id).await;
    let mut tx = bench.portal.db.begin(ana.scope()).await.unwrap();
    let back = sqlx::query("UPDATE permission SET state = 'in-force'").execute(&mut *tx).await;
    assert!(back.unwrap_err().to_string().contains("stays over"));
    let mut tx = bench.portal.db.begin(ana.scope()).await.unwrap();
    let gone = sqlx::query("DELETE FROM permission").execute(&mut *tx).await.unwrap();
    assert_eq!(gone.rows_affected(), 0, "only drafts are thrown away");
    for sql in ["DELETE FROM disclosure", "UPDATE disclosure SET told_at = now()"] {
        let mut tx = bench.portal.db.begin(ana.scope()).await.unwrap();
        assert!(sqlx::query(sql).execute(&mut *tx).await.unwrap_err().to_string().contains("denied"), "{sql}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_reaches_anothers_permission(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let (ana, ben) = (bench.patron(1).await, bench.patron(2).await);
    let (id, reference) = bench.in_force(&ana, Uses::Once).await;
    let draft = bench.drafted(&ana, Uses::Once).await;
    for id in [id, draft] {
        assert!(held(&bench.portal, &ben, id).await.unwrap().is_none());
        assert_eq!(bench.withdraws(&ben, id).await, Moved::NotFound);
        let kept = answer(&bench.portal, &ben, id, |parts| *parts = Parts::default()).await.unwrap();
        assert_eq!(kept, Answered::NoDraft);
        assert!(!discard(&bench.portal, &ben, id).await.unwrap());
    }
    assert!(list(&bench.portal, &ben).await.unwrap().is_empty());
    assert_eq!(list(&bench.portal, &ana).await.unwrap().len(), 2);
    // The same staff at another library finds nothing by that reference.
    let putnam = Bench::open(&pool, "putnam").await;
    let found = find(&putnam.portal, &putnam.clerk(Role::Desk), &reference).await.unwrap().unwrap();
    assert!(found.is_none());
    assert_eq!(putnam.confirms(&reference).await, Moved::NotFound);
    assert!(matches!(putnam.tells(&reference, &[Class::Fees], true).await, DisclosureOutcome::NotFound));
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_the_desk_finds_what_was_signed_and_each_look_is_a_line(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let draft = bench.drafted(&ana, Uses::Once).await;
    let draft_reference = held(&bench.portal, &ana, draft).await.unwrap().unwrap().0.reference;
    let (id, reference) = bench.signed(&ana, Uses::Once).await;
    let desk = bench.clerk(Role::Desk);
    let waits = waiting(&bench.portal, &desk, 1).await.unwrap().unwrap().lines;
    assert_eq!(waits.iter().map(|one| &one.reference).collect::<Vec<_>>(), [&reference]);
    assert!(find(&bench.portal, &desk, &draft_reference).await.unwrap().unwrap().is_none());
    let looks = "ledger_event WHERE action = 'viewed' AND purpose = 'permission-review' AND via = 'desk'";
    assert_eq!(bench.count(looks).await, 0, "the list names nobody, and a draft is not found");
    let found = find(&bench.portal, &desk, &reference).await.unwrap().unwrap().unwrap();
    assert_eq!((found.held.id, found.name.as_deref()), (id, Some("Adaeze Okafor1")));
    assert_eq!(bench.count(looks).await, 1);
    find(&bench.portal, &desk, &reference).await.unwrap().unwrap().unwrap();
    assert_eq!(bench.count(looks).await, 1, "the pages of one errand are one look");
    bench.clock.advance(Duration::minutes(15));
    find(&bench.portal, &desk, &reference).await.unwrap().unwrap().unwrap();
    assert_eq!(bench.count(looks).await, 2);

    let administrator = bench.clerk(Role::Administrator);
    assert!(waiting(&bench.portal, &administrator, 1).await.unwrap().is_err());
    assert!(find(&bench.portal, &administrator, &reference).await.unwrap().is_err());
    let no = confirm(&bench.portal, &administrator, &reference, PhotoId::Other, SITE).await.unwrap();
    assert!(matches!(no, Moved::NotYours(_)));
    assert_eq!(bench.count(looks).await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reference_that_opens_nothing_leaves_the_line_that_a_card_does(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let draft = bench.drafted(&ana, Uses::Once).await;
    let draft = held(&bench.portal, &ana, draft).await.unwrap().unwrap().0.reference;
    let reason = ShortText::parse("No").unwrap();
    for (role, told) in [(Role::Desk, "none"), (Role::Administrator, "refused")] {
        let clerk = bench.clerk(role);
        let lines = format!(
            "ledger_event WHERE action = 'card-looked-up' AND subject_id IS NULL AND detail ->> 'reference' = '{told}'"
        );
        for (before, reference) in [(0, &Reference::new(Names::Permission, [7; 5])), (5, &draft)] {
            let found = find(&bench.portal, &clerk, reference).await.unwrap();
            assert!(!matches!(found, Ok(Some(_))), "{told}");
            assert_eq!(bench.count(&lines).await, before + 1, "{told}: to open it");
            let confirmed = confirm(&bench.portal, &clerk, reference, PhotoId::Other, SITE).await.unwrap();
            assert_ne!(confirmed, Moved::Done, "{told}");
            assert_eq!(bench.count(&lines).await, before + 2, "{told}: to confirm it");
            let refused = refuse(&bench.portal, &clerk, reference, &reason, SITE).await.unwrap();
            assert_ne!(refused, Moved::Done, "{told}");
            assert_eq!(bench.count(&lines).await, before + 3, "{told}: to refuse it");
            let withdrawn = withdraw_at_desk(&bench.portal, &clerk, reference, PhotoId::Other, SITE).await.unwrap();
            assert_ne!(withdrawn, Moved::Done, "{told}");
            assert_eq!(bench.count(&lines).await, before + 4, "{told}: to withdraw it");
            let told_of = bench.tells_as(&clerk, reference, &[Class::Fees], true).await;
            assert!(!matches!(told_of, DisclosureOutcome::Yes { .. }), "{told}");
            assert_eq!(bench.count(&lines).await, before + 5, "{told}: to tell by it");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_desk_refuses_with_a_reason_that_the_patron_reads(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let (id, reference) = bench.signed(&ana, Uses::Once).await;
    let reason = ShortText::parse("The photo ID shows another person").unwrap();
    let desk = bench.clerk(Role::Desk);
    let refuse = || refuse(&bench.portal, &desk, &reference, &reason, SITE);
    assert_eq!(refuse().await.unwrap(), Moved::Done);
    assert_eq!(refuse().await.unwrap(), Moved::Done, "by a second click");
    assert_eq!(bench.count("ledger_event WHERE action = 'permission-refused'").await, 1);
    assert_eq!(bench.confirms(&reference).await, Moved::NotFrom(State::Refused));
    let held = held(&bench.portal, &ana, id).await.unwrap().unwrap().0;
    assert_eq!(held.refused.unwrap().1, "The photo ID shows another person");
    assert!(matches!(bench.tells(&reference, &[Class::Fees], true).await, DisclosureOutcome::No(_)));
    assert_eq!(bench.count("outbox WHERE kind = 'permission-refused'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_paper_with_photo_id_is_in_force_at_once_and_withdrawn_at_the_desk(pool: PgPool) {
    let bench = Bench::open(&pool, "putnam").await;
    let ana = bench.patron(1).await;
    let desk = bench.clerk(Role::Desk);
    let mut late = bench.paper(1, 1);
    late.parts.days = Some((bench.today(), bench.today() + Duration::days(366)));
    assert_eq!(bench.takes(&desk, late).await, Taken::Incomplete(domain::permission::Part::Days));
    assert_eq!(bench.takes(&desk, bench.paper(1, 9)).await, Taken::NoCard);
    let Taken::InForce(reference) = bench.takes(&desk, bench.paper(1, 1)).await else { panic!() };
    let held = &list(&bench.portal, &ana).await.unwrap()[0];
    assert_eq!((held.state, &held.reference), (State::InForce, &reference));
    assert!(held.signed.as_ref().unwrap().text.starts_with("Permiso por escrito"));
    assert_eq!(bench.ledger().await, ["permission-signed", "permission-confirmed"]);
    let gone = withdraw_at_desk(&bench.portal, &desk, &reference, PhotoId::StateId, SITE).await.unwrap();
    assert_eq!(gone, Moved::Done);
    assert!(matches!(bench.tells(&reference, &[Class::Fees], true).await, DisclosureOutcome::No(_)));
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_s3_a_clerk_who_took_a_paper_reads_nothing_by_it_and_a_colleague_or_the_director_does(pool: PgPool) {
    let bench = Bench::open(&pool, "putnam").await;
    bench.patron(1).await;
    let wanda = bench.clerk(Role::Desk);
    let colleague = bench.colleague(Role::Desk);
    let Taken::InForce(reference) = bench.takes(&wanda, bench.paper(1, 1)).await else { panic!() };
    let DisclosureOutcome::No(refused) = bench.tells_as(&wanda, &reference, &[Class::Checkouts], true).await else {
        panic!("alone")
    };
    assert!(refused.reason.en.contains("you took it yourself"), "{}", refused.reason.en);
    assert_eq!(bench.count("disclosure").await, 0);
    let tried = "ledger_event WHERE action = 'viewed' AND subject_id IS NOT NULL \
                 AND classes = '{}' AND (detail ->> 'refused')::bool AND purpose = 'permission-review'";
    assert_eq!(bench.count(tried).await, 1, "and the patron sees that it was tried");
    let told = bench.tells_as(&colleague, &reference, &[Class::Checkouts], true).await;
    assert!(matches!(told, DisclosureOutcome::Yes { .. }), "{told:?}");

    let director = bench.clerk(Role::Director);
    let Taken::InForce(reference) = bench.takes(&director, bench.paper(2, 1)).await else { panic!() };
    assert!(matches!(bench.tells_as(&director, &reference, &[Class::Fees], true).await, DisclosureOutcome::Yes { .. }));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_that_is_tried_with_a_paper_is_a_line_whatever_comes_of_it(pool: PgPool) {
    let bench = Bench::open(&pool, "putnam").await;
    bench.patron(1).await;
    bench.patron(2).await;
    let desk = bench.clerk(Role::Desk);
    for _ in 0..2 {
        assert_eq!(bench.takes(&desk, bench.paper(1, 9)).await, Taken::NoCard);
    }
    let mut lines = vec!["none nobody"; 2];
    assert_eq!(bench.cards_asked_for().await, lines, "each number that is nobody's");
    assert!(matches!(bench.takes(&desk, bench.paper(1, 1)).await, Taken::InForce(_)));
    lines.push("in-use theirs");
    assert_eq!(bench.cards_asked_for().await, lines, "with the patron, who reads of it");
    assert_eq!(bench.takes(&desk, bench.paper(1, 2)).await, Taken::NotThis);
    lines.push("in-use theirs");
    assert_eq!(bench.cards_asked_for().await, lines, "also where nothing was taken");
    bench.run("UPDATE card SET status = 'lost'").await;
    assert_eq!(bench.takes(&desk, bench.paper(2, 1)).await, Taken::NoCard);
    lines.push("closed theirs");
    assert_eq!(bench.cards_asked_for().await, lines);
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_a_card_that_is_being_reported_lost_carries_no_paper(pool: PgPool) {
    let bench = Bench::open(&pool, "putnam").await;
    let ana = bench.patron(1).await;
    let desk = bench.clerk(Role::Desk);
    let mut lost = bench.portal.db.begin(ana.scope()).await.unwrap();
    sqlx::query("UPDATE card SET status = 'lost' WHERE person_id = $1")
        .bind(ana.person().0)
        .execute(&mut *lost)
        .await
        .unwrap();
    let reporting = async {
        someone_waits(&pool, 1).await;
        lost.commit().await.unwrap();
    };
    let (taken, ()) = tokio::join!(bench.takes(&desk, bench.paper(1, 1)), reporting);
    assert_eq!(taken, Taken::NoCard);
    assert_eq!(bench.count("permission").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_paper_that_is_sent_twice_is_taken_once(pool: PgPool) {
    let bench = Bench::open(&pool, "putnam").await;
    bench.patron(1).await;
    bench.patron(2).await;
    let desk = bench.clerk(Role::Desk);
    let at_once = tokio::join!(bench.takes(&desk, bench.paper(1, 1)), bench.takes(&desk, bench.paper(1, 1)));
    assert_eq!(at_once.0, at_once.1);
    assert!(matches!(at_once.0, Taken::InForce(_)), "{at_once:?}");
    assert_eq!(bench.takes(&desk, bench.paper(1, 1)).await, at_once.0, "nor later");
    assert_eq!(bench.count("permission").await, 1);
    assert_eq!(bench.ledger().await, ["permission-signed", "permission-confirmed"]);
    assert_eq!(bench.count("outbox").await, 1);

    assert_eq!(bench.takes(&desk, bench.paper(1, 2)).await, Taken::NotThis, "another patron's is not told of");
    let other = bench.colleague(Role::Desk);
    assert_eq!(bench.takes(&other, bench.paper(1, 1)).await, Taken::NotThis, "nor a colleague's");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_permission_ends_by_the_librarys_own_calendar(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    assert_eq!(bench.today().to_string(), "2026-11-22", "the evening before, where the library is");
    let (id, reference) = bench.in_force(&ana, Uses::Repeatedly).await;
    let (waits, _) = bench.signed(&ana, Uses::Once).await;
    bench.clock.advance(Duration::days(30));
    assert!(
        matches!(bench.tells(&reference, &[Class::Fees], true).await, DisclosureOutcome::Yes { .. }),
        "its last day"
    );
    bench.clock.advance(Duration::hours(1) + Duration::minutes(59));
    assert!(
        matches!(bench.tells(&reference, &[Class::Fees], true).await, DisclosureOutcome::Yes { .. }),
        "its last minute"
    );
    bench.clock.advance(Duration::minutes(1));
    let DisclosureOutcome::No(refused) = bench.tells(&reference, &[Class::Fees], true).await else {
        panic!("the day after")
    };
    assert!(refused.reason.en.contains("ended"));
    assert_eq!(bench.state(&ana, id).await, State::Ended);
    assert_eq!(bench.state(&ana, waits).await, State::Ended, "and what waited waits no more");
    assert_eq!(bench.withdraws(&ana, id).await, Moved::NotFrom(State::Ended));
    let waits = waiting(&bench.portal, &bench.clerk(Role::Desk), 1).await.unwrap().unwrap().lines;
    assert!(waits.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_that_tells_and_is_sent_twice_tells_once_and_shows_it_twice(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let (_, reference) = bench.signed(&ana, Uses::Once).await;
    assert_eq!(bench.confirms(&reference).await, Moved::Done);
    let (form, clerk) = (bench.portal.entropy.uuid(), bench.clerk(Role::Desk));
    let proven = Proven { as_the_permission_says: true, seen: PhotoId::DriversLicense };
    let tells = async |clerk: &Staff| {
        disclose(&bench.portal, clerk, &reference, form, [Class::Checkouts], proven, SITE).await.unwrap()
    };
    let DisclosureOutcome::Yes { shared, .. } = tells(&clerk).await else { panic!("in force") };
    let DisclosureOutcome::Yes { shared: again, .. } = tells(&clerk).await else { panic!("by a second click") };
    assert_eq!(format!("{shared:?}"), format!("{again:?}"));
    assert_eq!(bench.count("disclosure").await, 1);
    assert_eq!(bench.count("outbox WHERE kind = 'permission-used'").await, 1);
    assert_eq!(bench.count("ledger_event WHERE action = 'disclosed'").await, 1);
    bench.clock.advance(Duration::minutes(3));
    assert!(matches!(tells(&clerk).await, DisclosureOutcome::No(_)), "a form that is kept tells nothing later");
}

#[sqlx::test(migrations = "../migrations")]
async fn one_patron_does_not_fill_the_desks_list_and_the_list_has_pages(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let references: Vec<String> =
        (0..120_u8).map(|n| Reference::new(Names::Permission, [0, 0, 0, 0, n]).as_str().to_owned()).collect();
    sqlx::query(
        "INSERT INTO permission (library, id, person_id, reference, started_at, state, source, sourced_at, \
                                 recipient_kind, recipient_name, recipient_proof, classes, purpose, valid_from, \
                                 valid_until, uses, signed_text, text_version, text_digest, signed_name, language, \
                                 means, signed_at) \
         SELECT 'mansfield', gen_random_uuid(), $1, reference, now(), 'signed', 'portal', now(), 'person', 'R', 'x', \
                '{checkouts}', 'p', '2020-01-01', '2099-01-01', 'once', 't', '1', 'd', 'A', 'en', 'pin', now() \
         FROM unnest($2::text[]) AS reference",
    )
    .bind(ana.person().0)
    .bind(&references)
    .execute(&pool)
    .await
    .unwrap();
    assert_eq!(start(&bench.portal, &bench.offer(), &ana).await.unwrap(), Started::TooManyWait);
    let page = async |n| waiting(&bench.portal, &bench.clerk(Role::Desk), n).await.unwrap().unwrap();
    assert_eq!((page(1).await.all, page(1).await.pages), (120, 3));
    assert_eq!((page(1).await.lines.len(), page(3).await.lines.len(), page(4).await.lines.len()), (50, 20, 0));
}

#[sqlx::test(migrations = "../migrations")]
async fn drafts_are_few_and_can_be_thrown_away(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let mut ids = Vec::new();
    for _ in 0..MOST_DRAFTS {
        ids.push(bench.drafted(&ana, Uses::Once).await);
    }
    assert_eq!(start(&bench.portal, &bench.offer(), &ana).await.unwrap(), Started::TooMany);
    let before = bench.ledger().await.len();
    assert!(discard(&bench.portal, &ana, ids[0]).await.unwrap());
    assert!(discard(&bench.portal, &ana, ids[0]).await.unwrap(), "by a second click");
    assert!(!discard(&bench.portal, &ana, bench.portal.entropy.uuid()).await.unwrap());
    assert_eq!(bench.ledger().await[before..], ["permission-discarded"], "one line, for the one that was there");
    assert!(matches!(start(&bench.portal, &bench.offer(), &ana).await.unwrap(), Started::Draft(_)));
}

/// SECURITY.md: 50 parallel grants and revocations leave one consistent state.
#[sqlx::test(migrations = "../migrations")]
async fn fifty_grants_and_withdrawals_at_once_leave_one_consistent_state(pool: PgPool) {
    let bench = Arc::new(Bench::open(&pool, "mansfield").await);
    let ana = bench.patron(1).await;
    let (id, reference) = bench.signed(&ana, Uses::Repeatedly).await;
    let mut work = tokio::task::JoinSet::new();
    for n in 0..50 {
        let (bench, ana, reference) = (bench.clone(), ana.clone(), reference.clone());
        work.spawn(async move {
            if n % 2 == 0 { bench.confirms(&reference).await } else { bench.withdraws(&ana, id).await }
        });
    }
    let outcomes = work.join_all().await;
    assert_eq!(bench.state(&ana, id).await, State::Withdrawn, "the last word is the patron's");
    let confirmed = bench.count("ledger_event WHERE action = 'permission-confirmed'").await;
    let withdrawn = bench.count("ledger_event WHERE action = 'permission-withdrawn'").await;
    assert!(confirmed <= 1 && withdrawn == 1, "{confirmed} {withdrawn}");
    let done = outcomes.iter().filter(|one| **one == Moved::Done).count();
    assert!(done >= 25, "whoever withdraws what is withdrawn is told that it is");
    assert!(matches!(bench.tells(&reference, &[Class::Fees], true).await, DisclosureOutcome::No(_)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_withdrawal_and_disclosures_at_once_never_tell_after_it(pool: PgPool) {
    let bench = Arc::new(Bench::open(&pool, "mansfield").await);
    let ana = bench.patron(1).await;
    let (id, reference) = bench.in_force(&ana, Uses::Once).await;
    let mut work = tokio::task::JoinSet::new();
    for n in 0..30 {
        let (bench, ana, reference) = (bench.clone(), ana.clone(), reference.clone());
        work.spawn(async move {
            if n % 3 == 0 {
                bench.withdraws(&ana, id).await;
                false
            } else {
                matches!(bench.tells(&reference, &[Class::Fees], true).await, DisclosureOutcome::Yes { .. })
            }
        });
    }
    let told = work.join_all().await.into_iter().filter(|told| *told).count();
    let state = bench.state(&ana, id).await;
    assert_eq!(told, usize::from(state == State::UsedUp), "{state:?}");
    assert_eq!(bench.count("disclosure").await, i64::try_from(told).unwrap());
    let lines: Vec<String> = bench.ledger().await.split_off(3);
    assert_eq!(lines, [if told == 1 { "disclosed" } else { "permission-withdrawn" }]);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_patron_sees_the_use_in_the_record_and_who_saw_what(pool: PgPool) {
    let bench = Bench::open(&pool, "mansfield").await;
    let ana = bench.patron(1).await;
    let (_, reference) = bench.in_force(&ana, Uses::Once).await;
    bench.tells(&reference, &[Class::Fees], true).await;
    let page = crate::record::class_page(&bench.portal, &ana, Class::Preferences, &crate::record::ListQuery::default())
        .await
        .unwrap();
    let all = format!("{:?}", page.as_ref().unwrap().sections.iter().map(|one| &one.rows).collect::<Vec<_>>());
    assert!(all.contains(reference.as_str()) && all.contains("Ngozi Okafor"), "{all}");
    let asked = crate::record::ListQuery::default();
    let fees = crate::record::class_page(&bench.portal, &ana, Class::Fees, &asked).await.unwrap().unwrap();
    let seen = fees.seen_by;
    assert!(seen.iter().any(|one| one.action == domain::ledger::Action::Disclosed), "{seen:?}");
    // Erasing a person takes the permissions and uses with it.
    let mut tx = bench.portal.db.begin(Scope::Library(&bench.profile.slug)).await.unwrap();
    sqlx::query("DELETE FROM person").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(bench.count("permission").await, 0);
    assert_eq!(bench.count("disclosure").await, 0);
}
