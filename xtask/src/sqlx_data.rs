//! `.sqlx`: what the compiler knows of the database, so that a build needs none.

use crate::{
    packages,
    postgres::Cluster,
    process::{cargo, run},
    step::step,
};
use anyhow::Result;
use std::{path::Path, process::Command, time::SystemTime};

/// Writes `.sqlx` anew from a freshly migrated database.
pub fn prepare() -> Result<()> {
    packages::ensure_postgres()?;
    let cluster = Cluster::throw_away("prepare");
    cluster.start()?;
    let url = cluster.fresh("prepare")?;
    step("migrating an empty database", || {
        let mut files: Vec<_> =
            std::fs::read_dir("migrations")?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "sql"));
        files.sort();
        files.iter().try_for_each(|file| {
            crate::postgres::wire::query(cluster.port(), "prepare", &std::fs::read_to_string(file)?).map(drop)
        })
    })?;
    step("checking every query against it", || {
        let folder = std::env::current_dir()?.join(".sqlx");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        // sqlx's macros write what they learn when this folder is named; they must run anew for that.
        touch(Path::new("portal/src/lib.rs"))?;
        run(cargo()
            .args(["check", "--package", "portal", "--all-targets", "--features", "dev"])
            .env("DATABASE_URL", &url)
            .env("SQLX_OFFLINE", "false")
            .env("SQLX_OFFLINE_DIR", &folder))
    })?;
    cluster.remove()
}

fn touch(file: &Path) -> Result<()> {
    let file = std::fs::File::options().append(true).open(file)?;
    Ok(file.set_modified(SystemTime::now())?)
}
