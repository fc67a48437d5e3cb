//! `server retention`

mod printed;

use crate::{config::Config, start, start::CommandLine};
use anyhow::{Context, Result, bail, ensure};
use clap::Subcommand;
use domain::{ids::LibrarySlug, inventory::Class, parse::CardNumber};
use portal::retention::{
    self, Approval, Done, Step,
    holds::{self, NotOne},
};
use sqlx::{AssertSqlSafe, PgPool};
use uuid::Uuid;

/// What to do about what is kept no longer.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Count what is due to be deleted today, by class and table, without names. Changes nothing, unless --keep.
    Plan {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
        /// Keep the plan under a number, for a person to approve.
        #[arg(long)]
        keep: bool,
    },
    /// Print a kept plan as one sheet: series, dates, volume, authority, lines to sign.
    Sheet {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
        /// The plan's number.
        #[arg(value_name = "NUMBER")]
        number: i32,
    },
    /// Note that a person approved a kept plan; the next run does it.
    Approve {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
        /// The plan's number.
        #[arg(value_name = "NUMBER")]
        number: i32,
        /// Who: name and office.
        #[arg(long, value_name = "NAME")]
        by: String,
    },
    /// Delete what is due now. The job "retention" does the same once a day.
    Run {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
    },
    /// Put off every deletion from one record, because a legal process names it or may.
    Hold {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
        /// The number on the card.
        #[arg(value_name = "NUMBER")]
        card: String,
        /// Only these classes (checkouts, history, …); all where none is named.
        #[arg(long = "class", value_name = "CLASS", value_parser = class)]
        classes: Vec<Class>,
        /// The docket or file number. The patron reads that there is one, and not which.
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// List what puts off deletions from one record.
    Holds {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
        /// The number on the card.
        #[arg(value_name = "NUMBER")]
        card: String,
    },
    /// Put deletions off no longer.
    Lift {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
        /// The number that `hold` and `holds` print.
        #[arg(value_name = "ID")]
        id: Uuid,
    },
    /// Write every table anew, so that nothing deleted stands in the database's files any more. Run as the database's owner,
    /// while nobody is served: each table is locked meanwhile. The write-ahead log and backups keep it until they go.
    Scrub,
}

fn class(code: &str) -> Result<Class, String> {
    Class::from_code(code).ok_or_else(|| {
        let known: Vec<&str> = Class::ALL.iter().map(|class| class.code()).collect();
        format!("one of {}", known.join(", "))
    })
}

/// Runs the command.
pub async fn run(config: &Config, command: Command) -> Result<()> {
    if let Command::Scrub = command {
        return scrub(&start::pool(config).await?).await;
    }
    let line = CommandLine::open(config).await?;
    let portal = &line.portal;
    match command {
        Command::Plan { library, keep: false } => {
            let operator = line.operator(&library)?;
            let plan = retention::plan(portal, &operator).await?;
            print!("{}", printed::plan(&plan, operator.profile()));
        }
        Command::Plan { library, keep: true } => {
            let operator = line.operator(&library)?;
            let kept = retention::keep(portal, &operator).await?;
            print!("{}", printed::plan(&kept.plan, operator.profile()));
            println!("Kept as plan {}. Print it: server retention sheet {library} {0}", kept.number);
        }
        Command::Sheet { library, number } => {
            let operator = line.operator(&library)?;
            let kept = retention::planned(portal, &operator, number).await?;
            let kept = kept.with_context(|| format!("{library} has no plan {number}"))?;
            print!("{}", printed::sheet(&kept, operator.profile()));
        }
        Command::Approve { library, number, by } => {
            ensure!(!by.trim().is_empty(), "say who approved it: --by \"Name, office\"");
            match retention::approve(portal, &line.operator(&library)?, number, by.trim()).await? {
                Approval::Done => println!("Plan {number} is approved. The next run does it."),
                Approval::NoSuchPlan => bail!("{library} has no plan {number} that waits to be approved"),
            }
        }
        Command::Run { library } => {
            let operator = line.operator(&library)?;
            let mut looked_at = 0;
            let progress = |done: &Done| {
                looked_at += done.looked_at;
                eprint!("\r{looked_at} people looked at, {} rows deleted", rows(done));
            };
            match retention::run(portal, &operator, progress).await? {
                Step::Ended(done) => println!(
                    "\rRun {}: {} rows and {} whole records deleted.          ",
                    done.number,
                    rows(&done),
                    done.people
                ),
                Step::More(_) => {}
                Step::NotApproved => bail!(
                    "{library} deletes nothing before a plan is approved (leaving.approval in its profile): \
                     server retention plan {library} --keep"
                ),
            }
        }
        Command::Hold { library, card, classes, why } => {
            ensure!(!why.trim().is_empty(), "say which file it is about: --why \"Docket …\"");
            let operator = line.operator(&library)?;
            let card = CardNumber::parse(&card, &operator.profile().card)?;
            match holds::set(portal, &operator, &card, &classes, why.trim()).await? {
                Ok(id) => println!("Nothing of it is deleted until: server retention lift {library} {id}"),
                Err(not_one) => bail!(unclear(not_one, &library)),
            }
        }
        Command::Holds { library, card } => {
            let operator = line.operator(&library)?;
            let card = CardNumber::parse(&card, &operator.profile().card)?;
            let held = match holds::list(portal, &operator, &card).await? {
                Ok(held) => held,
                Err(not_one) => bail!(unclear(not_one, &library)),
            };
            if held.is_empty() {
                println!("Nothing puts off deletions from this record.");
            }
            for hold in held {
                let classes = if hold.classes.is_empty() { "everything".to_owned() } else { hold.classes.join(", ") };
                println!("{}  since {}  {classes}  {}", hold.id, hold.set_at.format("%Y-%m-%d"), hold.why);
            }
        }
        Command::Lift { library, id } => {
            ensure!(
                holds::lift(portal, &line.operator(&library)?, id).await?,
                "{library} has no hold in force with this id"
            );
            println!("Lifted: from the next run on, what is due goes.");
        }
        Command::Scrub => {}
    }
    Ok(())
}

/// Why a card number does not say whose record is meant, and what does.
fn unclear(not_one: NotOne, library: &LibrarySlug) -> String {
    match not_one {
        NotOne::Nobody => format!("nobody at {library} has or had this card"),
        NotOne::Several => format!(
            "several people at {library} have or had a card with this number, so it does not say whose record is meant: give another \
             card number of that person, or let the Director keep the record in the register by name and birth date"
        ),
    }
}

fn rows(done: &Done) -> u64 {
    done.rows.values().sum()
}

/// Every table anew. Postgres leaves what was deleted in its files until the space is used again.
async fn scrub(owner: &PgPool) -> Result<()> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT quote_ident(relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE n.nspname = current_schema() AND relkind = 'r' ORDER BY relname",
    )
    .fetch_all(owner)
    .await?;
    // Anyone who reads at this moment may still see what was deleted, and what they may see is written anew with the rest.
    let readers: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid() \
                 AND (datname IS NULL OR datname = current_database())) \
              + (SELECT count(*) FROM pg_replication_slots WHERE xmin IS NOT NULL) \
              + (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database())",
    )
    .fetch_one(owner)
    .await?;
    let many = tables.len();
    for (at, table) in tables.into_iter().enumerate() {
        eprint!("\r{} of {many} tables", at + 1);
        sqlx::query(AssertSqlSafe(format!("VACUUM (FULL, ANALYZE) {table}")))
            .persistent(false)
            .execute(owner)
            .await
            .with_context(|| format!("{table} could not be written anew: run this as the database's owner"))?;
    }
    ensure!(
        readers == 0,
        "{many} tables are written anew, and {readers} were reading meanwhile: what they could still see is still there. Stop \
         what reads (the server, a backup) and run this again"
    );
    println!("\rNothing deleted stands in the files of {many} tables any more.");
    Ok(())
}
