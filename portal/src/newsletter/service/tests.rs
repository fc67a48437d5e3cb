//! L28, L29: a list for a service that is not connected, what comes of it there and here; and one that is.

mod changes;
mod connected;
mod dies;
pub(super) mod stand_in;
pub(super) mod there;

use super::*;
use crate::{
    authority::{Director, Editor, Patron},
    consent::{self, at_services},
    testing::{House, Person},
};
use chrono::Duration;
use domain::{consent::Purpose, decision::Role, words::Lang};
use sqlx::PgPool;
use std::{ops::Deref, sync::Arc};
use uuid::Uuid;

const LIST: &str = "weekly";

pub(super) struct Room {
    house: House,
    director: Director,
    editor: Editor,
}

impl Deref for Room {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Room {
    async fn open(pool: &PgPool) -> Self {
        Self::of(House::at("lci-member").open(pool).await).await
    }

    async fn of(house: House) -> Self {
        let director = Director::of(&house.employs("dora", "Dora", Role::Director).await).unwrap();
        let editor = Editor::from(&director);
        Self { house, director, editor }
    }

    fn newsletter(&self) -> Purpose<'_> {
        Purpose::Newsletter(self.profile.newsletters.iter().find(|list| list.code == LIST).unwrap())
    }

    pub(super) async fn says(&self, person: &Person, given: bool) {
        self.clock.advance(Duration::seconds(1));
        consent::tests::says(&self.portal, &person.patron(), self.newsletter(), given).await;
    }

    pub(super) async fn agrees(&self, name: &str) -> Person {
        let person = self.person(name).email(&format!("{}@example.org", name.to_lowercase())).add().await;
        self.says(&person, true).await;
        person
    }

    /// A list made now.
    async fn makes(&self) -> Uuid {
        self.clock.advance(Duration::seconds(1));
        let id = self.portal.entropy.uuid();
        assert_eq!(make(&self.portal, &self.director, LIST, id).await.unwrap(), Made::Done);
        id
    }

    /// The addresses of a list's file.
    async fn file(&self, id: Uuid) -> Option<Vec<String>> {
        let text = file(&self.portal, &self.director, LIST, id).await.unwrap()?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["email", "name"]);
        Some(reader.records().map(|row| row.unwrap()[0].to_owned()).collect())
    }

    async fn to_remove(&self) -> Vec<ToRemove> {
        to_remove(&self.portal, &self.director, LIST).await.unwrap().unwrap().rows
    }

    async fn ticks_off(&self) -> usize {
        let ids: Vec<Uuid> = self.to_remove().await.iter().map(|one| one.id).collect();
        removed(&self.portal, &self.director, LIST, &ids).await.unwrap()
    }

    async fn left(&self, pasted: &str) -> LeaversRead {
        left(&self.portal, &self.director, LIST, pasted, Lang::En).await.unwrap().unwrap()
    }

    async fn waits(&self) -> Vec<(Option<usize>, String)> {
        let all = waits(&self.portal, &self.director).await.unwrap();
        let to_remove = |what| if let Waiting::ToRemove(many) = what { Some(many) } else { None };
        all.into_iter().map(|one| (to_remove(one.what), one.list)).collect()
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_list_has_name_and_address_of_whoever_agreed_and_each_of_them_reads_it(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    room.agrees("Ben").await;
    let cleo = room.agrees("Cleo").await;
    room.says(&cleo, false).await;
    let dan = room.agrees("Dan").await;
    room.clock.advance(Duration::seconds(1));
    consent::tests::says(&room.portal, &dan.patron(), Purpose::AllMail, false).await;
    room.person("Eve").email("eve@example.org").add().await;

    let id = room.makes().await;
    assert_eq!(room.file(id).await.unwrap(), ["ana@example.org", "ben@example.org"]);
    let text = file(&room.portal, &room.director, LIST, id).await.unwrap().unwrap();
    assert!(text.contains("ana@example.org,Ana"), "{text}");
    let lines = "ledger_event WHERE action = 'listed-for-service' AND subject_id IS NOT NULL AND purpose = 'weekly' \
                 AND detail->>'service' = 'newsletter' AND 'L28' = ANY (rules)";
    assert_eq!(room.count(lines).await, 2);
    let has = at_services(&room.portal, &ana.patron()).await.unwrap();
    assert_eq!(
        (has[0].email.as_str(), has[0].service.as_str(), has[0].removed_at),
        ("ana@example.org", "newsletter", None)
    );
    assert!(has[0].name.starts_with("Ana"), "{has:?}");
    assert_eq!(at_services(&room.portal, &cleo.patron()).await.unwrap(), []);

    // The same form again is the same list; another list is a line more and no second row.
    assert_eq!(make(&room.portal, &room.director, LIST, id).await.unwrap(), Made::Done);
    assert_eq!((room.count("service_list").await, room.count(lines).await), (1, 2));
    let newer = room.makes().await;
    assert_eq!((room.count("service_listed").await, room.count(lines).await), (2, 4));
    assert_eq!(room.file(id).await, None, "only the newest is given out");
    assert_eq!(room.file(newer).await.unwrap().len(), 2);
    assert_eq!(make(&room.portal, &room.director, "nothing", id).await.unwrap(), Made::NotOffered);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_service_gets_nothing_of_whoever_said_yes_before_it_sent_the_newsletter(pool: PgPool) {
    let room = Room::open(&pool).await;
    // The library sent it itself, and Ana said yes to that.
    let mut alone = Profile::clone(&room.profile);
    alone.newsletters.iter_mut().for_each(|list| list.service = None);
    let ana = room.person("Ana").email("ana@example.org").add().await;
    let before = Patron::new(Arc::new(alone.clone()), ana.id, room.portal.entropy.uuid(), room.now());
    let list = Purpose::Newsletter(alone.newsletters.iter().find(|list| list.code == LIST).unwrap());
    consent::tests::says(&room.portal, &before, list, true).await;
    // Now a service sends it.
    room.agrees("Ben").await;
    let id = room.makes().await;
    assert_eq!(room.file(id).await.unwrap(), ["ben@example.org"]);
    let found = of_newsletter(&room.portal, &room.editor, LIST).await.unwrap().unwrap();
    assert_eq!((found.count.get_it, found.count.asked_again), (1, 1));
    // Ana reads the new words and says yes to them.
    room.says(&ana, true).await;
    let id = room.makes().await;
    assert_eq!(room.file(id).await.unwrap(), ["ana@example.org", "ben@example.org"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l24_l28_a_service_that_may_have_no_address_gets_no_list_and_one_that_may_have_no_name_none(pool: PgPool) {
    let closed = House::at("lci-member").with(|profile| vendor(profile).receives.clear()).open(&pool).await;
    let director = Director::of(&closed.employs("dora", "Dora", Role::Director).await).unwrap();
    let form = closed.portal.entropy.uuid();
    assert!(matches!(make(&closed.portal, &director, LIST, form).await.unwrap(), Made::Refused(_)));
    assert_eq!(closed.count("service_list").await, 0);
}

fn vendor(profile: &mut Profile) -> &mut Vendor {
    profile.vendors.iter_mut().find(|vendor| vendor.code == "newsletter").unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_name_that_the_profile_does_not_give_the_service_stays_here(pool: PgPool) {
    let house = House::at("lci-member")
        .with(|profile| vendor(profile).receives.retain(|field| field.to_string() == "contact.email"))
        .open(&pool)
        .await;
    let room = Room::of(house).await;
    room.agrees("Ana").await;
    let id = room.makes().await;
    let text = file(&room.portal, &room.director, LIST, id).await.unwrap().unwrap();
    assert_eq!(text, "email,name\r\nana@example.org,\r\n");
    assert_eq!(room.count("ledger_event WHERE 'service_listed.name' = ANY (fields)").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_list_is_given_out_for_its_time_and_then_waits_to_be_destroyed(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.agrees("Ana").await;
    let id = room.makes().await;
    assert_eq!(room.waits().await, []);
    room.clock.advance(LASTS);
    assert_eq!(room.file(id).await, None);
    assert_eq!(room.waits().await, [(None, LIST.to_owned())]);
    for _ in 0..2 {
        assert!(destroyed(&room.portal, &room.director, LIST, id).await.unwrap());
    }
    assert_eq!(room.waits().await, []);
    assert_eq!(room.count("ledger_event WHERE action = 'service-list-destroyed' AND subject_id IS NULL").await, 1);
    let none = room.portal.entropy.uuid();
    assert!(!destroyed(&room.portal, &room.director, LIST, none).await.unwrap());

    let early = room.makes().await;
    assert!(destroyed(&room.portal, &room.director, LIST, early).await.unwrap());
    assert_eq!(room.file(early).await, None, "what is destroyed is not given out");
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_whoever_says_no_here_is_to_be_taken_off_there_and_reads_when_it_is_done(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    room.agrees("Ben").await;
    let id = room.makes().await;
    assert_eq!(room.to_remove().await, []);
    room.says(&ana, false).await;
    assert_eq!(room.file(id).await.unwrap(), ["ben@example.org"], "a no counts for a list that was made before");
    let wanted = room.to_remove().await;
    assert_eq!(wanted.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), ["ana@example.org"]);
    assert_eq!(room.waits().await, [(Some(1), LIST.to_owned())]);
    assert!(
        room.count("ledger_event WHERE action = 'viewed' AND actor_kind = 'staff'").await > 0,
        "she reads of the look"
    );

    assert_eq!(room.ticks_off().await, 1);
    assert_eq!(removed(&room.portal, &room.director, LIST, &[wanted[0].id]).await.unwrap(), 0, "a second click");
    assert_eq!((room.to_remove().await, room.waits().await), (vec![], vec![]));
    assert!(at_services(&room.portal, &ana.patron()).await.unwrap()[0].removed_at.is_some());
    assert_eq!(room.count("ledger_event WHERE action = 'removed-at-service' AND subject_id IS NOT NULL").await, 1);
    assert_eq!(room.count("service_listed WHERE removed_how = 'desk' AND removed_by IS NOT NULL").await, 1);

    // Anyone who said yes again before it was ticked off stays.
    let ben: Uuid = room.one("SELECT id FROM service_listed WHERE email = 'ben@example.org'").await;
    assert_eq!(removed(&room.portal, &room.director, LIST, &[ben]).await.unwrap(), 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_whoever_left_at_the_service_has_said_no_here_by_its_own_way(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    room.agrees("Ben").await;
    room.makes().await;
    room.clock.advance(Duration::seconds(1));
    let came = room.left("email,when\nANA@example.org,today\nnobody@example.org,today\n").await;
    assert_eq!(came, LeaversRead { addresses: 2, withdrawn: 1 });
    let said: Vec<String> = room.all("SELECT means FROM consent WHERE NOT given").await;
    assert_eq!(said, ["service"]);
    let line = "ledger_event WHERE action = 'consent-withdrawn' AND via = 'service' AND actor_kind = 'staff'";
    assert_eq!(room.count(line).await, 1);
    assert_eq!(room.to_remove().await, [], "she is off there already");
    assert!(at_services(&room.portal, &ana.patron()).await.unwrap()[0].removed_at.is_some());
    assert_eq!(room.left("ana@example.org").await, LeaversRead { addresses: 1, withdrawn: 0 }, "the same file again");
    assert_eq!(room.count("consent WHERE NOT given").await, 1);

    // As a program writes lines, and as a form sends them.
    for pasted in ["ben@example.org\nnot an address", "ben@example.org\r\nnot an address\r\n"] {
        let bad = left(&room.portal, &room.director, LIST, pasted, Lang::En).await.unwrap();
        assert_eq!(bad, Err(NoAddresses::Lines(vec![2])));
    }
    assert_eq!(room.count("consent WHERE NOT given").await, 1, "and nothing is done");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_that_changed_is_to_be_taken_off_and_one_that_two_share_stays_while_one_wants_it(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    let ben = room.person("Ben").email("Ana@example.org").add().await;
    room.says(&ben, true).await;
    let id = room.makes().await;
    assert_eq!(room.file(id).await.unwrap().len(), 1, "one line for one address");
    assert_eq!(room.count("service_listed").await, 2);
    room.says(&ana, false).await;
    assert_eq!(room.to_remove().await, []);
    room.run(format!("UPDATE contact SET email = 'ben@example.net' WHERE person_id = '{}'", ben.id)).await;
    assert_eq!(room.ticks_off().await, 2);
    let newer = room.makes().await;
    assert_eq!(room.file(newer).await.unwrap(), ["ben@example.net"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn of_a_record_that_is_deleted_the_address_alone_stays_until_it_is_off_there(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    let ben = room.agrees("Ben").await;
    room.makes().await;
    room.says(&ben, false).await;
    assert_eq!(room.ticks_off().await, 1);
    room.run(format!("DELETE FROM person WHERE id IN ('{}', '{}')", ana.id, ben.id)).await;
    let left: Vec<String> = room.all("SELECT email || name FROM service_listed").await;
    assert_eq!(left, ["ana@example.org"], "of who is off there nothing stays");
    assert_eq!(room.to_remove().await.len(), 1);
    assert_eq!(room.ticks_off().await, 1);
    assert_eq!(room.count("service_listed").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_whoever_gets_it_without_a_card_is_on_the_list_and_can_leave_there_too(pool: PgPool) {
    let room = Room::open(&pool).await;
    let service = room.profile.vendors.iter().find(|vendor| vendor.code == "newsletter").unwrap().name.en.clone();
    // Yan's yes was to the library alone.
    for (n, name, words) in
        [(1, "Zoe", format!("It goes to the service that sends it ({service}).")), (2, "Yan", "W".to_owned())]
    {
        room.run(format!(
            "INSERT INTO subscriber (library, id, name, email, language, wants, asked_at, confirmed_at) \
             VALUES ('lci-member', '00000000-0000-0000-0000-0000000000a{n}', '{name}', lower('{name}@example.org'), 'en', \
                     '{{}}', '2026-11-01Z', '2026-11-01Z'); \
             INSERT INTO subscription (library, id, subscriber_id, list, given, words, words_version, language, decided_at, \
                                       means) \
             VALUES ('lci-member', gen_random_uuid(), '00000000-0000-0000-0000-0000000000a{n}', 'weekly', true, '{words}', '1', \
                     'en', '2026-11-01Z', 'double-opt-in')",
        ))
        .await;
    }
    let id = room.makes().await;
    assert_eq!(room.file(id).await.unwrap(), ["zoe@example.org"]);
    assert_eq!(room.count("service_listed WHERE subscriber_id IS NOT NULL AND name = 'Zoe'").await, 1);
    assert_eq!(room.left("zoe@example.org").await, LeaversRead { addresses: 1, withdrawn: 1 });
    assert_eq!(room.count("subscription WHERE NOT given AND means = 'service'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_that_a_spreadsheet_would_take_for_a_formula_is_on_no_list(pool: PgPool) {
    let room = Room::open(&pool).await;
    let eve = room.person("=Eve").email("+eve@example.org").add().await;
    room.says(&eve, true).await;
    let zed = room.person("=Zed").email("zed@example.org").add().await;
    room.says(&zed, true).await;
    let id = room.makes().await;
    let text = file(&room.portal, &room.director, LIST, id).await.unwrap().unwrap();
    assert!(!text.contains("eve@") && text.contains("zed@example.org,'=Zed"), "{text}");
}

#[sqlx::test(migrations = "../migrations")]
async fn x1_a_statement_beside_a_value_goes_with_it_to_a_service(pool: PgPool) {
    let room = Room::open(&pool).await;
    let ana = room.agrees("Ana").await;
    room.agrees("Ben").await;
    for (column, relation, said) in [
        ("email", "contact", "=It is my old one"),
        ("firstname", "person", "My name is Anna"),
        ("phone", "contact", "Not mine"),
    ] {
        let slug = room.slug();
        room.run(format!(
            "INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, wish, asked_by, \
                                     asked_at, status, statement, stated_at) \
             VALUES ('{slug}', gen_random_uuid(), '{0}', '{column}', '{{}}', '{relation}', '{column}', '{0}', 'W', 'patron', \
                     now(), 'refused', '{said}', now())",
            ana.id.0
        ))
        .await;
    }
    let id = room.makes().await;
    let text = file(&room.portal, &room.director, LIST, id).await.unwrap().unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("email,name,statement"));
    let hers = lines.next().unwrap();
    assert!(hers.starts_with("ana@example.org,Ana") && hers.contains("My name is Anna"), "{text}");
    assert!(hers.contains("'=It is my old one") && !hers.contains("Not mine"), "a cell and no formula: {text}");
    assert!(lines.next().unwrap().ends_with(','), "Ben said nothing: {text}");
}
