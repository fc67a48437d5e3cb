//! What serde cannot know about a profile: that its parts fit together.

use super::{
    Accent, ComputerSessions, Keep, NewsletterConsent, NoticeDefault, NoticeKind, Profile, WrittenPermission,
    fault::Fault,
};
use crate::{
    consent::ALL_MAIL,
    inventory::{Class, Over, SYSTEMS, info},
    parse::EmailAddress,
    rules::{Kind, RuleId},
    statistics::MANY_ROWS,
    words::OwnedText,
};
use std::collections::HashSet;

type Checked = Result<(), Fault>;

/// The first thing that is wrong with a profile.
pub(super) fn check(profile: &Profile) -> Checked {
    names(profile)?;
    dates(profile)?;
    colours(profile.accent)?;
    logo(profile)?;
    desk(profile)?;
    card(profile)?;
    sign_in(profile)?;
    own_rules(profile)?;
    switches(profile)?;
    grounds(profile)?;
    leads(profile)?;
    permission(profile)?;
    retention(profile)?;
    notices(profile)?;
    circulation_mail(profile)?;
    vendors(profile)?;
    newsletters(profile)?;
    receives(profile)?;
    import(profile)?;
    statistics(profile)?;
    elsewhere(profile)
}

/// The system is one that patrons are told of in words, because its name stands beside every value it brings.
fn import(profile: &Profile) -> Checked {
    if SYSTEMS.iter().any(|(code, _)| *code == profile.import.system) {
        return Ok(());
    }
    let known: Vec<&str> = SYSTEMS.iter().map(|(code, _)| *code).collect();
    fault("import.system", format!("no such system; it is one of {}", known.join(", ")))
}

/// A threshold under five protects nobody; and a row that stands twice, or stands for the rest, would be counted wrong.
fn statistics(profile: &Profile) -> Checked {
    let said = &profile.statistics;
    if !(5..=1000).contains(&said.fewer_than) {
        return fault("statistics.fewer_than", "a number from 5 to 1000: a number smaller than this is not shown");
    }
    for (key, rows) in [
        ("statistics.home_libraries", &said.home_libraries),
        ("statistics.card_kinds", &said.card_kinds),
        ("statistics.item_kinds", &said.item_kinds),
    ] {
        if rows.len() > MANY_ROWS {
            return fault(key, format!("at most {MANY_ROWS} rows"));
        }
        let mut seen = HashSet::new();
        for row in rows {
            line(key, row)?;
            if !seen.insert(row) {
                return fault(key, format!("{row} is named twice"));
            }
        }
    }
    Ok(())
}

fn fault<T>(key: impl Into<String>, reason: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::new(key, reason))
}

/// Not blank, and without line breaks or other control characters: names reach mail headers and page titles.
fn line(key: &str, text: &str) -> Checked {
    if text.trim().is_empty() {
        fault(key, "this text is empty")
    } else if text.chars().any(char::is_control) {
        fault(key, "this text has a line break or another control character; write it on one line")
    } else {
        Ok(())
    }
}

fn both(key: &str, text: &OwnedText) -> Checked {
    line(&format!("{key}.en"), &text.en)?;
    line(&format!("{key}.es"), &text.es)
}

fn maybe(key: &str, text: Option<&OwnedText>) -> Checked {
    text.map_or(Ok(()), |text| both(key, text))
}

/// At least one rule, none twice, each the library's own or the statute's.
fn rules(key: &str, rules: &[RuleId]) -> Checked {
    if rules.is_empty() {
        return fault(key, "name at least one rule that this rests on, such as [\"S3\"]");
    }
    let mut seen = HashSet::new();
    for (number, id) in rules.iter().enumerate() {
        let key = format!("{key}[{}]", number + 1);
        if !seen.insert(id) {
            return fault(key, format!("{id} is named twice"));
        }
        if id.rule().kind == Kind::Lead {
            return fault(key, format!("{id} is a lead for counsel; nothing that patrons read rests on it"));
        }
    }
    Ok(())
}

fn code(key: &str, text: &str) -> Checked {
    let well_formed = (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if well_formed { Ok(()) } else { fault(key, "a code is 1 to 40 lower-case letters, digits and hyphens") }
}

fn names(profile: &Profile) -> Checked {
    line("name", &profile.name)?;
    if let Some(town) = &profile.town {
        line("town", town)?;
    }
    line("statute", &profile.statute)?;
    both("director", &profile.director)?;
    let counsel = profile.counsel.each();
    if !(1..=8).contains(&counsel.len()) {
        return fault("counsel", "name those whom the Director consults, 1 to 8");
    }
    for (number, one) in (1..).zip(counsel) {
        let key = if counsel.len() == 1 { "counsel".to_owned() } else { format!("counsel[{number}]") };
        both(&key, one)?;
        if counsel.iter().take(number - 1).any(|before| before.en == one.en) {
            return fault(format!("counsel[{number}]"), "stands twice");
        }
    }
    for (number, told) in (1..).zip(&profile.told_of_process) {
        line(&format!("told_of_process[{number}].name"), &told.name)?;
        if told.email.as_deref().is_some_and(|email| EmailAddress::parse(email).is_err()) {
            return fault(
                format!("told_of_process[{number}].email"),
                "an e-mail address; leave it out where there is none",
            );
        }
    }
    if let Some(officer) = &profile.privacy_officer {
        both("privacy_officer.name", &officer.name)?;
        if let Some(phone) = &officer.phone {
            line("privacy_officer.phone", phone)?;
        }
        if officer.email.as_deref().is_some_and(|email| EmailAddress::parse(email).is_err()) {
            return fault("privacy_officer.email", "an e-mail address; leave it out where there is none");
        }
    }
    for (number, key) in (1..).zip(&profile.placeholders) {
        if !super::open::stands(profile, key) {
            return fault(format!("placeholders[{number}]"), format!("nothing stands in this file under {key:?}"));
        }
    }
    both("policy.title", &profile.policy.title)?;
    maybe("policy.cited_as", profile.policy.cited_as.as_ref())?;
    if !(16..=21).contains(&profile.age_of_majority) {
        return fault("age_of_majority", "an age from 16 to 21; in Connecticut it is 18");
    }
    if profile.child_asks_from.is_some_and(|age| age == 0 || age >= profile.age_of_majority) {
        return fault("child_asks_from", "an age below age_of_majority; leave it out where children do not ask");
    }
    if profile.languages.is_empty() {
        return fault("languages", "name at least one language: \"en\" or \"es\"");
    }
    let mut seen = HashSet::new();
    for (number, lang) in profile.languages.iter().enumerate() {
        if !seen.insert(lang) {
            return fault(format!("languages[{}]", number + 1), format!("\"{}\" is named twice", lang.tag()));
        }
    }
    Ok(())
}

fn dates(profile: &Profile) -> Checked {
    let policy = &profile.policy;
    let mut before = policy.adopted;
    for (number, &revised) in policy.revised.iter().enumerate() {
        if before.is_some_and(|before| revised <= before) {
            return fault(
                format!("policy.revised[{}]", number + 1),
                "the dates are out of order: adopted, then each revision, oldest first",
            );
        }
        before = Some(revised);
    }
    match (before, policy.affirmed) {
        (Some(before), Some(affirmed)) if affirmed < before => {
            fault("policy.affirmed", "a policy is affirmed after it is adopted and revised, not before")
        }
        _ => Ok(()),
    }
}

/// A name and no path: the page asks for it below `/assets/logos/`.
fn logo(profile: &Profile) -> Checked {
    let Some(file) = &profile.logo else { return Ok(()) };
    let known = file.rsplit_once('.').is_some_and(|(name, kind)| {
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && ["svg", "png", "webp"].contains(&kind)
    });
    if known {
        Ok(())
    } else {
        fault(
            "logo",
            "the name of a file in style/assets/logos: small letters, digits, hyphens, then .svg, .png or .webp",
        )
    }
}

fn colours(accent: Accent) -> Checked {
    let grounds = [
        ("accent.light", accent.light, Accent::LIGHT_GROUNDS, "darker"),
        ("accent.dark", accent.dark, Accent::DARK_GROUNDS, "lighter"),
    ];
    for (key, colour, grounds, remedy) in grounds {
        for ground in grounds {
            let contrast = colour.contrast(ground);
            if contrast < Accent::ENOUGH {
                return fault(
                    key,
                    format!(
                        "the contrast of {colour} on {ground} is {contrast:.2} to 1 and has to be at least {} to 1; \
                         choose a {remedy} colour",
                        Accent::ENOUGH
                    ),
                );
            }
        }
    }
    Ok(())
}

fn desk(profile: &Profile) -> Checked {
    let desk = &profile.desk;
    if desk.address.is_empty() {
        return fault("desk.address", "give the address, one text for each line");
    }
    for (number, part) in desk.address.iter().enumerate() {
        line(&format!("desk.address[{}]", number + 1), part)?;
    }
    line("desk.phone", &desk.phone)?;
    if desk.phone.bytes().filter(u8::is_ascii_digit).count() < 7 {
        return fault("desk.phone", "a telephone number has at least seven digits");
    }
    both("desk.hours", &desk.hours)?;
    match &desk.email {
        Some(email) if !is_email(email) => fault("desk.email", "this is no e-mail address"),
        _ => Ok(()),
    }
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
}

fn card(profile: &Profile) -> Checked {
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

fn sign_in(profile: &Profile) -> Checked {
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

/// The library's own rules have words, and those that a switch tells are among the switch's.
fn own_rules(profile: &Profile) -> Checked {
    for (number, id) in profile.rules.own().iter().enumerate() {
        let key = |name: &str| format!("rules[{}].{name}", number + 1);
        let rule = id.rule();
        line(&key("section"), &rule.section)?;
        both(&key("words"), &rule.statement)?;
        if rule.told_by.is_some_and(|switch| !profile.switches.rules(switch).contains(id)) {
            return fault(
                key("told_by"),
                format!("this switch does not name {id} among its rules, so nothing tells it"),
            );
        }
    }
    Ok(())
}

fn grounds(profile: &Profile) -> Checked {
    profile.grounds.iter().try_for_each(|(ground, ids)| rules(&format!("grounds.{}", ground.code()), ids))
}

fn leads(profile: &Profile) -> Checked {
    let mut seen = HashSet::new();
    for (number, lead) in profile.leads.iter().enumerate() {
        let key = |name: &str| format!("leads[{}].{name}", number + 1);
        if lead.rule.rule().kind != Kind::Lead {
            return fault(key("rule"), format!("{} is no lead: name state law beside the policies", lead.rule));
        }
        if !seen.insert(&lead.rule) {
            return fault(key("rule"), format!("{} is named twice", lead.rule));
        }
        both(&key("note"), &lead.note)?;
    }
    Ok(())
}

fn switches(profile: &Profile) -> Checked {
    for switch in profile.switches.each() {
        rules(&format!("switches.{}.rules", switch.key), switch.rules)?;
        maybe(&format!("switches.{}.note", switch.key), switch.note)?;
    }
    let super::Switches { staff_card_monitor, consortium, .. } = &profile.switches;
    maybe("switches.staff_card_monitor.value", staff_card_monitor.value.as_ref())?;
    if let Some(name) = &consortium.value {
        let key = "switches.consortium.value";
        line(key, name)?;
        if !profile.held_elsewhere.iter().any(|held| held.who.en == *name) {
            return fault(
                key,
                format!(
                    "say in [[held_elsewhere]] what {name} holds and what deleting cannot reach: no `who.en` is {name:?}"
                ),
            );
        }
    }
    Ok(())
}

fn permission(profile: &Profile) -> Checked {
    match (profile.switches.written_permission.value, &profile.permission) {
        (WrittenPermission::NotOffered, None) => Ok(()),
        (WrittenPermission::NotOffered, Some(_)) => {
            fault("permission", "switches.written_permission says \"not-offered\"; leave this table out")
        }
        (WrittenPermission::Offered, None) => fault(
            "switches.written_permission.value",
            "say how long a written permission may last: [permission] with max_days, such as 365, and rules",
        ),
        (WrittenPermission::Offered, Some(limits)) => {
            if !(1..=3660).contains(&limits.max_days) {
                return fault("permission.max_days", "from 1 to 3660 days");
            }
            rules("permission.rules", &limits.rules)?;
            maybe("permission.note", limits.note.as_ref())
        }
    }
}

/// Classes that a portal cannot do without: who the person is, how they sign in, and what has been done.
const ALWAYS_KEPT: [Class; 5] =
    [Class::Identity, Class::Membership, Class::Preferences, Class::Credentials, Class::Activity];

fn retention(profile: &Profile) -> Checked {
    for class in Class::ALL {
        let name = class.code();
        let key = format!("retention.{name}");
        let Some(row) = profile.retention.get(&class) else {
            if class == Class::HeldElsewhere {
                continue;
            }
            return fault(key, format!("say how long \"{name}\" is kept: every data class needs a row"));
        };
        if class == Class::HeldElsewhere {
            return fault(key, "what others hold is told in [[held_elsewhere]] and [[vendors]]; leave this row out");
        }
        rules(&format!("{key}.rules"), &row.rules)?;
        maybe(&format!("{key}.note"), row.note.as_ref())?;
        match &row.keep {
            Keep::NotKept { .. } if ALWAYS_KEPT.contains(&class) => {
                return fault(format!("{key}.keep"), format!("the portal cannot work without \"{name}\""));
            }
            Keep::NotKept { reason, .. } => both(&format!("{key}.reason"), reason)?,
            Keep::PatronsChoice { .. } if class != Class::History => {
                return fault(format!("{key}.keep"), "patrons choose about their reading \"history\" only");
            }
            Keep::DaysAfter { .. } if ALWAYS_KEPT.contains(&class) => {
                return fault(
                    format!("{key}.keep"),
                    format!("the portal needs \"{name}\" for as long as the person is a patron"),
                );
            }
            Keep::DaysAfter { .. } if info(class).relations.iter().all(|one| one.over == Over::WithTheRecord) => {
                return fault(
                    format!("{key}.keep"),
                    format!("nothing in \"{name}\" is over before the record is; say \"while-a-patron\""),
                );
            }
            Keep::DaysAfter { days, .. } | Keep::PatronsChoice { days, .. } if !(1..=36_500).contains(days) => {
                return fault(format!("{key}.days"), "from 1 to 36500 days");
            }
            Keep::WhileAPatron | Keep::DaysAfter { .. } | Keep::PatronsChoice { .. } => {}
        }
    }
    let leaving = &profile.leaving;
    if profile.backup_days.is_some_and(|days| days == 0) {
        return fault("backup_days", "at least 1; leave it out where nobody has said");
    }
    for (key, days) in [("leaving.closed_days", leaving.closed_days), ("leaving.absent_days", leaving.absent_days)] {
        if !(1..=36_500).contains(&days) {
            return fault(key, "from 1 to 36500 days");
        }
    }
    rules("leaving.rules", &leaving.rules)?;
    maybe("leaving.note", leaving.note.as_ref())?;
    computer_use(profile)
}

/// The switch and the retention row of public computers say the same.
fn computer_use(profile: &Profile) -> Checked {
    let key = format!("retention.{}.keep", Class::ComputerUse.code());
    let kept = profile.is_kept(Class::ComputerUse);
    match profile.switches.computer_sessions.value {
        ComputerSessions::NotKept if kept => {
            fault(key, "switches.computer_sessions says \"not-kept\", so this has to be \"not-kept\" too")
        }
        ComputerSessions::NotStated if kept || states(profile, Class::ComputerUse) => {
            fault(key, "switches.computer_sessions says \"not-stated\", so this has to be \"not-stated\" too")
        }
        ComputerSessions::DateDurationBalance if !kept => {
            fault(key, "switches.computer_sessions says that sessions are kept, so say for how long")
        }
        _ => Ok(()),
    }
}

/// Whether a class is not kept because the policy says so, and not because it is silent.
fn states(profile: &Profile, class: Class) -> bool {
    matches!(profile.retention(class).map(|row| &row.keep), Some(Keep::NotKept { stated: true, .. }))
}

fn circulation_mail(profile: &Profile) -> Checked {
    let mail = &profile.circulation_mail;
    if mail.until_hour > 24 || mail.from_hour >= mail.until_hour {
        return fault("circulation_mail.until_hour", "is an hour from 1 to 24, after circulation_mail.from_hour");
    }
    if !(1..=14).contains(&mail.almost_due_days) {
        return fault("circulation_mail.almost_due_days", "is a number of days from 1 to 14");
    }
    Ok(())
}

fn notices(profile: &Profile) -> Checked {
    if profile.switches.email_is_consent.value {
        return Ok(());
    }
    match profile.notices.iter().find(|(_, default)| **default == NoticeDefault::On) {
        Some((kind, _)) => fault(
            format!("notices.{}", kind.code()),
            "switches.email_is_consent is false, so no notice can be on before the patron chooses it",
        ),
        None => Ok(()),
    }
}

fn vendors(profile: &Profile) -> Checked {
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
fn receives(profile: &Profile) -> Checked {
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
fn may_receive(profile: &Profile, vendor: &super::Vendor, field: &super::FieldRef) -> bool {
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

fn newsletters(profile: &Profile) -> Checked {
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

fn elsewhere(profile: &Profile) -> Checked {
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
