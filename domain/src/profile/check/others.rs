//! Vendors, newsletters, and what others hold.

use super::{Checked, both, code, fault, maybe, rules};
use crate::{
    consent::ALL_MAIL,
    inventory::Class,
    profile::{FieldRef, NewsletterConsent, NoticeKind, Profile, Vendor},
};
use std::collections::HashSet;

pub(super) fn vendors(profile: &Profile) -> Checked {
    let (mut codes, mut names) = (HashSet::new(), HashSet::new());
    for (number, vendor) in profile.vendors.iter().enumerate() {
        let key = |name: &str| format!("vendors[{}].{name}", number + 1);
        code(&key("code"), &vendor.code)?;
        if !codes.insert(&vendor.code) {
            return fault(key("code"), format!("there are two vendors with the code \"{}\"", vendor.code));
        }
        both(&key("name"), &vendor.name)?;
        if !names.insert(vendor.name.en.trim().to_lowercase()) {
            return fault(key("name.en"), format!("there are two vendors called \"{}\"", vendor.name.en));
        }
        both(&key("purpose"), &vendor.purpose)?;
        maybe(&key("keeps"), vendor.keeps.as_ref())?;
        both(&key("ask"), &vendor.ask)?;
        rules(&key("rules"), &vendor.rules)?;
        let mut seen = HashSet::new();
        for (at, field) in vendor.receives.iter().enumerate() {
            let key = format!("{}[{}]", key("receives"), at + 1);
            if !seen.insert(field) {
                return fault(key, format!("{field} is named twice"));
            }
            if field.class == Class::Credentials {
                return fault(key, "no vendor ever gets a PIN, a password or a session");
            }
        }
        maybe(&key("account"), vendor.account.as_ref())?;
        if let Some(url) = &vendor.policy_url
            && (!url.starts_with("https://") || url.chars().any(|c| c.is_whitespace() || c.is_control() || c == '"'))
        {
            return fault(key("policy_url"), "write the whole address, beginning with https://");
        }
    }
    Ok(())
}

/// No vendor gets more than the policy allows (M6, L24, C4).
pub(super) fn receives(profile: &Profile) -> Checked {
    for (number, vendor) in profile.vendors.iter().enumerate() {
        if let Some(at) = vendor.receives.iter().position(|field| !may_receive(profile, vendor, field)) {
            let reason = format!("switches.vendors_receive does not let a vendor get {}", vendor.receives[at]);
            return fault(format!("vendors[{}].receives[{}]", number + 1, at + 1), reason);
        }
    }
    Ok(())
}

/// Whether the policy lets a vendor get this: as the switch says, and for the service that sends the newsletters the name and
/// the e-mail address of those who chose them.
fn may_receive(profile: &Profile, vendor: &Vendor, field: &FieldRef) -> bool {
    let most = &profile.switches.vendors_receive.value;
    let listed = most.iter().any(|one| one == field || one.class == field.class && one.column.is_none());
    let sends = profile.newsletters.iter().any(|newsletter| newsletter.service.as_ref() == Some(&vendor.code));
    let name_and_address = matches!(
        (field.class, field.column.as_deref()),
        (Class::Identity, Some("surname" | "firstname" | "preferred_name")) | (Class::Contact, Some("email"))
    );
    listed || sends && name_and_address && profile.switches.newsletters.value == NewsletterConsent::OptInThirdParty
}

fn gets_an_address(profile: &Profile, service: &str) -> bool {
    let vendors = profile.vendors.iter().filter(|vendor| vendor.code == service);
    vendors.flat_map(|vendor| &vendor.receives).any(|field| field.to_string() == "contact.email")
}

pub(super) fn newsletters(profile: &Profile) -> Checked {
    let mut codes = HashSet::new();
    for (number, newsletter) in profile.newsletters.iter().enumerate() {
        let key = |name: &str| format!("newsletters[{}].{name}", number + 1);
        code(&key("code"), &newsletter.code)?;
        if newsletter.code == ALL_MAIL || NoticeKind::from_code(&newsletter.code).is_some() {
            return fault(key("code"), format!("\"{}\" is the code of a notice; choose another", newsletter.code));
        }
        if !codes.insert(&newsletter.code) {
            return fault(key("code"), format!("there are two newsletters with the code \"{}\"", newsletter.code));
        }
        both(&key("name"), &newsletter.name)?;
        both(&key("what"), &newsletter.what)?;
        match (profile.switches.newsletters.value, &newsletter.service) {
            (NewsletterConsent::OptIn, Some(_)) => {
                return fault(
                    key("service"),
                    "switches.newsletters says that the library sends them itself (\"opt-in\")",
                );
            }
            (NewsletterConsent::OptInThirdParty, None) => {
                return fault(
                    key("service"),
                    "switches.newsletters says that a service sends them: name the vendor's code",
                );
            }
            (_, Some(service)) if !profile.vendors.iter().any(|vendor| vendor.code == *service) => {
                return fault(key("service"), format!("no vendor has the code \"{service}\""));
            }
            // Without an address no list could be made for it (L28).
            (_, Some(service)) if !gets_an_address(profile, service) => {
                return fault(
                    key("service"),
                    format!("the vendor \"{service}\" sends it and does not receive contact.email"),
                );
            }
            _ => {}
        }
    }
    Ok(())
}

pub(super) fn elsewhere(profile: &Profile) -> Checked {
    let mut names = HashSet::new();
    for (number, held) in profile.held_elsewhere.iter().enumerate() {
        let key = |name: &str| format!("held_elsewhere[{}].{name}", number + 1);
        both(&key("who"), &held.who)?;
        if !names.insert(held.who.en.trim().to_lowercase()) {
            return fault(key("who.en"), format!("\"{}\" has two entries; put them together", held.who.en));
        }
        both(&key("what"), &held.what)?;
        both(&key("why"), &held.why)?;
        both(&key("ask"), &held.ask)?;
        maybe(&key("deletion"), held.deletion.as_ref())?;
        rules(&key("rules"), &held.rules)?;
    }
    for (number, not_held) in profile.not_held.iter().enumerate() {
        let key = |name: &str| format!("not_held[{}].{name}", number + 1);
        both(&key("what"), &not_held.what)?;
        rules(&key("rules"), &not_held.rules)?;
    }
    Ok(())
}
