//! After a change of the deployment's key: every second factor is sealed anew.

use super::totp;
use crate::{Portal, Result, authority::Operator};

/// What became of a library's accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resealed {
    /// How many are sealed under the present key now and were not before.
    pub anew: usize,
    /// The names of those whose second factor opens under neither key: they need a reset.
    pub lost: Vec<String>,
}

/// Seals the second factor of every account of this library under the present key. Safe to run again.
///
/// # Errors
/// When the database is away; then nothing is changed.
pub async fn reseal(portal: &Portal, operator: &Operator) -> Result<Resealed> {
    let library = operator.library();
    let mut tx = portal.db.begin(operator.scope()).await?;
    let accounts = sqlx::query!(
        "SELECT id, login, totp_sealed FROM staff_account WHERE library = $1 AND ended_at IS NULL \
         ORDER BY login FOR UPDATE",
        library.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut resealed = Resealed::default();
    for account in accounts {
        let place = totp::place(library, account.id);
        match portal.keys.open(place, &account.totp_sealed) {
            None => resealed.lost.push(account.login),
            Some(opened) if opened.outdated => {
                sqlx::query!(
                    "UPDATE staff_account SET totp_sealed = $3 WHERE library = $1 AND id = $2",
                    library.as_str(),
                    account.id,
                    portal.keys.seal(&*portal.entropy, place, &opened.value),
                )
                .execute(&mut *tx)
                .await?;
                resealed.anew += 1;
            }
            Some(_) => {}
        }
    }
    tx.commit().await?;
    Ok(resealed)
}
