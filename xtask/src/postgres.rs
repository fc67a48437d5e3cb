//! Postgres of the project's own: one that keeps its data for `run`, throw-away ones for tests.

use crate::{
    packages,
    process::{free_port, is_root, output, run},
};
use anyhow::{Context, Result};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A cluster in a folder.
pub struct Cluster {
    folder: PathBuf,
    keeps_data: bool,
}

impl Cluster {
    /// The one that keeps its data, under `.portal`.
    pub fn private() -> Self {
        Self { folder: PathBuf::from(".portal/postgres"), keeps_data: true }
    }

    /// One to throw away: quicker, because nothing in it need survive a crash.
    pub fn throw_away(name: &str) -> Self {
        Self { folder: PathBuf::from("target/postgres").join(name), keeps_data: false }
    }

    /// Makes it where it is missing, and starts it where it is not running.
    pub fn start(&self) -> Result<()> {
        if !self.data().join("PG_VERSION").exists() {
            self.make()?;
        }
        if self.tool("pg_ctl", &["status"]).is_ok_and(|mut command| output(&mut command).is_ok()) {
            return Ok(());
        }
        let log = self.folder.join("log").canonicalize().unwrap_or_else(|_| self.absolute().join("log"));
        let mut start = self.tool("pg_ctl", &["-w", "-t", "60", "-l"])?;
        run(start.arg(log).arg("start").stdout(std::process::Stdio::null()))?;
        let exists = format!("SELECT 1 FROM pg_database WHERE datname = 'portal'");
        if self.sql("postgres", &exists).is_err() || self.query("postgres", &exists)?.trim().is_empty() {
            self.sql("postgres", "CREATE DATABASE portal")?;
        }
        Ok(())
    }

    fn make(&self) -> Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        if is_root() {
            run(Command::new("chown").arg(owner()).arg(&self.folder))?;
            // The folders above must let the owner through.
            for folder in self.absolute().ancestors().skip(1) {
                let _ = run(Command::new("chmod").arg("a+x").arg(folder).stderr(std::process::Stdio::null()));
            }
        }
        let port = free_port()?;
        let mut initdb = self.as_owner("initdb")?;
        initdb.arg("-D").arg(self.data()).args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
        if !self.keeps_data {
            initdb.arg("--no-sync");
        }
        output(&mut initdb)?;
        let durability = if self.keeps_data { "" } else { "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n" };
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\nmax_connections = 200\n{durability}"
        );
        let file = self.data().join("postgresql.auto.conf");
        std::fs::write(&file, settings)?;
        if is_root() {
            run(Command::new("chown").arg(owner()).arg(&file))?;
        }
        Ok(())
    }

    /// Stops it, if it runs.
    pub fn stop(&self) -> Result<()> {
        if self.data().join("PG_VERSION").exists() {
            let _ = output(self.tool("pg_ctl", &["-m", "fast", "stop"])?.stderr(std::process::Stdio::null()));
        }
        Ok(())
    }

    /// Stops it and throws its data away.
    pub fn remove(&self) -> Result<()> {
        self.stop()?;
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder)?;
        }
        Ok(())
    }

    /// The address of a database in it.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port())
    }

    /// Opens psql on it.
    pub fn psql(&self) -> Result<()> {
        run(Command::new("psql").arg(self.url("portal")))
    }

    /// Makes an empty database, in place of one of the same name.
    pub fn fresh(&self, database: &str) -> Result<String> {
        self.sql("postgres", &format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"))?;
        self.sql("postgres", &format!("CREATE DATABASE {database}"))?;
        Ok(self.url(database))
    }

    fn sql(&self, database: &str, statement: &str) -> Result<()> {
        self.query(database, statement).map(drop)
    }

    /// One statement through single-user-free means: `psql` where there is one, else the server's own `postgres`
    /// package has none, and `pg_ctl` cannot ask; npm's package ships no psql, so the question goes over the wire.
    fn query(&self, database: &str, statement: &str) -> Result<String> {
        crate::postgres::wire::query(self.port(), database, statement)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        std::fs::read_to_string(self.data().join("postgresql.auto.conf"))
            .ok()
            .and_then(|text| text.lines().find_map(|line| line.strip_prefix("port = ")?.trim().parse().ok()))
            .unwrap_or(5432)
    }

    fn absolute(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_default().join(&self.folder)
    }

    fn data(&self) -> PathBuf {
        self.absolute().join("data")
    }

    fn tool(&self, program: &str, arguments: &[&str]) -> Result<Command> {
        let mut command = self.as_owner(program)?;
        command.arg("-D").arg(self.data()).args(arguments);
        Ok(command)
    }

    /// Postgres refuses to run as root: as root it runs as its own user.
    fn as_owner(&self, program: &str) -> Result<Command> {
        let program = packages::postgres_bin().context("Postgres is missing")?.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", owner(), "--regid", owner(), "--clear-groups", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/").env("HOME", "/tmp");
        Ok(command)
    }
}

/// Whom a cluster belongs to when this is root.
fn owner() -> &'static str {
    if Path::new("/etc/passwd").exists()
        && std::fs::read_to_string("/etc/passwd").is_ok_and(|users| users.lines().any(|line| line.starts_with("postgres:")))
    {
        "postgres"
    } else {
        "nobody"
    }
}

pub mod wire {
    //! Just enough of Postgres's protocol to run one statement with trust authentication: npm's Postgres has no psql.

    use anyhow::{Result, bail};
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    /// Runs one statement; returns the text of its rows' first columns, one a line.
    pub fn query(port: u16, database: &str, statement: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        let mut start = 196_608_i32.to_be_bytes().to_vec();
        for part in ["user", "postgres", "database", database] {
            start.extend_from_slice(part.as_bytes());
            start.push(0);
        }
        start.push(0);
        send(&mut stream, None, &start)?;
        until_ready(&mut stream)?;
        let mut body = statement.as_bytes().to_vec();
        body.push(0);
        send(&mut stream, Some(b'Q'), &body)?;
        until_ready(&mut stream)
    }

    fn send(stream: &mut TcpStream, kind: Option<u8>, body: &[u8]) -> Result<()> {
        let mut message: Vec<u8> = kind.into_iter().collect();
        message.extend_from_slice(&i32::try_from(body.len() + 4)?.to_be_bytes());
        message.extend_from_slice(body);
        Ok(stream.write_all(&message)?)
    }

    fn until_ready(stream: &mut TcpStream) -> Result<String> {
        let mut rows = String::new();
        loop {
            let mut head = [0; 5];
            stream.read_exact(&mut head)?;
            let length = usize::try_from(i32::from_be_bytes([head[1], head[2], head[3], head[4]]))?;
            let mut body = vec![0; length.saturating_sub(4)];
            stream.read_exact(&mut body)?;
            match head[0] {
                b'Z' => return Ok(rows),
                b'E' => bail!("Postgres: {}", String::from_utf8_lossy(&body).replace('\0', " ")),
                b'D' if body.len() > 6 => {
                    rows.push_str(&String::from_utf8_lossy(&body[6..]));
                    rows.push('\n');
                }
                _ => {}
            }
        }
    }
}
