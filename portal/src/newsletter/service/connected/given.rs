//! What a service is to have of somebody beside their address: the name, as far as it may have it, and what they have said of name or
//! address where the library kept these as they were (Conn. Gen. Stat. § 4-193(h)): that goes wherever these go.

use super::Turn;
use crate::{Result, db::Tx};
use std::collections::HashMap;
use uuid::Uuid;

/// What is given beside the address; empty where there is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) name: String,
    pub(super) statement: String,
}

/// What the service is to be told today about each person it has for this newsletter, by row; about one row alone where `one`
/// names it.
pub(super) async fn to_give(tx: &mut Tx, turn: &Turn<'_>, one: Option<Uuid>) -> Result<HashMap<Uuid, Given>> {
    let rows = sqlx::query!(
        "SELECT listed.id AS \"id!\", \
                coalesce(CASE WHEN person.id IS NOT NULL \
                              THEN concat_ws(' ', CASE WHEN $5 THEN person.firstname END, CASE WHEN $6 THEN person.surname END) \
                              WHEN $5 THEN subscriber.name END, '') AS \"name!\", \
                coalesce((SELECT string_agg(c.statement, '; ' ORDER BY c.stated_at, c.id) FROM correction AS c \
                          WHERE c.library = listed.library AND c.person_id = listed.person_id \
                            AND (c.of_relation = 'contact' AND c.of_column = 'email' \
                                 OR c.of_relation = 'person' AND (c.of_column = 'firstname' AND $5 \
                                                                  OR c.of_column = 'surname' AND $6))), '') AS \"statement!\" \
         FROM service_listed AS listed \
         LEFT JOIN person ON person.library = listed.library AND person.id = listed.person_id \
         LEFT JOIN subscriber ON subscriber.library = listed.library AND subscriber.id = listed.subscriber_id \
         WHERE listed.library = $1 AND listed.list = $2 AND listed.service = $3 AND listed.removed_at IS NULL \
           AND ($4::uuid IS NULL OR listed.id = $4)",
        turn.profile.slug.as_str(),
        turn.list.code,
        turn.vendor.code,
        one,
        turn.may("person.firstname"),
        turn.may("person.surname"),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, Given { name: row.name, statement: row.statement })).collect())
}

/// The columns of what is given, for the activity.
pub(in crate::newsletter::service) fn fields(name: bool, statement: bool, email: bool) -> Vec<&'static str> {
    let each =
        [(name, "service_listed.name"), (statement, "service_listed.statement"), (email, "service_listed.email")];
    each.into_iter().filter(|(is_given, _)| *is_given).map(|(_, field)| field).collect()
}
