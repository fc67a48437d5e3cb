//! Postgres of the project's own: one that keeps its data for `run`, throw-away ones for tests.
//!
//! Each listens on 127.0.0.1 alone, on a port of its own, with a password made for it; there is no socket file. As
//! root it runs as another user, because Postgres refuses to run as root.

mod wire;

use crate::{
    packages::{self, Postgres},
    process::{free_port, is_free, is_root, output, run},
    secret,
};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The one database in a cluster.
const DATABASE: &str = "portal";
/// Faster, and all is lost when the machine stops: for data that is made anew each time.
const NOT_DURABLE: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

/// A cluster in a folder: `data`, `log`, `password`, `port`.
pub struct Cluster {
    folder: PathBuf,
    durable: bool,
}

impl Cluster {
    /// The one that keeps its data, under `.portal`.
    pub fn private() -> Self {
        Self::at(".portal/postgres", true)
    }

    /// One to throw away: quicker, because nothing in it need survive a crash.
    pub fn scratch(name: &str) -> Self {
        Self::at(format!("target/postgres/{name}"), false)
    }

    /// One to measure with: thrown away too, but as careful as in life.
    pub fn measured(name: &str) -> Self {
        Self::at(format!("target/postgres/{name}"), true)
    }

    fn at(folder: impl AsRef<Path>, durable: bool) -> Self {
        Self { folder: std::path::absolute(&folder).unwrap_or_else(|_| folder.as_ref().to_owned()), durable }
    }

    /// Makes it where it is missing, starts it where it is not running. Returns its database's address.
    ///
    /// # Errors
    /// When Postgres is missing and cannot be installed, or does not start; with the end of its log.
    pub fn start(&self) -> Result<String> {
        packages::ensure_postgres()?;
        if !self.data().join("PG_VERSION").exists() {
            self.make()?;
        }
        if !self.is_running() {
            self.launch()?;
        }
        let there = format!("SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'");
        if wire::query(self.port()?, &self.password()?, "postgres", &there)?.is_empty() {
            wire::query(self.port()?, &self.password()?, "postgres", &format!("CREATE DATABASE {DATABASE}"))?;
        }
        self.url()
    }

    /// Throws away what was there and starts with an empty database. Returns its address.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_anew(&self) -> Result<String> {
        self.remove()?;
        self.start()
    }

    /// Runs SQL, one or more statements.
    ///
    /// # Errors
    /// What Postgres has to say against it.
    pub fn execute(&self, sql: &str) -> Result<()> {
        self.query(sql).map(drop)
    }

    /// The first column of each row that SQL answers with.
    ///
    /// # Errors
    /// What Postgres has to say against it.
    pub fn query(&self, sql: &str) -> Result<Vec<String>> {
        wire::query(self.port()?, &self.password()?, DATABASE, sql)
    }

    /// The database's address, password and all.
    ///
    /// # Errors
    /// When the cluster has not been made yet.
    pub fn url(&self) -> Result<String> {
        self.url_of(DATABASE)
    }

    /// The address of the database that every new one is a copy of (`CREATE DATABASE`, "Template Databases" in
    /// Postgres's manual).
    ///
    /// # Errors
    /// When the cluster has not been made yet.
    pub fn template_url(&self) -> Result<String> {
        self.url_of("template1")
    }

    fn url_of(&self, database: &str) -> Result<String> {
        Ok(format!("postgres://postgres:{}@127.0.0.1:{}/{database}", self.password()?, self.port()?))
    }

    /// Opens psql on it.
    pub fn psql(&self) -> Result<()> {
        let url = self.start()?;
        run(Command::new("psql").arg(url)).context("psql: sudo apt-get install postgresql-client")
    }

    /// Stops it, if it runs.
    pub fn stop(&self) -> Result<()> {
        if self.is_running() { self.pg_ctl(&["stop", "-m", "fast", "-w"]) } else { Ok(()) }
    }

    /// Stops it and throws its data away.
    pub fn remove(&self) -> Result<()> {
        self.stop()?;
        let Ok(folder) = self.folder.canonicalize() else { return Ok(()) };
        fs::remove_dir_all(&folder)?;
        if self.folder.is_symlink() {
            fs::remove_file(&self.folder)?;
        }
        Ok(())
    }

    fn make(&self) -> Result<()> {
        self.make_folder()?;
        let password = self.folder.join("password");
        fs::write(&password, secret::hex_digits(16)?)?;
        fs::set_permissions(&password, fs::Permissions::from_mode(0o600))?;
        self.give_away(&password)?;
        let mut initdb = self.program("initdb")?;
        initdb.arg("-D").arg(self.data()).arg("--pwfile").arg(&password);
        // The password travels to this machine's own address only, so it need not be scrambled on the way.
        initdb.args(["-U", "postgres", "--auth=password", "-E", "UTF8", "--locale=C.UTF-8"]);
        if !self.durable {
            initdb.arg("--no-sync");
        }
        output(&mut initdb).map(drop)
    }

    /// Makes the folder for the user who will run Postgres. Where that user cannot come (a checkout below /root), it is
    /// made elsewhere, and a link leads there.
    fn make_folder(&self) -> Result<()> {
        fs::create_dir_all(&self.folder)?;
        if is_root() {
            self.give_away(&self.folder)?;
            if output(self.as_owner("test".as_ref())?.arg("-w").arg(&self.folder)).is_err() {
                let name = hex::encode(&Sha256::digest(self.folder.as_os_str().as_encoded_bytes())[..6]);
                let elsewhere = Path::new("/var/lib/portal-development").join(name);
                fs::create_dir_all(&elsewhere)?;
                self.give_away(&elsewhere)?;
                fs::remove_dir(&self.folder)?;
                symlink(&elsewhere, &self.folder)?;
            }
        }
        Ok(fs::set_permissions(&self.folder, fs::Permissions::from_mode(0o700))?)
    }

    fn launch(&self) -> Result<()> {
        // The port it had before, so that an address that was noted stays good; another if someone has taken it.
        let port = self.port().ok().filter(|&port| is_free(port)).map_or_else(free_port, Ok)?;
        fs::write(self.folder.join("port"), port.to_string())?;
        let durability = if self.durable { "" } else { NOT_DURABLE };
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 {durability}"
        );
        let log = self.folder.join("log");
        let log = log.to_str().context("the path of this checkout is not UTF-8")?;
        self.pg_ctl(&["start", "-w", "-t", "60", "-l", log, "-o", &options]).with_context(|| {
            let log = fs::read_to_string(log).unwrap_or_default();
            log.lines().rev().take(5).collect::<Vec<_>>().join("\n")
        })
    }

    fn is_running(&self) -> bool {
        self.data().join("postmaster.pid").exists() && self.pg_ctl(&["status"]).is_ok()
    }

    fn pg_ctl(&self, arguments: &[&str]) -> Result<()> {
        // What it starts would keep a pipe open for ever; it has its own log.
        let mut command = self.program("pg_ctl")?;
        command.arg("-D").arg(self.data()).args(arguments);
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        ensure!(status.success(), "pg_ctl {} ended with {status}", arguments[0]);
        Ok(())
    }

    /// One of Postgres's programs: of the version that made the data, if there is data.
    fn program(&self, name: &str) -> Result<Command> {
        let made_by = fs::read_to_string(self.data().join("PG_VERSION")).ok();
        let made_by: Option<u32> = made_by.and_then(|text| text.trim().parse().ok());
        let fits = |postgres: &Postgres| made_by.is_none_or(|major| postgres.major == major);
        let postgres = packages::postgres().into_iter().find(fits).with_context(|| match made_by {
            Some(major) => format!(
                "{} was made by Postgres {major}, which is gone: install it again, or cargo xtask db reset",
                self.folder.display()
            ),
            None => "Postgres is missing".to_owned(),
        })?;
        self.as_owner(&postgres.bin.join(name))
    }

    fn as_owner(&self, program: &Path) -> Result<Command> {
        let mut command = if is_root() {
            let (user, group) = self.owner()?;
            let mut command = Command::new("setpriv");
            command.args(["--reuid", &user, "--regid", &group, "--clear-groups", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/");
        Ok(command)
    }

    /// Whom the cluster belongs to when this is root: anyone who has it already, else Debian's user for it, else nobody.
    fn owner(&self) -> Result<(String, String)> {
        if let Ok(data) = fs::metadata(self.data()) {
            return Ok((data.uid().to_string(), data.gid().to_string()));
        }
        let id = |what: &str, user: &str| output(Command::new("id").args([what, user]));
        let user = if id("-u", "postgres").is_ok() { "postgres" } else { "nobody" };
        Ok((id("-u", user)?.trim().to_owned(), id("-g", user)?.trim().to_owned()))
    }

    fn give_away(&self, path: &Path) -> Result<()> {
        if is_root() {
            let (user, group) = self.owner()?;
            run(Command::new("chown").arg(format!("{user}:{group}")).arg(path))?;
        }
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn password(&self) -> Result<String> {
        fs::read_to_string(self.folder.join("password")).context("this Postgres has not been made yet")
    }

    fn port(&self) -> Result<u16> {
        let text = fs::read_to_string(self.folder.join("port")).context("this Postgres has not been started yet")?;
        Ok(text.trim().parse()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_keeps_its_data_and_address_until_it_is_removed() {
        let cluster = Cluster::at(std::env::temp_dir().join(format!("portal xtask {}", std::process::id())), false);
        let url = cluster.start_anew().unwrap();
        cluster.execute("CREATE TABLE kept (n integer); INSERT INTO kept VALUES (7)").unwrap();
        cluster.stop().unwrap();
        assert!(!cluster.is_running());
        assert_eq!(cluster.start().unwrap(), url);
        assert!(cluster.execute("SELECT 1 / (n - 7) FROM kept").unwrap_err().to_string().contains("division by zero"));
        let port = cluster.port().unwrap();
        assert!(wire::query(port, "guessed", DATABASE, "SELECT 1").unwrap_err().to_string().contains("password"));
        cluster.remove().unwrap();
        assert!(!cluster.folder.exists());
    }
}
