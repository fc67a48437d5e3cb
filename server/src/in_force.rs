//! The profiles in force, and the next ones on their day: whatever serves or works follows them without a restart.

use anyhow::{Result, ensure};
use domain::profile::Profiles;
use portal::{
    Portal,
    library::{AskedFor, Numbers, numbers_in_force, serving},
};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// How often it is looked whether another version has begun.
const LOOKS_EVERY: Duration = Duration::from_mins(1);

/// The version in force of each profile in the folder.
pub struct InForce {
    portal: Portal,
    folder: Profiles,
    numbers: Numbers,
    profiles: watch::Sender<Arc<Profiles>>,
}

impl InForce {
    /// Reads which versions are in force. Where the folder has another one, the log says so and the one in force is served.
    ///
    /// # Errors
    /// When the database is away, a version in force is not read any more, or a profile of the folder was never entered.
    pub async fn read(portal: &Portal, folder: Profiles) -> Result<Self> {
        let found = serving(portal, &folder).await?;
        let unknown: Vec<&str> = found.not_entered.iter().map(domain::ids::LibrarySlug::as_str).collect();
        ensure!(
            unknown.is_empty(),
            "the profile of {} as it is in the folder was never entered: run `server migrate`, or `server profile load` with the day on \
             which it begins (docs/operations.md, \"A new version of a profile\")",
            unknown.join(", ")
        );
        for note in &found.notes {
            let (library, version) = (&note.library, note.in_force);
            match note.folder {
                AskedFor::Replaced => tracing::warn!(
                    %library, version, "the folder has a version that was replaced; served is the one in force (server profile show)"
                ),
                AskedFor::Waits(day) => {
                    tracing::info!(%library, version, begins = %day, "the folder has a version that waits for its day");
                }
            }
        }
        let (profiles, _) = watch::channel(Arc::new(found.profiles));
        Ok(Self { portal: portal.clone(), folder, numbers: found.numbers, profiles })
    }

    /// What is in force.
    pub fn now(&self) -> Arc<Profiles> {
        self.profiles.borrow().clone()
    }

    /// What is in force, now and from now on.
    pub fn follow(&self) -> watch::Receiver<Arc<Profiles>> {
        self.profiles.subscribe()
    }

    /// Looks whether another version has begun, and tells those that [follow](Self::follow). Whether one has.
    ///
    /// # Errors
    /// When the database is away or the version is not read: what was in force is served on.
    pub async fn look(&mut self) -> Result<bool> {
        let numbers = numbers_in_force(&self.portal, &self.folder).await?;
        if numbers == self.numbers {
            return Ok(false);
        }
        let found = serving(&self.portal, &self.folder).await?;
        self.numbers = found.numbers;
        self.profiles.send_replace(Arc::new(found.profiles));
        tracing::info!(versions = ?self.numbers, "another version of a profile is in force");
        Ok(true)
    }

    /// [Looks](Self::look) every minute until told to stop.
    pub async fn keep_looking(mut self, stop: CancellationToken) {
        while stop.run_until_cancelled(tokio::time::sleep(LOOKS_EVERY)).await.is_some() {
            if let Err(error) = self.look().await {
                tracing::error!(error = %portal::Error::chain(&*error), "which profiles are in force could not be read");
            }
        }
    }
}
