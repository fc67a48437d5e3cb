//! `server staff`

use crate::{
    config::{Config, STAFF_PASSWORD},
    start::CommandLine,
};
#[cfg(feature = "dev")]
use anyhow::Context;
use anyhow::{Result, bail, ensure};
use clap::{Args, Subcommand};
use domain::{
    decision::{Role, has_role},
    ids::LibrarySlug,
    words::Lang,
};
use portal::{
    authority::Keeper,
    password::Hasher,
    staff::{Added, Ended, Enrolled, NewAccount, add, end, list, reseal, reset},
};
use qrcode::{QrCode, render::unicode};
use secrecy::{ExposeSecret, SecretString};

/// What to do with staff accounts.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add an account. Prints its password and what an authenticator app scans, once.
    ///
    /// The password is made up, unless `PORTAL_STAFF_PASSWORD` holds one of at least 15 characters.
    Add(New),
    /// Give an account a new password and a new second factor; its sessions end. For a lost telephone.
    Reset(Which),
    /// End an account and its sessions at once.
    End(Which),
    /// After a change of `secret_key`: seal the second factor of every account under the new key. Safe to run again.
    Reseal,
    /// List a library's accounts.
    List {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
    },
    /// Print the code of this moment for a demo account. Development builds only.
    #[cfg(feature = "dev")]
    Code(Which),
}

/// A new account.
#[derive(Debug, Args)]
pub struct New {
    #[command(flatten)]
    which: Which,
    /// The person's name.
    #[arg(long)]
    name: String,
    /// desk, director, administrator or volunteer; collection-services-manager where the policy has one monitor staff cards.
    #[arg(long, value_parser = role)]
    role: Role,
}

/// An account.
#[derive(Debug, Args)]
pub struct Which {
    /// The library.
    #[arg(value_name = "SLUG")]
    library: LibrarySlug,
    /// What the person signs in with: lower-case letters, digits, dots and hyphens.
    #[arg(value_name = "LOGIN")]
    login: String,
}

fn role(code: &str) -> Result<Role, String> {
    let codes = Role::ALL.map(Role::code).join(", ");
    Role::from_code(code).ok_or_else(|| format!("one of {codes}"))
}

/// Runs the command.
pub async fn run(config: &Config, command: Command) -> Result<()> {
    let line = CommandLine::open(config).await?;
    let portal = &line.portal;
    let keeper = |library: &LibrarySlug| line.operator(library).map(Keeper::from);
    let hasher = Hasher::new();
    let given = || std::env::var(STAFF_PASSWORD).ok().map(SecretString::from);
    match command {
        Command::Add(New { which, name, role }) => {
            let keeper = keeper(&which.library)?;
            ensure!(
                has_role(keeper.profile(), role),
                "{} has nobody for this: its policy names nobody who monitors staff cards",
                which.library
            );
            let new = NewAccount { login: &which.login, name: &name, role };
            told(add(portal, &hasher, &keeper, new, given()).await?, &which)
        }
        Command::Reset(which) => {
            told(reset(portal, &hasher, &keeper(&which.library)?, &which.login, given()).await?, &which)
        }
        Command::End(which) => {
            match end(portal, &keeper(&which.library)?, &which.login).await? {
                Ended::Done => {}
                Ended::Unknown => bail!("no account {} in use at {}", which.login, which.library),
                Ended::LastKeeper => bail!(
                    "{} is the last account of {} that can keep staff accounts; add another Director or administrator first",
                    which.login,
                    which.library
                ),
            }
            println!("{} of {} has ended.", which.login, which.library);
            Ok(())
        }
        Command::Reseal => {
            let mut lost = 0;
            for profile in line.profiles.iter() {
                let done = reseal(portal, &line.operator(&profile.slug)?).await?;
                lost += done.lost.len();
                println!("{}: {} sealed anew", profile.slug, done.anew);
                for login in done.lost {
                    println!(
                        "{}: {login} opens under neither key: server staff reset {} {login}",
                        profile.slug, profile.slug
                    );
                }
            }
            ensure!(lost == 0, "{lost} accounts open under neither key");
            Ok(())
        }
        Command::List { library } => {
            for account in list(portal, &keeper(&library)?).await? {
                let state = account.ended_at.map_or("in use".to_owned(), |at| format!("ended {}", at.date_naive()));
                println!("{}\t{}\t{}\t{state}", account.login, account.role.code(), account.name);
            }
            Ok(())
        }
        #[cfg(feature = "dev")]
        Command::Code(which) => {
            let code = portal::staff::dev_code(portal, &which.library, &which.login).await?;
            println!("{}", code.with_context(|| format!("no account {} at {}", which.login, which.library))?);
            Ok(())
        }
    }
}

fn told(added: Added, which: &Which) -> Result<()> {
    match added {
        Added::Done(Enrolled { password, otpauth }) => {
            println!("Sign in at /desk as {}", which.login);
            println!("Password: {}", password.expose_secret());
            println!("Authenticator: {}", otpauth.expose_secret());
            if let Ok(code) = QrCode::new(otpauth.expose_secret()) {
                println!("{}", code.render::<unicode::Dense1x2>().build());
            }
            println!("Neither is shown again.");
            Ok(())
        }
        Added::Taken => bail!("there is an account {} at {} already", which.login, which.library),
        Added::Unknown => bail!("no account {} in use at {}", which.login, which.library),
        Added::BadLogin => bail!("a user name is 1 to 40 lower-case letters, digits, dots, hyphens and underscores"),
        Added::Busy { .. } => bail!("too much at once: try again"),
        Added::Weak(why) => bail!("{STAFF_PASSWORD}: {}", why.to(Lang::En)),
    }
}
