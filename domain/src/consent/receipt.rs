//! A consent receipt with the fields of ISO/IEC TS 27560:2023.

use super::{Purpose as Asked, State, what};
use crate::{
    inventory::Class,
    profile::{Keep, Profile},
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
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub person: Uuid,
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

/// The receipt of an answer. `site` is the address of the library's portal.
pub fn receipt(kept: &Kept, purpose: &Asked<'_>, profile: &Profile, site: &str) -> ConsentReceipt {
    let lang = kept.language;
    let controller = format!("library:{}", profile.slug);
    let vendor = match purpose {
        Asked::Newsletter(newsletter) => {
            profile.vendors.iter().find(|vendor| Some(&vendor.code) == newsletter.service.as_ref())
        }
        _ => None,
    };
    let mut parties = vec![Party {
        party_id: controller.clone(),
        party_name: profile.name.clone(),
        party_role: "PII controller",
        party_address: Some(profile.desk.address.join(", ")),
        party_phone: Some(profile.desk.phone.clone()),
        party_url: Some(site.to_owned()),
    }];
    parties.extend(vendor.map(|vendor| Party {
        party_id: format!("vendor:{}", vendor.code),
        party_name: vendor.name.to(lang).to_owned(),
        party_role: "PII processor",
        party_address: None,
        party_phone: None,
        party_url: vendor.policy_url.clone(),
    }));
    let third: Vec<String> = vendor.map(|vendor| format!("vendor:{}", vendor.code)).into_iter().collect();
    let pii = if vendor.is_some() {
        &["contact.email", "person.firstname", "person.surname"][..]
    } else {
        &["contact.email"]
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
                purpose: format!("{}: {}", purpose.label(lang), what(purpose, lang)),
                purpose_type: match purpose {
                    Asked::Notice(_) => "service notice",
                    Asked::Newsletter(_) => "newsletter",
                    Asked::AllMail => "e-mail",
                },
                lawful_basis: "consent",
                pii_information: pii.iter().map(|&pii_type| Pii { pii_type, pii_optional: true }).collect(),
                pii_controllers: vec![controller],
                collection_method: "given by the patron",
                processing_method: "sending e-mail",
                storage_locations: vec!["the library's patron portal"],
                retention_period: match profile.retention(Class::Preferences).map(|kept| &kept.keep) {
                    Some(Keep::DaysAfter { days, .. }) => format!("P{days}D"),
                    _ => "while the person is a patron".to_owned(),
                },
                jurisdictions: vec!["US-CT"],
                recipient_third_parties: third,
                withdrawal_method: format!("{site}/consents"),
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
