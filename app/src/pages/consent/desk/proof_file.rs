//! Proof of what was agreed to as a file: for each answer the record and the receipt (ISO/IEC TS 27560) and what came of it, as
//! JSON-LD.
//!
//! Every key has a term, so that no reader of JSON-LD drops one: of the W3C's Data Privacy Vocabulary (`dpv:`) where it has one,
//! else of Dublin Core (`dct:`) or schema.org (`schema:`). Where none of them says it, it is the field of the specification itself
//! (`field:`). The guide of the vocabulary's authors for this specification is at <https://w3id.org/dpv/guides/consent-27560>.

use chrono::{DateTime, Utc};
use domain::{
    consent::{State, receipt},
    parse::EmailAddress,
    profile::Profile,
};
use portal::consent::{AnswerConsequence, OfOne, ProofHeld, YesByAddress};
use serde_json::{Value, json};

/// The file for this address and moment. `site` is the address of the library's portal.
pub(super) fn file(profile: &Profile, site: &str, address: &EmailAddress, at: DateTime<Utc>, all: &[OfOne]) -> Value {
    let people: Vec<Value> = all.iter().map(|one| person(profile, site, one)).collect();
    json!({
        "@context": context(),
        "library": profile.name,
        "address": address.as_str(),
        "as_of": at,
        "people": people,
    })
}

fn person(profile: &Profile, site: &str, one: &OfOne) -> Value {
    let who = match (one.without_card, &one.card) {
        (true, _) => "subscriber-without-card",
        (false, Some(_)) => "record-with-card",
        (false, None) => "record-without-card",
    };
    let said = one.said.iter().map(|held| record(profile, site, held));
    let records: Vec<Value> = said.chain(one.by_address.iter().map(|yes| by_address(profile, yes))).collect();
    json!({ "who": who, "card_ends_in": one.card, "records": records })
}

fn record(profile: &Profile, site: &str, held: &ProofHeld) -> Value {
    let kept = &held.answer.kept;
    let status = match kept.state {
        State::Given => "dpv:ConsentGiven",
        State::Refused => "dpv:ConsentRefused",
        State::Withdrawn => "dpv:ConsentWithdrawn",
    };
    json!({
        "@type": "dpv:ConsentRecord",
        "dpv:hasConsentStatus": { "@id": status },
        "purpose": held.answer.purpose,
        "words": kept.words,
        "words_version": kept.words_version,
        "language": kept.language.tag(),
        "address": kept.address,
        "decided_at": kept.decided_at,
        "until": held.until,
        "means": held.answer.means,
        "receipt": receipt(kept, &held.answer.purpose, profile, site),
        "came_of_it": came(&held.came),
        "note": note(held.more),
    })
}

/// How a yes came about that nobody said: the address on record counts as it (L27, C5).
pub(super) const BY_ADDRESS: &str = "address-on-record";

/// It has no moment and no receipt: nobody said anything.
fn by_address(profile: &Profile, yes: &YesByAddress) -> Value {
    let rules: Vec<&str> =
        profile.switches.email_is_consent.rules.iter().map(|rule| rule.citation(yes.language)).collect();
    json!({
        "@type": "dpv:ConsentRecord",
        "dpv:hasConsentStatus": { "@id": "dpv:ConsentGiven" },
        "lawful_basis": "consent",
        "rules": rules,
        "purpose": yes.purpose,
        "words": yes.words,
        "words_version": yes.words_version,
        "language": yes.language.tag(),
        "address": yes.address,
        "until": yes.until,
        "means": BY_ADDRESS,
        "came_of_it": came(&yes.came),
        "note": note(yes.more),
    })
}

fn came(all: &[AnswerConsequence]) -> Vec<Value> {
    all.iter()
        .map(|AnswerConsequence { at, what, state, why, to, service }| {
            json!({ "at": at, "what": what.code(), "state": state, "why": why, "to": to, "service": service })
        })
        .collect()
}

fn note(more: bool) -> Option<&'static str> {
    more.then_some("Only the newest of what came of it are here.")
}

/// The vocabularies, and what each key means.
const TERMS: [(&str, &str); 56] = [
    ("dpv", "https://w3id.org/dpv#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("schema", "https://schema.org/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("field", "urn:iso:std:iso-iec:ts:27560:ed-1#"),
    ("library", "dct:publisher"),
    ("address", "schema:email"),
    ("people", "dpv:hasDataSubject"),
    ("who", "dct:type"),
    ("card_ends_in", "dpv:hasIdentifier"),
    ("records", "dct:hasPart"),
    ("purpose", "dpv:hasPurpose"),
    ("words", "schema:text"),
    ("words_version", "schema:version"),
    ("language", "dct:language"),
    ("means", "dpv:hasIndicationMethod"),
    ("receipt", "dpv:hasOrganisationalMeasure"),
    ("rules", "dpv:hasPolicy"),
    ("came_of_it", "dpv:hasOutcome"),
    ("note", "dct:description"),
    ("what", "dct:type"),
    ("state", "dpv:hasStatus"),
    ("why", "dpv:hasJustification"),
    ("to", "schema:toRecipient"),
    ("service", "dpv:hasRecipient"),
    ("schema_version", "dct:conformsTo"),
    ("record_id", "dct:identifier"),
    ("pii_principal_id", "dpv:hasDataSubject"),
    ("pii_processing", "dpv:hasProcess"),
    ("notice_text", "schema:text"),
    ("notice_version", "schema:version"),
    ("purposes", "dpv:hasPurpose"),
    ("purpose_type", "dct:type"),
    ("lawful_basis", "dpv:hasLegalBasis"),
    ("pii_information", "dpv:hasPersonalData"),
    ("pii_type", "dct:type"),
    ("pii_optional", "field:pii_optional"),
    ("pii_controllers", "dpv:hasDataController"),
    ("collection_method", "dpv:hasDataSource"),
    ("processing_method", "dpv:hasProcessing"),
    ("storage_locations", "dpv:hasLocation"),
    ("retention_period", "dpv:hasDuration"),
    ("jurisdictions", "dpv:hasJurisdiction"),
    ("recipient_third_parties", "dpv:hasRecipient"),
    ("privacy_rights", "dpv:hasRight"),
    ("party_identification", "dpv:hasEntity"),
    ("party_id", "dct:identifier"),
    ("party_name", "dpv:hasName"),
    ("party_role", "dct:type"),
    ("party_address", "dpv:hasAddress"),
    ("party_phone", "schema:telephone"),
    ("consent_events", "dct:provenance"),
    ("validity_duration", "dpv:hasDuration"),
    ("entity_id", "dpv:isIndicatedBy"),
    ("event_type", "dct:type"),
    ("event_state", "dpv:hasStatus"),
];

/// Keys of a moment.
const MOMENTS: [(&str, &str); 5] = [
    ("as_of", "dct:valid"),
    ("decided_at", "dpv:isIndicatedAtTime"),
    ("until", "schema:validThrough"),
    ("at", "dct:date"),
    ("event_time", "dpv:isIndicatedAtTime"),
];

/// Keys of an address on the web.
const LINKS: [(&str, &str); 3] =
    [("privacy_notice", "dpv:hasNotice"), ("withdrawal_method", "dpv:isExercisedAt"), ("party_url", "schema:url")];

fn context() -> Value {
    let typed = |kind: &str, (key, term): (&str, &str)| (key.to_owned(), json!({ "@id": term, "@type": kind }));
    let plain = TERMS.map(|(key, term)| (key.to_owned(), json!(term)));
    let moments = MOMENTS.map(|entry| typed("xsd:dateTime", entry));
    let links = LINKS.map(|entry| typed("@id", entry));
    Value::Object(plain.into_iter().chain(moments).chain(links).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        consent::{KeptAnswer, Purpose, VERSION, statement, without_card},
        profile::NoticeKind,
        words::Lang,
    };
    use portal::consent::{Answer, What};
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn library() -> Profile {
        Profile::parse("lci-member", include_str!("../../../../../libraries/lci-member.toml")).unwrap()
    }

    fn moment() -> DateTime<Utc> {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    fn held(purpose: &str, words: String, without_card: bool) -> ProofHeld {
        let kept = KeptAnswer {
            id: Uuid::nil(),
            person: Uuid::nil(),
            without_card,
            address: Some("ana@example.org".to_owned()),
            state: State::Given,
            words,
            words_version: VERSION.to_owned(),
            language: Lang::En,
            decided_at: moment(),
        };
        let came = AnswerConsequence {
            at: moment(),
            what: What::Service,
            state: "removed".to_owned(),
            why: Some("desk".to_owned()),
            to: Some("ana@example.org".to_owned()),
            service: Some("newsletter".to_owned()),
        };
        let answer = Answer { purpose: purpose.to_owned(), means: "portal".to_owned(), kept };
        ProofHeld { answer, until: Some(moment()), came: vec![came], more: true }
    }

    fn one(card: Option<&str>, without_card: bool, held: ProofHeld) -> OfOne {
        OfOne { card: card.map(str::to_owned), without_card, said: vec![held], by_address: Vec::new() }
    }

    fn silent(profile: &Profile) -> YesByAddress {
        let overdue = Purpose::Notice(NoticeKind::Overdue);
        YesByAddress {
            purpose: overdue.code().to_owned(),
            address: Some("ana@example.org".to_owned()),
            words: statement(&overdue, true, profile, Lang::En),
            words_version: VERSION,
            language: Lang::En,
            until: Some(moment()),
            came: Vec::new(),
            more: false,
        }
    }

    /// The file of three people: each with a yes that names a service, one of them for a newsletter that is no more; that one has
    /// not answered a notice.
    fn made() -> Value {
        let profile = library();
        let list = &profile.newsletters[0];
        let yes = statement(&Purpose::Newsletter(list), true, &profile, Lang::En);
        let mut all = [
            one(Some("0018"), false, held(&list.code, yes.clone(), false)),
            one(None, false, held("given-up", yes, false)),
            one(None, true, held(&list.code, without_card(list, true, &profile, Lang::En), true)),
        ];
        all[1].by_address.push(silent(&profile));
        file(&profile, "https://portal.example", &EmailAddress::parse("ana@example.org").unwrap(), moment(), &all)
    }

    fn keys(of: &Value, found: &mut BTreeSet<String>) {
        match of {
            Value::Object(entries) => {
                for (key, value) in entries.iter().filter(|(key, _)| *key != "@context") {
                    found.insert(key.clone());
                    keys(value, found);
                }
            }
            Value::Array(each) => each.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_key_of_the_file_has_a_term_and_every_term_a_vocabulary() {
        let made = made();
        let mut found = BTreeSet::new();
        keys(&made, &mut found);
        let context = made["@context"].as_object().unwrap();
        let is_known = |term: &str| term.split_once(':').is_some_and(|(prefix, _)| context.contains_key(prefix));
        for key in found.iter().filter(|key| !key.starts_with('@')) {
            assert!(context.contains_key(key) || is_known(key), "{key} means nothing to a reader of JSON-LD");
        }
        for (key, meaning) in context.iter().filter(|(_, meaning)| !meaning.to_string().contains("//")) {
            let term = meaning["@id"].as_str().or(meaning.as_str()).unwrap();
            assert!(is_known(term) || term.starts_with("urn:"), "{key}: {term}");
            let is_prefix = ["field"].contains(&key.as_str());
            assert!(is_prefix || found.contains(key), "{key} occurs nowhere");
        }
        for named in ["words", "decided_at", "means", "notice_text", "event_time", "party_name"] {
            assert!(found.contains(named), "{named}");
        }
    }

    #[test]
    fn l28_a_record_keeps_its_words_and_names_the_service_they_named() {
        let made = made();
        let record = |at: usize| &made["people"][at]["records"][0];
        for at in 0..3 {
            let words = record(at)["words"].as_str().unwrap();
            assert!(words.contains("(Newsletter service)"), "{words}");
            let receipt = &record(at)["receipt"];
            assert_eq!(receipt["pii_processing"]["notice_text"], words, "also of a question that is asked no more");
            assert_eq!(receipt["party_identification"][1]["party_name"], "Newsletter service");
        }
    }

    #[test]
    fn l27_c5_a_yes_by_the_address_on_record_names_its_rules_and_was_said_by_nobody() {
        let made = made();
        let records = made["people"][1]["records"].as_array().unwrap();
        let [said, unsaid] = &records[..] else { panic!("{records:#?}") };
        assert!(said["means"] == "portal" && said.get("rules").is_none());
        assert_eq!(unsaid["means"], "address-on-record");
        assert_eq!(unsaid["dpv:hasConsentStatus"]["@id"], "dpv:ConsentGiven");
        assert_eq!(unsaid["lawful_basis"], said["receipt"]["pii_processing"]["purposes"][0]["lawful_basis"]);
        let profile = library();
        let l27 = profile.rules.get("L27").unwrap();
        assert_eq!(unsaid["rules"][0], l27.citation(Lang::En));
        assert!(unsaid["words"].as_str().unwrap().contains("I can say no at any time"));
        assert!(unsaid.get("decided_at").is_none() && unsaid.get("receipt").is_none());
    }

    #[test]
    fn a_subscriber_a_record_with_a_card_and_one_without_are_told_apart() {
        let made = made();
        let who: Vec<&str> = (0..3).map(|at| made["people"][at]["who"].as_str().unwrap()).collect();
        assert_eq!(who, ["record-with-card", "record-without-card", "subscriber-without-card"]);
    }
}
