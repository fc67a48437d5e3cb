//! Rows of people, put in as the database's owner does: past every policy, and with none of the portal's own code, so
//! that a mistake in it is not made twice.

pub(super) mod everything;

use crate::authority::Staff;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::ids::LibrarySlug;
use sqlx::{AssertSqlSafe, PgPool};
use uuid::Uuid;

/// Where the rows come from, by their own account.
const SOURCE: &str = "import";

/// Whose rows, and when they are put in.
#[derive(Clone, Copy)]
pub(super) struct Seed<'a> {
    pub(super) pool: &'a PgPool,
    pub(super) library: &'a LibrarySlug,
    pub(super) person: Uuid,
    pub(super) now: DateTime<Utc>,
}

/// Who they are.
#[derive(Default)]
pub(super) struct Person {
    pub(super) first_name: Option<String>,
    pub(super) surname: Option<String>,
    pub(super) born: Option<NaiveDate>,
    pub(super) since: DateTime<Utc>,
}

/// How they are reached.
#[derive(Default)]
pub(super) struct Contact {
    pub(super) street_number: Option<String>,
    pub(super) address: Option<String>,
    pub(super) city: Option<String>,
    pub(super) zip: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
}

/// What they sign in with.
pub(super) struct Credential {
    pub(super) kind: &'static str,
    pub(super) hash: String,
    pub(super) scheme: String,
}

/// What they were charged.
pub(super) struct AccountLine {
    /// In cents.
    pub(super) amount: i64,
    /// What of it is not paid yet, in cents.
    pub(super) outstanding: i64,
    pub(super) day: NaiveDate,
}

/// Statements with nothing to fill in.
pub(crate) async fn run(pool: &PgPool, sql: impl Into<String>) {
    let sql = sql.into();
    sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(pool).await.unwrap_or_else(|e| panic!("{e}: {sql}"));
}

/// The account of a member of the staff, who cannot sign in with it.
pub(super) async fn staff(pool: &PgPool, staff: &Staff, login: &str, name: &str, now: DateTime<Utc>) {
    sqlx::query(
        "INSERT INTO staff_account (library, id, login, name, role, hash, totp_sealed, secret_set_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, '', '', $6, $6)",
    )
    .bind(staff.library().as_str())
    .bind(staff.account())
    .bind(login)
    .bind(name)
    .bind(staff.role().code())
    .bind(now)
    .execute(pool)
    .await
    .unwrap();
}

/// A person, card and PIN for each of these numbers and hashes.
pub(super) async fn crowd(
    pool: &PgPool,
    library: &LibrarySlug,
    cards: &[String],
    hashes: &[String],
    now: DateTime<Utc>,
) {
    sqlx::query(
        "WITH crowd AS ( \
             SELECT lpad(to_hex(n - 1), 32, '0')::uuid AS id, number, hash \
             FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS t (number, hash, n) \
         ), people AS ( \
             INSERT INTO person (library, id, source, sourced_at) SELECT $1, id, $4, $5 FROM crowd \
         ), cards AS ( \
             INSERT INTO card (library, id, person_id, number, source, sourced_at) \
             SELECT $1, id, id, number, $4, $5 FROM crowd \
         ) \
         INSERT INTO credential (library, person_id, kind, hash, scheme, set_at, source) \
         SELECT $1, id, 'pin', hash, 'argon2id', $5, $4 FROM crowd",
    )
    .bind(library.as_str())
    .bind(cards)
    .bind(hashes)
    .bind(SOURCE)
    .bind(now)
    .execute(pool)
    .await
    .unwrap();
}

type Query = sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>;

impl Seed<'_> {
    /// `$1` is the library, `$2` the person, `$3` now, `$4` the source.
    fn row(&self, sql: &'static str) -> Query {
        sqlx::query(sql).bind(self.library.as_str().to_owned()).bind(self.person).bind(self.now).bind(SOURCE)
    }

    async fn put(&self, row: Query) {
        row.execute(self.pool).await.unwrap();
    }

    pub(super) async fn person(&self, row: &Person) {
        let insert = sqlx::query(
            "INSERT INTO person (library, id, sourced_at, source, firstname, surname, date_of_birth) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(self.library.as_str().to_owned())
        .bind(self.person)
        .bind(row.since)
        .bind(SOURCE)
        .bind(row.first_name.clone())
        .bind(row.surname.clone())
        .bind(row.born);
        self.put(insert).await;
    }

    pub(super) async fn contact(&self, row: &Contact) {
        let insert = self.row(
            "INSERT INTO contact (library, id, person_id, sourced_at, source, street_number, address, city, zipcode, \
                                  email, phone) \
             VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        );
        let insert = insert.bind(row.street_number.clone()).bind(row.address.clone()).bind(row.city.clone());
        self.put(insert.bind(row.zip.clone()).bind(row.email.clone()).bind(row.phone.clone())).await;
    }

    pub(super) async fn alternate_contact(&self, name: &str, phone: &str) {
        let insert = self.row(
            "INSERT INTO alternate_contact (library, id, person_id, sourced_at, source, kind, name, phone) \
             VALUES ($1, gen_random_uuid(), $2, $3, $4, 'person', $5, $6)",
        );
        self.put(insert.bind(name.to_owned()).bind(phone.to_owned())).await;
    }

    pub(super) async fn card(&self, id: Uuid, number: &str) {
        let insert = self.row(
            "INSERT INTO card (library, person_id, sourced_at, source, id, number) VALUES ($1, $2, $3, $4, $5, $6)",
        );
        self.put(insert.bind(id).bind(number.to_owned())).await;
    }

    pub(super) async fn membership(&self, until: NaiveDate) {
        let insert = self.row(
            "INSERT INTO membership (library, id, person_id, sourced_at, source, expires_on) \
             VALUES ($1, $2, $2, $3, $4, $5)",
        );
        self.put(insert.bind(until)).await;
    }

    /// Set long before the test begins, so that whatever is set in it is newer.
    pub(super) async fn credential(&self, row: &Credential) {
        let insert = sqlx::query(
            "INSERT INTO credential (library, person_id, source, kind, hash, scheme, set_at) \
             VALUES ($1, $2, $3, $4, $5, $6, '2026-01-01Z')",
        )
        .bind(self.library.as_str().to_owned())
        .bind(self.person)
        .bind(SOURCE)
        .bind(row.kind)
        .bind(row.hash.clone())
        .bind(row.scheme.clone());
        self.put(insert).await;
    }

    /// One that no test outlives; nothing happens if it is there.
    pub(super) async fn session(&self, id: Uuid) {
        let insert = sqlx::query(
            "INSERT INTO session (library, id, secret_hash, person_id, data, created_at, last_seen_at, idle_ends_at, \
                                  ends_at) \
             VALUES ($1, $2, convert_to($2::text, 'UTF8'), $3, '{}', $4, $4, $4 + interval '100 years', $4 + interval '100 years') \
             ON CONFLICT DO NOTHING",
        )
        .bind(self.library.as_str().to_owned())
        .bind(id)
        .bind(self.person)
        .bind(self.now);
        self.put(insert).await;
    }

    pub(super) async fn checkout(&self, n: i32, title: &str) {
        let insert = self.row(
            "INSERT INTO checkout (library, id, person_id, sourced_at, source, item_barcode, title, checked_out_at) \
             VALUES ($1, gen_random_uuid(), $2, $3, $4, $5::text, $6, $3)",
        );
        self.put(insert.bind(n).bind(title.to_owned())).await;
    }

    pub(super) async fn hold(&self, n: i32, title: &str) {
        let insert = self.row(
            "INSERT INTO hold (library, id, person_id, sourced_at, source, queue_position, title, placed_on) \
             VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6, '2026-11-01')",
        );
        self.put(insert.bind(n).bind(title.to_owned())).await;
    }

    pub(super) async fn account_line(&self, n: i32, line: &AccountLine) {
        let insert = self.row(
            "INSERT INTO account_line (library, id, person_id, sourced_at, source, line_number, kind, entered_on, \
                                       amount_cents, outstanding_cents, settled_on) \
             VALUES ($1, gen_random_uuid(), $2, $3, $4, $5::text, 'overdue', $6::date, $7, $8::bigint, CASE $8::bigint WHEN 0 THEN $6::date END)",
        );
        self.put(insert.bind(n).bind(line.day).bind(line.amount).bind(line.outstanding)).await;
    }

    pub(super) async fn past_loans(&self, many: u32) {
        let returned = self.now - Days::new(2);
        for n in 1..=many {
            self.past_loan(&format!("Title {n}"), "Author", returned).await;
        }
    }

    pub(super) async fn past_loan(&self, title: &str, author: &str, returned: DateTime<Utc>) {
        let insert = self.row(
            "INSERT INTO loan_history (library, id, person_id, sourced_at, source, item_barcode, title, author, \
                                       checked_out_at, returned_at) \
             VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $5, $6, $7::timestamptz - interval '7 days', $7)",
        );
        self.put(insert.bind(title.to_owned()).bind(author.to_owned()).bind(returned)).await;
    }

    pub(super) async fn guardianship(&self, id: Uuid, guardian: Option<Uuid>, name: &str) {
        let insert = self.row(
            "INSERT INTO guardianship (library, child_id, sourced_at, source, id, guardian_id, guardian_name, cosigner) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, true)",
        );
        self.put(insert.bind(id).bind(guardian).bind(name.to_owned())).await;
    }

    pub(super) async fn stop(&self) {
        let insert = sqlx::query(
            "INSERT INTO guardian_hold (library, id, person_id, kind, set_by, set_at) \
             VALUES ($1, gen_random_uuid(), $2, 'custody', gen_random_uuid(), $3)",
        );
        self.put(insert.bind(self.library.as_str().to_owned()).bind(self.person).bind(self.now)).await;
    }

    pub(super) async fn reset_link(&self) {
        let insert = sqlx::query(
            "INSERT INTO one_time_token (library, id, person_id, purpose, secret_hash, created_at, expires_at) \
             VALUES ($1, gen_random_uuid(), $2, 'reset', '\\x01', $3, $3 + interval '30 minutes')",
        );
        self.put(insert.bind(self.library.as_str().to_owned()).bind(self.person).bind(self.now)).await;
    }
}
