//! Looks at a record (S2, L10): one purpose, what it needs, and a line that says so.

mod answers;

use super::*;
use crate::{
    authority::{Keeper, Staff},
    testing::{House, Person, SITE},
};
use chrono::Duration;
use domain::{
    decision::{Decision, Purpose, Role},
    inventory::Class,
    parse::CardNumber,
    photo_id::PhotoId,
};
use sqlx::PgPool;
use std::ops::Deref;
use uuid::Uuid;

const ANA: Uuid = Uuid::from_u128(1);
const CARD: &str = "21234000000015";

struct Room {
    house: House,
    ana: Person,
}

impl Deref for Room {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Room {
    /// A clerk with an account, and Ana, whose card is the only one that works.
    async fn open(pool: &PgPool) -> Self {
        let house = House::at("mansfield").open(pool).await;
        for (login, role) in [("wanda", Role::Desk), ("ruth", Role::Director)] {
            house.employs(login, "W", role).await;
        }
        let ana = house.everybody().await;
        house.run("UPDATE card SET number = id::text, status = 'closed'").await;
        house.gives_card_numbered(&ana, CARD).await;
        Self { house, ana }
    }

    async fn finds(&self, staff: &Staff) -> FoundCard {
        let format = domain::parse::CardFormat { check_digit: false, ..self.profile.card.clone() };
        find_card(&self.portal, staff, &CardNumber::parse(CARD, &format).unwrap()).await.unwrap()
    }

    async fn begins(&self, staff: &Staff) -> Uuid {
        let FoundCard::InUse { look } = self.finds(staff).await else { panic!("the card is in use") };
        look
    }

    async fn events(&self) -> Vec<(String, Option<String>)> {
        sqlx::query_as(
            "SELECT action, purpose FROM ledger_event WHERE actor_kind = 'staff' AND via = 'desk' ORDER BY position",
        )
        .fetch_all(&self.pool)
        .await
        .unwrap()
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_a_look_shows_what_the_task_needs_and_the_patron_sees_it(pool: PgPool) {
    let room = Room::open(&pool).await;
    let clerk = room.clerk(Role::Desk);
    let id = room.begins(&clerk).await;
    let before = look(&room.portal, &clerk, id).await.unwrap().unwrap();
    assert!(before.opened.is_none(), "nothing before it is said what for");

    assert!(open(&room.portal, &clerk, id, Purpose::Circulation).await.unwrap());
    let opened = look(&room.portal, &clerk, id).await.unwrap().unwrap().opened.unwrap();
    let classes: Vec<Class> = opened.shared.iter().map(|shared| shared.class).collect();
    assert!(classes.contains(&Class::Checkouts) && classes.contains(&Class::Holds));
    for hidden in [Class::History, Class::Credentials, Class::ComputerUse, Class::Activity, Class::Contact] {
        assert!(!classes.contains(&hidden), "{hidden:?}");
    }
    let seen = room.events().await;
    assert_eq!(seen, [("card-looked-up".to_owned(), None), ("viewed".to_owned(), Some("circulation".to_owned()))]);
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_what_a_role_may_not_do_is_refused_and_the_refused_look_is_a_line_too(pool: PgPool) {
    let room = Room::open(&pool).await;
    let clerk = room.clerk(Role::Desk);
    let id = room.begins(&clerk).await;
    assert!(open(&room.portal, &clerk, id, Purpose::BreachNotice).await.unwrap());
    let opened = look(&room.portal, &clerk, id).await.unwrap().unwrap().opened.unwrap();
    assert!(matches!(opened.decision, Decision::Refused(_)) && opened.shared.is_empty());
    assert_eq!(room.events().await.len(), 2, "that the card was found, and that its record was asked for");
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_whoever_finds_a_card_leaves_a_line_with_its_patron_and_an_administrator_learns_nothing(pool: PgPool) {
    let room = Room::open(&pool).await;
    let clerk = room.clerk(Role::Desk);
    let lines = async || {
        sqlx::query_as::<_, (Option<Uuid>, Option<String>, Option<String>)>(
            "SELECT subject_id, detail ->> 'card', detail ->> 'role' FROM ledger_event \
             WHERE action = 'card-looked-up' ORDER BY position",
        )
        .fetch_all(&room.pool)
        .await
        .unwrap()
    };
    let line = |subject: Option<Uuid>, card: &str, role: &str| (subject, Some(card.to_owned()), Some(role.to_owned()));
    room.begins(&clerk).await;
    room.begins(&clerk).await;
    let mut expected = vec![line(Some(ANA), "in-use", "desk")];
    assert_eq!(lines().await, expected, "twice in one errand is one line");

    let administrator = room.clerk(Role::Administrator);
    assert!(matches!(room.finds(&administrator).await, FoundCard::NotYours(_)));
    expected.push(line(None, "refused", "administrator"));
    assert_eq!(lines().await, expected, "and not whose it is: it was not looked up");

    room.run(format!("UPDATE card SET status = 'lost' WHERE number = '{CARD}'")).await;
    assert_eq!(room.finds(&clerk).await, FoundCard::Closed);
    expected.push(line(Some(ANA), "closed", "desk"));
    assert_eq!(lines().await, expected);

    room.run(format!("DELETE FROM card WHERE number = '{CARD}'")).await;
    assert_eq!(room.finds(&clerk).await, FoundCard::Unknown);
    expected.push(line(None, "none", "desk"));
    assert_eq!(lines().await, expected, "an unknown card is the library's own line");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_look_is_its_clerks_alone_and_lasts_a_quarter_of_an_hour(pool: PgPool) {
    let room = Room::open(&pool).await;
    let clerk = room.clerk(Role::Desk);
    let id = room.begins(&clerk).await;
    open(&room.portal, &clerk, id, Purpose::Circulation).await.unwrap();
    let other = room.clerk(Role::Director);
    assert!(look(&room.portal, &other, id).await.unwrap().is_none());
    let canton = room.beside("canton").await.clerk(Role::Desk);
    assert!(look(&room.portal, &canton, id).await.unwrap().is_none());
    room.clock.advance(Duration::minutes(15));
    assert!(look(&room.portal, &clerk, id).await.unwrap().is_none());
    assert!(!open(&room.portal, &clerk, id, Purpose::Circulation).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_a_closed_card_begins_no_look(pool: PgPool) {
    let room = Room::open(&pool).await;
    let canton = room.beside("canton").await.clerk(Role::Desk);
    room.run(format!("UPDATE card SET status = 'lost' WHERE number = '{CARD}'")).await;
    assert_eq!(room.finds(&room.clerk(Role::Desk)).await, FoundCard::Closed);
    assert_eq!(room.finds(&canton).await, FoundCard::Unknown, "another library's card");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_is_made_for_online_access_alone_and_says_which_id_was_seen(pool: PgPool) {
    let room = Room::open(&pool).await;
    let clerk = room.clerk(Role::Desk);
    let id = room.begins(&clerk).await;
    let make = async || {
        make_code(&room.portal, &clerk, id, room.portal.entropy.uuid(), PhotoId::Passport, SITE).await.unwrap()
    };
    assert!(matches!(make().await, CodeMade::NoLook), "not before it is said what for");
    open(&room.portal, &clerk, id, Purpose::Payment).await.unwrap();
    assert!(matches!(make().await, CodeMade::NoLook), "not for a payment");
    open(&room.portal, &clerk, id, Purpose::OnlineAccess).await.unwrap();
    assert!(matches!(make().await, CodeMade::Done(_)));
    let open = open_codes(&room.portal, &clerk).await.unwrap().unwrap();
    let times: Vec<_> = open.iter().map(|code| (code.made_at, code.ends_at)).collect();
    assert_eq!(times, [(room.now(), room.now() + Duration::hours(24))]);
    assert!(open_codes(&room.portal, &room.clerk(Role::Administrator)).await.unwrap().is_err());
    let seen: Option<String> = sqlx::query_scalar(
        "SELECT detail ->> 'photo_id' FROM ledger_event WHERE action = 'activation-code-made' AND via = 'desk'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(seen.as_deref(), Some("passport"));
}

#[sqlx::test(migrations = "../migrations")]
async fn where_parents_are_stopped_the_clerk_reads_so_before_a_code_is_made_and_nowhere_else(pool: PgPool) {
    let room = Room::open(&pool).await;
    let clerk = room.clerk(Role::Desk);
    let id = room.begins(&clerk).await;
    let stopped = async |purpose| {
        open(&room.portal, &clerk, id, purpose).await.unwrap();
        look(&room.portal, &clerk, id).await.unwrap().unwrap().opened.unwrap().parents_stopped
    };
    assert!(!stopped(Purpose::OnlineAccess).await);
    room.has_stop(&room.ana).await;
    assert!(stopped(Purpose::OnlineAccess).await);
    assert!(!stopped(Purpose::Payment).await, "no need to know");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_has_a_pin_already_is_told_of_a_code_that_would_replace_it(pool: PgPool) {
    let room = Room::open(&pool).await;
    let clerk = room.clerk(Role::Desk);
    let id = room.begins(&clerk).await;
    open(&room.portal, &clerk, id, Purpose::OnlineAccess).await.unwrap();
    let make = async || {
        make_code(&room.portal, &clerk, id, room.portal.entropy.uuid(), PhotoId::Passport, SITE).await.unwrap()
    };
    let told = async || {
        sqlx::query_scalar::<_, i64>("SELECT count(*) FROM outbox WHERE kind = 'code-made'")
            .fetch_one(&pool)
            .await
            .unwrap()
    };
    room.run("DELETE FROM credential").await;
    room.run("UPDATE contact SET email = 'ana@example.org'").await;
    make().await;
    assert_eq!(told().await, 0, "a first code is asked for by whoever stands there");
    room.has_pin(&room.ana, "8305").await;
    make().await;
    assert_eq!(told().await, 1);
    room.run("UPDATE credential SET scheme = 'taken-away', hash = 'taken-away'").await;
    make().await;
    assert_eq!(told().await, 2, "whoever can empty it in the library's system makes no code unheard");
    room.run("UPDATE credential SET scheme = 'closed'").await;
    make().await;
    assert_eq!(told().await, 2, "after a stop a parent may read that address");
}

impl Room {
    /// A code for anyone who stands there, made by this clerk.
    async fn code(&self, clerk: &Staff) -> crate::access::HandedOver {
        let id = self.begins(clerk).await;
        open(&self.portal, clerk, id, Purpose::OnlineAccess).await.unwrap();
        match make_code(&self.portal, clerk, id, self.portal.entropy.uuid(), PhotoId::Passport, SITE).await.unwrap() {
            CodeMade::Done(made) => made,
            CodeMade::NoLook => panic!("the look is open"),
        }
    }

    async fn is_good(&self, code: &secrecy::SecretString) -> bool {
        let client = "198.51.100.7".parse().unwrap();
        let code = secrecy::ExposeSecret::expose_secret(code);
        crate::access::link_or_code_shown(&self.portal, &self.profile, code, client).await.unwrap().live().is_some()
    }

    async fn waiting(&self, staff: &Staff) -> Vec<OpenCode> {
        open_codes(&self.portal, staff).await.unwrap().unwrap().rows
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_for_a_code_that_is_sent_twice_makes_one_code_and_shows_it_twice(pool: PgPool) {
    let room = Room::open(&pool).await;
    let clerk = room.clerk(Role::Desk);
    let other = room.enters("olga", "O", room.colleague(Role::Desk)).await;
    let (form, id) = (room.portal.entropy.uuid(), room.begins(&clerk).await);
    open(&room.portal, &clerk, id, Purpose::OnlineAccess).await.unwrap();
    let made = async || match make_code(&room.portal, &clerk, id, form, PhotoId::Passport, SITE).await.unwrap() {
        CodeMade::Done(made) => Some(secrecy::ExposeSecret::expose_secret(&made.code).to_owned()),
        CodeMade::NoLook => None,
    };
    let first = made().await.unwrap();
    assert_eq!(made().await.unwrap(), first);
    assert_eq!(room.count("ledger_event WHERE action = 'activation-code-made'").await, 1);
    let theirs = format!("one_time_token WHERE made_by = '{}'", clerk.account());
    assert_eq!(room.count(&theirs).await, 1);
    // Its name opens nothing to a colleague, nor for another record, nor once the code has ended.
    let theirs = room.begins(&other).await;
    open(&room.portal, &other, theirs, Purpose::OnlineAccess).await.unwrap();
    let stolen = make_code(&room.portal, &other, theirs, form, PhotoId::Passport, SITE).await.unwrap();
    assert!(matches!(stolen, CodeMade::NoLook));
    room.run("UPDATE one_time_token SET ended_at = now()").await;
    assert_eq!(made().await, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_clerk_alone_gets_into_no_record_whose_owner_cannot_be_told(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.run("UPDATE contact SET email = NULL").await;
    let (clerk, other) = (room.clerk(Role::Desk), room.colleague(Role::Desk));
    let made = room.code(&clerk).await;
    assert!(made.needs_second && !room.is_good(&made.code).await, "nobody has confirmed it");
    let waiting = room.waiting(&clerk).await;
    assert!(waiting[0].waits.as_ref().unwrap().own && !room.waiting(&other).await[0].waits.as_ref().unwrap().own);
    let seconds = async |who: &Staff| second(&room.portal, who, waiting[0].id, PhotoId::Passport).await.unwrap();
    assert_eq!(seconds(&clerk).await, Seconded::Own);
    assert!(matches!(seconds(&room.colleague(Role::Administrator)).await, Seconded::NotYours(_)));
    assert!(!room.is_good(&made.code).await);
    assert_eq!(seconds(&other).await, Seconded::Done);
    assert!(room.is_good(&made.code).await && room.waiting(&other).await[0].waits.is_none());
    assert_eq!(seconds(&other).await, Seconded::Done, "by a second click");
    assert_eq!(room.count("ledger_event WHERE action = 'activation-code-confirmed'").await, 1, "once");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_for_a_patron_who_is_told_by_mail_needs_no_second(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.run("UPDATE contact SET email = 'ana@example.org'").await;
    let made = room.code(&room.clerk(Role::Desk)).await;
    assert!(!made.needs_second && room.is_good(&made.code).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_director_sees_the_codes_by_clerk_and_a_clerk_does_not(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.run("UPDATE contact SET email = NULL").await;
    let (clerk, other) = (room.clerk(Role::Desk), room.enters("omar", "Omar", room.colleague(Role::Desk)).await);
    room.code(&clerk).await;
    let id = room.waiting(&other).await[0].id;
    second(&room.portal, &other, id, PhotoId::Passport).await.unwrap();
    assert!(Keeper::of(&clerk).is_none(), "who has no such authority cannot ask");
    let director = Keeper::of(&room.clerk(Role::Director)).unwrap();
    let seen = codes_by_clerk(&room.portal, &director).await.unwrap();
    let code = MadeCode {
        at: room.now(),
        opens: Opens::OwnRecord,
        by: Some("W".to_owned()),
        seen: Some(PhotoId::Passport),
        untold: true,
        second: Some("Omar".to_owned()),
    };
    assert_eq!(seen.rows, [code]);
    room.clock.advance(Duration::days(90));
    assert_eq!(codes_by_clerk(&room.portal, &director).await.unwrap().rows, Vec::new());
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_the_desk_closes_a_lost_card_with_its_moment_and_a_line_the_patron_reads(pool: PgPool) {
    use crate::access::{ClosedAtDesk, Closing, cards_in_use, close_at_desk, closed_here};
    let room = Room::open(&pool).await;
    room.run("UPDATE contact SET email = 'ana@example.org'").await;
    let clerk = room.clerk(Role::Desk);
    let id = room.begins(&clerk).await;
    assert!(of_card(&room.portal, &clerk, id, Purpose::Registration).await.unwrap().is_none(), "said what for first");
    open(&room.portal, &clerk, id, Purpose::Registration).await.unwrap();
    let look = of_card(&room.portal, &clerk, id, Purpose::Registration).await.unwrap().unwrap();
    let cards = cards_in_use(&room.portal, &look).await.unwrap().unwrap();
    assert_eq!((cards.len(), cards[0].last_digits.as_str()), (1, "0015"), "the end of the number and no more");
    let close = async |because| close_at_desk(&room.portal, &look, cards[0].id, because, false, SITE).await.unwrap();
    assert_eq!(close(None).await, ClosedAtDesk::Done);
    assert_eq!(close(None).await, ClosedAtDesk::Done, "by a second click");
    assert_eq!(close(Some(Closing::Left)).await, ClosedAtDesk::NoSuchCard, "it is not in use any more");
    let lost =
        format!("card WHERE number = '{CARD}' AND status = 'lost' AND closed_at IS NOT NULL AND source = 'desk'");
    assert_eq!(room.count(&lost).await, 1);
    assert_eq!(room.count("session").await + room.count("one_time_token WHERE ended_at IS NULL").await, 0);
    assert_eq!(room.count("ledger_event WHERE action = 'card-reported-lost' AND via = 'desk'").await, 1);
    assert_eq!(room.count("outbox WHERE kind = 'card-lost'").await, 1);
    assert!(matches!(room.finds(&clerk).await, FoundCard::Closed));

    room.gives_card_numbered(&room.ana, "21234000000023").await;
    let other = cards_in_use(&room.portal, &look).await.unwrap().unwrap();
    let left = close_at_desk(&room.portal, &look, other[0].id, Some(Closing::Left), true, SITE).await.unwrap();
    assert_eq!(left, ClosedAtDesk::Done);
    assert_eq!(room.count("card WHERE closed_because = 'left' AND status = 'closed' AND source = 'desk'").await, 1);
    assert_eq!(room.count("ledger_event WHERE action = 'card-closed' AND detail ->> 'closed' = 'left'").await, 1);
    // The lost one is to be blocked in the library's own system; the other was closed there by the same clerk.
    let lines: Vec<bool> =
        closed_here(&room.portal, &clerk).await.unwrap().unwrap().iter().map(|line| line.lost).collect();
    assert_eq!(lines, [true]);
    assert_eq!(room.count("closing WHERE cause = 'left' AND settled_by IS NOT NULL").await, 1);
    assert_eq!(room.count("ledger_event WHERE action = 'closing-settled' AND actor_kind = 'staff'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_a_look_does_what_it_was_opened_for_while_it_lasts_and_nothing_else(pool: PgPool) {
    use crate::{
        access::{ClosedAtDesk, cards_in_use, close_at_desk, mark_staff_card, token::make_code_at_desk},
        authority::Look,
        family::desk::{CodeWanted, end_link, family, lift_stop, make_family_code, set_stop},
    };
    use domain::decision::Stop;
    let house = House::at("wethersfield").open(&pool).await;
    let portal = &house.portal;
    let ana = house.person("Ana").born("2016-05-06").email("ana@example.org").card().add().await;
    let rosa = house.person("Rosa").born("1985-03-04").card().add().await;
    let row = house.names_guardian(&ana, Some(&rosa), "Rosa").await;
    let director = house.employs("ruth", "Ruth", Role::Director).await;
    let card: Uuid = house.one(&format!("SELECT id FROM card WHERE person_id = '{}'", ana.id.0)).await;
    let now = house.now();
    let look = |purpose, ends_at| Look::of_card(director.clone(), ana.id, purpose, ends_at);
    // Which of the tasks are done in this look.
    let done = async |look: &Look| {
        let wanted = CodeWanted {
            guardian: CardNumber::parse(&rosa.card, &house.profile.card).unwrap(),
            row,
            seen: PhotoId::Passport,
            signed: false,
            form: portal.entropy.uuid(),
        };
        let code = make_code_at_desk(portal, look, portal.entropy.uuid(), PhotoId::Passport, SITE).await.unwrap();
        [
            ("family", family(portal, look).await.unwrap().is_ok()),
            ("make_family_code", make_family_code(portal, look, wanted).await.unwrap().is_ok()),
            ("end_link", end_link(portal, look, Uuid::from_u128(9)).await.unwrap().is_ok()),
            ("set_stop", set_stop(portal, look, Stop::Custody).await.unwrap().is_ok()),
            ("lift_stop", lift_stop(portal, look, Stop::Custody).await.unwrap().is_ok()),
            ("make_code_at_desk", code.is_some()),
            ("cards_in_use", cards_in_use(portal, look).await.unwrap().is_ok()),
            ("mark_staff_card", mark_staff_card(portal, look, card, true).await.unwrap()),
            (
                "close_at_desk",
                close_at_desk(portal, look, card, None, false, SITE).await.unwrap() == ClosedAtDesk::Done,
            ),
        ]
        .into_iter()
        .filter_map(|(task, done)| done.then_some(task))
        .collect::<Vec<_>>()
    };
    let families = ["family", "make_family_code", "end_link", "set_stop", "lift_stop"];
    let cards = ["cards_in_use", "mark_staff_card", "close_at_desk"];
    for purpose in Purpose::ALL {
        assert!(done(&look(purpose, now)).await.is_empty(), "{purpose:?}: it is over");
    }
    let later = now + Duration::minutes(1);
    // Closing the card comes last: the others need it.
    let last = |&purpose: &Purpose| purpose == Purpose::Registration;
    let (first, last): (Vec<_>, Vec<_>) = Purpose::ALL.into_iter().partition(|purpose| !last(purpose));
    for purpose in first.into_iter().chain(last) {
        let expected = match purpose {
            Purpose::FamilyReview => families.to_vec(),
            Purpose::OnlineAccess => vec!["make_code_at_desk"],
            Purpose::Registration => cards.to_vec(),
            _ => Vec::new(),
        };
        assert_eq!(done(&look(purpose, later)).await, expected, "{purpose:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn w8_only_a_marked_card_is_monitored_only_by_the_manager_and_its_owner_reads_the_line(pool: PgPool) {
    let house = House::at("wethersfield").open(&pool).await;
    let portal = &house.portal;
    let ana = house.person("Ana").card().session().loan("Herons").owes(250).add().await;
    let manager = house.employs("max", "Max", Role::CollectionServicesManager).await;
    let director = house.employs("ruth", "Ruth", Role::Director).await;
    let card = CardNumber::parse(&ana.card, &house.profile.card).unwrap();
    let looked = async |staff: &Staff| {
        let FoundCard::InUse { look } = find_card(portal, staff, &card).await.unwrap() else { panic!("in use") };
        look
    };
    let offered = async |staff: &Staff, id: Uuid| {
        let seen = look(portal, staff, id).await.unwrap().unwrap();
        seen.purposes.contains(&Purpose::StaffCardMonitoring)
    };
    let id = looked(&manager).await;
    assert!(!offered(&manager, id).await, "a patron’s card is nobody’s to monitor");
    let row: Uuid = house.one("SELECT id FROM card").await;
    let by_manager = house.look(manager.clone(), &ana, Purpose::Registration);
    assert!(!crate::access::mark_staff_card(portal, &by_manager, row, true).await.unwrap(), "the Director’s to say");
    let by_director = house.look(director.clone(), &ana, Purpose::Registration);
    for _ in 0..3 {
        assert!(crate::access::mark_staff_card(portal, &by_director, row, true).await.unwrap());
    }
    assert_eq!(house.count("ledger_event WHERE action = 'staff-card-marked'").await, 1, "three clicks are one line");
    assert!(offered(&manager, id).await);
    let elsewhere = looked(&director).await;
    assert!(!offered(&director, elsewhere).await, "not the Director’s");
    assert!(open(portal, &manager, id, Purpose::StaffCardMonitoring).await.unwrap());
    let opened = look(portal, &manager, id).await.unwrap().unwrap().opened.unwrap();
    let said = format!("{:?}", opened.shared);
    assert!(said.contains("Herons") && !opened.decision.allows(Class::Fees), "{said}");
    let line =
        "ledger_event WHERE action = 'viewed' AND purpose = 'staff-card-monitoring' AND detail ->> 'refused' = 'false'";
    assert_eq!(house.count(&format!("{line} AND subject_id = '{}'", ana.id.0)).await, 1);
    assert!(crate::access::mark_staff_card(portal, &by_director, row, false).await.unwrap());
    assert!(!offered(&manager, id).await, "nor once it is none");
    let mansfield = house.beside("mansfield").await;
    let ben = mansfield.person("Ben").card().add().await;
    let there = mansfield.look(mansfield.clerk(Role::Director), &ben, Purpose::Registration);
    let row: Uuid = mansfield.one("SELECT id FROM card WHERE library = 'mansfield'").await;
    assert!(!crate::access::mark_staff_card(portal, &there, row, true).await.unwrap(), "the policy is silent");
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_what_is_seen_first_is_as_much_as_the_task_needs(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").surname("Ibarra").card().loan("One").loan("Two").owes(250).add().await;
    house.run("UPDATE checkout SET due_on = '2026-11-22' WHERE title = 'One'").await;
    let wanda = house.employs("wanda", "Wanda", Role::Desk).await;
    let band = async |purpose| {
        let card = CardNumber::parse(&ana.card, &house.profile.card).unwrap();
        let FoundCard::InUse { look: id } = find_card(&house.portal, &wanda, &card).await.unwrap() else { panic!() };
        assert!(open(&house.portal, &wanda, id, purpose).await.unwrap());
        look(&house.portal, &wanda, id).await.unwrap().unwrap().opened.unwrap().band
    };
    let named = |loans: Option<(i64, i64)>, owed| {
        let (out, overdue) = loans.unzip();
        Some(Band { name: "Ibarra, Ana".to_owned(), out, overdue, owed, alerts: vec![] })
    };
    assert_eq!(band(Purpose::Circulation).await, named(Some((2, 1)), Some(Some(250))));
    assert_eq!(band(Purpose::Payment).await, named(None, Some(Some(250))), "no loans");
    assert_eq!(band(Purpose::Events).await, named(None, None), "a name alone");
    assert_eq!(band(Purpose::BreachNotice).await, None, "not this role's task");
    // What stands in the way is said first, as far as the task needs it.
    house
        .run(format!(
            "INSERT INTO membership (library, id, person_id, expires_on, restricted_until, source, sourced_at) \
             VALUES ('mansfield', gen_random_uuid(), '{0}', '2026-11-01', '9999-12-31', 'koha', now()) \
             ON CONFLICT (library, person_id) DO UPDATE SET expires_on = excluded.expires_on, \
                 restricted_until = excluded.restricted_until",
            ana.id.0
        ))
        .await;
    let alerts = band(Purpose::Registration).await.unwrap().alerts;
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(alerts, [Alert::Expired(day("2026-11-01")), Alert::Restricted(day("9999-12-31"))]);
    assert_eq!(band(Purpose::Events).await.unwrap().alerts, []);
}
