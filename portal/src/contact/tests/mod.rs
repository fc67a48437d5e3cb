//! L20: a change of contact details, in the sentences of those who make it and of those who would misuse it.

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
async fn a_new_e_mail_address_is_used_only_once_its_owner_opened_the_link_and_the_old_one_is_told(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    let asked = room.asks(&change(Detail::Email, "new@example.org")).await;
    assert!(matches!(asked, ChangeOutcome::LinkSent { .. }));
    assert_eq!(room.details().await.in_words(Detail::Email, Lang::En), OLD, "not before it is verified");
    let told: Vec<_> = room.mails().await.into_iter().map(|mail| (mail.to, mail.kind)).collect();
    assert!(told.contains(&("new@example.org".to_owned(), "verify-email".to_owned())), "{told:?}");
    assert!(told.contains(&(OLD.to_owned(), "email-changing".to_owned())), "{told:?}");

    let link = room.last_link().await;
    assert!(link_shown(&room.portal, &room.profile, &link).await.unwrap().live().is_some());
    let twice = link_shown(&room.portal, &room.profile, &link).await.unwrap().live().unwrap();
    assert_eq!(room.opens(&link).await, Verified::Made);
    let lines = room.count("ledger_event").await;
    let again = verify(&room.portal, &twice, Lang::En, SITE).await.unwrap();
    assert_eq!(again, Verified::Made, "whoever had shown it before it was used is told what it did");
    let details = room.details().await;
    assert_eq!(details.in_words(Detail::Email, Lang::En), "new@example.org");
    assert!(details.email_verified && details.pending.is_empty());
    assert!(room.mails().await.iter().any(|mail| mail.to == OLD && mail.kind == "email-changed"));
    let mails = room.mails().await.len();
    assert_eq!(room.opens(&link).await, Verified::Made, "and so is whoever opens it twice");
    assert_eq!((room.count("ledger_event").await, room.mails().await.len()), (lines, mails), "it does nothing twice");

    room.clock.advance(Duration::seconds(1));
    room.asks(&change(Detail::Email, "third@example.org")).await;
    let third = room.last_link().await;
    assert_eq!(room.opens(&third).await, Verified::Made);
    assert_eq!(room.opens(&link).await, Verified::Refused, "what it did is over");
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
async fn whoever_opens_the_link_to_a_new_address_twice_is_told_twice_what_it_did(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.asks(&change(Detail::Email, "new@example.org")).await;
    let link = room.last_link().await;
    let first = room.opens(&link).await;
    assert!(matches!(first, Verified::WaitsForDesk { reference: Some(_) }));
    assert_eq!(room.opens(&link).await, first, "one reference");
    assert_eq!(room.count("pending_change").await, 1);
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
async fn l20_where_the_desk_decides_a_verified_address_still_waits(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.asks(&change(Detail::Email, "new@example.org")).await;
    assert_eq!(room.details().await.pending[0].stage, Stage::Link);
    assert!(matches!(room.opens(&room.last_link().await).await, Verified::WaitsForDesk { reference: Some(_) }));
    let details = room.details().await;
    assert_eq!(details.in_words(Detail::Email, Lang::En), OLD);
    assert_eq!(details.pending[0].stage, Stage::Desk);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_opens_nothing_after_an_hour_after_a_later_wish_or_once_taken_back(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.asks(&change(Detail::Email, "one@example.org")).await;
    let first = room.last_link().await;
    room.clock.advance(Duration::seconds(1));
    room.asks(&change(Detail::Email, "two@example.org")).await;
    assert_eq!(room.opens(&first).await, Verified::Refused, "replaced");

    let second = room.last_link().await;
    let pending = room.details().await.pending;
    assert_eq!(pending.len(), 1);
    assert!(take_back(&room.portal, &room.ana, pending[0].id).await.unwrap());
    assert!(take_back(&room.portal, &room.ana, pending[0].id).await.unwrap(), "by a second click");
    assert!(!take_back(&room.portal, &room.ana, room.portal.entropy.uuid()).await.unwrap());
    assert_eq!(room.opens(&second).await, Verified::Refused, "taken back");

    room.clock.advance(Duration::seconds(1));
    room.asks(&change(Detail::Email, "three@example.org")).await;
    let third = room.last_link().await;
    room.clock.advance(Duration::minutes(60));
    assert_eq!(room.details().await.pending[0].stage, Stage::LinkLapsed);
    assert_eq!(room.opens(&third).await, Verified::Refused, "too old");
    assert_eq!(room.details().await.in_words(Detail::Email, Lang::En), OLD);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_to_choose_a_pin_and_a_link_to_verify_an_address_are_not_the_same(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.asks(&change(Detail::Email, "new@example.org")).await;
    let link = room.last_link().await;
    assert!(
        crate::access::link_or_code_shown(&room.portal, &room.profile, &link, CLIENT).await.unwrap().live().is_none()
    );
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
async fn a_link_mailed_to_the_old_address_to_reset_the_pin_dies_with_the_address(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.has_reset_link(&room.person).await;
    assert_eq!(room.asks(&change(Detail::Email, "")).await, ChangeOutcome::Made, "an address may be taken away");
    let live: i64 = room.one("SELECT count(*) FROM one_time_token WHERE ended_at IS NULL").await;
    assert_eq!(live, 0);
    assert!(room.mails().await.iter().any(|mail| mail.to == OLD && mail.kind == "email-changed"));
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

mod at_the_desk {
    use super::*;
    use domain::{parse::ShortText, reference::Reference};

    async fn waits(room: &Room, change: &Change) -> Reference {
        let ChangeOutcome::WaitsForDesk { reference } = room.asks(change).await else {
            panic!("it waits for the desk")
        };
        reference
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn l20_the_desk_sees_both_values_confirms_and_the_patron_sees_who_looked(pool: PgPool) {
        let room = Room::open(&pool, false).await;
        let staff = room.clerk(Role::Desk);
        let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
        let waiting = desk::waiting(&room.portal, &staff).await.unwrap().unwrap();
        assert_eq!(waiting.len(), 1);
        let seen = desk::at_desk(&room.portal, &staff, &reference, Lang::En).await.unwrap().unwrap();
        let seen = seen.unwrap();
        assert_eq!((seen.now.as_str(), seen.then.as_str()), ("860-555-0100", "860-555-0199"));
        assert_eq!(seen.name, "Ana Ruiz");

        let done = desk::confirm(&room.portal, &staff, &reference, Some(PhotoId::Passport), SITE).await;
        assert_eq!(done.unwrap(), desk::Settled::Done);
        assert_eq!(room.details().await.in_words(Detail::Phone, Lang::En), "860-555-0199");
        let source: String = room.one("SELECT source FROM field_origin WHERE field = 'contact.phone'").await;
        assert_eq!(source, "desk");
        let events: Vec<String> =
            room.one("SELECT array_agg(action ORDER BY position) FROM ledger_event WHERE actor_kind = 'staff'").await;
        assert_eq!(events, ["viewed", "contact-change-confirmed"]);
        let confirmed = "ledger_event WHERE action = 'contact-change-confirmed'";
        let again = desk::confirm(&room.portal, &staff, &reference, Some(PhotoId::Passport), SITE).await;
        assert_eq!(again.unwrap(), desk::Settled::Done, "by a second click");
        assert_eq!(room.count(confirmed).await, 1);
        let other = room.house.colleague(Role::Desk);
        let again = desk::confirm(&room.portal, &other, &reference, Some(PhotoId::Passport), SITE).await;
        assert_eq!(again.unwrap(), desk::Settled::NotFound, "a colleague is told that nothing waits");
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn l20_the_desk_confirms_that_somebody_to_call_is_taken_away(pool: PgPool) {
        let room = Room::open(&pool, false).await;
        room.names_contact(&room.person, "Judith Pell", "860-555-0190").await;
        let staff = room.clerk(Role::Desk);
        let reference = waits(&room, &Change::removal(Detail::OtherPerson)).await;
        let seen = desk::at_desk(&room.portal, &staff, &reference, Lang::En).await.unwrap().unwrap();
        let seen = seen.unwrap();
        assert_eq!((seen.now.as_str(), seen.then.as_str()), ("Judith Pell\n860-555-0190", ""));
        let done = desk::confirm(&room.portal, &staff, &reference, Some(PhotoId::Passport), SITE).await;
        assert_eq!(done.unwrap(), desk::Settled::Done);
        assert_eq!(room.one::<i64>("SELECT count(*) FROM alternate_contact").await, 0);
        let origin = "SELECT source FROM field_origin WHERE field = 'alternate_contact.person.phone'";
        assert_eq!(room.one::<String>(origin).await, "desk");
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn the_patron_reads_a_role_and_a_name_only_where_the_profile_says_so(pool: PgPool) {
        let room = Room::open(&pool, false).await;
        let staff = room.employs("wanda", "Wanda Okafor", Role::Desk).await;
        let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
        desk::at_desk(&room.portal, &staff, &reference, Lang::En).await.unwrap().unwrap();
        let page = crate::record::activity_page(&room.portal, &room.ana, None, 1).await.unwrap().unwrap();
        assert!(page.staff_names.is_empty());
        assert!(page.lines.lines.iter().any(|line| line.detail["role"] == "desk"));
        let names = Arc::new(Profile { show_staff_names: true, ..(*room.profile).clone() });
        let ana = Patron::new(names, room.ana.person(), room.ana.session(), room.now());
        let page = crate::record::activity_page(&room.portal, &ana, None, 1).await.unwrap().unwrap();
        assert_eq!(page.staff_names.into_values().collect::<Vec<_>>(), ["Wanda Okafor"]);
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn a_reference_that_opens_nothing_leaves_the_line_that_a_card_does(pool: PgPool) {
        let room = Room::open(&pool, false).await;
        let unknown = Reference::new(domain::reference::Names::Change, [7; 5]);
        let lines = "SELECT coalesce(string_agg(detail ->> 'reference', ' ' ORDER BY at, id), '') FROM ledger_event \
                     WHERE action = 'card-looked-up'";
        for (role, told) in [(Role::Desk, "none"), (Role::Administrator, "none refused")] {
            let staff = room.clerk(role);
            let found = desk::at_desk(&room.portal, &staff, &unknown, Lang::En).await.unwrap();
            assert!(!matches!(found, Ok(Some(_))));
            assert_eq!(room.one::<String>(lines).await, told);
            room.clock.advance(chrono::Duration::minutes(1));
        }
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn l20_where_the_policy_wants_photo_id_nothing_is_confirmed_without_it(pool: PgPool) {
        let room = Room::where_edits_are(&pool, ContactEdits::DeskWithPhotoId).await;
        let staff = room.clerk(Role::Desk);
        let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
        let settled = desk::confirm(&room.portal, &staff, &reference, None, SITE).await.unwrap();
        assert_eq!(settled, desk::Settled::PhotoIdFirst);
        assert_eq!(room.details().await.in_words(Detail::Phone, Lang::En), "860-555-0100");
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn the_patron_reads_why_a_change_was_refused(pool: PgPool) {
        let room = Room::open(&pool, false).await;
        let staff = room.clerk(Role::Desk);
        let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
        let reason = ShortText::parse("The number is out of service.").unwrap();
        let settled = desk::refuse(&room.portal, &staff, &reference, &reason, SITE).await.unwrap();
        assert_eq!(settled, desk::Settled::Done);
        let kept: String = room.one("SELECT reason FROM pending_change WHERE status = 'refused'").await;
        assert_eq!(kept, "The number is out of service.");
        assert!(room.mails().await.iter().any(|mail| mail.kind == "contact-refused"));
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn s2_no_administrator_and_nobody_of_another_library_sees_or_settles_a_change(pool: PgPool) {
        let room = Room::open(&pool, false).await;
        let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
        let administrator = room.clerk(Role::Administrator);
        assert!(desk::waiting(&room.portal, &administrator).await.unwrap().is_err());
        let settled = desk::confirm(&room.portal, &administrator, &reference, None, SITE).await.unwrap();
        assert!(matches!(settled, desk::Settled::NotYours(_)));
        let stranger = room.beside("putnam").await.clerk(Role::Desk);
        let settled = desk::confirm(&room.portal, &stranger, &reference, None, SITE).await.unwrap();
        assert_eq!(settled, desk::Settled::NotFound);
        // That they asked is a line of the library's, about no patron.
        let lines = "SELECT string_agg(action || ' ' || coalesce(subject_id::text, 'nobody'), ', ') FROM ledger_event \
                     WHERE actor_kind = 'staff'";
        assert_eq!(room.one::<String>(lines).await, "card-looked-up nobody, card-looked-up nobody");
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn a_confirmation_and_a_taking_back_at_once_leave_one_state(pool: PgPool) {
        let room = Room::open(&pool, false).await;
        let staff = room.clerk(Role::Desk);
        let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
        let id = room.details().await.pending[0].id;
        let confirm = desk::confirm(&room.portal, &staff, &reference, Some(PhotoId::Other), SITE);
        let (confirmed, taken) = futures::join!(confirm, take_back(&room.portal, &room.ana, id));
        let (confirmed, taken) = (confirmed.unwrap() == desk::Settled::Done, taken.unwrap());
        assert_ne!(confirmed, taken, "exactly one of them");
        let phone = room.details().await.in_words(Detail::Phone, Lang::En);
        assert_eq!(phone == "860-555-0199", confirmed);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_reports_the_card_lost_ends_the_change_of_address_that_an_intruder_asked_for(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    assert!(matches!(room.asks(&change(Detail::Email, "intruder@example.org")).await, ChangeOutcome::LinkSent { .. }));
    let link = room.last_link().await;
    crate::access::report_card_lost(&room.portal, &room.ana, Lang::En, SITE).await.unwrap();
    assert_eq!(room.opens(&link).await, Verified::Refused);
    assert_eq!(room.one::<String>("SELECT status FROM pending_change").await, "ended");
    assert_eq!(
        room.one::<String>("SELECT email FROM contact WHERE person_id = '00000000-0000-0000-0000-000000000001'").await,
        OLD
    );
    assert_eq!(
        room.one::<i64>("SELECT count(*) FROM ledger_event WHERE action = 'contact-change-taken-back'").await,
        1
    );
}

impl Room {
    /// An intruder with Ana's session asks for another address, opens its link, and it waits for the desk.
    async fn intruder_waits(&self) -> domain::reference::Reference {
        self.clock.advance(Duration::seconds(1));
        self.asks(&change(Detail::Email, "intruder@example.org")).await;
        match self.opens(&self.last_link().await).await {
            Verified::WaitsForDesk { reference: Some(reference) } => reference,
            other => panic!("{other:?}"),
        }
    }

    async fn is_under_way(&self) -> bool {
        !self.details().await.pending.is_empty()
    }

    /// Ana at another computer.
    async fn elsewhere(&self) -> Patron {
        self.signs_in_elsewhere(&self.person).await
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_change_that_an_intruder_has_verified_ends_with_every_defence_of_the_owner(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.gives_card(&room.person, 1).await;
    room.has_pin(&room.person, "violet-harbour-7781").await;
    let owner = room.elsewhere().await;
    let is_over = async |what: &str, reference: domain::reference::Reference| {
        assert!(!room.is_under_way().await, "{what}");
        let seen = Some(PhotoId::Passport);
        let settled = desk::confirm(&room.portal, &room.clerk(Role::Desk), &reference, seen, SITE).await.unwrap();
        assert_eq!(settled, desk::Settled::NotFound, "{what}: nor does the desk find it");
    };

    let waits = room.intruder_waits().await;
    crate::access::end_session(&room.portal, &owner, Uuid::from_u128(5)).await.unwrap();
    assert!(room.is_under_way().await, "another session: it goes on");
    crate::access::end_session(&room.portal, &owner, room.ana.session()).await.unwrap();
    is_over("that session ended", waits).await;

    room.is_signed_in(&room.person).await;
    let waits = room.intruder_waits().await;
    let store = crate::session::PgSessionStore::new(room.portal.clone(), room.profile.slug.clone());
    let session = tower_sessions::Session::new(None, Arc::new(store), None);
    let wish = crate::access::Change {
        current: "violet-harbour-7781".to_owned().into(),
        new: "marigold-lantern-55".to_owned().into(),
        lang: Lang::En,
        site: SITE,
    };
    let changed = crate::access::change_secret(&room.portal, &room.hasher, &owner, &session, wish).await;
    assert!(matches!(changed.unwrap(), crate::access::Changed::Done));
    is_over("another password", waits).await;

    room.is_signed_in(&room.person).await;
    let waits = room.intruder_waits().await;
    let owner = room.elsewhere().await;
    crate::access::end_all_sessions(&room.portal, &owner).await.unwrap();
    is_over("every session ended", waits).await;

    room.is_signed_in(&room.person).await;
    let waits = room.intruder_waits().await;
    crate::access::report_card_lost(&room.portal, &owner, Lang::En, SITE).await.unwrap();
    is_over("the card reported lost", waits).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_owner_asked_in_the_session_that_changes_the_password_goes_on(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.asks(&change(Detail::Phone, "860-555-0199")).await;
    let mut tx = room.portal.db.begin(room.ana.scope()).await.unwrap();
    let (kept, next) = (room.ana.session(), Uuid::from_u128(97));
    end_asked(&mut tx, &room.portal, &room.profile, room.ana.person(), Ends::AllBut(Some(kept)), room.now())
        .await
        .unwrap();
    goes_on_in(&mut tx, &room.profile.slug, room.ana.person(), kept, next).await.unwrap();
    tx.commit().await.unwrap();
    assert!(room.is_under_way().await);
    assert_eq!(room.one::<Uuid>("SELECT asked_in FROM pending_change").await, next, "and ends with that session now");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_desk_sees_what_kind_of_session_a_change_was_asked_in(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.run("UPDATE session SET shared = true, device = 'Firefox, Windows'").await;
    let ChangeOutcome::WaitsForDesk { reference } = room.asks(&change(Detail::Phone, "860-555-0199")).await else {
        panic!("it waits for the desk")
    };
    let seen = desk::at_desk(&room.portal, &room.clerk(Role::Desk), &reference, Lang::En).await.unwrap();
    let seen = seen.unwrap().unwrap();
    assert_eq!((seen.asked_shared, seen.asked_device.as_deref()), (Some(true), Some("Firefox, Windows")));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_ended_while_the_secret_was_hashed_changes_nothing(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.run("DELETE FROM session").await;
    assert_eq!(room.asks(&change(Detail::Phone, "860-555-0199")).await, ChangeOutcome::SignedOut);
    assert_eq!(room.details().await.in_words(Detail::Phone, Lang::En), "860-555-0100");
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
