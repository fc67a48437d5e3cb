//! The mailbox for returned mail: a Maildir, which any mail server delivers into.

use super::{
    report::{self, Says},
    settle,
};
use crate::{Error, Portal, Result, authority::Leaver, consent, mail::mail_of};
use domain::profile::Profile;
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A folder with `new` and `cur`, as mail servers write it.
#[derive(Debug, Clone)]
pub struct Mailbox {
    folder: PathBuf,
}

/// What was read in a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Read {
    /// Addresses that are written to no more.
    pub suspended: usize,
    /// Mails that did not arrive at an address that may be right all the same.
    pub undelivered: usize,
    /// Kinds of mail that somebody stopped, by a complaint or a mail.
    pub stopped: usize,
    /// Mails that said nothing to be done: they are deleted as well.
    pub nothing: usize,
    /// Reports of a mail that did not arrive and is not known any more: nobody can tell whose address it was. They do nothing and
    /// are deleted.
    pub unknown: usize,
    /// Mails that do not answer one of the portal's, and those that ask to be taken off by a mail that is not known any more: they
    /// are put aside in `cur`, for the person who looks after mail.
    pub aside: usize,
    /// Files that were looked at.
    pub seen: usize,
}

impl Read {
    /// Whether as much was read as is read in a turn, so that there may be more.
    pub fn is_full(&self) -> bool {
        self.seen == AT_ONCE
    }
}

/// No report is longer (bytes); what is, is put aside.
const LONGEST: u64 = 1_000_000;

/// How many mails are read in a turn.
const AT_ONCE: usize = 100;

impl Mailbox {
    /// The Maildir in this folder.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Reads some of what is new. What was understood is deleted: a report quotes the mail it is about.
    ///
    /// # Errors
    /// When the folder cannot be read, or the database is away; a mail that was not settled is read again.
    pub async fn read(&self, portal: &Portal, libraries: &[Arc<Profile>]) -> Result<Read> {
        let mut read = Read::default();
        // Mail servers make the folder with the first mail.
        tokio::fs::create_dir_all(self.folder.join("new")).await.map_err(Error::because("the mailbox"))?;
        let mut names = tokio::fs::read_dir(self.folder.join("new")).await.map_err(Error::because("the mailbox"))?;
        for _ in 0..AT_ONCE {
            let Some(entry) = names.next_entry().await.map_err(Error::because("the mailbox"))? else { break };
            let path = entry.path();
            read.seen += 1;
            // Another worker may have it.
            let Some(raw) = contents(&path).await.map_err(Error::because("the mailbox"))? else { continue };
            if one(portal, libraries, &raw, &mut read).await? {
                gone(&path).await.map_err(Error::because("the mailbox"))?;
            } else {
                read.aside += 1;
                self.put_aside(&path).await.map_err(Error::because("the mailbox"))?;
            }
        }
        Ok(read)
    }

    async fn put_aside(&self, path: &Path) -> io::Result<()> {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Ok(()) };
        let aside = self.folder.join("cur");
        tokio::fs::create_dir_all(&aside).await?;
        match tokio::fs::rename(path, aside.join(format!("{name}:2,"))).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

/// What is in the file; nothing of one that is too long; `None`: it is gone.
async fn contents(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let read = async {
        if tokio::fs::metadata(path).await?.len() > LONGEST {
            return Ok(Vec::new());
        }
        tokio::fs::read(path).await
    };
    match read.await {
        Ok(raw) => Ok(Some(raw)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

async fn gone(path: &Path) -> io::Result<()> {
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Whether it was understood.
async fn one(portal: &Portal, libraries: &[Arc<Profile>], raw: &[u8], read: &mut Read) -> Result<bool> {
    let Some(came) = report::read(raw) else { return Ok(false) };
    // It counts at whichever address the mail came in, just as the link counts for anyone who opens it.
    if let Says::Leaves(Some(token)) = &came.says
        && let Some(leaver) = libraries.iter().find_map(|profile| Leaver::showing(portal, profile, token))
    {
        read.stopped += usize::from(consent::stop_by_token(portal, &leaver).await?);
        return Ok(true);
    }
    let Some(mail) = came.to.iter().find_map(|address| mail_of(&portal.keys, address)) else { return Ok(false) };
    match came.says {
        Says::Gone(code) => match settle::gone(portal, mail, &code).await? {
            Some(noted) => read.suspended += usize::from(noted),
            None => read.unknown += 1,
        },
        Says::Undelivered(code) => match settle::undelivered(portal, mail, &code).await? {
            Some(noted) => read.undelivered += usize::from(noted),
            None => read.unknown += 1,
        },
        Says::Unwanted(code) => {
            let stopped = settle::unwanted(portal, libraries, mail, Some(&code)).await?;
            return Ok(is_known(stopped, read));
        }
        Says::Leaves(_) => {
            let stopped = settle::unwanted(portal, libraries, mail, None).await?;
            return Ok(is_known(stopped, read));
        }
        Says::Nothing => read.nothing += 1,
    }
    Ok(true)
}

/// Counts what was stopped. `false`: it is not known any more what the mail told of, so that somebody has to look for who asks.
fn is_known(stopped: Option<bool>, read: &mut Read) -> bool {
    read.stopped += usize::from(stopped == Some(true));
    stopped.is_some()
}
