//! Signing in as the many.

use crate::http::{Connection, post};
use anyhow::{Context, Result, ensure};
use std::sync::atomic::{AtomicU32, Ordering};

/// The password that `server demo --many` gives everyone unless told otherwise.
const SECRET: &str = "violet-harbour-7781";

/// The many at one library, and how to sign in as them.
pub struct People {
    /// The library's host name and port, as a browser names it.
    pub host: String,
    /// Everyone's card number.
    pub cards: Vec<String>,
    next: AtomicU32,
}

impl People {
    /// These.
    pub fn new(host: String, cards: Vec<String>) -> Self {
        Self { host, cards, next: AtomicU32::new(0) }
    }

    /// A try with the right password, or a wrong one, for someone else each time and from another network each time:
    /// throttling counts by card, by address and by network, and is not what is measured.
    pub fn attempt(&self, right: bool) -> String {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let card = &self.cards[usize::try_from(turn).unwrap_or_default() % self.cards.len()];
        self.attempt_of(card, turn, if right { SECRET } else { "not the password" })
    }

    fn attempt_of(&self, card: &str, turn: u32, secret: &str) -> String {
        let [_, a, b, c] = turn.to_be_bytes();
        let from = format!("X-Forwarded-For: {}.{b}.{c}.7\r\n", 11 + u32::from(a));
        let form = format!("card_number={card}&secret={}&computer=shared", secret.replace(' ', "+"));
        post(&self.host, "/sign-in", &from, &form)
    }

    /// Signs in with this card; returns the cookie's header line.
    pub fn sign_in(&self, port: u16, card: &str) -> Result<String> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let answer = Connection::open(port)?.ask(&self.attempt_of(card, turn, SECRET))?;
        ensure!(answer.status == 303, "signing in with {card} answered {}", answer.status);
        let cookie = answer
            .headers("set-cookie")
            .find(|cookie| cookie.starts_with("__Host-session="))
            .and_then(|cookie| cookie.split(';').next())
            .context("no session cookie")?;
        Ok(format!("Cookie: {cookie}\r\n"))
    }
}
