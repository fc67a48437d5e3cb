//! What became of a change, with its reference.

use super::under_way::{mail_has_failed, mail_is_to_be_sent, waits_for};
use crate::{
    prelude::*,
    request::{Web, failure::Failure, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::render::{Head, render},
    words::{by_age::ByAge, contact as words, returned},
};
use axum::{extract::State, response::Response};
use domain::contact::Detail;
use portal::contact::{LinkMail, Pending, Stage, details};

/// `GET /contact/{detail}/done`: read from the record, so that the address says nothing and proves nothing.
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InPath(code): InPath<String>,
) -> Result<Response, Failure> {
    let detail = Detail::from_code(&code).ok_or(Failure::NotFound)?;
    let details = details(&web.portal, &patron).await?;
    let pending = details.under_way(detail).cloned();
    let lang = visit.lang;
    let young = visit.young;
    let title = title(pending.as_ref()).of(young);
    Ok(render(&visit, Head::new(title.to(lang)), || {
        let profile = &visit.site.profile;
        view! {
            <h1>{title.to(lang)}</h1>
            {match pending {
                None => view! { <p class="lede">{words::MADE_WHAT.to(young, lang)}</p> },
                Some(pending) => {
                    let at_desk = pending.stage == Stage::Desk;
                    let failed = mail_has_failed(&pending);
                    let may_change = mail_is_to_be_sent(&pending);
                    view! {
                        <p class="lede">{waits_for(&pending, profile).to(young, lang)}</p>
                        {failed.then(|| view! { <p><a href="/contact/email">{returned::CORRECT.to(lang)}</a></p> })}
                        {may_change.then(|| view! {
                            <p><a href="/contact/email/done">{words::LOOK_AGAIN.to(lang)}</a></p>
                        })}
                        {pending.reference.map(|reference| view! {
                            <div class="sheet">
                                {at_desk.then(|| view! { <h2>{words::BRING.to(young, lang)}</h2> })}
                                <p>{words::REFERENCE.to(lang)} " " <strong class="reference">{reference}</strong></p>
                                <p>{profile.desk.address.join(", ")}<br/>{profile.desk.hours.to(lang).to_owned()}</p>
                            </div>
                        })}
                    }
                }
            }}
            <p class="buttons"><a class="button" href="/contact">{words::TO_CONTACT.to(young, lang)}</a></p>
        }
    }))
}

/// What the page says first: never that a mail is to be looked for which will not come.
fn title(pending: Option<&Pending>) -> ByAge {
    match pending.map(|pending| (pending.stage, pending.mail)) {
        None => words::MADE,
        Some((Stage::Desk, _)) => words::ASKED,
        Some((Stage::Link | Stage::LinkLapsed, Some(mail))) if mail.has_failed() => words::NOT_SENT,
        Some((Stage::LinkLapsed, _)) => words::LINK_HAS_ENDED,
        Some((Stage::Link, Some(LinkMail::Late))) => words::SENT_LATE,
        Some((Stage::Link, _)) => words::SENT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use domain::age::Young;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn pending(stage: Stage, mail: Option<LinkMail>) -> Pending {
        Pending {
            id: Uuid::nil(),
            reference: None,
            detail: Detail::Email,
            new_value: "new@example.org".to_owned(),
            asked_at: Utc.with_ymd_and_hms(2026, 11, 23, 12, 0, 0).unwrap(),
            stage,
            mail,
        }
    }

    fn profile() -> domain::profile::Profile {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../libraries/mansfield.toml");
        domain::profile::Profile::parse("mansfield", &std::fs::read_to_string(file).unwrap()).unwrap()
    }

    /// The title, as an adult reads it.
    fn first(pending: Option<&Pending>) -> &'static str {
        title(pending).of(None).en
    }

    #[test]
    fn whoever_waits_for_a_mail_is_told_whether_it_came_and_what_to_do_if_not() {
        let failed = [LinkMail::Refused, LinkMail::CannotBeWrittenTo, LinkMail::GivenUp, LinkMail::CameBack];
        let going = [LinkMail::Waits, LinkMail::Late, LinkMail::Sent];
        let mut said = BTreeSet::new();
        for mail in failed {
            for stage in [Stage::Link, Stage::LinkLapsed] {
                let pending = pending(stage, Some(mail));
                for young in [None, Some(Young::Teenager), Some(Young::Child)] {
                    let text = waits_for(&pending, &profile()).of(young);
                    assert!(text.en.contains("desk") && text.es.contains("mostrador"), "{mail:?}: what to do");
                }
                let text = waits_for(&pending, &profile()).of(None);
                assert_eq!(first(Some(&pending)), words::NOT_SENT.of(None).en);
                assert!(mail_has_failed(&pending) && !mail_is_to_be_sent(&pending));
                said.insert(text.en);
            }
        }
        for mail in going {
            let pending = pending(Stage::Link, Some(mail));
            said.insert(waits_for(&pending, &profile()).of(None).en);
            assert_eq!(first(Some(&pending)) == words::SENT.of(None).en, mail != LinkMail::Late, "{mail:?}");
            assert_eq!(mail_is_to_be_sent(&pending), mail != LinkMail::Sent);
        }
        assert_eq!(said.len(), failed.len() + going.len(), "each in its own words: {said:?}");
        let lapsed = pending(Stage::LinkLapsed, Some(LinkMail::Sent));
        assert_eq!(waits_for(&lapsed, &profile()).of(None), words::LINK_LAPSED.of(None));
        assert_eq!(
            first(Some(&lapsed)),
            words::LINK_HAS_ENDED.of(None).en,
            "nor is one to look for a link that has ended"
        );
        assert_eq!(first(Some(&pending(Stage::Desk, None))), words::ASKED.of(None).en);
        assert_eq!(first(None), words::MADE.of(None).en);
    }
}
