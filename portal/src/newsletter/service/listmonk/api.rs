//! The six requests, and what their answers mean.

use super::http::{Answer, NoAnswer, Target};
use hyper::{Method, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The attribute in which a statement stands there.
const STATEMENT: &str = "statement";

/// One service.
#[derive(Debug, Clone)]
pub(in crate::newsletter::service) struct Listmonk(Target);

/// What it holds of one subscriber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::newsletter::service) struct Entry {
    /// The address, in small letters as it keeps them.
    pub(in crate::newsletter::service) email: String,
    /// The name.
    pub(in crate::newsletter::service) name: String,
    /// Whatever else was put there, the statement among it.
    attribs: Map<String, Value>,
    /// Whether nothing is ever sent to it, whatever lists it is on.
    pub(in crate::newsletter::service) is_blocklisted: bool,
    /// Each list that it has to do with, by number.
    pub(in crate::newsletter::service) lists: Vec<(i64, Membership)>,
}

/// How an address stands to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::newsletter::service) enum Membership {
    /// It is on it and gets what is sent to it: it is confirmed, or the list asks for no confirmation.
    Confirmed,
    /// It is on it and gets nothing before it is confirmed there.
    Unconfirmed,
    /// It has left it.
    Unsubscribed,
}

/// What became of subscribing a new address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::newsletter::service) enum Subscribed {
    /// It is there now, under this number.
    As(i64),
    /// There is such an address already.
    WasThere,
    /// The service does not take it.
    Refused,
}

/// Why a request came to nothing, with a code for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::newsletter::service) enum Trouble {
    /// The service cannot be reached or refuses the portal: it has taken nothing.
    NotTaken(Cow<'static, str>),
    /// Whether it was taken nobody knows.
    InDoubt(Cow<'static, str>),
}

impl Trouble {
    /// What it was: `connection`, `time-out`, `503`.
    pub(in crate::newsletter::service) fn code(&self) -> &str {
        match self {
            Self::NotTaken(code) | Self::InDoubt(code) => code,
        }
    }
}

/// Every good answer.
#[derive(Deserialize)]
struct Good<T> {
    data: T,
}

/// Any refusal by the service itself; a proxy's error page cannot be read as one.
#[derive(Deserialize)]
struct Refusal {
    #[expect(dead_code, reason = "that there is one tells whose answer it is; what it says may name the address")]
    message: String,
}

#[derive(Deserialize)]
struct Subscriber {
    email: String,
    #[serde(default)]
    name: String,
    attribs: Option<Map<String, Value>>,
    status: String,
    #[serde(default)]
    lists: Vec<OnList>,
}

#[derive(Deserialize)]
struct OnList {
    id: i64,
    subscription_status: String,
    /// `single`, or `double` where the list asks for a confirmation.
    #[serde(default)]
    optin: String,
}

#[derive(Deserialize)]
struct Numbered {
    id: i64,
}

/// Of a person this and nothing else is ever sent.
#[derive(Serialize)]
struct New<'a> {
    email: &'a str,
    name: &'a str,
    status: &'static str,
    lists: [i64; 1],
    /// The yes was given to the library: the service is to ask for none.
    preconfirm_subscriptions: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribs: Option<Statement<'a>>,
}

/// What somebody has said of their own name or address goes wherever these go.
#[derive(Serialize)]
struct Statement<'a> {
    statement: &'a str,
}

/// An entry as it was read, with another name and statement. Every list is named, since it would be taken off the others; how it
/// stands to each stays as it is at that moment, and so does whether it is blocklisted.
#[derive(Serialize)]
struct Anew<'a> {
    email: &'a str,
    name: &'a str,
    lists: Vec<i64>,
    attribs: Map<String, Value>,
}

/// It names no status, so that everyone who is on the list, or has left it, stays as they are.
#[derive(Serialize)]
struct Change {
    ids: [i64; 1],
    action: &'static str,
    target_list_ids: [i64; 1],
}

impl Entry {
    /// How it stands to this list; `None`: it has nothing to do with it.
    pub(in crate::newsletter::service) fn on(&self, list: i64) -> Option<Membership> {
        self.lists.iter().find(|(id, _)| *id == list).map(|(_, membership)| *membership)
    }

    /// Whether it has left this list, or is never written to at all.
    pub(in crate::newsletter::service) fn has_left(&self, list: i64) -> bool {
        self.is_blocklisted || self.on(list) == Some(Membership::Unsubscribed)
    }

    /// Whether this name and this statement stand there; an empty one: that none does.
    pub(in crate::newsletter::service) fn says(&self, name: &str, statement: &str) -> bool {
        let stated = self.attribs.get(STATEMENT).and_then(Value::as_str).unwrap_or_default();
        self.name.trim() == name.trim() && stated == statement
    }

    /// Whether it is this address, however that is written.
    pub(in crate::newsletter::service) fn is(&self, email: &str) -> bool {
        self.email.to_lowercase() == email.trim().to_lowercase()
    }
}

impl Listmonk {
    pub(super) const fn at(target: Target) -> Self {
        Self(target)
    }

    /// The same, giving an answer up when it is told to.
    #[cfg(test)]
    pub(super) fn gives_up_when(self, told: std::sync::Arc<tokio::sync::Notify>) -> Self {
        Self(self.0.gives_up_when(told))
    }

    /// What is there under a number; `None`: nothing.
    pub(in crate::newsletter::service) async fn get(&self, id: i64) -> Result<Option<Entry>, Trouble> {
        let answer = self.ask(Method::GET, &format!("/api/subscribers/{id}"), None).await?;
        match answer.status {
            StatusCode::OK => Ok(Some(entry(&answer)?)),
            // It says "bad request" of a number that it does not have.
            StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND if is_its_own(&answer) => Ok(None),
            status => Err(trouble(status)),
        }
    }

    /// Puts an address that is not there on a list, with its owner's statement where that is not empty. One that is there stays as
    /// it is.
    pub(in crate::newsletter::service) async fn subscribe(
        &self,
        email: &str,
        name: &str,
        statement: &str,
        list: i64,
    ) -> Result<Subscribed, Trouble> {
        let attribs = (!statement.is_empty()).then_some(Statement { statement });
        let new = New { email, name, status: "enabled", lists: [list], preconfirm_subscriptions: true, attribs };
        let answer = self.ask(Method::POST, "/api/subscribers", Some(json(&new)?)).await?;
        match answer.status {
            StatusCode::OK => Ok(Subscribed::As(read::<Numbered>(&answer)?.id)),
            StatusCode::CONFLICT if is_its_own(&answer) => Ok(Subscribed::WasThere),
            StatusCode::BAD_REQUEST if is_its_own(&answer) => Ok(Subscribed::Refused),
            status => Err(trouble(status)),
        }
    }

    /// Gives the entry with this number, which was read a moment ago, another name and statement; an empty statement takes away the
    /// one it has. `false`: the service does not take it.
    pub(in crate::newsletter::service) async fn tell(
        &self,
        id: i64,
        entry: &Entry,
        name: &str,
        statement: &str,
    ) -> Result<bool, Trouble> {
        let mut attribs = entry.attribs.clone();
        if statement.is_empty() {
            attribs.remove(STATEMENT);
        } else {
            attribs.insert(STATEMENT.to_owned(), Value::from(statement));
        }
        let lists = entry.lists.iter().map(|(list, _)| *list).collect();
        let anew = Anew { email: &entry.email, name, lists, attribs };
        let answer = self.ask(Method::PUT, &format!("/api/subscribers/{id}"), Some(json(&anew)?)).await?;
        match answer.status {
            StatusCode::OK => Ok(true),
            StatusCode::BAD_REQUEST | StatusCode::CONFLICT if is_its_own(&answer) => Ok(false),
            status => Err(trouble(status)),
        }
    }

    /// Puts the entry with this number on a list. If its person has left that list, they stay off it.
    pub(in crate::newsletter::service) async fn add(&self, id: i64, list: i64) -> Result<(), Trouble> {
        self.change(id, list, "add").await
    }

    /// Takes them off a list, as if they had never been on it.
    pub(in crate::newsletter::service) async fn remove(&self, id: i64, list: i64) -> Result<(), Trouble> {
        self.change(id, list, "remove").await
    }

    /// Deletes all that is there under a number. Where there is nothing, that counts as done.
    pub(in crate::newsletter::service) async fn delete(&self, id: i64) -> Result<(), Trouble> {
        done(&self.ask(Method::DELETE, &format!("/api/subscribers/{id}"), None).await?)
    }

    async fn change(&self, id: i64, list: i64, action: &'static str) -> Result<(), Trouble> {
        let change = Change { ids: [id], action, target_list_ids: [list] };
        done(&self.ask(Method::PUT, "/api/subscribers/lists", Some(json(&change)?)).await?)
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Result<Answer, Trouble> {
        self.0.ask(method, path, body).await.map_err(|none| match none {
            NoAnswer::NotSent(code) => Trouble::NotTaken(code.into()),
            NoAnswer::Lost(code) => Trouble::InDoubt(code.into()),
        })
    }
}

/// What an answer says of one subscriber.
fn entry(answer: &Answer) -> Result<Entry, Trouble> {
    let Subscriber { email, name, attribs, status, lists } = read(answer)?;
    let lists = lists.into_iter().filter_map(|one| Some((one.id, membership(&one)?))).collect();
    let attribs = attribs.unwrap_or_default();
    Ok(Entry { email, name, attribs, is_blocklisted: status == "blocklisted", lists })
}

fn membership(one: &OnList) -> Option<Membership> {
    Some(match one.subscription_status.as_str() {
        "confirmed" => Membership::Confirmed,
        "unconfirmed" if one.optin == "single" => Membership::Confirmed,
        "unconfirmed" => Membership::Unconfirmed,
        "unsubscribed" => Membership::Unsubscribed,
        _ => return None,
    })
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Trouble> {
    serde_json::to_vec(value).map_err(|_| Trouble::NotTaken("request".into()))
}

fn read<T: for<'a> Deserialize<'a>>(answer: &Answer) -> Result<T, Trouble> {
    let good: Good<T> = serde_json::from_slice(&answer.body).map_err(|_| Trouble::InDoubt("unreadable".into()))?;
    Ok(good.data)
}

fn is_its_own(answer: &Answer) -> bool {
    serde_json::from_slice::<Refusal>(&answer.body).is_ok()
}

fn done(answer: &Answer) -> Result<(), Trouble> {
    if answer.status == StatusCode::OK { Ok(()) } else { Err(trouble(answer.status)) }
}

/// What a status that is no answer to the question says of it. A redirect is not followed: it would take a name and an address to
/// where nobody has agreed to.
fn trouble(status: StatusCode) -> Trouble {
    let code = status.as_u16().to_string().into();
    if status.is_client_error() || status.is_redirection() { Trouble::NotTaken(code) } else { Trouble::InDoubt(code) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(body: Vec<u8>) -> Answer {
        Answer { status: StatusCode::OK, body: body.into() }
    }

    proptest! {
        #[test]
        fn whatever_bytes_a_service_answers_are_read_or_in_doubt(body in prop::collection::vec(any::<u8>(), 0..200)) {
            let answer = answer(body);
            prop_assert!(entry(&answer).is_ok() || entry(&answer) == Err(Trouble::InDoubt("unreadable".into())));
            let _ = read::<Numbered>(&answer).map(|one| one.id);
            let _ = is_its_own(&answer);
        }

        #[test]
        fn whatever_a_service_says_of_somebody_is_read_as_it_stands_and_no_more(
            email in "\\PC{0,30}",
            name in "\\PC{0,30}",
            status in "enabled|disabled|blocklisted|\\PC{0,10}",
            lists in prop::collection::vec(
                (any::<i64>(), "confirmed|unconfirmed|unsubscribed|\\PC{0,10}", "single|double|\\PC{0,5}"), 0..5),
        ) {
            let each: Vec<_> = lists
                .iter()
                .map(|(id, stands, optin)| {
                    serde_json::json!({ "id": id, "subscription_status": stands, "optin": optin })
                })
                .collect();
            let said = serde_json::json!({ "data": { "email": email, "name": name, "status": status, "lists": each } });
            let entry = entry(&answer(serde_json::to_vec(&said).unwrap())).unwrap();
            prop_assert_eq!((&entry.email, &entry.name), (&email, &name));
            prop_assert_eq!(entry.is_blocklisted, status == "blocklisted");
            prop_assert!(entry.lists.len() <= lists.len());
            for (id, stands, _) in &lists {
                let known = ["confirmed", "unconfirmed", "unsubscribed"].contains(&stands.as_str());
                prop_assert!(!known || entry.on(*id).is_some());
            }
        }
    }
}
