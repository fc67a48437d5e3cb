//! A child whose record holds one of everything that has an identifier, and everybody who might want to see it.

use crate::{
    permissions::{drafted, signed},
    staff::{at_desk, at_desk_as},
    support::{Desk, SECRET, Visitor, card},
};
use domain::{decision::Role, ids::LibrarySlug};
use http::StatusCode;
use sqlx::PgPool;

pub const LIBRARY: &str = "lci-member";
pub const ELSEWHERE: &str = "putnam";

/// What only the child's record says: who they are, where they live, what they read, how they are reached, whom they
/// permitted something.
pub const CANARIES: [&str; 6] =
    ["Wrenhollow", "77 Bittern Lane", "Herons-of-the-Estuary", "860-555-0177", "kittiwake.example", "Oystercatcher"];

/// The child's first name, which a parent who once made a link knows.
pub const NAME: &str = "Sandpiper";

/// One identifier of each kind.
#[derive(Clone)]
pub struct Ids {
    pub link: String,
    pub draft: String,
    pub permission: String,
    pub permission_reference: String,
    pub change_reference: String,
    /// The same change, as the patron's own form names it.
    pub change: String,
    /// A value that the child says is wrong: its row, and what the request is named by.
    pub person_row: String,
    pub correction_reference: String,
    pub receipt: String,
    pub session: String,
    pub look: String,
    pub family_look: String,
    pub login: String,
    pub family_code: String,
    /// From the desk, to choose a PIN or password.
    pub code: String,
    /// From the mail to a new address.
    pub mailed: String,
    /// What the Director has of the child: a legal paper, the record that it keeps, what was released on it, a breach, a question
    /// about the clerk's looks, and the clerk's account.
    pub process: String,
    pub hold: String,
    pub release: String,
    pub breach: String,
    pub review: String,
    pub account: String,
    /// A list for a newsletter's service, which the Director made and the child is on.
    pub list: String,
    /// What waits for anybody at the desk: a code for a second member of the staff, a card that is closed here, a choice to enter
    /// in the library's own system, mail that came back. And a look that is for a card, and an issue of a newsletter.
    pub second: String,
    pub closing: String,
    pub choice: String,
    pub returned: String,
    pub card_look: String,
    pub issue: String,
    /// Two more looks, in which somebody was answered: the patron, about everything and with photo ID, and somebody who pays.
    pub asked_look: String,
    pub payer_look: String,
    /// A link of the child's that they asked the desk to end.
    pub ends: String,
    /// A subpoena for a deposition, to which there is an objection to print.
    pub subpoena: String,
    /// What the first of the answered looks keeps of who asked: not an identifier.
    pub asked: String,
}

impl Ids {
    /// The same kinds, of nobody.
    pub fn of_nobody() -> Self {
        let none = || "018f0000-0000-7000-8000-000000000000".to_owned();
        let reference = |names| domain::reference::Reference::new(names, [7; 5]).to_string();
        let code = || "0".repeat(26);
        Self {
            link: none(),
            draft: none(),
            permission: none(),
            permission_reference: reference(domain::reference::Names::Permission),
            change_reference: reference(domain::reference::Names::Change),
            change: none(),
            person_row: none(),
            correction_reference: reference(domain::reference::Names::Correction),
            receipt: none(),
            session: none(),
            look: none(),
            family_look: none(),
            login: "nobody".to_owned(),
            family_code: code(),
            code: code(),
            mailed: code(),
            process: none(),
            hold: none(),
            release: none(),
            breach: none(),
            review: none(),
            account: none(),
            list: none(),
            second: none(),
            closing: none(),
            choice: none(),
            returned: none(),
            card_look: none(),
            issue: none(),
            asked_look: none(),
            payer_look: none(),
            ends: none(),
            subpoena: none(),
            asked: String::new(),
        }
    }

    /// Each of them.
    pub fn all(&self) -> [&String; 33] {
        [
            &self.link,
            &self.draft,
            &self.permission,
            &self.permission_reference,
            &self.change_reference,
            &self.change,
            &self.person_row,
            &self.correction_reference,
            &self.receipt,
            &self.session,
            &self.look,
            &self.family_look,
            &self.login,
            &self.family_code,
            &self.code,
            &self.mailed,
            &self.process,
            &self.hold,
            &self.release,
            &self.breach,
            &self.review,
            &self.account,
            &self.list,
            &self.second,
            &self.closing,
            &self.choice,
            &self.returned,
            &self.card_look,
            &self.issue,
            &self.asked_look,
            &self.payer_look,
            &self.ends,
            &self.subpoena,
        ]
    }
}

/// Someone who asks, and the column of the table that says what they get.
pub struct Actor {
    pub column: &'static str,
    pub name: &'static str,
    pub visitor: Visitor,
}

pub struct People {
    pub desk: Desk,
    pub pool: PgPool,
    pub ids: Ids,
    pub actors: Vec<Actor>,
}

pub async fn sign_in(desk: &Desk, library: &str, number: &str, from: u8) -> Visitor {
    let mut visitor = desk.visitor(library, [198, 51, 100, from]);
    assert_eq!(visitor.sign_in(number, SECRET, true).await.location(), "/record");
    visitor
}

/// The text after `before`, up to `end`.
fn after(text: &str, before: &str, end: char) -> String {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("{before} in {text}"));
    rest.split(end).next().unwrap().to_owned()
}

async fn adds(parent: &mut Visitor, child: &str) -> String {
    let fields = [("child_card", child), ("child_secret", SECRET), ("own_secret", SECRET)];
    let answer = parent.post("/family/add", &fields).await;
    answer.location().strip_prefix("/family?added=").unwrap_or_else(|| panic!("{}", answer.text())).to_owned()
}

async fn one<T>(pool: &PgPool, sql: &'static str, number: &str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    sqlx::query_scalar(sql).bind(number).fetch_one(pool).await.unwrap()
}

impl People {
    /// The child (card 2) was born on this day.
    pub async fn meet(pool: &PgPool, desk: Desk, born: &str) -> Self {
        let number = card(2);
        desk.patron_born(LIBRARY, &number, born).await;
        record(pool, &number).await;
        desk.names_guardian(&number, "Adaeze Canaryname", "mother").await;
        for serial in [1, 3, 5, 7] {
            desk.patron(LIBRARY, &card(serial)).await;
        }
        desk.patron_born(LIBRARY, &card(4), "2014-01-02").await;
        desk.patron(ELSEWHERE, &card(6)).await;
        sqlx::query("DELETE FROM throttle").execute(pool).await.unwrap();

        let mut owner = sign_in(&desk, LIBRARY, &number, 2).await;
        let mut parent = sign_in(&desk, LIBRARY, &card(1), 1).await;
        let mut other_parent = sign_in(&desk, LIBRARY, &card(3), 3).await;
        let other = sign_in(&desk, LIBRARY, &card(5), 5).await;
        let elsewhere = sign_in(&desk, ELSEWHERE, &card(6), 6).await;
        let link = adds(&mut parent, &number).await;
        adds(&mut other_parent, &card(4)).await;

        let mut ids = Ids { link, ..Ids::of_nobody() };
        as_owner(&desk, pool, &mut owner, &mut ids).await;
        let mut clerk = at_desk(&desk, LIBRARY, Role::Desk).await;
        as_clerk(&desk, pool, &mut clerk, &mut ids).await;

        let manager = at_desk(&desk, LIBRARY, Role::CollectionServicesManager).await;
        let volunteer = at_desk(&desk, LIBRARY, Role::Volunteer).await;
        let mut director = at_desk(&desk, LIBRARY, Role::Director).await;
        as_director(pool, &mut director, &mut ids).await;
        waiting(pool, &mut ids).await;
        // Of no person in particular: what was counted of each library.
        desk.does("statistics").await;
        let administrator = at_desk(&desk, LIBRARY, Role::Administrator).await;
        let staff_elsewhere = at_desk(&desk, ELSEWHERE, Role::Director).await;
        sqlx::query("DELETE FROM throttle").execute(pool).await.unwrap();
        let mut actors = no_longer(&desk, &elsewhere, &staff_elsewhere).await;
        for (column, visitor) in [
            ("other", other),
            ("other parent", other_parent),
            ("parent", parent),
            ("elsewhere", elsewhere),
            ("administrator", administrator),
            ("volunteer", volunteer),
            ("staff elsewhere", staff_elsewhere),
            ("desk", clerk),
            ("manager", manager),
            ("director", director),
            ("owner", owner),
        ] {
            actors.push(Actor { column, name: column, visitor });
        }
        Self { desk, pool: pool.clone(), ids, actors }
    }
}

/// What the record holds that nobody else's does.
async fn record(pool: &PgPool, number: &str) {
    let [name, street, title, phone, ..] = CANARIES;
    for (sql, values) in [
        ("UPDATE person SET surname = $2, firstname = $3 WHERE id = ", [name, NAME]),
        ("UPDATE contact SET address = $2, phone = $3 WHERE person_id = ", [street, phone]),
        (
            "INSERT INTO loan_history (library, id, person_id, title, author, item_barcode, source, sourced_at, \
             checked_out_at, returned_at) SELECT library, gen_random_uuid(), id, $2, $3, '3', 'import', now(), \
             '2026-10-01Z', '2026-10-20Z' FROM person WHERE id = ",
            [title, "A. Author"],
        ),
    ] {
        let sql = format!("{sql} (SELECT person_id FROM card WHERE number = $1)");
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(number).bind(values[0]).bind(values[1]);
        assert_eq!(done.execute(pool).await.unwrap().rows_affected(), 1);
    }
}

/// What the child makes: a receipt, a draft and a signed permission, two changes that wait, a second session.
async fn as_owner(desk: &Desk, pool: &PgPool, owner: &mut Visitor, ids: &mut Ids) {
    let number = card(2);
    // First of all: it ends every other code and link.
    ids.code = desk.activation_code(LIBRARY, &number).await;
    owner.post("/consents", &[("purpose", &newsletter(desk)), ("answer", "yes")]).await;
    ids.receipt = one(
        pool,
        "SELECT c.id::text FROM consent c JOIN card ON card.person_id = c.person_id WHERE number = $1",
        &number,
    )
    .await;
    ids.draft = drafted(owner, "Oystercatcher").await.replace("/permissions/", "");
    let signed = signed(owner, "Oystercatcher").await;
    ids.permission_reference = after(&owner.get(&signed).await.text(), "<dt>Reference</dt><dd>", '<');
    ids.permission = signed.replace("/permissions/", "");
    for (detail, value) in [("phone", "860-555-0188"), ("email", "wren@kittiwake.example")] {
        let fields = [("step", "save"), (detail, value), ("secret", SECRET)];
        let asked = owner.post(&format!("/contact/{detail}"), &fields).await;
        assert_eq!(asked.location(), format!("/contact/{detail}/done"), "{}", asked.text());
    }
    ids.change_reference = one(
        pool,
        "SELECT p.reference FROM pending_change p JOIN card ON card.person_id = p.person_id \
         WHERE number = $1 AND p.reference IS NOT NULL LIMIT 1",
        &number,
    )
    .await;
    ids.change = one(
        pool,
        "SELECT p.id::text FROM pending_change p JOIN card ON card.person_id = p.person_id \
         WHERE number = $1 AND p.reference IS NOT NULL LIMIT 1",
        &number,
    )
    .await;
    ids.person_row = one(pool, "SELECT person_id::text FROM card WHERE number = $1", &number).await;
    let wrong = [("field", "surname"), ("wish", "It is Tern now")];
    owner.post(&format!("/corrections/person/{}", ids.person_row), &wrong).await;
    ids.correction_reference = one(
        pool,
        "SELECT c.reference FROM correction c JOIN card ON card.person_id = c.person_id WHERE number = $1",
        &number,
    )
    .await;
    let library: LibrarySlug = LIBRARY.parse().unwrap();
    let mails = portal::mail::dev_list(&desk.portal, &library).await.unwrap();
    let link = mails.iter().find(|mail| mail.kind == "verify-email").unwrap();
    after(&link.text, "/contact/confirm?t=", '\n').trim().clone_into(&mut ids.mailed);
    sign_in(desk, LIBRARY, &number, 7).await;
    ids.session = after(&owner.get("/security").await.text(), "name=\"session\" value=\"", '"');
}

/// A newsletter that the library offers.
pub fn newsletter(desk: &Desk) -> String {
    let library: LibrarySlug = LIBRARY.parse().unwrap();
    desk.profiles.get(&library).unwrap().newsletters[0].code.clone()
}

/// What the desk makes: three looks, two in which somebody was answered, and a code for the parent; a colleague's account.
async fn as_clerk(desk: &Desk, pool: &PgPool, clerk: &mut Visitor, ids: &mut Ids) {
    let number = card(2);
    for (id, purpose) in
        [(&mut ids.look, "circulation"), (&mut ids.family_look, "family-review"), (&mut ids.card_look, "registration")]
    {
        let found = clerk.post("/desk/find", &[("find", &number)]).await;
        found.location().strip_prefix("/desk/look/").unwrap().clone_into(id);
        clerk.post(&format!("/desk/look/{id}"), &[("purpose", purpose)]).await;
    }
    let shown = [("errand", "everything"), ("card", "on"), ("photo_id", "passport"), ("name", "Sandpiper Wrenhollow")];
    for (id, voice, fields) in
        [(&mut ids.asked_look, "patron", &shown[..]), (&mut ids.payer_look, "payer", &shown[..0])]
    {
        let found = clerk.post("/desk/find", &[("find", &number)]).await;
        found.location().strip_prefix("/desk/look/").unwrap().clone_into(id);
        let answered = clerk.post(&format!("/desk/look/{id}/asks/{voice}"), fields).await;
        assert_eq!(answered.location(), format!("/desk/look/{id}/answer"), "{}", answered.text());
    }
    ids.asked = one(pool, "SELECT asked::text FROM desk_look WHERE id = $1::uuid", &ids.asked_look).await;
    let row: String = one(
        pool,
        "SELECT g.id::text FROM guardianship g JOIN card ON card.person_id = g.child_id WHERE number = $1",
        &number,
    )
    .await;
    let wanted = [("act", "code"), ("row", row.as_str()), ("guardian_card", &card(1)), ("seen", "passport")];
    let made = clerk.post(&format!("/desk/family/{}", ids.family_look), &wanted).await;
    ids.family_code = after(&made.text(), "class=\"reference\">", '<');
    at_desk_as(desk, LIBRARY, "colleague", Role::Desk).await;
    "colleague".clone_into(&mut ids.login);
}

/// What waits at the desk because of the child, as jobs and other pages leave it; and an issue that is written.
async fn waiting(pool: &PgPool, ids: &mut Ids) {
    let number = card(2);
    ids.second = one(
        pool,
        "INSERT INTO one_time_token (library, id, person_id, purpose, secret_hash, created_at, expires_at, made_by, needs_second) \
         SELECT card.library, gen_random_uuid(), card.person_id, 'activation', decode(md5('waits'), 'hex'), token.created_at, \
                token.created_at + interval '24 hours', token.made_by, true \
         FROM card JOIN one_time_token token ON token.library = card.library \
         WHERE card.number = $1 AND token.purpose = 'family' AND token.made_by IS NOT NULL LIMIT 1 RETURNING id::text",
        &number,
    )
    .await;
    ids.closing = one(
        pool,
        "INSERT INTO closing (library, id, person_id, asked_at, status, ended_at) \
         SELECT library, gen_random_uuid(), person_id, '2026-11-01Z', 'closed', '2026-11-01Z' FROM card WHERE number = $1 \
         RETURNING id::text",
        &number,
    )
    .await;
    ids.choice = one(
        pool,
        "INSERT INTO choice_to_enter (library, id, person_id, purpose, given, asked_at) \
         SELECT library, gen_random_uuid(), person_id, 'receipt', false, '2026-11-01Z' FROM card WHERE number = $1 \
         RETURNING id::text",
        &number,
    )
    .await;
    ids.returned = one(
        pool,
        "INSERT INTO returned_mail (library, id, person_id, address, code, kind, returned_at) \
         SELECT library, gen_random_uuid(), person_id, 'before@example.org', '5.1.1', 'reset', '2026-11-01Z' FROM card \
         WHERE number = $1 RETURNING id::text",
        &number,
    )
    .await;
    // Of a guardian who is nobody else here.
    ids.ends = sqlx::query_scalar(
        "INSERT INTO family_link (library, id, guardian_id, child_id, card_id, guardian_name, child_name, proven, linked_at, \
                                  end_asked_at) \
         SELECT child.library, gen_random_uuid(), guardian.person_id, child.person_id, child.id, 'Adaeze Canaryname', \
                'Sandpiper', 'childs-card', '2026-10-01Z', '2026-11-02Z' \
         FROM card child JOIN card guardian ON guardian.library = child.library AND guardian.number = $2 \
         WHERE child.number = $1 RETURNING id::text",
    )
    .bind(&number)
    .bind(card(7))
    .fetch_one(pool)
    .await
    .unwrap();
    ids.issue = one(
        pool,
        "INSERT INTO newsletter_issue (library, id, list, subject_en, body_en, written_by, created_at, changed_at) \
         SELECT library, gen_random_uuid(), 'weekly', 'Herons', 'Come and see them.', id, '2026-11-01Z', '2026-11-01Z' \
         FROM staff_account WHERE library = 'lci-member' AND login = $1 RETURNING id::text",
        Role::Director.code(),
    )
    .await;
}

/// Waits again, after somebody whose work it is has settled it: the next one gets the same.
pub async fn waits_again(pool: &PgPool, ids: &Ids) {
    for (id, sql) in [
        (&ids.closing, "UPDATE closing SET settled_at = NULL, settled_by = NULL WHERE id = $1::uuid"),
        (&ids.choice, "UPDATE choice_to_enter SET entered_at = NULL, entered_by = NULL WHERE id = $1::uuid"),
        (&ids.returned, "UPDATE returned_mail SET noted_at = NULL, noted_by = NULL WHERE id = $1::uuid"),
        (&ids.ends, "UPDATE family_link SET ended_at = NULL, ended_why = NULL WHERE id = $1::uuid"),
    ] {
        sqlx::query(sql).bind(id).execute(pool).await.unwrap();
    }
    // A copy uses up the answer that it rests on.
    sqlx::query("UPDATE desk_look SET asked = $2::jsonb WHERE id = $1::uuid")
        .bind(&ids.asked_look)
        .bind(&ids.asked)
        .execute(pool)
        .await
        .unwrap();
}

/// What the Director has of the child, or about the clerk who looked.
async fn as_director(pool: &PgPool, director: &mut Visitor, ids: &mut Ids) {
    let number = card(2);
    "018f0000-0000-7000-8000-0000000000a1".clone_into(&mut ids.process);
    director.post("/desk/police", &[("id", &ids.process), ("who", "Det. Marlow"), ("asked", "All")]).await;
    let path = format!("/desk/process/{}", ids.process);
    let paper = [
        ("step", "paper"),
        ("instrument", "court-order"),
        ("signed_by", "Hon. J. Reyes, Judge"),
        ("court_order", "yes"),
        ("contact", "on"),
    ];
    director.post(&path, &paper).await;
    director
        .post(&path, &[("step", "counsel"), ("whom", "a lawyer, such as the Town Attorney"), ("advice", "comply")])
        .await;
    director.post(&path, &[("step", "keep"), ("card", &number)]).await;
    ids.hold = after(&director.get(&path).await.text(), &format!("{path}/release/"), '"');
    let release = format!("{path}/release/{}", ids.hold);
    ids.release = after(&director.get(&release).await.text(), "name=\"id\" value=\"", '"');
    let to = [("id", ids.release.as_str()), ("given_to", "Det. Marlow")];
    let check = director.post(&release, &[&to[..], &[("step", "check")]].concat()).await.text();
    let shown = after(&check, "name=\"shown\" value=\"", '"');
    let given = director.post(&release, &[&to[..], &[("step", "give"), ("shown", &shown)]].concat()).await;
    assert_eq!(given.location(), format!("{path}/released/{}", ids.release), "{}", given.text());

    "018f0000-0000-7000-8000-0000000000a5".clone_into(&mut ids.subpoena);
    director.post("/desk/police", &[("id", &ids.subpoena), ("who", "Atty. Lowe"), ("asked", "All")]).await;
    let paper = [("step", "paper"), ("instrument", "deposition-subpoena"), ("served_on", "2026-11-20")];
    let recorded = director.post(&format!("/desk/process/{}", ids.subpoena), &paper).await;
    assert_eq!(recorded.location(), format!("/desk/process/{}?done=yes", ids.subpoena), "{}", recorded.text());

    "018f0000-0000-7000-8000-0000000000a2".clone_into(&mut ids.breach);
    let mut breach = super::BREACH.to_vec();
    breach[0] = ("id", &ids.breach);
    let recorded = director.post("/desk/breach/new", &breach).await;
    assert_eq!(recorded.location(), format!("/desk/breach/{}?done=recorded", ids.breach), "{}", recorded.text());

    ids.account = one(pool, "SELECT id::text FROM staff_account WHERE login = $1", Role::Desk.code()).await;
    "018f0000-0000-7000-8000-0000000000a3".clone_into(&mut ids.review);
    let question =
        [("id", ids.review.as_str()), ("account", &ids.account), ("kind", "circulation"), ("question", "What for?")];
    let asked = director.post("/desk/review/ask", &question).await;
    assert_eq!(asked.location(), "/desk/review?done=asked", "{}", asked.text());

    "018f0000-0000-7000-8000-0000000000a4".clone_into(&mut ids.list);
    let made = director.post("/desk/service/weekly", &[("step", "make"), ("form", &ids.list)]).await;
    assert_eq!(made.location(), "/desk/service/weekly?done=made", "{}", made.text());
    let file = director.get(&format!("/desk/service/weekly/{}", ids.list)).await.text();
    assert!(file.contains(&number), "the child said yes to it, and is on it: {file}");
}

/// Nobody, and anyone whose cookie opens nothing here any more, or never did: they get what nobody gets.
async fn no_longer(desk: &Desk, elsewhere: &Visitor, staff_elsewhere: &Visitor) -> Vec<Actor> {
    let here = |cookies: &Visitor| {
        let mut visitor = desk.visitor(LIBRARY, [203, 0, 113, 5]);
        visitor.cookies.clone_from(&cookies.cookies);
        visitor
    };
    let mut patron = sign_in(desk, LIBRARY, &card(5), 8).await;
    let left = here(&patron);
    assert_eq!(patron.post("/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
    let ended = at_desk_as(desk, LIBRARY, "ended", Role::Director).await;
    let keeper = desk.operator(LIBRARY).into();
    assert_eq!(portal::staff::end(&desk.portal, &keeper, "ended").await.unwrap(), portal::staff::Ended::Done);
    let mut clerk = at_desk_as(desk, LIBRARY, "leaving", Role::Director).await;
    let gone = here(&clerk);
    assert_eq!(clerk.post("/desk/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
    [
        ("a stranger", desk.visitor(LIBRARY, [203, 0, 113, 5])),
        ("another library's patron here", here(elsewhere)),
        ("a patron who signed out", left),
        ("another library's staff here", here(staff_elsewhere)),
        ("staff whose account ended", here(&ended)),
        ("staff who signed out", gone),
    ]
    .map(|(name, visitor)| Actor { column: "nobody", name, visitor })
    .into()
}
