//! L20: a change of contact details, in the sentences of those who make it and of those who would misuse it.

mod at_the_desk;
mod by_link;
mod intruder;
mod mail;
mod moving;

use super::*;
use crate::{
    authority::{LinkShown, Patron, Reauthenticated},
    testing::{House, Person, SITE},
};
use chrono::Duration;
use domain::{
    contact::{Change, Detail},
    decision::Role,
    photo_id::PhotoId,
    profile::{ContactEdits, Profile},
    words::Lang,
};
use sqlx::PgPool;
use std::{ops::Deref, sync::Arc};
use uuid::Uuid;

const CLIENT: std::net::IpAddr = std::net::IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 7));
const OLD: &str = "old@example.org";

struct Room {
    house: House,
    ana: Patron,
    person: Person,
}

impl Deref for Room {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Room {
    /// A library where changes wait for the desk, as Mansfield's profile says, or are made at once.
    async fn open(pool: &PgPool, at_once: bool) -> Self {
        let as_at_mansfield = crate::testing::profile("mansfield").switches.contact_edits.value;
        Self::where_edits_are(pool, if at_once { ContactEdits::AtOnce } else { as_at_mansfield }).await
    }

    /// Ana, signed in at a library that treats changes like this.
    async fn where_edits_are(pool: &PgPool, edits: ContactEdits) -> Self {
        let house = House::at("mansfield").with(|profile| profile.switches.contact_edits.value = edits);
        let house = house.open(pool).await;
        let ana = house.person("Ana").surname("Ruiz").street("12", "Elm St", "Storrs").email(OLD).phone("860-555-0100");
        let person = ana.session().add().await;
        Self { ana: person.patron(), house, person }
    }

    async fn asks(&self, change: &Change) -> ChangeOutcome {
        self.sends(self.portal.entropy.uuid(), change).await
    }

    /// Sends the form of this name.
    async fn sends(&self, form: Uuid, change: &Change) -> ChangeOutcome {
        let wish = Wish { change, lang: Lang::En, site: SITE, form };
        ask(&self.portal, &Reauthenticated::new(self.ana.clone()), wish).await.unwrap()
    }

    async fn opens(&self, token: &str) -> Verified {
        match link_shown(&self.portal, &self.profile, token).await.unwrap() {
            LinkShown::Live(holder) => verify(&self.portal, &holder, Lang::En, SITE).await.unwrap(),
            LinkShown::Used(used) => verified_before(&self.portal, &self.profile, &used).await.unwrap(),
            LinkShown::Dead => Verified::Refused,
        }
    }

    async fn details(&self) -> Details {
        details(&self.portal, &self.ana).await.unwrap()
    }
}

fn change(detail: Detail, value: &str) -> Change {
    let first = detail.inputs()[0].name;
    Change::read(detail, |name| if name == first { value.to_owned() } else { String::new() }).unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_where_the_desk_decides_a_change_waits_and_the_record_stays_as_it_is(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let ChangeOutcome::WaitsForDesk { reference } = room.asks(&change(Detail::Phone, "860-555-0199")).await else {
        panic!("it waits for the desk")
    };
    let details = room.details().await;
    assert_eq!(details.in_words(Detail::Phone, Lang::En), "860-555-0100");
    let pending = details.under_way(Detail::Phone).unwrap();
    assert_eq!((pending.new_value.as_str(), pending.stage), ("860-555-0199", Stage::Desk));
    assert_eq!(pending.reference.as_deref(), Some(reference.as_str()));
    let rules: Vec<String> = room.one("SELECT rules FROM ledger_event WHERE action = 'contact-change-asked'").await;
    let wanted: Vec<String> = room.profile.switches.contact_edits.rules.iter().map(ToString::to_string).collect();
    assert_eq!(rules, wanted);
}

#[sqlx::test(migrations = "../migrations")]
async fn where_changes_are_made_at_once_the_value_is_there_and_a_file_leaves_it_alone(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    assert_eq!(room.asks(&change(Detail::Phone, "860-555-0199")).await, ChangeOutcome::Made);
    assert_eq!(room.details().await.in_words(Detail::Phone, Lang::En), "860-555-0199");
    let source: String = room.one("SELECT source FROM field_origin WHERE field = 'contact.phone'").await;
    assert_eq!(source, "portal");
    let mails = room.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, OLD);
}

fn filled(detail: Detail, typed: &[(&str, &str)]) -> Change {
    let of = |name: &str| typed.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value);
    Change::read(detail, |name| of(name).to_owned()).unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_a_second_address_and_somebody_to_call_are_entered_changed_and_taken_away(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    let judith = filled(Detail::OtherPerson, &[("name", "Judith Pell"), ("phone", "860-555-0190")]);
    let shore = filled(Detail::SecondAddress, &[("address", "6 Tidewater Ln"), ("note", "June to August")]);
    assert_eq!(room.asks(&judith).await, ChangeOutcome::Made);
    assert_eq!(room.asks(&shore).await, ChangeOutcome::Made);
    assert_eq!(room.asks(&shore).await, ChangeOutcome::Same);
    let details = room.details().await;
    assert_eq!(details.in_words(Detail::OtherPerson, Lang::En), "Judith Pell\n860-555-0190");
    assert_eq!(details.in_words(Detail::SecondAddress, Lang::En), "6 Tidewater Ln\nNote: June to August");
    assert_eq!(details.in_words(Detail::Phone, Lang::En), "860-555-0100", "whose phone is whose");
    let source: String = room.one("SELECT string_agg(DISTINCT source, ',') FROM alternate_contact").await;
    assert_eq!(source, "portal");

    let moved = filled(Detail::OtherPerson, &[("name", "Judith Pell"), ("email", "judith@example.org")]);
    assert_eq!(room.asks(&moved).await, ChangeOutcome::Made);
    assert_eq!(room.details().await.in_words(Detail::OtherPerson, Lang::En), "Judith Pell\njudith@example.org");
    assert_eq!(room.asks(&Change::removal(Detail::OtherPerson)).await, ChangeOutcome::Made);
    assert_eq!(room.details().await.in_words(Detail::OtherPerson, Lang::En), "");
    let left: String = room.one("SELECT string_agg(kind, ',') FROM alternate_contact").await;
    assert_eq!(left, "address");
    let told: Vec<String> =
        room.one("SELECT fields FROM ledger_event WHERE action = 'contact-changed' ORDER BY position LIMIT 1").await;
    assert_eq!(told, ["contact.other-person"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_somebody_to_call_waits_for_the_desk_where_the_desk_decides(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let judith = filled(Detail::OtherPerson, &[("name", "Judith Pell"), ("phone", "860-555-0190")]);
    assert!(matches!(room.asks(&judith).await, ChangeOutcome::WaitsForDesk { .. }));
    let details = room.details().await;
    assert_eq!(details.in_words(Detail::OtherPerson, Lang::En), "");
    assert_eq!(details.under_way(Detail::OtherPerson).unwrap().new_value, "Judith Pell\n860-555-0190");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_typed_as_one_line_leaves_no_half_of_the_old_one(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    assert_eq!(room.details().await.typed(Detail::Address, "address"), "12 Elm St");
    let typed = |name: &str| if name == "address" { "4 Oak Ave" } else { "" }.to_owned();
    assert_eq!(room.asks(&Change::read(Detail::Address, typed).unwrap()).await, ChangeOutcome::Made);
    let number: Option<String> = room.one("SELECT street_number FROM contact WHERE person_id::text LIKE '%1'").await;
    assert_eq!(number, None);
    assert_eq!(room.details().await.in_words(Detail::Address, Lang::En), "4 Oak Ave");
}

#[sqlx::test(migrations = "../migrations")]
async fn no_county_is_left_beside_an_address_that_was_changed_here(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.run("UPDATE contact SET county = 'Hartford'").await;
    let there = [("address", "9 Oak Lane"), ("city", "Storrs"), ("state", "CT"), ("zipcode", "06268")];
    let typed = |name: &str| there.iter().find(|(of, _)| *of == name).map_or("", |(_, value)| *value).to_owned();
    let moved = Change::read(Detail::Address, typed).unwrap();
    assert_eq!(room.asks(&moved).await, ChangeOutcome::Made);
    assert_eq!(room.count("contact WHERE county IS NULL AND address = '9 Oak Lane'").await, 1);
    assert_eq!(room.count("field_origin WHERE field = 'contact.county' AND source = 'portal'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_that_is_sent_five_times_is_one_change_one_mail_one_reference(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let form = room.portal.entropy.uuid();
    let wish = change(Detail::Email, "five@example.org");
    let first = room.sends(form, &wish).await;
    let (mails, lines) = (room.mails().await.len(), room.count("ledger_event").await);
    for _ in 0..4 {
        assert_eq!(room.sends(form, &wish).await, first);
    }
    assert_eq!((room.mails().await.len(), room.count("ledger_event").await), (mails, lines));
    assert_eq!(room.details().await.pending.len(), 1);
    // A form of its own is a wish of its own: the link may have been lost.
    assert_ne!(room.asks(&wish).await, first);
    assert_eq!(room.sends(form, &wish).await, ChangeOutcome::Over, "replaced by then");
    assert!(room.mails().await.len() > mails);
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_takes_back_or_sees_the_change_of_another(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.asks(&change(Detail::Phone, "860-555-0199")).await;
    let id = room.details().await.pending[0].id;
    let other = room.person("Ben").reachable().add().await.patron();
    assert!(!take_back(&room.portal, &other, id).await.unwrap());
    assert!(details(&room.portal, &other).await.unwrap().pending.is_empty());
    assert_eq!(room.details().await.pending.len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_there_already_is_no_change(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    assert_eq!(room.asks(&change(Detail::Phone, "860-555-0100")).await, ChangeOutcome::Same);
    assert_eq!(room.asks(&change(Detail::Email, OLD)).await, ChangeOutcome::Same);
    assert_eq!(room.one::<i64>("SELECT count(*) FROM ledger_event").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_portal_cannot_be_used_to_write_to_strangers_all_day(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    for n in 0..5 {
        room.clock.advance(Duration::seconds(1));
        let asked = room.asks(&change(Detail::Email, &format!("stranger{n}@example.org"))).await;
        assert!(matches!(asked, ChangeOutcome::LinkSent { .. }));
    }
    assert_eq!(room.asks(&change(Detail::Email, "stranger9@example.org")).await, ChangeOutcome::TooMany);
    room.clock.advance(Duration::days(1));
    assert!(matches!(room.asks(&change(Detail::Email, "mine@example.org")).await, ChangeOutcome::LinkSent { .. }));
}

#[sqlx::test(migrations = "../migrations")]
async fn fifty_wishes_at_once_leave_one_change_under_way(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let wishes: Vec<Change> = (0..50).map(|n| change(Detail::Phone, &format!("860-555-{n:04}"))).collect();
    let asked = wishes.iter().map(|change| room.asks(change));
    futures::future::join_all(asked).await;
    assert_eq!(room.details().await.pending.len(), 1);
    let open: i64 = room.one("SELECT count(*) FROM pending_change WHERE status = 'waiting'").await;
    assert_eq!(open, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_ledger_keeps_no_value_of_a_change(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.asks(&change(Detail::Phone, "860-555-0199")).await;
    room.asks(&change(Detail::Email, "canary@example.org")).await;
    room.opens(&room.last_link().await).await;
    let ledger: String = room.one("SELECT string_agg(row_to_json(e)::text, ' ') FROM ledger_event e").await;
    assert!(!ledger.contains("0199") && !ledger.contains("canary"), "{ledger}");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_librarys_system_says_stands_beside_the_detail_until_both_agree(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    let moved = filled(
        Detail::Address,
        &[("address", "6 Tidewater Ln"), ("city", "Mansfield"), ("state", "CT"), ("zipcode", "06250")],
    );
    assert_eq!(room.asks(&moved).await, ChangeOutcome::Made);
    assert_eq!(room.asks(&change(Detail::Phone, "860-555-0199")).await, ChangeOutcome::Made);
    assert!(room.details().await.in_system(Detail::Phone, Lang::En).is_none());
    room.run(
        "UPDATE field_origin SET system_seen_at = '2026-12-01Z', \
                system_value = CASE field WHEN 'contact.city' THEN 'Storrs' WHEN 'contact.phone' THEN '860-555-0100' END \
         WHERE field IN ('contact.city', 'contact.phone')",
    )
    .await;
    let details = room.details().await;
    let said = |detail| details.in_system(detail, Lang::En).map(|(said, _)| said);
    assert_eq!(said(Detail::Phone).as_deref(), Some("860-555-0100"));
    let there = said(Detail::Address).unwrap();
    assert!(there.contains("6 Tidewater Ln") && there.contains("Storrs") && !there.contains("Mansfield"), "{there}");
    assert_eq!(said(Detail::Email), None);
    // What the system has is entered here too: nothing is said any more.
    assert_eq!(room.asks(&change(Detail::Phone, "860-555-0100")).await, ChangeOutcome::Made);
    assert_eq!(room.details().await.in_system(Detail::Phone, Lang::En), None);
}
