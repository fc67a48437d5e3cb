//! PINs and passwords: as hashes that let patrons in with what they have. A hash is replaced by one of the portal's own at the
//! first sign-in; of what the file said, its digest stays, and by that a change in the library's system is known.
//!
//! What was made or closed here is never touched: it has another source.

use super::stage::Work;
use crate::{Result, access::ByFile, ils::report::Remark};
use uuid::Uuid;

/// The digest of the file's hash.
const DIGEST: &str = "sha256(convert_to(s.credential, 'UTF8'))";

/// Whether the file's row `s` has another hash than an import brought into `t`, or one again where it had none. A hash that nobody
/// has signed in with is still there to ask. Unknown where the row is older than the digest: then it is only noted.
const IS_ANOTHER: &str = "t.source = :source AND CASE WHEN t.scheme IN ('bcrypt', 'taken-away') THEN t.hash <> s.credential \
                          ELSE t.imported_hash_digest <> sha256(convert_to(s.credential, 'UTF8')) END";

/// Whether the file's row `s` has none any more where an import brought one into `t`. One that cannot be taken says nothing: the
/// system may have scrambled the same PIN in another way.
const IS_TAKEN_AWAY: &str =
    "t.source = :source AND t.scheme <> 'taken-away' AND s.credential IS NULL AND s.credential_other IS NULL";

/// What stands in place of the hash that was taken away. No secret matches it.
const NONE: &str = "taken-away";

/// Whether `t` came from an import, and it is not known with which hash.
const IS_TO_NOTE: &str = "t.source = :source AND s.credential IS NOT NULL AND t.imported_hash_digest IS NULL";

/// Locks everybody whose secret this file may change, before anything of them is written: the person first, as everybody does who
/// ends ways in, so that where two do at once one waits for the other.
pub(super) async fn lock(work: &mut Work<'_>) -> Result<()> {
    if !work.has("credential") {
        return Ok(());
    }
    work.run(&format!(
        "SELECT p.id FROM person p WHERE p.library = :library \
         AND EXISTS (SELECT FROM matched m JOIN staged s USING (line) \
                     JOIN credential t ON t.library = :library AND t.person_id = m.person_id \
                     WHERE m.person_id = p.id AND ({IS_ANOTHER} OR {IS_TO_NOTE} OR {IS_TAKEN_AWAY})) \
         ORDER BY p.id FOR NO KEY UPDATE"
    ))
    .await?;
    Ok(())
}

/// Writes them. Whose secret was another one before and who had one is kept for [`whose`].
pub(super) async fn write(work: &mut Work<'_>) -> Result<()> {
    if !work.has("credential") {
        return Ok(());
    }
    let kind = work.options.credential.code();
    work.run("CREATE TEMP TABLE other_secret (person_id uuid, is_there boolean) ON COMMIT DROP").await?;
    let changed = work
        .run(&format!(
            "WITH changed AS ( \
                 UPDATE credential t SET hash = s.credential, kind = '{kind}', scheme = 'bcrypt', set_at = :now, \
                                         imported_hash_digest = {DIGEST} \
                 FROM matched m JOIN staged s USING (line) \
                 WHERE t.library = :library AND t.person_id = m.person_id AND {IS_ANOTHER} RETURNING t.person_id), \
             noted AS (INSERT INTO touched SELECT person_id, 'credentials' FROM changed) \
             INSERT INTO other_secret SELECT person_id, true FROM changed"
        ))
        .await?;
    work.findings.remark(Remark::SecretsChanged, changed);
    // A column that is empty for nearly everybody is a report that went wrong, more likely than so many PINs taken away.
    // Test (access/tests/old_hashes.rs): "a file in which the column of pins is empty for everybody takes none away unless told how many".
    let (before, going) = (
        work.count("SELECT count(*) FROM credential t WHERE t.library = :library AND t.source = :source AND t.scheme <> 'taken-away'")
            .await?,
        work.count(&format!(
            "SELECT count(*) FROM credential t JOIN matched m ON m.person_id = t.person_id JOIN staged s USING (line) \
             WHERE t.library = :library AND {IS_TAKEN_AWAY}"
        ))
        .await?,
    );
    if work.takes_too_much(going, before) {
        return Ok(());
    }
    let taken_away = work
        .run(&format!(
            "WITH ended AS ( \
                 UPDATE credential t SET hash = '{NONE}', scheme = 'taken-away', set_at = :now, imported_hash_digest = NULL \
                 FROM matched m JOIN staged s USING (line) \
                 WHERE t.library = :library AND t.person_id = m.person_id AND {IS_TAKEN_AWAY} RETURNING t.person_id), \
             noted AS (INSERT INTO touched SELECT person_id, 'credentials' FROM ended) \
             INSERT INTO other_secret SELECT person_id, false FROM ended"
        ))
        .await?;
    work.findings.remark(Remark::SecretsTakenAway, taken_away);
    work.run(&format!(
        "WITH written AS ( \
             INSERT INTO credential (library, person_id, kind, hash, scheme, set_at, source, imported_hash_digest) \
             SELECT :library, m.person_id, '{kind}', s.credential, 'bcrypt', :now, :source, {DIGEST} \
             FROM matched m JOIN staged s USING (line) WHERE s.credential IS NOT NULL \
             ON CONFLICT (library, person_id) DO NOTHING RETURNING person_id) \
         INSERT INTO touched SELECT person_id, 'credentials' FROM written"
    ))
    .await?;
    // Rows from before the digest was kept.
    // Test (access/tests/old_hashes.rs): "a hash from before its digest was kept is only noted by the first file".
    work.run(&format!(
        "UPDATE credential t SET imported_hash_digest = {DIGEST} FROM matched m JOIN staged s USING (line) \
         WHERE t.library = :library AND t.person_id = m.person_id AND {IS_TO_NOTE}"
    ))
    .await?;
    Ok(())
}

/// Whose PIN or password this file changed, or took away.
pub(super) async fn whose(work: &mut Work<'_>, what: ByFile) -> Result<Vec<Uuid>> {
    if !work.has("credential") {
        return Ok(Vec::new());
    }
    let is = match what {
        ByFile::Changed => "is_there",
        ByFile::TakenAway => "NOT is_there",
    };
    work.ids(&format!("SELECT person_id FROM other_secret WHERE {is} ORDER BY person_id")).await
}
