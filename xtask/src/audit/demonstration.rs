//! The portal with the demonstration's people, as the audit's checkers ask it: as a stranger, a patron and somebody of the staff.

use crate::{
    http::{Answer, Connection, get, post},
    postgres::Cluster,
    process::{Background, free_port, output},
    run::site,
    server::Server,
    test::server_as_tested,
};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{fs, path::Path};

const LIBRARY: &str = "mansfield";
/// As portal/src/demo/staff.rs has it, and the README.
const STAFF_PASSWORD: &str = "catalogue-drawer-7781";

/// The portal, until it is dropped.
pub struct Demonstration {
    /// Where it listens.
    pub port: u16,
    /// The host of the library that is looked at.
    pub host: String,
    server: Server,
    _serving: Background,
    people: Value,
}

/// Builds the portal, starts it with a database of its own of this name, and gives it to `work`.
///
/// # Errors
/// When it does not build or start, or `work` fails.
pub fn with_demonstration<T>(name: &str, work: impl FnOnce(&Demonstration) -> Result<T>) -> Result<T> {
    site()?;
    server_as_tested()?;
    let cluster = Cluster::scratch(name);
    let done = cluster.start_anew().and_then(Demonstration::start).and_then(|portal| work(&portal));
    cluster.remove()?;
    done
}

impl Demonstration {
    fn start(url: String) -> Result<Self> {
        let port = free_port()?;
        let server = Server::new(false, url, port)?;
        output(&mut server.command(&["migrate"]))?;
        output(&mut server.command(&["demo"]))?;
        let log = Path::new("target/audit/server.log");
        fs::create_dir_all(log.parent().unwrap_or(log))?;
        let mut serving = Background::start(&mut server.command(&["serve"]), log)?;
        serving.listens(port)?;
        let people = serde_json::from_str(&output(&mut server.command(&["demo", "--list", "--json"]))?)?;
        Ok(Self { port, host: format!("{LIBRARY}.localhost:{port}"), server, _serving: serving, people })
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    /// Asks for a page; `headers` are whole lines.
    ///
    /// # Errors
    /// When the portal does not answer.
    pub fn get(&self, path: &str, headers: &str) -> Result<Answer> {
        Connection::open(self.port)?.ask(&get(&self.host, path, headers))
    }

    /// Sends a form.
    ///
    /// # Errors
    /// When the portal does not answer.
    pub fn post(&self, path: &str, headers: &str, form: &str) -> Result<Answer> {
        Connection::open(self.port)?.ask(&post(&self.host, path, headers, form))
    }

    /// The card number and the secret of the first who can sign in.
    ///
    /// # Errors
    /// When nobody can.
    pub fn patron(&self) -> Result<(String, String)> {
        let people = self.people.as_array().context("no demo people")?;
        let person = people.iter().find(|one| one["library"] == LIBRARY && one["secret"].is_string());
        let person = person.context("no demo person can sign in")?;
        let text = |key: &str| person[key].as_str().unwrap_or_default().to_owned();
        Ok((text("card"), text("secret")))
    }

    /// That patron's cookies, as a header's line.
    ///
    /// # Errors
    /// When they are not let in.
    pub fn patrons_cookies(&self) -> Result<String> {
        let (card, secret) = self.patron()?;
        let form = format!("card_number={card}&secret={}&computer=own", secret.replace(' ', "+"));
        cookies_of(&self.post("/sign-in", "", &form)?)
    }

    /// The cookies of somebody of the staff, as a header's line. Each account can be asked for once: a code works once.
    ///
    /// # Errors
    /// When they are not let in.
    pub fn staffs_cookies(&self, login: &str) -> Result<String> {
        let code = output(&mut self.server.command(&["staff", "code", LIBRARY, login]))?;
        let form = format!("login={login}&secret={STAFF_PASSWORD}&code={}", code.trim());
        cookies_of(&self.post("/desk/sign-in", "", &form)?)
    }
}

fn cookies_of(answer: &Answer) -> Result<String> {
    ensure!(answer.status == 303, "signing in answered {}", answer.status);
    let cookies = answer.headers("set-cookie").filter_map(|cookie| cookie.split(';').next());
    Ok(format!("Cookie: {}\r\n", cookies.collect::<Vec<_>>().join("; ")))
}
