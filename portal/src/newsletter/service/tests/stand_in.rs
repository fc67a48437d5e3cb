//! A stand-in for listmonk on the loopback: a real HTTP server that answers the six requests as its source does, keeps who is
//! there, and fails when it is told to. It is no listmonk.

use crate::newsletter::service::{ListmonkSettings, Services};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
};

/// What the portal says of itself.
pub(crate) const WHO: &str = "portal:canary-token";

/// The numbers of its lists.
pub(crate) const WEEKLY: i64 = 3;
pub(crate) const MONTHLY: i64 = 4;

/// A running one.
pub(crate) struct StandIn {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
    /// Notified when a request was heard that is never answered.
    stalls: Arc<Notify>,
}

/// What it does with the next request, in place of what it would.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Does {
    /// What it always does.
    AsEver,
    /// It answers with this status and does nothing.
    Says(u16),
    /// It does nothing and never answers.
    Stalls,
    /// It does as it is asked, and breaks the connection before it says so.
    TakesAndVanishes,
    /// It answers without end.
    TalksOn,
    /// They whom it is about leave this list first, and then it does what it always does.
    LeaveFirst(i64),
}

/// A request as it came.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heard {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) head: String,
    pub(crate) body: Value,
}

#[derive(Default)]
struct State {
    next_id: i64,
    subscribers: BTreeMap<i64, Subscriber>,
    /// Lists that the portal's user may not manage.
    closed: Vec<i64>,
    /// Lists that ask for a confirmation ("double opt-in").
    asking: Vec<i64>,
    heard: Vec<Heard>,
    does: VecDeque<Does>,
}

#[derive(Debug, Clone)]
struct Subscriber {
    email: String,
    name: String,
    attribs: Value,
    status: String,
    lists: BTreeMap<i64, String>,
}

impl StandIn {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State { next_id: 4711, ..State::default() }));
        let stalls = Arc::new(Notify::new());
        let shared = (state.clone(), stalls.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (state, stalls) = shared.clone();
                tokio::spawn(async move { converse(stream, &state, &stalls).await.ok() });
            }
        });
        Self { port, state, stalls }
    }

    /// The configuration of a library that has it.
    pub(crate) fn settings(&self) -> ListmonkSettings {
        let (user, token) = WHO.split_once(':').unwrap();
        ListmonkSettings {
            vendor: "newsletter".into(),
            url: format!("http://127.0.0.1:{}", self.port),
            user: user.into(),
            token: token.into(),
            lists: BTreeMap::from([("weekly".into(), WEEKLY), ("monthly".into(), MONTHLY)]),
        }
    }

    /// The connection to it, which waits as long as there is something to wait for.
    pub(crate) fn services(&self, library: &str) -> Services {
        let all = BTreeMap::from([(library.to_owned(), self.settings())]);
        Services::of(&all).unwrap().gives_up_when(&self.stalls)
    }

    /// Does these in turn with the next requests.
    pub(crate) fn next(&self, does: &[Does]) {
        self.state.lock().unwrap().does.extend(does);
    }

    /// What was asked of it since this was last read, as `POST /api/subscribers`.
    pub(crate) fn heard(&self) -> Vec<String> {
        let heard = std::mem::take(&mut self.state.lock().unwrap().heard);
        heard.into_iter().map(|one| format!("{} {}", one.method, one.path)).collect()
    }

    /// The same with all that was sent.
    pub(crate) fn heard_whole(&self) -> Vec<Heard> {
        std::mem::take(&mut self.state.lock().unwrap().heard)
    }

    /// Everyone who is there: the address, and how they stand to each list.
    pub(crate) fn has(&self) -> Vec<(String, Vec<(i64, String)>)> {
        let state = self.state.lock().unwrap();
        let each = state.subscribers.values();
        each.map(|one| (one.email.clone(), one.lists.clone().into_iter().collect())).collect()
    }

    /// Everyone to whom something is sent, in the order of their addresses: the lists by which it is.
    pub(crate) fn sends_to(&self) -> Vec<(String, Vec<i64>)> {
        let state = self.state.lock().unwrap();
        let gets = |(list, status): (&i64, &String)| {
            let is_sent = status == "confirmed" || status == "unconfirmed" && !state.asking.contains(list);
            is_sent.then_some(*list)
        };
        let each = state.subscribers.values().filter(|one| one.status != "blocklisted");
        let mut all: Vec<(String, Vec<i64>)> =
            each.map(|one| (one.email.clone(), one.lists.iter().filter_map(gets).collect())).collect();
        all.sort();
        all
    }

    /// The names that are there.
    pub(crate) fn names(&self) -> Vec<String> {
        self.state.lock().unwrap().subscribers.values().map(|one| one.name.clone()).collect()
    }

    /// The number of an address.
    pub(crate) fn number(&self, email: &str) -> i64 {
        let state = self.state.lock().unwrap();
        *state.subscribers.iter().find(|(_, one)| one.email == email).unwrap().0
    }

    /// Somebody was put there by others. Gives the number.
    pub(crate) fn holds(&self, email: &str, lists: &[(i64, &str)]) -> i64 {
        let mut state = self.state.lock().unwrap();
        let lists = lists.iter().map(|(list, status)| (*list, (*status).to_owned())).collect();
        state.add(email.to_owned(), "Somebody".to_owned(), lists)
    }

    /// They leave this list there, by the link in a newsletter.
    pub(crate) fn leaves(&self, email: &str, list: i64) {
        self.with(email, |one| drop(one.lists.insert(list, "unsubscribed".to_owned())));
    }

    /// They ask never to be written to, or a complaint came.
    pub(crate) fn blocklists(&self, email: &str) {
        self.with(email, |one| {
            one.status = "blocklisted".to_owned();
            one.lists.values_mut().for_each(|status| *status = "unsubscribed".to_owned());
        });
    }

    /// Somebody there writes another name into the entry.
    pub(crate) fn calls(&self, email: &str, name: &str) {
        self.with(email, |one| name.clone_into(&mut one.name));
    }

    /// Somebody there puts a word of their own beside the entry.
    pub(crate) fn notes(&self, email: &str, key: &str, value: &str) {
        self.with(email, |one| one.attribs[key] = json!(value));
    }

    /// What stands beside an entry.
    pub(crate) fn attribs(&self, email: &str) -> Value {
        let state = self.state.lock().unwrap();
        state.subscribers.values().find(|one| one.email == email).unwrap().attribs.clone()
    }

    /// A list asks for a confirmation from now on, or asks for none.
    pub(crate) fn asks(&self, list: i64, does: bool) {
        let mut state = self.state.lock().unwrap();
        state.asking.retain(|one| *one != list);
        state.asking.extend(does.then_some(list));
    }

    /// Somebody writes another address into the entry.
    pub(crate) fn renames(&self, email: &str, to: &str) {
        self.with(email, |one| one.email = to.to_owned());
    }

    /// All that is there of them is deleted.
    pub(crate) fn wipes(&self, email: &str) {
        self.state.lock().unwrap().subscribers.retain(|_, one| one.email != email);
    }

    /// The portal's user has no right to this list.
    pub(crate) fn closes(&self, list: i64) {
        self.state.lock().unwrap().closed.push(list);
    }

    fn with(&self, email: &str, change: impl FnOnce(&mut Subscriber)) {
        let mut state = self.state.lock().unwrap();
        change(state.subscribers.values_mut().find(|one| one.email == email).unwrap());
    }
}

impl State {
    fn add(&mut self, email: String, name: String, lists: BTreeMap<i64, String>) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        let one = Subscriber { email, name, attribs: json!({}), status: "enabled".to_owned(), lists };
        self.subscribers.insert(id, one);
        id
    }

    /// What listmonk answers, and does.
    fn answer(&mut self, heard: &Heard) -> (u16, Value) {
        if !heard.head.lines().any(|line| line.eq_ignore_ascii_case(&format!("authorization: token {WHO}"))) {
            return refusal(403, "invalid API credentials");
        }
        let id = heard.path.strip_prefix("/api/subscribers/").and_then(|id| id.parse::<i64>().ok());
        match (heard.method.as_str(), heard.path.as_str(), id) {
            ("GET", _, Some(id)) => match self.shown(id) {
                Some(shown) => (200, json!({ "data": shown })),
                None => refusal(400, "Subscriber not found"),
            },
            ("POST", "/api/subscribers", _) => self.create(&heard.body),
            ("PUT", "/api/subscribers/lists", _) => self.change(&heard.body),
            ("PUT", _, Some(id)) => self.update(id, &heard.body),
            // It says so of what was never there, too.
            ("DELETE", _, Some(id)) => {
                self.subscribers.remove(&id);
                (200, json!({ "data": true }))
            }
            _ => refusal(404, "Not Found"),
        }
    }

    fn shown(&self, id: i64) -> Option<Value> {
        let Subscriber { email, name, attribs, status, lists } = self.subscribers.get(&id)?;
        let list = |(id, status): (&i64, &String)| {
            let optin = if self.asking.contains(id) { "double" } else { "single" };
            json!({ "id": id, "name": "A list", "optin": optin, "subscription_status": status })
        };
        let lists: Vec<Value> = lists.iter().map(list).collect();
        Some(json!({ "id": id, "email": email, "name": name, "attribs": attribs, "status": status, "lists": lists }))
    }

    fn create(&mut self, body: &Value) -> (u16, Value) {
        let email = body["email"].as_str().unwrap_or_default().trim().to_lowercase();
        if !email.contains('@') || email.ends_with("@blocked.example") {
            return refusal(400, "Invalid email");
        }
        if self.subscribers.values().any(|one| one.email == email) {
            return refusal(409, "E-mail already exists.");
        }
        let name = body["name"].as_str().filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| email.split('@').next().unwrap()).to_owned();
        let status = if body["preconfirm_subscriptions"] == json!(true) { "confirmed" } else { "unconfirmed" };
        let lists = self.permitted(&body["lists"]).into_iter().map(|list| (list, status.to_owned())).collect();
        let id = self.add(email, name, lists);
        if let (Some(one), Some(attribs)) = (self.subscribers.get_mut(&id), body.get("attribs")) {
            one.attribs = attribs.clone();
        }
        (200, json!({ "data": self.shown(id) }))
    }

    /// As its source has it: what is empty stays, attributes are replaced, and of the lists those that are named and may be managed
    /// stay or are added; how somebody stands to a list they have to do with stays, and they are taken off every other.
    fn update(&mut self, id: i64, body: &Value) -> (u16, Value) {
        let lists = self.permitted(&body["lists"]);
        let Some(one) = self.subscribers.get_mut(&id) else { return refusal(400, "Subscriber not found") };
        let said = |key: &str| body[key].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let Some(email) = said("email") else { return refusal(400, "Invalid email") };
        one.email = email.to_lowercase();
        one.name = said("name").unwrap_or_else(|| one.name.clone());
        one.status = said("status").unwrap_or_else(|| one.status.clone());
        one.attribs = body.get("attribs").cloned().unwrap_or_else(|| json!({}));
        one.lists.retain(|list, _| lists.contains(list));
        let status = if body["preconfirm_subscriptions"] == json!(true) { "confirmed" } else { "unconfirmed" };
        for list in lists {
            one.lists.entry(list).or_insert_with(|| status.to_owned());
        }
        (200, json!({ "data": self.shown(id) }))
    }

    /// Those whom a request is about leave a list, whoever put them on it.
    fn leave_first(&mut self, heard: &Heard, list: i64) {
        let named = heard.path.strip_prefix("/api/subscribers/").and_then(|id| id.parse::<i64>().ok());
        let ids = heard.body["ids"].as_array().into_iter().flatten().filter_map(Value::as_i64);
        for id in ids.chain(named) {
            if let Some(one) = self.subscribers.get_mut(&id) {
                one.lists.insert(list, "unsubscribed".to_owned());
            }
        }
    }

    fn change(&mut self, body: &Value) -> (u16, Value) {
        let lists = self.permitted(&body["target_list_ids"]);
        for id in body["ids"].as_array().into_iter().flatten().filter_map(Value::as_i64) {
            let Some(one) = self.subscribers.get_mut(&id) else { continue };
            for list in &lists {
                match body["action"].as_str() {
                    Some("add") => {
                        // As its source has it: with a status whatever they were before; without one as they were.
                        let before = one.lists.get(list).cloned();
                        let stands = body["status"].as_str().map(str::to_owned).or(before);
                        one.lists.insert(*list, stands.unwrap_or_else(|| "unconfirmed".to_owned()));
                    }
                    Some("remove") => drop(one.lists.remove(list)),
                    _ => return refusal(400, "Invalid action"),
                }
            }
        }
        (200, json!({ "data": true }))
    }

    /// Of lists that there are and that may be managed; the others are passed over without a word.
    fn permitted(&self, lists: &Value) -> Vec<i64> {
        let all = lists.as_array().into_iter().flatten().filter_map(Value::as_i64);
        all.filter(|list| [WEEKLY, MONTHLY].contains(list) && !self.closed.contains(list)).collect()
    }
}

fn refusal(status: u16, message: &str) -> (u16, Value) {
    (status, json!({ "message": message }))
}

/// One request of a connection (RFC 9112).
async fn converse(stream: TcpStream, state: &Mutex<State>, stalls: &Notify) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    // The first byte of a TLS handshake: it speaks none.
    if read.fill_buf().await?.first() == Some(&0x16) {
        return Ok(());
    }
    let (mut lines, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if read.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        if line.trim_end().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        lines.push_str(&line);
    }
    let mut body = vec![0; length];
    read.read_exact(&mut body).await?;
    let mut words = lines.split_whitespace();
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    let heard = Heard { method, path, head: lines, body: serde_json::from_slice(&body).unwrap_or(Value::Null) };
    let does = {
        let mut state = state.lock().unwrap();
        state.heard.push(heard.clone());
        state.does.pop_front().unwrap_or(Does::AsEver)
    };
    let (status, body) = match does {
        Does::AsEver => state.lock().unwrap().answer(&heard),
        Does::LeaveFirst(list) => {
            let mut state = state.lock().unwrap();
            state.leave_first(&heard, list);
            state.answer(&heard)
        }
        Does::Says(status @ 300..400) => (status, json!({})),
        Does::Says(status) => refusal(status, "told to"),
        Does::Stalls => {
            stalls.notify_one();
            // Until the portal gives it up.
            read.read_u8().await.ok();
            return Ok(());
        }
        Does::TakesAndVanishes => {
            state.lock().unwrap().answer(&heard);
            return Ok(());
        }
        Does::TalksOn => {
            write.write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"data\": \"").await?;
            while write.write_all(&[b'a'; 4096]).await.is_ok() {}
            return Ok(());
        }
    };
    let body = body.to_string();
    let at = if (300..400).contains(&status) { "Location: http://127.0.0.1:1/elsewhere\r\n" } else { "" };
    let top = format!(
        "HTTP/1.1 {status} Told\r\nContent-Type: application/json\r\n{at}Content-Length: {}\r\n\r\n",
        body.len()
    );
    write.write_all(top.as_bytes()).await?;
    write.write_all(body.as_bytes()).await?;
    write.shutdown().await
}
