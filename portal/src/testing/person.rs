//! The people of a library.

use super::{
    House,
    seed::{self, everything},
};
use crate::{authority::Patron, ids::PersonId};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Somebody whom the library has in its database.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Whose record.
    pub(crate) id: PersonId,
    /// The number of the card they were added with; none works until [`NewPerson::card`] was said.
    pub(crate) card: String,
    patron: Patron,
}

/// Somebody before they are added.
pub(crate) struct NewPerson<'a> {
    house: &'a House,
    number: Option<u32>,
    row: seed::Person,
    contact: Option<seed::Contact>,
    card: bool,
    credential: Option<seed::Credential>,
    session: bool,
    checkouts: Vec<String>,
    account: Vec<seed::AccountLine>,
    holds: Vec<String>,
    past_loans: u32,
}

/// Card numbers with a right check digit, one for each `n`.
pub(crate) fn card(n: u32) -> String {
    let body = format!("29999{n:08}");
    format!("{body}{}", domain::parse::check_digit(&body).unwrap())
}

impl Person {
    /// This person, signed in with the session they were added with.
    pub(crate) fn patron(&self) -> Patron {
        self.patron.clone()
    }
}

impl<'a> NewPerson<'a> {
    pub(super) fn of(house: &'a House, first_name: Option<&str>) -> Self {
        Self {
            house,
            number: None,
            row: seed::Person { first_name: first_name.map(str::to_owned), since: house.now(), ..Default::default() },
            contact: None,
            card: false,
            credential: None,
            session: false,
            checkouts: Vec::new(),
            account: Vec::new(),
            holds: Vec::new(),
            past_loans: 0,
        }
    }

    /// Is the person with this number, and has its card; otherwise people are counted 1, 2, 3.
    pub(crate) fn numbered(self, n: u32) -> Self {
        Self { number: Some(n), ..self }
    }

    /// Their family name.
    pub(crate) fn surname(mut self, surname: &str) -> Self {
        self.row.surname = Some(surname.to_owned());
        self
    }

    /// Born on this day, as `2013-05-06`.
    pub(crate) fn born(self, day: &str) -> Self {
        self.born_on(day.parse().unwrap())
    }

    /// Born on this day.
    pub(crate) fn born_on(mut self, day: NaiveDate) -> Self {
        self.row.born = Some(day);
        self
    }

    /// In the record since this moment, as `2026-02-03T00:00:00Z`.
    pub(crate) fn since(mut self, moment: &str) -> Self {
        self.row.since = super::house::moment(moment);
        self
    }

    fn contact(mut self, fill: impl FnOnce(&mut seed::Contact)) -> Self {
        fill(self.contact.get_or_insert_default());
        self
    }

    /// Can be written to here.
    pub(crate) fn email(self, address: &str) -> Self {
        self.contact(|contact| contact.email = Some(address.to_owned()))
    }

    /// Can be called here.
    pub(crate) fn phone(self, number: &str) -> Self {
        self.contact(|contact| contact.phone = Some(number.to_owned()))
    }

    /// Lives at this address, typed as one line.
    pub(crate) fn address(self, line: &str) -> Self {
        self.contact(|contact| contact.address = Some(line.to_owned()))
    }

    /// Lives in this house of this street, in this town.
    pub(crate) fn street(self, number: &str, street: &str, city: &str) -> Self {
        self.contact(|contact| {
            contact.street_number = Some(number.to_owned());
            contact.address = Some(street.to_owned());
            contact.city = Some(city.to_owned());
        })
    }

    /// Lives where this ZIP code is.
    pub(crate) fn zip(self, code: &str) -> Self {
        self.contact(|contact| contact.zip = Some(code.to_owned()))
    }

    /// Has contact details on file, each empty until the test fills it.
    pub(crate) fn reachable(self) -> Self {
        self.contact(|_| {})
    }

    /// Has a card that works.
    pub(crate) fn card(mut self) -> Self {
        self.card = true;
        self
    }

    /// Has this PIN, hashed as it would be here, and since long ago.
    pub(crate) fn pin(self, pin: &str) -> Self {
        let hash = self.house.hasher.hash_here(pin, &[9; 16]).unwrap();
        self.hashed("pin", &hash, "argon2id")
    }

    /// Has this password, hashed as it would be here, and since long ago.
    pub(crate) fn password(self, password: &str) -> Self {
        let hash = self.house.hasher.hash_here(password, &[9; 16]).unwrap();
        self.hashed("password", &hash, "argon2id")
    }

    /// Has a PIN (`pin`) or password (`password`) with this hash, made by this scheme.
    pub(crate) fn hashed(mut self, kind: &'static str, hash: &str, scheme: &str) -> Self {
        self.credential = Some(seed::Credential { kind, hash: hash.to_owned(), scheme: scheme.to_owned() });
        self
    }

    /// Is signed in.
    pub(crate) fn session(mut self) -> Self {
        self.session = true;
        self
    }

    /// Has this book at home.
    pub(crate) fn loan(mut self, title: &str) -> Self {
        self.checkouts.push(title.to_owned());
        self
    }

    /// Waits for this book.
    pub(crate) fn waits_for(mut self, title: &str) -> Self {
        self.holds.push(title.to_owned());
        self
    }

    /// Owes this fee.
    pub(crate) fn owes(mut self, cents: i64) -> Self {
        let day = self.house.now().date_naive();
        self.account.push(seed::AccountLine { amount: cents, outstanding: cents, day });
        self
    }

    /// Was charged this fee on this day, as `2026-01-31`, and has paid it.
    pub(crate) fn has_paid(mut self, cents: i64, day: &str) -> Self {
        self.account.push(seed::AccountLine { amount: cents, outstanding: 0, day: day.parse().unwrap() });
        self
    }

    /// Has brought back this many books, two days ago.
    pub(crate) fn past_loans(mut self, many: u32) -> Self {
        self.past_loans = many;
        self
    }

    /// Enters them into the library's database.
    pub(crate) async fn add(self) -> Person {
        let house = self.house;
        let person = house.numbered(self.number.unwrap_or_else(|| house.next_person()));
        let row = seed::Seed { pool: &house.pool, library: house.slug(), person: person.id.0, now: house.now() };
        row.person(&self.row).await;
        if let Some(contact) = &self.contact {
            row.contact(contact).await;
        }
        if self.card {
            row.card(person.id.0, &person.card).await;
        }
        if let Some(credential) = &self.credential {
            row.credential(credential).await;
        }
        if self.session {
            row.session(person.patron.session()).await;
        }
        for (n, title) in (1..).zip(&self.checkouts) {
            row.checkout(n, title).await;
        }
        for (n, title) in (1..).zip(&self.holds) {
            row.hold(n, title).await;
        }
        for (n, line) in (1..).zip(&self.account) {
            row.account_line(n, line).await;
        }
        if self.past_loans > 0 {
            row.past_loans(self.past_loans).await;
        }
        person
    }
}

/// What becomes of people after they were added.
impl House {
    /// The person with this number, whether or not there is one here; [`NewPerson::add`] counts 1, 2, 3.
    pub(crate) fn numbered(&self, n: u32) -> Person {
        let id = PersonId(Uuid::from_u128(n.into()));
        let session = Uuid::from_u128(900_000 + u128::from(n));
        Person { id, card: card(n), patron: Patron::new(self.profile.clone(), id, session, self.now()) }
    }

    /// Somebody with something in every column of the inventory, [`super::ROWS`] rows in each list.
    pub(crate) async fn everybody(&self) -> Person {
        let person = self.numbered(self.next_person());
        everything::fill(&self.pool, self.slug().as_str(), person.id.0).await;
        person
    }

    /// So many people with a card and a PIN, the PIN of the `n`th with this hash, numbered from 0. Gives the cards.
    pub(crate) async fn crowd<'h>(&self, many: u32, hash: impl Fn(u32) -> &'h str) -> Vec<String> {
        let cards: Vec<String> = (0..many).map(card).collect();
        let hashes: Vec<String> = (0..many).map(|n| hash(n).to_owned()).collect();
        seed::crowd(&self.pool, self.slug(), &cards, &hashes, self.now()).await;
        cards
    }

    fn seed(&self, person: &Person) -> seed::Seed<'_> {
        seed::Seed { pool: &self.pool, library: self.slug(), person: person.id.0, now: self.now() }
    }

    /// They begin the session they act with, unless it is there.
    pub(crate) async fn is_signed_in(&self, person: &Person) {
        self.seed(person).session(person.patron.session()).await;
    }

    /// They begin another session, at another computer.
    pub(crate) async fn signs_in_elsewhere(&self, person: &Person) -> Patron {
        let session = self.portal.entropy.uuid();
        self.seed(person).session(session).await;
        Patron::new(self.profile.clone(), person.id, session, self.now())
    }

    /// They get another card, with the number that [`card`] has for `n`.
    pub(crate) async fn gives_card(&self, person: &Person, n: u32) -> String {
        let number = card(n);
        self.gives_card_numbered(person, &number).await;
        number
    }

    /// They get another card, with this number.
    pub(crate) async fn gives_card_numbered(&self, person: &Person, number: &str) {
        self.seed(person).card(self.portal.entropy.uuid(), number).await;
    }

    /// The library's system has given the number of this person's card to another, who has two cards from then on: the first
    /// one's is closed, or whatever `status` says.
    pub(crate) async fn gives_number_again(&self, of: &Person, to: &Person, status: &str) {
        let number = &of.card;
        self.run(format!("UPDATE card SET status = '{status}', closed_at = '2026-11-01Z' WHERE number = '{number}'"))
            .await;
        self.gives_card_numbered(to, number).await;
    }

    /// They choose this PIN.
    pub(crate) async fn has_pin(&self, person: &Person, pin: &str) {
        let hash = self.hasher.hash_here(pin, &[9; 16]).unwrap();
        let credential = seed::Credential { kind: "pin", hash, scheme: "argon2id".into() };
        self.seed(person).credential(&credential).await;
    }

    /// The record names somebody to call for them.
    pub(crate) async fn names_contact(&self, person: &Person, name: &str, phone: &str) {
        self.seed(person).alternate_contact(name, phone).await;
    }

    /// The child's record names a guardian, who signed for the card: a patron, or a name alone. Gives the row's id.
    pub(crate) async fn names_guardian(&self, child: &Person, guardian: Option<&Person>, name: &str) -> Uuid {
        let id = self.portal.entropy.uuid();
        self.seed(child).guardianship(id, guardian.map(|one| one.id.0), name).await;
        id
    }

    /// Their membership ends on this day, as `2027-05-01`.
    pub(crate) async fn is_member_until(&self, person: &Person, day: &str) {
        self.seed(person).membership(day.parse().unwrap()).await;
    }

    /// The desk has stopped parents from seeing the child's record, for custody.
    pub(crate) async fn has_stop(&self, child: &Person) {
        self.seed(child).stop().await;
    }

    /// They have brought back one book, at this moment.
    pub(crate) async fn has_read(&self, person: &Person, title: &str, author: &str, returned: DateTime<Utc>) {
        self.seed(person).past_loan(title, author, returned).await;
    }

    /// They have brought back `many` books, each with its number in its title ("Loan 1").
    pub(crate) async fn has_read_many(&self, person: &Person, many: usize) {
        everything::loans(&self.pool, self.slug().as_str(), person.id.0, many).await;
    }

    /// A link to choose a new PIN was mailed to them just now.
    pub(crate) async fn has_reset_link(&self, person: &Person) {
        self.seed(person).reset_link().await;
    }
}
