//! A parent, a child and a birthday, by the rules of five libraries.

use super::{desk::CodeWanted, facts::Facts, *};
use crate::{
    access::{self, Attempt, SignIn},
    authority::{Look, Patron, Staff},
    ids::PersonId,
    record::{ListQuery, Value},
    session::{PgSessionStore, Session},
    testing::{self, SITE, card, profile, someone_waits, until},
};
use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use domain::{
    age::{self, Young},
    decision::{Card, Decision, Purpose, Role, Stop},
    inventory::Class,
    parse::CardNumber,
    photo_id::PhotoId,
    words::Lang,
};
use proptest::prelude::*;
use secrecy::ExposeSecret;
use sqlx::{AssertSqlSafe, PgPool};
use std::{net::IpAddr, ops::Deref, sync::Arc};
use uuid::Uuid;

mod at_desk;

const ROSA: u32 = 1;
const ANA: u32 = 2;
const SECRET: &str = "violet-harbour-7781";
const PIN: &str = "8305";

/// One library with a family in it.
struct House(testing::House);

impl Deref for House {
    type Target = testing::House;

    fn deref(&self) -> &testing::House {
        &self.0
    }
}

/// Whose record the person with this number has.
fn id(n: u32) -> PersonId {
    PersonId(Uuid::from_u128(n.into()))
}

fn here() -> IpAddr {
    [203, 0, 113, 7].into()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

impl House {
    /// Rosa, a grown-up, and Ana, born on `born`.
    async fn of(pool: &PgPool, slug: &str, born: NaiveDate) -> Self {
        let house = Self(testing::House::at(slug).when("2026-11-23T17:00:00Z").open(pool).await);
        house.has(ROSA, "Rosa", day(1985, 3, 4), SECRET).await;
        house.has(ANA, "Ana", born, PIN).await;
        house
    }

    /// Somebody of the family, the `n`th of this library, with a card, this secret and a loan.
    async fn has(&self, n: u32, name: &str, born: NaiveDate, secret: &str) {
        let person = self.person(name).surname("Ibarra").born_on(born).email(&format!("{name}@example.org"));
        let person = person.card().pin(secret).loan(&format!("A book of {name}")).add().await;
        assert_eq!(person.id, id(n));
    }

    /// The record names Rosa as Ana's mother: the patron, or her name alone.
    async fn named(&self, guardian: Option<u32>) -> Uuid {
        let guardian = guardian.map(|n| self.numbered(n));
        self.names_guardian(&self.numbered(ANA), guardian.as_ref(), "Rosa Ibarra").await
    }

    fn patron(&self, n: u32) -> Patron {
        self.numbered(n).patron()
    }

    /// This member of the staff looks at Ana's record, for the family.
    fn look(&self, staff: Staff) -> Look {
        self.look_at(staff, ANA)
    }

    /// The same for somebody else's record.
    fn look_at(&self, staff: Staff, n: u32) -> Look {
        self.0.look(staff, &self.numbered(n), Purpose::FamilyReview)
    }

    async fn adds(&self, who: u32, number: &str, secret: &str) -> Linked {
        self.is_signed_in(&self.numbered(who)).await;
        self.sends(who, number, secret).await
    }

    /// Sends the form to add a child, signed in or not any more.
    async fn sends(&self, who: u32, number: &str, secret: &str) -> Linked {
        let given = ByCard {
            card_number: number,
            secret: secret.to_owned().into(),
            own: SECRET.to_owned().into(),
            client: here(),
            device: None,
            lang: Lang::En,
            site: SITE,
        };
        link_by_card(&self.portal, &self.hasher, &self.patron(who), given).await.unwrap()
    }

    async fn linked(&self) -> Uuid {
        let linked = self.adds(ROSA, &card(ANA), PIN).await;
        let Linked::Yes(link) = linked else { panic!("{linked:?}") };
        link
    }

    async fn access(&self, who: u32, link: Uuid) -> Option<Access> {
        guardian(&self.portal, &self.patron(who), link).await.unwrap()
    }

    async fn opened(&self, link: Uuid) -> Box<ChildRecord> {
        match self.access(ROSA, link).await {
            Some(Access::Open(opened)) => opened,
            other => panic!("{other:?}"),
        }
    }

    async fn over(&self, link: Uuid) -> Why {
        match self.access(ROSA, link).await {
            Some(Access::Over(over)) => over.why,
            other => panic!("{other:?}"),
        }
    }

    async fn code(&self, row: Uuid) -> std::result::Result<String, desk::No> {
        let wanted = CodeWanted {
            guardian: CardNumber::parse(&card(ROSA), &self.profile.card).unwrap(),
            row,
            seen: PhotoId::Passport,
            signed: false,
            form: self.portal.entropy.uuid(),
        };
        self.code_for(wanted).await
    }

    async fn code_for(&self, wanted: CodeWanted) -> std::result::Result<String, desk::No> {
        let made = desk::make_family_code(&self.portal, &self.look(self.clerk(Role::Desk)), wanted).await.unwrap();
        made.map(|made| made.code.expose_secret().to_owned())
    }

    async fn types_code(&self, who: u32, code: &str) -> Linked {
        self.types_code_at(who, code, here(), false).await
    }

    /// The same from this address; `at_desk`: in a browser of the desk.
    async fn types_code_at(&self, who: u32, code: &str, client: IpAddr, at_desk: bool) -> Linked {
        let patron = self.patron(who);
        let uses = UsesCode { at_desk, client, lang: Lang::En, site: SITE };
        match code_shown(&self.portal, &patron, code, client).await.unwrap() {
            Ok(holder) => link_by_code(&self.portal, &patron, &holder, uses).await.unwrap(),
            Err(no) => no,
        }
    }

    /// Signs in with a card, as its holder does.
    async fn signs_in(&self, number: &str, secret: &str) -> bool {
        let store = PgSessionStore::new(self.portal.clone(), self.profile.slug.clone());
        let session = Session::with(None, store);
        let attempt = Attempt {
            card_number: number,
            secret: secret.to_owned().into(),
            client: here(),
            device: None,
            mark: None,
            shared: false,
            device_label: None,
            lang: Lang::En,
            site: SITE,
        };
        let answer = access::sign_in(&self.portal, &self.hasher, &self.profile, &session, attempt).await.unwrap();
        let welcome = matches!(answer, SignIn::Welcome { .. });
        if welcome {
            // As the layer does at the end of the request.
            session.save().await.unwrap();
        }
        welcome
    }

    /// Ana chooses a PIN with a code that a clerk handed to her.
    async fn new_pin(&self, pin: &str) {
        let code = access::make_activation_code(&self.portal, &self.operator(), &card(ANA)).await.unwrap().unwrap();
        let shown = access::link_or_code_shown(&self.portal, &self.profile, code.expose_secret(), here()).await;
        let choosing =
            access::Choosing { new: pin.to_owned().into(), at_desk: false, client: here(), lang: Lang::En, site: SITE };
        let chosen =
            access::choose_by_link(&self.portal, &self.hasher, &shown.unwrap().live().unwrap(), choosing).await;
        assert!(matches!(chosen.unwrap(), access::Chosen::Done { .. }));
    }

    /// Asks for a link to the address on Ana's record, and waits until that is worked on.
    async fn asks_for_link(&self) {
        let asked = "ledger_event WHERE action = 'reset-asked'";
        let before = self.count(asked).await;
        let wanted = access::LinkWanted {
            card_number: card(ANA),
            purpose: access::Purpose::Reset,
            lang: Lang::En,
            site: SITE.to_owned(),
            client: here(),
        };
        access::ask_for_link(&self.portal, &self.profile, wanted).await.unwrap().unwrap();
        until("the work on a link that was asked for", async || self.count(asked).await > before).await;
    }

    async fn stops(&self, stop: Stop) {
        let set = desk::set_stop(&self.portal, &self.look(self.clerk(Role::Desk)), stop).await;
        assert_eq!(set.unwrap(), Ok(true));
    }

    async fn lifts(&self, role: Role, stop: Stop) -> std::result::Result<bool, desk::No> {
        desk::lift_stop(&self.portal, &self.look(self.clerk(role)), stop).await.unwrap()
    }

    /// What Ana sees of her own record.
    async fn own_page(&self, class: Class) -> crate::record::ClassPage {
        crate::record::class_page(&self.portal, &self.patron(ANA), class, &ListQuery::default()).await.unwrap().unwrap()
    }

    async fn who_sees_ana(&self) -> WhoSees {
        who_sees(&self.portal, &self.patron(ANA)).await.unwrap()
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_whoever_was_linked_with_the_childs_pin_is_not_linked_any_more_once_it_changes(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    house.opened(link).await;
    house.new_pin("7316").await;
    assert_eq!(house.over(link).await, Why::Secret);
    let lines = house.count("ledger_event WHERE action = 'family-link-ended' AND detail ->> 'why' = 'secret'").await;
    assert_eq!(lines, 2, "in the child's activity and in the grown-up's");
    assert_eq!(house.adds(ROSA, &card(ANA), PIN).await, Linked::Refused);
    assert!(matches!(house.adds(ROSA, &card(ANA), "7316").await, Linked::Yes(_)), "whoever knows the new one");
}

#[sqlx::test(migrations = "../migrations")]
async fn where_the_record_names_the_parent_a_new_pin_ends_no_link(pool: PgPool) {
    let house = House::of(&pool, "mansfield", day(2013, 5, 6)).await;
    house.named(Some(ROSA)).await;
    let link = house.linked().await;
    house.new_pin("7316").await;
    house.opened(link).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_child_of_twelve_asks_the_desk_to_end_a_link_and_the_desk_alone_sees_it(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    house.is_signed_in(&house.numbered(ANA)).await;
    let ana = house.patron(ANA);
    let sees = async || who_sees(&house.portal, &ana).await.unwrap();
    let asks = async |who: &Patron| ask_to_end(&house.portal, who, link).await.unwrap();
    assert!(sees().await.may_ask && sees().await.guardians[0].end_asked_at.is_none());
    assert!(!asks(&house.patron(ROSA)).await, "it is the child's to ask");
    assert!(asks(&ana).await && !asks(&ana).await, "once");
    assert!(sees().await.guardians[0].end_asked_at.is_some());
    house.opened(link).await;
    let staff = house.clerk(Role::Desk);
    let family = desk::family(&house.portal, &house.look(staff)).await.unwrap().unwrap();
    assert_eq!(family.links[0].end_asked_at, Some(house.now()));

    house.run("UPDATE person SET date_of_birth = '2016-01-01'; UPDATE family_link SET end_asked_at = NULL").await;
    assert!(!asks(&ana).await, "not at ten");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_childs_wish_to_end_a_link_waits_for_the_desk_and_names_nobody_until_it_is_opened(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    house.is_signed_in(&house.numbered(ANA)).await;
    let clerk = house.clerk(Role::Desk);
    let waits = async || desk::ends_asked(&house.portal, &clerk).await.unwrap().unwrap();
    assert!(waits().await.is_empty(), "nobody asked");
    assert_eq!(desk::end_to_settle(&house.portal, &clerk, link).await.unwrap().unwrap(), None);
    assert!(!desk::end_as_asked(&house.portal, &clerk, link).await.unwrap());
    assert!(ask_to_end(&house.portal, &house.patron(ANA), link).await.unwrap());
    assert_eq!(waits().await.iter().map(|one| (one.link, one.at)).collect::<Vec<_>>(), [(link, house.now())]);
    for role in [Role::Administrator, Role::Volunteer] {
        let staff = house.clerk(role);
        assert!(desk::ends_asked(&house.portal, &staff).await.unwrap().is_err(), "{role:?}");
        assert!(desk::end_to_settle(&house.portal, &staff, link).await.unwrap().is_err(), "{role:?}");
        assert!(!desk::end_as_asked(&house.portal, &staff, link).await.unwrap(), "{role:?}");
    }
    let there = house.beside("putnam").await;
    assert!(!desk::end_as_asked(&there.portal, &there.clerk(Role::Desk), link).await.unwrap(), "another library");
    let looks = "ledger_event WHERE action = 'viewed' AND actor_kind = 'staff' AND classes = '{identity,family}'";
    assert_eq!(house.count(looks).await, 0);
    let opened = desk::end_to_settle(&house.portal, &clerk, link).await.unwrap().unwrap().unwrap();
    assert_eq!((opened.name.as_str(), opened.asked_at), ("Ana Ibarra", house.now()));
    assert_eq!(house.count(looks).await, 1, "a look, which Ana reads");
    for _ in 0..5 {
        assert!(desk::end_as_asked(&house.portal, &clerk, link).await.unwrap());
    }
    assert!(waits().await.is_empty());
    let ended = "ledger_event WHERE action = 'family-link-ended' AND detail ->> 'why' = 'desk'";
    assert_eq!(house.count(ended).await, 2, "in the child's activity and in the grown-up's");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stop_between_the_opening_of_a_link_and_the_reading_is_seen(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    let opened = house.opened(link).await;
    assert_eq!(
        desk::set_stop(&house.portal, &house.look(house.clerk(Role::Desk)), Stop::Custody).await.unwrap(),
        Ok(true)
    );
    assert!(overview(&house.portal, &opened).await.unwrap().is_none());
    assert!(class_page(&house.portal, &opened, Class::Checkouts, &ListQuery::default()).await.unwrap().is_none());
    let looks = "ledger_event WHERE action = 'viewed' AND actor_kind = 'guardian'";
    assert_eq!(house.count(looks).await, 0, "nothing was shown, so nobody looked");
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_a_mother_adds_her_child_by_card_and_every_look_is_in_the_childs_activity(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    let opened = house.opened(link).await;
    assert_eq!((opened.name.as_deref(), opened.ends), (Some("Ana"), Some(day(2031, 5, 6))));
    let page = class_page(&house.portal, &opened, Class::Checkouts, &ListQuery::default()).await.unwrap().unwrap();
    assert!(format!("{:?}", page.sections[0].rows).contains("A book of Ana"));
    overview(&house.portal, &opened).await.unwrap();
    let looks = format!(
        "ledger_event WHERE action = 'viewed' AND actor_kind = 'guardian' AND subject_id = '{}' \
         AND actor_id = '{}' AND 'L14' = ANY (rules)",
        id(ANA),
        id(ROSA)
    );
    assert_eq!(house.count(&looks).await, 2, "each page is one look");
    class_page(&house.portal, &opened, Class::Checkouts, &ListQuery::default()).await.unwrap().unwrap();
    assert_eq!(house.count(&looks).await, 3, "and each look again");
    let seen = house.own_page(Class::Checkouts).await.seen_by;
    assert_eq!(seen.len(), 3, "the child sees who looked at the checkouts; the overview says what is out");
    let hers = format!("ledger_event WHERE action = 'viewed' AND subject_id = '{}'", id(ROSA));
    assert_eq!(house.count(&hers).await, 0, "and in the mother's own list stands none of it, as that list says");
    let said = domain::inventory::info(Class::Activity).what;
    assert!(said.en.contains("stands in the child’s list and not in yours") && said.es.contains("no en la suya"));
    let sees = house.who_sees_ana().await;
    assert_eq!((sees.young, sees.guardians[0].name.as_deref()), (Some(Young::Teenager), Some("Rosa Ibarra")));
    assert!(house.signs_in(&card(ANA), PIN).await, "the child's own card still signs in");
    assert_eq!(children(&house.portal, &house.patron(ROSA)).await.unwrap().len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn both_are_told_by_mail_and_the_mail_names_nobody(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    house.linked().await;
    let mails = house.mails().await;
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["Ana@example.org", "Rosa@example.org"]);
    for mail in &mails {
        let other = if mail.to.starts_with("Ana") { "Rosa" } else { "Ana" };
        assert!(!mail.text.contains(other) && !mail.text.contains(&card(ANA)), "{}", mail.text);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s1_sign_in_and_activity_and_what_the_desk_did_stay_the_childs_own(pool: PgPool) {
    let house = House::of(&pool, "wethersfield", day(2013, 5, 6)).await;
    house.named(Some(ROSA)).await;
    let link = house.linked().await;
    // A stop that was set and lifted again leaves a row.
    house.stops(Stop::Custody).await;
    assert_eq!(house.over(link).await, Why::Desk);
    assert_eq!(house.lifts(Role::Director, Stop::Custody).await, Ok(true));
    assert_eq!(house.over(link).await, Why::Desk, "what was ended stays ended");
    house.new_pin(PIN).await;
    let opened = house.opened(house.linked().await).await;
    for class in [Class::Credentials, Class::Activity] {
        assert!(class_page(&house.portal, &opened, class, &ListQuery::default()).await.unwrap().is_none(), "{class:?}");
        assert!(!opened.allowed.left_out.is_empty());
    }
    let family = class_page(&house.portal, &opened, Class::Family, &ListQuery::default()).await.unwrap().unwrap();
    assert_eq!(family.sections.len(), 1);
    assert_eq!(family.left_out.len(), 2, "the links and the stops");
    assert!(family.seen_by.is_empty());
    let counted = overview(&house.portal, &opened).await.unwrap().unwrap();
    let summary = counted.classes.iter().find(|one| one.class == Class::Family).unwrap();
    assert_eq!(summary.count, 1, "the mother on record, and no link and no stop");
    assert!(counted.classes.iter().all(|one| ![Class::Credentials, Class::Activity].contains(&one.class)));
    // The child's own page has them, without the kind.
    let own = house.own_page(Class::Family).await;
    assert_eq!((own.sections[1].total, own.sections[2].total), (2, 1));
    assert_eq!(own.sections[2].rows[0].cells[0].value, Value::Withheld);
    let held: Vec<&Value> =
        own.sections.iter().flat_map(|one| &one.rows).flat_map(|row| &row.cells).map(|cell| &cell.value).collect();
    assert!(!format!("{held:?}").contains("custody"));
    assert_eq!(house.count("ledger_event WHERE detail::text LIKE '%custody%' OR purpose LIKE '%custody%'").await, 0);
    // Row-level security keeps it from the guardian's transactions, whatever they ask, and stops from all but the
    // desk's.
    house.signs_in(&card(ANA), PIN).await;
    house.asks_for_link().await;
    let ana = house.patron(ANA);
    for table in
        ["guardian_hold", "family_link", "credential", "session", "known_device", "one_time_token", "ledger_event"]
    {
        let count = format!("SELECT count(*) FROM {table}");
        let seen = async |scope| -> i64 {
            let mut tx = house.portal.db.begin(scope).await.unwrap();
            sqlx::query_scalar(AssertSqlSafe(count.clone())).fetch_one(&mut *tx).await.unwrap()
        };
        assert!(seen(ana.scope()).await > 0, "{table}: her own");
        assert_eq!(seen(opened.guardian.scope()).await, 0, "{table}");
    }
    let mut tx = house.portal.db.begin(opened.guardian.scope()).await.unwrap();
    let books: Vec<String> = sqlx::query_scalar("SELECT title FROM checkout").fetch_all(&mut *tx).await.unwrap();
    assert_eq!(books, ["A book of Ana"]);
    for scope in [opened.guardian.scope(), ana.scope()] {
        let mut tx = house.portal.db.begin(scope).await.unwrap();
        let lift = "UPDATE guardian_hold SET lifted_at = NULL, lifted_by = NULL";
        assert_eq!(sqlx::query(lift).execute(&mut *tx).await.unwrap().rows_affected(), 0, "nobody but the desk");
        let set = "INSERT INTO guardian_hold (library, id, person_id, kind, set_by, set_at) \
                   SELECT library, gen_random_uuid(), id, 'custody', id, now() FROM person";
        assert!(sqlx::query(set).execute(&mut *tx).await.is_err());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s1_one_guardian_does_not_learn_of_another_or_of_signing_in_from_the_childs_mail(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    house.has(3, "Luis", day(1990, 1, 1), SECRET).await;
    let link = house.linked().await;
    assert!(matches!(house.adds(3, &card(ANA), PIN).await, Linked::Yes(_)));
    house.signs_in(&card(ANA), PIN).await;
    house.asks_for_link().await;
    access::report_card_lost(&house.portal, &house.patron(ANA), Lang::En, SITE).await.unwrap();
    house.run("UPDATE card SET status = 'active', closed_at = NULL").await;
    let own = house.own_page(Class::Notices).await;
    assert_eq!(own.sections[1].total, 5, "two grown-ups, a new device, a link, a lost card");
    let opened = house.opened(link).await;
    let page = class_page(&house.portal, &opened, Class::Notices, &ListQuery::default()).await.unwrap().unwrap();
    let kinds: Vec<&Value> = page.sections[1].rows.iter().map(|row| &row.cells[0].value).collect();
    assert_eq!(kinds, [&Value::Text("card-lost".to_owned())]);
    assert_eq!((page.sections[1].total, page.left_out.len()), (1, 1), "and it is said that some are left out");
    let counted = overview(&house.portal, &opened).await.unwrap().unwrap();
    assert_eq!(counted.classes.iter().find(|one| one.class == Class::Notices).unwrap().count, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn ten_wrong_pins_close_this_way_and_signing_in_together(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    for n in 0..10 {
        assert_eq!(house.adds(ROSA, &card(ANA), &format!("{:04}", 2_000 + n)).await, Linked::Refused);
        // Past every wait, and within one day by the clock of the counters.
        house.clock.advance(Duration::minutes(30));
    }
    assert_eq!(house.adds(ROSA, &card(ANA), PIN).await, Linked::Refused, "the right PIN, one try too many");
    assert!(!house.signs_in(&card(ANA), PIN).await, "the same counter");
    assert_eq!(house.count("family_link").await, 0);
    let refused = "ledger_event WHERE action = 'sign-in-refused'";
    assert_eq!(house.count(refused).await, 10, "nothing is hashed after ten");
    house.clock.advance(Duration::hours(24));
    assert!(matches!(house.adds(ROSA, &card(ANA), PIN).await, Linked::Yes(_)));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_unknown_card_a_wrong_pin_and_a_lost_card_are_refused_alike(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    assert_eq!(house.adds(ROSA, &card(ANA), "4711").await, Linked::Refused);
    assert_eq!(house.adds(ROSA, &card(9), PIN).await, Linked::Refused);
    assert_eq!(house.adds(ROSA, "no card", PIN).await, Linked::Refused);
    house.run("UPDATE card SET status = 'lost'").await;
    assert_eq!(house.adds(ROSA, &card(ANA), PIN).await, Linked::Refused);
    // Each is counted by its number, whether or not there is such a card.
    assert_eq!(house.count("throttle WHERE scope = 'card'").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_does_not_know_their_own_pin_does_not_try_the_childs(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let given = ByCard {
        card_number: &card(ANA),
        secret: PIN.to_owned().into(),
        own: "not-rosa".to_owned().into(),
        client: here(),
        device: None,
        lang: Lang::En,
        site: SITE,
    };
    let answer = link_by_card(&house.portal, &house.hasher, &house.patron(ROSA), given).await.unwrap();
    assert_eq!(answer, Linked::OwnWrong);
    assert_eq!(house.count("throttle WHERE scope = 'card'").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn only_an_adult_adds_only_a_minor_and_nobody_themself(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    house.has(3, "Luis", day(1990, 1, 1), "4862").await;
    let Linked::No { reason, .. } = house.adds(ROSA, &card(3), "4862").await else { panic!() };
    assert!(reason.en.contains("adult by law"));
    let Linked::No { reason, .. } = house.adds(ROSA, &card(ROSA), SECRET).await else { panic!() };
    assert!(reason.en.contains("your own card"));
    house.has(4, "Teo", day(2010, 1, 1), SECRET).await;
    let Linked::No { reason, .. } = house.adds(4, &card(ANA), PIN).await else { panic!() };
    assert!(reason.en.contains("Only an adult"));
    assert_eq!(house.count("family_link").await, 0);
    let tried = format!("ledger_event WHERE subject_id = '{}' AND action = 'sign-in-refused'", id(3));
    assert_eq!(house.count(&tried).await, 1, "Luis sees that his card was tried");
}

#[sqlx::test(migrations = "../migrations")]
async fn m3_w3_the_record_must_name_the_guardian_now_and_later(pool: PgPool) {
    for slug in ["mansfield", "wethersfield"] {
        let house = House::of(&pool, slug, day(2013, 5, 6)).await;
        let Linked::No { reason, rules, .. } = house.adds(ROSA, &card(ANA), PIN).await else { panic!() };
        assert!(reason.en.contains("must name you"));
        assert!(rules.iter().any(|rule| ["M3", "W3"].contains(&rule.as_str())));
        house.named(Some(ROSA)).await;
        let link = house.linked().await;
        house.opened(link).await;
        // The next file no longer names her: it ends in the middle of the session.
        house.run("DELETE FROM guardianship").await;
        assert!(matches!(house.over(link).await, Why::Refused { .. }), "{slug}");
        assert!(house.who_sees_ana().await.guardians.is_empty());
        house.clock.advance(Duration::days(1));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn c3_where_it_is_not_offered_no_card_is_even_tried(pool: PgPool) {
    let house = House::of(&pool, "canton", day(2013, 5, 6)).await;
    house.named(Some(ROSA)).await;
    let Linked::No { rules, .. } = house.adds(ROSA, &card(ANA), PIN).await else { panic!() };
    assert!(rules.iter().any(|rule| rule.as_str() == "C3"));
    assert_eq!(house.count("throttle").await, 0);
    assert!(!house.who_sees_ana().await.offered);
}

#[sqlx::test(migrations = "../migrations")]
async fn m3_the_link_ends_with_the_first_moment_of_the_birthday_where_the_library_is(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2008, 11, 24)).await;
    let link = house.linked().await;
    // 2026-11-23, 23:59 in Connecticut; in Greenwich it is the birthday already.
    house.clock.advance(Duration::hours(11) + Duration::minutes(59));
    let held = house.opened(link).await;
    house.clock.advance(Duration::minutes(1));
    // What was opened before midnight, by a request that is still under way, reads nothing now.
    assert!(overview(&house.portal, &held).await.unwrap().is_none());
    for class in Class::ALL {
        let page = class_page(&house.portal, &held, class, &ListQuery::default()).await.unwrap();
        assert!(page.is_none(), "{class:?}");
    }
    assert_eq!(house.over(link).await, Why::OfAge);
    let Some(Access::Over(over)) = house.access(ROSA, link).await else { panic!() };
    assert_eq!(over.since, Some(Utc.with_ymd_and_hms(2026, 11, 24, 5, 0, 0).unwrap()));
    assert_eq!(house.count("ledger_event WHERE action = 'family-link-ended' AND actor_kind = 'system'").await, 2);
    assert!(house.who_sees_ana().await.guardians.is_empty());
    assert!(matches!(house.adds(ROSA, &card(ANA), PIN).await, Linked::No { .. }));
    let line = &children(&house.portal, &house.patron(ROSA)).await.unwrap()[0];
    assert_eq!(line.state.as_ref().unwrap_err().why, Why::OfAge);
    house.clock.advance(Duration::days(31));
    assert!(children(&house.portal, &house.patron(ROSA)).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn m3_born_on_a_leap_day_no_guardian_reads_from_the_first_of_march_on(pool: PgPool) {
    let house = House::of(&pool, "putnam", day(2008, 2, 29)).await;
    house.named(Some(ROSA)).await;
    house.run("UPDATE person SET date_of_birth = '2009-03-01' WHERE firstname = 'Ana'").await;
    let link = house.linked().await;
    for (born, opens, closed) in [
        // Midnight in Connecticut is 05:00 UTC in winter.
        (day(2008, 2, 29), "2026-03-01T04:59:59Z", "2026-03-01T05:00:00Z"),
        (day(2010, 2, 28), "2028-02-28T04:59:59Z", "2028-02-28T05:00:00Z"),
        // The night the clock is put forward, and the night it is put back.
        (day(2008, 3, 8), "2026-03-08T04:59:59Z", "2026-03-08T05:00:00Z"),
        (day(2008, 11, 2), "2026-11-02T04:59:59Z", "2026-11-02T05:00:00Z"),
    ] {
        house.run(format!("UPDATE person SET date_of_birth = '{born}' WHERE firstname = 'Ana'")).await;
        house.run("UPDATE family_link SET ended_at = NULL, ended_why = NULL").await;
        let set = |text: &str| {
            let to: chrono::DateTime<Utc> = text.parse().unwrap();
            house.clock.advance(to - house.now());
        };
        set(opens);
        house.opened(link).await;
        set(closed);
        assert_eq!(house.over(link).await, Why::OfAge, "{born}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn anothers_link_and_another_librarys_are_not_there(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    house.has(3, "Luis", day(1990, 1, 1), SECRET).await;
    house.has(4, "Teo", day(2014, 1, 1), "6274").await;
    let Linked::Yes(luis) = house.adds(3, &card(4), "6274").await else { panic!() };
    assert!(house.access(3, link).await.is_none(), "a guardian of another child");
    assert!(house.access(ROSA, luis).await.is_none());
    assert!(house.access(ANA, link).await.is_none(), "the child is not its guardian");
    assert!(!remove(&house.portal, &house.patron(3), link).await.unwrap());
    assert!(!remove(&house.portal, &house.patron(ANA), link).await.unwrap(), "nor removes one");
    house.opened(link).await;
    let other = House::of(&pool, "putnam", day(2013, 5, 6)).await;
    assert!(other.access(ROSA, link).await.is_none(), "the same people at another library");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_guardian_removes_a_link_and_both_see_it(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    assert!(remove(&house.portal, &house.patron(ROSA), link).await.unwrap());
    assert!(remove(&house.portal, &house.patron(ROSA), link).await.unwrap(), "by a second click");
    assert_eq!(house.over(link).await, Why::Removed);
    assert_eq!(house.count("ledger_event WHERE action = 'family-link-ended'").await, 2);
    assert!(house.who_sees_ana().await.guardians.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_a_lost_card_ends_what_was_opened_with_it(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    access::report_card_lost(&house.portal, &house.patron(ANA), Lang::En, SITE).await.unwrap();
    assert_eq!(house.over(link).await, Why::Card);
    // A new card does not open the old link; it makes a new one.
    house.gives_card(&house.numbered(ANA), 20).await;
    assert_eq!(house.over(link).await, Why::Card);
    let Linked::Yes(new) = house.adds(ROSA, &card(20), PIN).await else { panic!() };
    house.opened(new).await;

    // Where the record has to name the guardian, the link does not rest on the card.
    let house = House::of(&pool, "mansfield", day(2013, 5, 6)).await;
    house.named(Some(ROSA)).await;
    let link = house.linked().await;
    access::report_card_lost(&house.portal, &house.patron(ANA), Lang::En, SITE).await.unwrap();
    house.opened(link).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn eight_clicks_at_once_make_one_link(pool: PgPool) {
    let house = Arc::new(House::of(&pool, "lci-member", day(2013, 5, 6)).await);
    let row = house.named(Some(ROSA)).await;
    let code = house.code(row).await.unwrap();
    let clicks = (0..8).map(|_| {
        let (house, code) = (house.clone(), code.clone());
        tokio::spawn(async move { (house.types_code(ROSA, &code).await, house.adds(ROSA, &card(ANA), PIN).await) })
    });
    let answers = futures::future::join_all(clicks).await;
    let by_code = answers.iter().filter(|answer| matches!(answer.as_ref().unwrap().0, Linked::Yes(_))).count();
    assert_eq!(by_code, 8, "each click is told what the first did");
    assert_eq!(house.count("family_link").await, 1);
    assert_eq!(house.count("ledger_event WHERE action = 'family-linked'").await, 2);
}

/// A transaction like the desk's that has locked the child, as setting a stop and linking do, and is not committed yet.
async fn begun(house: &House) -> crate::db::Tx {
    let mut tx = house.portal.db.begin(crate::db::Scope::Library(&house.profile.slug)).await.unwrap();
    crate::db::lock_person(&mut tx, &house.profile.slug, id(ANA)).await.unwrap();
    tx
}

#[sqlx::test(migrations = "../migrations")]
async fn adding_again_and_a_link_that_gives_way_are_lines_for_both(pool: PgPool) {
    let house = House::of(&pool, "lci-member", day(2013, 5, 6)).await;
    let link = house.linked().await;
    assert_eq!(house.linked().await, link, "by a second click, which is no line");
    house.clock.advance(Duration::minutes(3));
    assert_eq!(house.linked().await, link);
    let lines = async |action: &str| {
        let mut both = Vec::new();
        for n in [ANA, ROSA] {
            let of = format!("ledger_event WHERE action = '{action}' AND subject_id = '{}'", id(n));
            both.push(house.count(&of).await);
        }
        both
    };
    assert_eq!((lines("family-linked").await, lines("family-link-again").await), (vec![1, 1], vec![1, 1]));
    house.run(format!("UPDATE card SET status = 'lost' WHERE person_id = '{}'", id(ANA))).await;
    house.gives_card(&house.numbered(ANA), 20).await;
    let Linked::Yes(new) = house.adds(ROSA, &card(20), PIN).await else { panic!() };
    assert_ne!(new, link);
    assert_eq!(lines("family-link-ended").await, [1, 1]);
    assert_eq!(house.count("ledger_event WHERE detail->>'why' = 'replaced'").await, 2);
}

/// Any birth date, every fourth one a leap day.
fn any_birth() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        3 => (1990i32..2040, 0i64..365).prop_map(|(year, days)| day(year, 1, 1) + Duration::days(days)),
        1 => (0i32..12).prop_map(|n| day(1992 + 4 * n, 2, 29)),
    ]
}

proptest! {
    /// From the first moment of the birthday where the library is, whatever the guardian has, they read nothing.
    #[test]
    fn m3_no_guardian_reads_anything_from_the_first_moment_of_the_birthday(
        born in any_birth(),
        seconds in -40_000_000i64..400_000_000,
        card in prop_oneof![Just(Card::Valid), Just(Card::ReportedLost), Just(Card::NotShown)],
        on_record in any::<bool>(),
        slug in prop_oneof![Just("mansfield"), Just("lci-member"), Just("putnam"), Just("canton"), Just("wethersfield")],
    ) {
        let profile = profile(slug);
        let birthday = profile.first_moment(age::birthday_of_age(born, 18));
        let facts = Facts { name: None, born: Some(born), card, on_record, stop: None };
        let at = |moment: DateTime<Utc>| {
            facts.decide(&profile, moment.with_timezone(&profile.time_zone).date_naive())
        };
        let reads = |moment| matches!(at(moment), Decision::Allowed(_));
        prop_assert!(!reads(birthday));
        prop_assert!(!reads(birthday + Duration::seconds(seconds.abs())));
        if seconds < 0 {
            // Before, what is allowed once is allowed until the last second.
            prop_assert_eq!(reads(birthday + Duration::seconds(seconds)), reads(birthday - Duration::seconds(1)));
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_guardian_whose_session_ended_meanwhile_adds_nobody(pool: PgPool) {
    let house = Arc::new(House::of(&pool, "lci-member", day(2014, 5, 6)).await);
    assert_eq!(house.sends(ROSA, &card(ANA), PIN).await, Linked::SignedOut, "before the child's PIN is looked at");
    // Somebody holds the child: both secrets are right, and the link waits.
    let held = begun(&house).await;
    let adding = house.clone();
    let adding = tokio::spawn(async move { adding.adds(ROSA, &card(ANA), PIN).await });
    someone_waits(&house.pool, 1).await;
    house.run("DELETE FROM session").await;
    held.commit().await.unwrap();
    assert_eq!(adding.await.unwrap(), Linked::SignedOut);
    assert_eq!(house.count("family_link").await, 0);
    assert!(matches!(house.adds(ROSA, &card(ANA), PIN).await, Linked::Yes(_)));
}
