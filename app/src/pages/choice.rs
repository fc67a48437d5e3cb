//! The language a patron is written to in, how notices come, and how long the list of what they read is kept. Erasing the
//! list is asked once more.

use crate::{
    prelude::*,
    request::{Web, failure::Failure, forms::Posted, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        field::{Choice as Answer, choices as answers, choices_saying},
        render::{Head, render},
    },
    words::choices as words,
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    age::Young,
    inventory::{Class, show},
    profile::{Event, HistoryChoice, Keep, Profile, privacy},
    words::{Lang, Text},
};
use portal::choice::{Choice, Choices, Notices, choices, choose};
use serde::Deserialize;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct ChoiceQuery {
    /// Set after a choice was made.
    saved: Option<String>,
}

/// The form's fields: one of them, and whether to erase was asked once more.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChoiceForm {
    what: String,
    language: String,
    history: String,
    daily: String,
    without_titles: String,
    sure: String,
}

/// `GET /choices`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Query(asked): Query<ChoiceQuery>,
) -> Result<Response, Failure> {
    let now = choices(&web.portal, &patron).await?;
    Ok(page(&visit, now, asked.saved.is_some()))
}

/// `POST /choices`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(entered): Posted<ChoiceForm>,
) -> Result<Response, Failure> {
    let now = choices(&web.portal, &patron).await?;
    // One answer of each question is always chosen: a browser cannot send none.
    let choice = match entered.what.as_str() {
        "language" => Lang::from_tag(&entered.language).map(Choice::Language),
        "history" => HistoryChoice::from_code(&entered.history).map(Choice::History),
        "daily" => yes_or_no(&entered.daily).map(Choice::NoticesDaily),
        "titles" => yes_or_no(&entered.without_titles).map(Choice::NoticesWithoutTitles),
        _ => None,
    };
    let choice = choice.ok_or(Failure::Malformed)?;
    if choice == Choice::History(HistoryChoice::Off) && entered.sure != "yes" && now.history.is_some() {
        return Ok(check(&visit, now));
    }
    if choose(&web.portal, &patron, choice).await? {
        Ok(Redirect::to("/choices?saved=yes").into_response())
    } else {
        Err(Failure::NotFound)
    }
}

fn page(visit: &Visit, now: Choices, saved: bool) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let history = now.history.map(|history| {
        let rule = privacy::kept(profile, Class::History, lang);
        view! {
            <form method="post" action="/choices" class="sheet">
                <input type="hidden" name="what" value="history"/>
                {choices_saying("history", words::HISTORY.of(visit.young), &histories(history, visit.young), &|one| history_says(one, profile, lang), lang)}
                {rule.map(|rule| view! { <p class="hint">{rule}</p> })}
                {buttons::submit(words::HISTORY_DO, lang)}
            </form>
        }
    });
    let language = now.language.unwrap_or(lang);
    render(visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/record", crate::words::record::BACK.of(visit.young), lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            {saved.then(|| view! { <p class="notice" role="status">{words::DONE.to(visit.young, lang)}</p> })}
            <p class="lede">{words::LEDE.to(visit.young, lang)}</p>
            <form method="post" action="/choices" class="sheet">
                <input type="hidden" name="what" value="language"/>
                {answers("language", words::LANGUAGE.of(visit.young), &languages(language), lang)}
                <p class="hint">{words::LANGUAGE_HINT.to(visit.young, lang)}</p>
                {buttons::submit(words::LANGUAGE_DO, lang)}
            </form>
            {now.notices.map(|notices| how_notices_come(visit, notices))}
            {history}
        }
    })
}

fn yes_or_no(sent: &str) -> Option<bool> {
    match sent {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Each as it happens or one mail a day; with titles or without.
fn how_notices_come(visit: &Visit, notices: Notices) -> impl IntoView + use<> {
    let lang = visit.lang;
    let answer = |id, value, label, hint, chosen| Answer { id, value, label, hint, chosen };
    let daily = [
        answer("daily", "no", words::NOTICES_EACH, None, !notices.daily),
        answer("daily-yes", "yes", words::NOTICES_DAILY, None, notices.daily),
    ];
    let titles = notices.without_titles.map(|without| {
        [
            answer("without_titles", "no", words::TITLES_NAMED, Some(words::TITLES_HINT.of(visit.young)), !without),
            answer("without_titles-yes", "yes", words::TITLES_COUNTED, None, without),
        ]
    });
    view! {
        <form method="post" action="/choices" class="sheet">
            <input type="hidden" name="what" value="daily"/>
            {answers("daily", words::NOTICES.of(visit.young), &daily, lang)}
            {titles.is_none().then(|| view! { <p class="hint">{words::TITLES_NEVER.to(lang)}</p> })}
            {buttons::submit(words::NOTICES_DO, lang)}
        </form>
        {titles.map(|titles| view! {
            <form method="post" action="/choices" class="sheet">
                <input type="hidden" name="what" value="titles"/>
                {answers("without_titles", words::TITLES.of(visit.young), &titles, lang)}
                {buttons::submit(words::TITLES_DO, lang)}
            </form>
        })}
    }
}

/// Asked once more: what is erased, and where it may still be held.
fn check(visit: &Visit, now: Choices) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::CHECK_TITLE.to(visit.young, lang)), || {
        view! {
            {buttons::back("/choices", words::TITLE, lang)}
            <h1>{words::CHECK_TITLE.to(visit.young, lang)}</h1>
            <p class="lede">{words::in_list(lang, &show::count(now.in_list))}</p>
            <p>{words::CHECK_ONCE.to(visit.young, lang)}</p>
            <p>{words::CHECK_ELSEWHERE.to(visit.young, lang)}</p>
            <p>{words::CHECK_LAW.to(visit.young, lang)}</p>
            <form method="post" action="/choices">
                <input type="hidden" name="what" value="history"/>
                <input type="hidden" name="history" value=HistoryChoice::Off.code()/>
                <p class="buttons">
                    <button class="button warning" name="sure" value="yes">{words::CHECK_DO.to(lang)}</button>
                    <a href="/choices">{words::CHECK_NOT.to(lang)}</a>
                </p>
            </form>
        }
    })
}

fn languages(chosen: Lang) -> [Answer; 2] {
    Lang::ALL.map(|lang| Answer {
        id: if lang == Lang::En { "language" } else { "language-es" },
        value: lang.tag(),
        label: Text::new(lang.own_name(), lang.own_name()),
        hint: None,
        chosen: chosen == lang,
    })
}

/// What an answer says: the standard one names the library's days.
fn history_says(one: &Answer, profile: &Profile, lang: Lang) -> String {
    let days = profile.retention(Class::History).and_then(|kept| match kept.keep {
        Keep::PatronsChoice { days, event: Event::Returned } => Some(days),
        _ => None,
    });
    match days {
        Some(days) if one.value == HistoryChoice::Default.code() => words::history_default(lang, days),
        _ => one.label.to(lang).to_owned(),
    }
}

fn histories(chosen: HistoryChoice, young: Option<Young>) -> [Answer; 3] {
    let answer = |id, choice: HistoryChoice, label, hint| Answer {
        id,
        value: choice.code(),
        label,
        hint,
        chosen: chosen == choice,
    };
    [
        answer("history", HistoryChoice::Default, words::HISTORY_STANDARD, None),
        answer("history-off", HistoryChoice::Off, words::HISTORY_OFF, Some(words::HISTORY_OFF_HINT.of(young))),
        answer("history-forever", HistoryChoice::Forever, words::HISTORY_FOREVER, None),
    ]
}
