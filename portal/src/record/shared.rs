//! What a decision lets someone other than the patron see of the record.

use super::{Origins, Row, Value, read::rows_told};
use crate::{Result, db::Tx, ids::PersonId};
use domain::{
    decision::{Decision, Fields, Share},
    ids::LibrarySlug,
    inventory::{Class, Relation, info},
};
use futures::{StreamExt, TryStreamExt};

/// The most rows of one list that are read for someone else at a time.
pub const MOST_SHARED: usize = 500;

/// The permitted part of one class.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Which class.
    pub class: Class,
    /// Each list or card of it that has something in it.
    pub sections: Vec<SharedSection>,
}

/// The permitted part of one relation.
#[derive(Debug, Clone)]
pub struct SharedSection {
    /// Which table or view.
    pub relation: &'static Relation,
    /// Its rows, with only the cells that may be told and hold something.
    pub rows: Vec<Row>,
    /// Whether there are more rows than were to be read, such as [`MOST_SHARED`].
    pub more: bool,
}

/// Reads what `decision` allows, class by class, and nothing of any other.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn shared(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    decision: &Decision,
) -> Result<Vec<Shared>> {
    shared_some(tx, (library, person), decision, MOST_SHARED, &|_, _| true).await
}

/// The same, of the rows that `keep` wants, and of each list at most `most`.
///
/// # Errors
/// As [`shared`].
pub(crate) async fn shared_some(
    tx: &mut Tx,
    (library, person): (&LibrarySlug, PersonId),
    decision: &Decision,
    most: usize,
    keep: &(dyn Fn(&Relation, &Row) -> bool + Sync),
) -> Result<Vec<Shared>> {
    let shares: Vec<Share> = Class::ALL.into_iter().filter_map(|class| decision.share(class)).cloned().collect();
    let origins = Origins::read_told(tx, library, person, &shares).await?;
    let mut all = Vec::new();
    for class in Class::ALL {
        let Some(share) = decision.share(class) else { continue };
        let mut sections = Vec::new();
        for relation in info(class).relations {
            let some = relation.fields.iter().any(|one| share.includes(&format!("{}.{}", relation.name, one.column)));
            if !some {
                continue;
            }
            let found = rows_told(tx, library, person, relation, share, &origins);
            let found = found.try_filter(|row| std::future::ready(keep(relation, row)));
            let mut found: Vec<Row> = found.take(most + 1).try_collect().await?;
            let more = found.len() > most;
            found.truncate(most);
            for row in &mut found {
                row.cells.retain(|cell| !matches!(cell.value, Value::Missing | Value::Withheld));
            }
            found.retain(|row| !row.cells.is_empty());
            if !found.is_empty() {
                sections.push(SharedSection { relation, rows: found, more });
            }
        }
        all.push(Shared { class, sections });
    }
    Ok(all)
}

/// How many rows of each of these classes `keep` wants. Nothing of them is told: anyone who asks has to know how much there is of
/// something before it is decided whether it may be told.
///
/// # Errors
/// As [`shared`].
pub(crate) async fn count_some(
    tx: &mut Tx,
    (library, person): (&LibrarySlug, PersonId),
    classes: &[Class],
    keep: &(dyn Fn(&Relation, &Row) -> bool + Sync),
) -> Result<Vec<(Class, u64)>> {
    let shares: Vec<Share> = classes.iter().map(|&class| Share { class, fields: Fields::All }).collect();
    let origins = Origins::read_told(tx, library, person, &shares).await?;
    let mut all = Vec::new();
    for share in &shares {
        let class = share.class;
        let mut many = 0;
        for relation in info(class).relations {
            let mut rows = rows_told(tx, library, person, relation, share, &origins);
            while let Some(row) = rows.try_next().await? {
                many += u64::from(keep(relation, &row));
            }
        }
        all.push((class, many));
    }
    Ok(all)
}
