//! Card numbers, PINs and passwords.

use super::{Checked, fault};
use crate::profile::Profile;
use std::collections::HashSet;

pub(super) fn card(profile: &Profile) -> Checked {
    let card = &profile.card;
    if card.lengths.is_empty() {
        return fault("card.lengths", "say how many digits a card number has, such as [14]");
    }
    let mut seen = HashSet::new();
    for (number, length) in card.lengths.iter().enumerate() {
        let key = format!("card.lengths[{}]", number + 1);
        if !(4..=20).contains(length) {
            return fault(key, "a card number has 4 to 20 digits");
        }
        if !seen.insert(length) {
            return fault(key, format!("{length} is named twice"));
        }
    }
    let shortest = card.lengths.iter().copied().min().unwrap_or_default();
    for (number, prefix) in card.prefixes.iter().enumerate() {
        let key = format!("card.prefixes[{}]", number + 1);
        if prefix.is_empty() || !prefix.bytes().all(|b| b.is_ascii_digit()) {
            return fault(
                key,
                "card numbers are digits, and so is what they begin with; leave the list empty for anything",
            );
        }
        if prefix.len() >= shortest.into() {
            return fault(key, format!("this leaves no room for a number: the shortest card has {shortest} digits"));
        }
    }
    Ok(())
}

pub(super) fn sign_in(profile: &Profile) -> Checked {
    let sign_in = &profile.sign_in;
    if sign_in.pin.is_none() && sign_in.password.is_none() {
        return fault("sign_in", "allow a pin or a password, or nobody can sign in");
    }
    if let Some(pin) = sign_in.pin {
        if pin.min < 4 {
            return fault("sign_in.pin.min", "a PIN has at least 4 digits");
        }
        if pin.max > 12 {
            return fault("sign_in.pin.max", "a PIN has at most 12 digits; allow a password for more");
        }
        if pin.min > pin.max {
            return fault("sign_in.pin.max", format!("this is less than min, which is {}", pin.min));
        }
    }
    if let Some(password) = sign_in.password
        && !(8..=64).contains(&password.min)
    {
        return fault("sign_in.password.min", "a password has at least 8 characters; require no more than 64");
    }
    for (number, network) in sign_in.own_networks.iter().enumerate() {
        let key = format!("sign_in.own_networks[{}]", number + 1);
        if network.is_broad() {
            return fault(
                key,
                format!("{network} is far more than a library's own network; name the addresses it uses"),
            );
        }
    }
    Ok(())
}
