//! Newsletters, vendors, and what others hold or nobody does.

use super::Statement;
use crate::{
    profile::{Profile, Vendor},
    rules::Topic,
    words::{Lang, OwnedText, Text},
};

pub(super) fn not_held(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.not_held.iter().map(|held| Statement::new(Topic::NotKept, held.what.clone(), &held.rules))
}

pub(super) fn newsletters(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.newsletters.iter().map(|newsletter| {
        let words = OwnedText {
            en: format!("{}: {}", newsletter.name.en, newsletter.what.en),
            es: format!("{}: {}", newsletter.name.es, newsletter.what.es),
        };
        Statement::new(Topic::Mail, words, &profile.switches.newsletters.rules)
    })
}

pub(super) fn vendors(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.vendors.iter().map(|vendor| {
        let words = |lang| {
            let Vendor { name, purpose, keeps, account, ask, receives, .. } = vendor;
            let nothing = if receives.is_empty() { NOTHING.to(lang) } else { "" };
            let maybe = |text: &Option<OwnedText>| text.as_ref().map_or(String::new(), |text| text.to(lang).to_owned());
            let (keeps, account) = (maybe(keeps), maybe(account));
            let parts = [purpose.to(lang), nothing, &keeps, &account, ask.to(lang)];
            sentences(name.to(lang), &parts)
        };
        let words = OwnedText { en: words(Lang::En), es: words(Lang::Es) };
        Statement { receives: vendor.receives.clone(), ..Statement::new(Topic::Elsewhere, words, &vendor.rules) }
    })
}

const NOTHING: Text = Text::new(
    "It gets nothing from your record: it learns only that you are one of our patrons.",
    "No recibe nada de su registro: solo sabe que usted usa nuestra biblioteca.",
);

pub(super) fn elsewhere(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.held_elsewhere.iter().map(|held| {
        let words = |lang| {
            let deletion = held.deletion.as_ref().map_or("", |deletion| deletion.to(lang));
            sentences(held.who.to(lang), &[held.what.to(lang), held.why.to(lang), deletion, held.ask.to(lang)])
        };
        Statement::new(Topic::Elsewhere, OwnedText { en: words(Lang::En), es: words(Lang::Es) }, &held.rules)
    })
}

fn sentences(name: &str, parts: &[&str]) -> String {
    let parts: Vec<_> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    format!("{name}: {}", parts.join(" "))
}
