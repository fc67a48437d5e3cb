//! As whom the portal is connected, and whether that is a login to serve with.

use crate::Result;
use sqlx::PgPool;

/// The user of the database that the portal is connected as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Its name.
    pub user: String,
    /// Whether it is held to no policy: a superuser, or a role that bypasses row-level security.
    pub bypasses: bool,
    /// Whether it owns a table of the portal, and so could change its policies.
    pub owns: bool,
    /// The runtime roles it is not a member of, without which no transaction begins.
    pub not_member_of: Vec<String>,
}

impl Login {
    /// Whether it can only become the runtime roles, and has no power beyond theirs.
    pub fn is_plain(&self) -> bool {
        !self.bypasses && !self.owns
    }
}

pub(super) async fn read(pool: &PgPool) -> Result<Login> {
    let row = sqlx::query!(
        "SELECT session_user::text AS \"user!\", rolsuper OR rolbypassrls AS \"bypasses!\", \
                EXISTS (SELECT FROM pg_class \
                        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v') \
                          AND pg_has_role(session_user, relowner, 'MEMBER')) AS \"owns!\", \
                ARRAY(SELECT needed FROM UNNEST(ARRAY['portal_app', 'portal_worker', 'portal_statistics']) AS needed \
                      WHERE NOT EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = needed \
                                          AND pg_has_role(session_user, r.oid, 'MEMBER'))) AS \"missing!\" \
         FROM pg_roles WHERE rolname = session_user",
    )
    .fetch_one(pool)
    .await?;
    Ok(Login { user: row.user, bypasses: row.bypasses, owns: row.owns, not_member_of: row.missing })
}
