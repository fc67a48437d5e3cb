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

    /// As many whom the library does not know: cards with a right check digit and a prefix that no card has. `None`
    /// where the prefix is one digit over and over.
    pub fn of_nobody(&self) -> Option<Self> {
        let cards = self.cards.iter().map(|card| unknown(card)).collect::<Option<_>>()?;
        // Other networks than have tried so far.
        Some(Self { host: self.host.clone(), cards, next: AtomicU32::new(1 << 22) })
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

/// This card number with two digits exchanged that count alike in the check digit, one of them of the library's five.
fn unknown(card: &str) -> Option<String> {
    (1..4).find_map(|at| {
        let mut digits: Vec<char> = card.chars().collect();
        (digits.len() > at + 2 && digits[at] != digits[at + 2]).then(|| {
            digits.swap(at, at + 2);
            digits.into_iter().collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn an_unknown_card_begins_as_no_patrons_does_and_its_check_digit_is_right() {
        // Luhn's sum: of fourteen digits, each second from the first on counts double, less nine where that is over
        // nine.
        let sum = |card: &str| -> u32 {
            let digits = card.chars().filter_map(|digit| digit.to_digit(10)).enumerate();
            digits.map(|(at, digit)| if at % 2 == 0 { digit * 2 - if digit > 4 { 9 } else { 0 } } else { digit }).sum()
        };
        for card in ["29999000000018", "21234000000017"] {
            let other = unknown(card);
            assert!(other.as_ref().is_some_and(|other| other[..5] != card[..5] && sum(other) % 10 == sum(card) % 10));
        }
        assert_eq!(unknown("22222222222222"), None);
    }
}
