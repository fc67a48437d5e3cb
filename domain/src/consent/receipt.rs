//! A consent receipt with the fields of ISO/IEC TS 27560:2023.

use super::{ALL_MAIL, Purpose as ConsentPurpose, State, service_named};
use crate::{
    inventory::Class,
    profile::{Keep, NoticeKind, Profile},
    words::Lang,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

/// A receipt: one answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentReceipt {
    /// Which specification the fields follow.
    pub schema_version: &'static str,
    /// The consent's own id.
    pub record_id: Uuid,
    /// A pseudonym of the patron.
    pub pii_principal_id: Uuid,
    /// How the data is handled.
    pub pii_processing: Processing,
    /// Who is who.
    pub party_identification: Vec<Party>,
    /// What was said, and when.
    pub consent_events: Vec<ConsentEvent>,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Processing {
    /// Where the privacy notice is.
    pub privacy_notice: String,
    /// The exact words that were shown.
    pub notice_text: String,
    /// Their version.
    pub notice_version: String,
    /// Their language (BCP 47).
    pub language: &'static str,
    /// The purposes: one.
    pub purposes: Vec<Purpose>,
}

/// One purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Purpose {
    /// What for.
    pub purpose: String,
    /// Of which kind.
    pub purpose_type: &'static str,
    /// The ground it rests on.
    pub lawful_basis: &'static str,
    /// What data it needs.
    pub pii_information: Vec<Pii>,
    /// Who decides, by `party_id`.
    pub pii_controllers: Vec<String>,
    /// How the data came.
    pub collection_method: &'static str,
    /// What is done with it.
    pub processing_method: &'static str,
    /// Where it is kept.
    pub storage_locations: Vec<&'static str>,
    /// How long.
    pub retention_period: String,
    /// Under whose law.
    pub jurisdictions: Vec<&'static str>,
    /// Who else gets it, by `party_id`.
    pub recipient_third_parties: Vec<String>,
    /// How to take it back.
    pub withdrawal_method: String,
    /// What the patron may ask for.
    pub privacy_rights: Vec<&'static str>,
}

/// One kind of data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pii {
    /// Which, as the inventory names it.
    pub pii_type: &'static str,
    /// Whether it is needed.
    pub pii_optional: bool,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// How the rest of the receipt names it.
    pub party_id: String,
    /// Its name.
    pub party_name: String,
    /// What it does here.
    pub party_role: &'static str,
    /// Where it is, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_address: Option<String>,
    /// Its telephone number, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_phone: Option<String>,
    /// Its address on the web, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_url: Option<String>,
}

/// What was said, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentEvent {
    /// When (RFC 3339).
    pub event_time: DateTime<Utc>,
    /// Until when it holds.
    pub validity_duration: &'static str,
    /// Who said it.
    pub entity_id: Uuid,
    /// How.
    pub event_type: &'static str,
    /// `consent given`, `consent refused` before anything was given, or `consent withdrawn`.
    pub event_state: &'static str,
}

/// An answer, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub person: Uuid,
    /// Whether it is somebody who gets newsletters without a card.
    pub without_card: bool,
    /// The address on record at that moment; `None`: there was none, or it was not kept then.
    pub address: Option<String>,
    /// Yes, no, or no longer.
    pub state: State,
    /// The words.
    pub words: String,
    /// Their version.
    pub words_version: String,
    /// Their language.
    pub language: Lang,
    /// When.
    pub decided_at: DateTime<Utc>,
}

const RIGHTS: [&str; 4] = ["access", "correction", "withdrawal of consent", "a copy of the data"];

/// The receipt of an answer to the question with this code. `site` is the address of the library's portal. Which service gets
/// the data is read from the words that were said, and the question may be one that the library does not ask any more.
// Test (domain/src/consent/tests.rs): "a receipt goes by the words that were said and not by the profile of today".
pub fn receipt(kept: &KeptAnswer, code: &str, profile: &Profile, site: &str) -> ConsentReceipt {
    let lang = kept.language;
    let controller = format!("library:{}", profile.slug);
    let mut parties = vec![Party {
        party_id: controller.clone(),
        party_name: profile.name.clone(),
        party_role: "PII controller",
        party_address: Some(profile.desk.address.join(", ")),
        party_phone: Some(profile.desk.phone.clone()),
        party_url: Some(site.to_owned()),
    }];
    let service = service_named(&kept.words).map(|name| service(name, profile));
    let third: Vec<String> = service.iter().map(|party| party.party_id.clone()).collect();
    let pii = match (kept.without_card, &service) {
        (true, _) => &["subscriber.email", "subscriber.name"][..],
        (false, Some(_)) => &["contact.email", "person.firstname", "person.surname"],
        (false, None) => &["contact.email"],
    };
    parties.extend(service);
    let label = ConsentPurpose::from_code(code, profile).map_or_else(|| code.to_owned(), |purpose| purpose.label(lang));
    let (retention_period, withdrawal_method) = if kept.without_card {
        ("until 30 days after the last newsletter is stopped".to_owned(), format!("{site}/newsletters"))
    } else {
        let period = match profile.retention(Class::Preferences).map(|kept| &kept.keep) {
            Some(Keep::DaysAfter { days, .. }) => format!("P{days}D"),
            _ => "while the person is a patron".to_owned(),
        };
        (period, format!("{site}/consents"))
    };
    ConsentReceipt {
        schema_version: "ISO/IEC TS 27560:2023",
        record_id: kept.id,
        pii_principal_id: kept.person,
        pii_processing: Processing {
            privacy_notice: format!("{site}/privacy"),
            notice_text: kept.words.clone(),
            notice_version: kept.words_version.clone(),
            language: lang.tag(),
            purposes: vec![Purpose {
                purpose: label,
                purpose_type: type_of(code),
                lawful_basis: "consent",
                pii_information: pii.iter().map(|&pii_type| Pii { pii_type, pii_optional: true }).collect(),
                pii_controllers: vec![controller],
                collection_method: if kept.without_card { "given by the subscriber" } else { "given by the patron" },
                processing_method: "sending e-mail",
                storage_locations: vec!["the library's patron portal"],
                retention_period,
                jurisdictions: vec!["US-CT"],
                recipient_third_parties: third,
                withdrawal_method,
                privacy_rights: RIGHTS.to_vec(),
            }],
        },
        party_identification: parties,
        consent_events: vec![ConsentEvent {
            event_time: kept.decided_at,
            validity_duration: "until withdrawn",
            entity_id: kept.person,
            event_type: "explicit",
            event_state: kept.state.term(),
        }],
    }
}

/// The service that the words name. One that the profile has no more is a party by its name alone.
fn service(name: &str, profile: &Profile) -> Party {
    let vendor = profile.vendors.iter().find(|vendor| Lang::ALL.into_iter().any(|lang| vendor.name.to(lang) == name));
    Party {
        party_id: vendor.map_or_else(|| format!("service:{name}"), |vendor| format!("vendor:{}", vendor.code)),
        party_name: name.to_owned(),
        party_role: "PII processor",
        party_address: None,
        party_phone: None,
        party_url: vendor.and_then(|vendor| vendor.policy_url.clone()),
    }
}

/// Of which kind a question is, by its code; what the profile has no more was a newsletter, since notices do not come and go.
fn type_of(code: &str) -> &'static str {
    if code == ALL_MAIL {
        "e-mail"
    } else if NoticeKind::from_code(code).is_some() {
        "service notice"
    } else {
        "newsletter"
    }
}
