//! `.sqlx`: what the compiler knows of the database, so that a build needs none.

use crate::{postgres::Cluster, process::run, step::step};
use anyhow::{Context, Result};
use std::{fs, path::Path, time::SystemTime};

/// Crates with checked queries; their first files, which make cargo compile them anew.
const WITH_QUERIES: [&str; 1] = ["portal/src/lib.rs"];

/// Writes `.sqlx` anew from a freshly migrated database.
///
/// # Errors
/// When a migration or a query is wrong.
pub fn prepare() -> Result<()> {
    let cluster = Cluster::scratch("prepare");
    let learned = migrated(&cluster).and_then(|url| step("checking every query against it", || learn(&url)));
    cluster.remove()?;
    learned
}

/// The address of an empty database with every migration.
fn migrated(cluster: &Cluster) -> Result<String> {
    step("migrating an empty database", || {
        let url = cluster.start_anew()?;
        let mut migrations: Vec<_> =
            fs::read_dir("migrations")?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        migrations.retain(|file| file.extension().is_some_and(|extension| extension == "sql"));
        migrations.sort();
        for file in migrations {
            cluster.execute(&fs::read_to_string(&file)?).with_context(|| file.display().to_string())?;
        }
        Ok(url)
    })
}

/// Has sqlx's macros write what they learn; it takes the place of `.sqlx` only when every query is right.
fn learn(url: &str) -> Result<()> {
    let (folder, fresh) = (Path::new(".sqlx"), std::path::absolute("target/sqlx")?);
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    fs::create_dir_all(&fresh)?;
    for file in WITH_QUERIES {
        touch(Path::new(file))?;
    }
    // Queries of tests are learned as well.
    run(crate::process::cargo()
        .args(["check", "--locked", "--package", "portal", "--all-targets", "--all-features"])
        .env("DATABASE_URL", url)
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", &fresh))?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::rename(fresh, folder)?)
}

fn touch(file: &Path) -> Result<()> {
    Ok(fs::File::options().append(true).open(file)?.set_modified(SystemTime::now())?)
}
