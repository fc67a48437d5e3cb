//! What SECURITY.md says of signing in, in the sentences of those who use the portal and of those who attack it.

use super::*;
use crate::{
    Result,
    authority::{LinkShown, Patron},
    ils::{FileKind, Options, Report, import},
    password::Line,
    session::{self, PgSessionStore, Session},
    testing::{House, NewPerson, card, someone_waits, statements_of, until},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    profile::{PinLengths, Profile},
    rules::{Ground, codes},
    words::Lang,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;
use std::{
    io::Cursor,
    net::{IpAddr, Ipv4Addr},
    ops::{Deref, DerefMut},
    sync::Arc,
};
use tower_sessions::session::Id;
use uuid::Uuid;

mod asked;
mod change_of_secret;
mod devices;
mod guessing;
mod in_system;
mod leave;
mod ledger_lines;
mod links;
mod lost_card;
mod old_hashes;
mod others;

const SITE: &str = "https://mansfield.example.org";
const SECRET: &str = "violet-harbour-7781";
const NEW_SECRET: &str = "marigold-lantern-55";

/// No common one, and no part of anything in the record.
const PIN: &str = "8305";

/// What giving a secret again came to, without the authority that a yes brings.
#[derive(Debug, PartialEq, Eq)]
enum Confirmed {
    Yes,
    No,
    SignedOut,
    Busy { retry_after_seconds: u32 },
}

/// A library with patrons, and what signing in needs.
struct Desk(House);

impl Deref for Desk {
    type Target = House;

    fn deref(&self) -> &House {
        &self.0
    }
}

impl DerefMut for Desk {
    fn deref_mut(&mut self) -> &mut House {
        &mut self.0
    }
}

/// A browser: where it is, and the device cookie it keeps.
struct Browser {
    client: IpAddr,
    shared: bool,
    device: Option<String>,
    /// The mark of a link or code that was shown here.
    mark: Option<String>,
}

impl Desk {
    async fn open(pool: &PgPool) -> Self {
        Self(House::at("mansfield").when("2026-11-23T00:00:00Z").open(pool).await)
    }

    /// A patron who has no PIN or password yet. Returns the card number.
    async fn imported(&self, n: u32) -> String {
        self.holder(n).add().await.card
    }

    /// Somebody with a card and a mailbox.
    fn holder(&self, n: u32) -> NewPerson<'_> {
        let person = self.person("Adaeze").surname("Okafor").numbered(n).card();
        person.email(&format!("p{n}@example.org")).zip("06268").phone("860-555-0142")
    }

    /// A patron with this secret, hashed as it would be here.
    async fn patron(&self, n: u32, secret: &str) -> String {
        self.holder(n).pin(secret).add().await.card
    }

    async fn patron_with_hash(&self, n: u32, hash: &str, scheme: &str) -> String {
        self.holder(n).hashed("pin", hash, scheme).add().await.card
    }

    fn session(&self, cookie: Option<Id>) -> Session {
        let store = PgSessionStore::new(self.portal.clone(), self.profile.slug.clone());
        Session::with(cookie, store)
    }

    /// Types a card number and a secret, and sends the form.
    async fn tries(&self, browser: &Browser, card: &str, secret: &str) -> (SignIn, Session) {
        let session = self.session(None);
        let attempt = Attempt {
            card_number: card,
            secret: secret.to_owned().into(),
            client: browser.client,
            device: browser.device.as_deref(),
            mark: browser.mark.as_deref(),
            shared: browser.shared,
            device_label: Some("Firefox, Windows".into()),
            lang: Lang::En,
            site: SITE,
        };
        let answer = sign_in(&self.portal, &self.hasher, &self.profile, &session, attempt).await.unwrap();
        (answer, session)
    }

    /// Whether that opens the record.
    async fn opens(&self, browser: &Browser, card: &str, secret: &str) -> bool {
        match self.tries(browser, card, secret).await.0 {
            SignIn::Welcome { .. } => true,
            SignIn::Refused => false,
            SignIn::Busy { .. } => panic!("nobody else is here"),
        }
    }

    /// Signs in, keeps the session and, on one's own computer, the device cookie.
    async fn signed_in(&self, browser: &mut Browser, card: &str, secret: &str) -> (Session, Patron) {
        let (answer, session) = self.tries(browser, card, secret).await;
        let SignIn::Welcome { device } = answer else { panic!("{answer:?}") };
        if let Some(cookie) = device {
            browser.device = Some(cookie.expose_secret().to_owned());
        }
        session.save().await.unwrap();
        let patron = session::current(&session, &self.profile).await.unwrap().unwrap().patron;
        (session, patron)
    }

    async fn alive(&self, session: &Session) -> bool {
        session::current(&self.session(session.id()), &self.profile).await.unwrap().is_some()
    }

    async fn desk_code(&self, card: &str) -> String {
        let code = make_activation_code(&self.portal, &self.operator(), card).await.unwrap();
        code.expect("the card is open").expose_secret().to_owned()
    }

    /// Asks for a link and waits until the work is done.
    async fn asks_for_link(&self, client: IpAddr, card: &str, purpose: Purpose) {
        link::send(&self.portal, &self.profile, &wanted(client, card, purpose)).await.unwrap();
    }

    /// The token in the newest mail that has a link.
    async fn mailed(&self) -> String {
        self.last_link().await
    }

    async fn chooses(&self, token: &str, new: &str) -> Chosen {
        let new = SecretString::from(new.to_owned());
        let shown = link_or_code_shown(&self.portal, &self.profile, token, far(77)).await.unwrap();
        let holder = match shown {
            LinkShown::Live(holder) => holder,
            LinkShown::Used(_) => return Chosen::Before,
            LinkShown::Dead => return Chosen::Refused,
        };
        let choosing = Choosing { new, at_desk: false, client: far(77), lang: Lang::En, site: SITE };
        choose_by_link(&self.portal, &self.hasher, &holder, choosing).await.unwrap()
    }

    async fn live(&self, token: &str) -> bool {
        link_or_code_shown(&self.portal, &self.profile, token, far(77)).await.unwrap().live().is_some()
    }

    async fn changes(&self, patron: &Patron, session: &Session, current: &str, new: &str) -> Changed {
        let change =
            Change { current: current.to_owned().into(), new: new.to_owned().into(), lang: Lang::En, site: SITE };
        change_secret(&self.portal, &self.hasher, patron, session, change).await.unwrap()
    }

    async fn confirms(&self, patron: &Patron, secret: &str) -> Confirmed {
        match confirm_again(&self.portal, &self.hasher, patron, secret.to_owned().into()).await.unwrap() {
            super::Confirmed::Yes(_) => Confirmed::Yes,
            super::Confirmed::No => Confirmed::No,
            super::Confirmed::SignedOut => Confirmed::SignedOut,
            super::Confirmed::Busy { retry_after_seconds } => Confirmed::Busy { retry_after_seconds },
        }
    }

    /// Loads a file of patrons, as the library's own system makes them.
    async fn loads(&self, file: &str) -> Report {
        let report = self.tries_to_load(file, None).await;
        assert!(report.applied(), "{:?}", report.problems);
        report
    }

    /// The same with how much it may take away, if somebody said so, and whether or not it is applied.
    async fn tries_to_load(&self, file: &str, yes_remove: Option<u64>) -> Report {
        let options = Options { yes_remove, ..Options::of(&self.profile, self.now().date_naive()) };
        let (kind, source) = (FileKind::KohaBorrowers, Cursor::new(file.as_bytes().to_vec()));
        import(&self.portal, &self.operator(), kind, source, options, &mut |_| {}).await.unwrap()
    }

    async fn reports_lost(&self, patron: &Patron) -> Result<()> {
        report_card_lost(&self.portal, patron, Lang::En, SITE).await
    }

    async fn count(&self, sql: &str) -> i64 {
        self.one(sql).await
    }

    async fn events(&self, action: &str) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM ledger_event WHERE action = $1")
            .bind(action)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    /// Guesses that came as far as a hash: a refusal is entered only after one.
    async fn hashed(&self) -> i64 {
        self.events("sign-in-refused").await + self.events("signed-in").await
    }

    async fn stored_hash(&self, n: u32) -> String {
        sqlx::query_scalar("SELECT hash FROM credential WHERE person_id = $1")
            .bind(Uuid::from_u128(n.into()))
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }
}

impl Browser {
    /// At the library's or anybody's computer.
    fn shared(client: IpAddr) -> Self {
        Self { client, shared: true, device: None, mark: None }
    }

    /// The patron's own.
    fn own(client: IpAddr) -> Self {
        Self { client, shared: false, device: None, mark: None }
    }
}

/// A different customer of a different network for each `n`.
fn far(n: u32) -> IpAddr {
    let [_, a, b, c] = n.to_be_bytes();
    Ipv4Addr::new(10 + a, b, c, 9).into()
}

fn wanted(client: IpAddr, card: &str, purpose: Purpose) -> LinkWanted {
    LinkWanted { card_number: card.to_owned(), purpose, lang: Lang::En, site: SITE.into(), client }
}
