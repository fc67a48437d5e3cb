//! Ways round authority, as programs that the compiler refuses; beside each, the program that it takes, which differs in
//! nothing but the authority. (Run as documentation tests: they cost no second build of everything below, and do not
//! break with a compiler's wording. The compiler that we build with does not check for which reason it refuses, so a refused
//! program must differ from its companion in one thing alone, and what it names must be there: `named.rs` holds that.
//! docs/decisions/0019.)
//!
//! # A page opens no transaction
//!
//! Only `portal` begins one: a page that wants rows asks a use case.
//!
//! ```
//! let _as_whom = portal::db::Db::login;
//! ```
//! ```compile_fail,E0624
//! let _as_whom = portal::db::Db::begin;
//! ```
//! For whom one is, no page can say:
//! ```
//! use portal::db::Login;
//! ```
//! ```compile_fail,E0603
//! use portal::db::Scope;
//! ```
//! Nor is it told by the authority that it has:
//! ```
//! fn page(patron: &portal::authority::Patron) {
//!     let _said = patron.actor();
//! }
//! ```
//! ```compile_fail,E0624
//! fn page(patron: &portal::authority::Patron) {
//!     let _said = patron.scope();
//! }
//! ```
//!
//! # Nobody is signed in but by signing in
//!
//! What stands in a browser's session says who is signed in. A page ends a session and writes nothing into it; the session of
//! the library beneath takes whatever it is given.
//!
//! ```
//! async fn page(session: &tower_sessions::Session) {
//!     let _written = session.insert("who", "a person's number").await;
//! }
//! ```
//! ```compile_fail,E0599
//! async fn page(session: &portal::session::Session) {
//!     let _written = session.insert("who", "a person's number").await;
//! }
//! ```
//! So a session that was written into makes no patron:
//! ```
//! # use std::sync::Arc;
//! async fn page(session: &portal::session::Session, profile: &Arc<domain::profile::Profile>) {
//!     let _patron = portal::session::current(session, profile).await;
//! }
//! ```
//! ```compile_fail,E0308
//! # use std::sync::Arc;
//! async fn page(session: &tower_sessions::Session, profile: &Arc<domain::profile::Profile>) {
//!     let _patron = portal::session::current(session, profile).await;
//! }
//! ```
//! And it is had from a request, and not made from another:
//! ```
//! fn page(extensions: &http::Extensions, _: tower_sessions::Session) -> Option<portal::session::Session> {
//!     portal::session::Session::of(extensions)
//! }
//! ```
//! ```compile_fail,E0603
//! fn page(_: &http::Extensions, written: tower_sessions::Session) -> Option<portal::session::Session> {
//!     Some(portal::session::Session(written))
//! }
//! ```
//!
//! # A code is made by an operator, or in a look
//!
//! Being a member of the staff is no reason to make a code for a record.
//!
//! ```
//! async fn command(portal: &portal::Portal, operator: &portal::authority::Operator) {
//!     let _code = portal::access::make_activation_code(portal, operator, "21234000123456").await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn page(portal: &portal::Portal, staff: &portal::authority::Staff) {
//!     let _code = portal::access::make_activation_code(portal, staff, "21234000123456").await;
//! }
//! ```
//!
//! The person who acts as the command line holds the way into the database, and no page has it.
//!
//! ```
//! # use std::sync::Arc;
//! fn command(database: &sqlx::postgres::PgConnectOptions, profile: Arc<domain::profile::Profile>) -> portal::authority::Operator {
//!     portal::authority::Operator::holding(database, profile)
//! }
//! ```
//! ```compile_fail,E0451
//! # use std::sync::Arc;
//! fn page(database: &sqlx::postgres::PgConnectOptions, profile: Arc<domain::profile::Profile>) -> portal::authority::Operator {
//!     portal::authority::Operator { profile }
//! }
//! ```
//!
//! # An account of the staff is ended by a keeper
//!
//! The role is checked where a keeper is made, and not by the person who remembers to.
//!
//! ```
//! async fn page(portal: &portal::Portal, keeper: &portal::authority::Keeper) {
//!     let _ended = portal::staff::end(portal, keeper, "wanda").await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn page(portal: &portal::Portal, clerk: &portal::authority::Staff) {
//!     let _ended = portal::staff::end(portal, clerk, "wanda").await;
//! }
//! ```
//!
//! # What the worker does is no page's to do
//!
//! A job has no authority beside its own time: nothing that it calls is there for anybody else.
//!
//! ```
//! use portal::breach::open;
//! ```
//! ```compile_fail,E0603
//! use portal::breach::write_notices;
//! ```
//! Nor is sealing:
//! ```
//! use portal::ledger::verify_all;
//! ```
//! ```compile_fail,E0603
//! use portal::ledger::seal;
//! ```
//!
//! # Whose record it is comes from a proof and from no number
//!
//! An id that was read somewhere, or guessed, makes nobody.
//!
//! ```
//! fn page(patron: &portal::authority::Patron, read: uuid::Uuid) -> portal::ids::PersonId {
//!     patron.person()
//! }
//! ```
//! ```compile_fail,E0603
//! fn page(patron: &portal::authority::Patron, read: uuid::Uuid) -> portal::ids::PersonId {
//!     portal::ids::PersonId(read)
//! }
//! ```
//! Nor does text that was typed, or JSON that was sent; any other number is read from both:
//! ```
//! let _read = "7b6d0f5e-6f0c-4d43-9d1c-0d8a4d5b9f10".parse::<uuid::Uuid>();
//! ```
//! ```compile_fail,E0277
//! let _read = "7b6d0f5e-6f0c-4d43-9d1c-0d8a4d5b9f10".parse::<portal::ids::PersonId>();
//! ```
//! ```
//! let _read = serde_json::from_str::<uuid::Uuid>("\"7b6d0f5e-6f0c-4d43-9d1c-0d8a4d5b9f10\"");
//! ```
//! ```compile_fail,E0277
//! let _read = serde_json::from_str::<portal::ids::PersonId>("\"7b6d0f5e-6f0c-4d43-9d1c-0d8a4d5b9f10\"");
//! ```
//! The same of somebody without a card who gets newsletters:
//! ```compile_fail,E0277
//! let _read = "7b6d0f5e-6f0c-4d43-9d1c-0d8a4d5b9f10".parse::<portal::ids::SubscriberId>();
//! ```
//! ```compile_fail,E0277
//! let _read = serde_json::from_str::<portal::ids::SubscriberId>("\"7b6d0f5e-6f0c-4d43-9d1c-0d8a4d5b9f10\"");
//! ```
//!
//! # A stop is set in a look
//!
//! Not for whatever person somebody names: for the record that this clerk has open for this purpose.
//!
//! ```
//! # use domain::decision::Stop;
//! async fn page(portal: &portal::Portal, look: &portal::authority::Look) {
//!     let _set = portal::family::desk::set_stop(portal, look, Stop::Custody).await;
//! }
//! ```
//! ```compile_fail,E0308
//! # use domain::decision::Stop;
//! async fn page(portal: &portal::Portal, clerk: &portal::authority::Staff) {
//!     let _set = portal::family::desk::set_stop(portal, clerk, Stop::Custody).await;
//! }
//! ```
//!
//! # A detail changes after the PIN
//!
//! Being signed in is not enough: somebody else may sit at the computer.
//!
//! ```
//! # use portal::{authority::*, contact::{Wish, ask}};
//! async fn page(portal: &portal::Portal, patron: &Reauthenticated<Patron>, wish: Wish<'_>) {
//!     let _asked = ask(portal, patron, wish).await;
//! }
//! ```
//! ```compile_fail,E0308
//! # use portal::{authority::*, contact::{Wish, ask}};
//! async fn page(portal: &portal::Portal, patron: &Patron, wish: Wish<'_>) {
//!     let _asked = ask(portal, patron, wish).await;
//! }
//! ```
//!
//! # A copy of everything is made after the PIN
//!
//! ```
//! # use portal::{authority::*, export::archive};
//! async fn page(portal: &portal::Portal, patron: &Reauthenticated<Patron>) {
//!     let _copy = archive(portal, patron, domain::words::Lang::En).await;
//! }
//! ```
//! ```compile_fail,E0308
//! # use portal::{authority::*, export::archive};
//! async fn page(portal: &portal::Portal, patron: &Patron) {
//!     let _copy = archive(portal, patron, domain::words::Lang::En).await;
//! }
//! ```
//!
//! # A copy at the desk is for the person who stands there with photo ID
//!
//! ```
//! # use portal::{authority::*, export::{Form, archive_at_desk}};
//! async fn page(portal: &portal::Portal, patron: InPerson) {
//!     let _copy = archive_at_desk(portal, patron, Form::Paper, domain::words::Lang::En).await;
//! }
//! ```
//! A look at the record is no reason:
//! ```compile_fail,E0308
//! # use portal::{authority::*, export::{Form, archive_at_desk}};
//! async fn page(portal: &portal::Portal, look: Look) {
//!     let _copy = archive_at_desk(portal, look, Form::Paper, domain::words::Lang::En).await;
//! }
//! ```
//! And one proof is one copy:
//! ```compile_fail,E0382
//! # use portal::{authority::*, export::{Form, archive_at_desk}};
//! async fn page(portal: &portal::Portal, patron: InPerson) {
//!     let _copy = archive_at_desk(portal, patron, Form::Paper, domain::words::Lang::En).await;
//!     let _another = archive_at_desk(portal, patron, Form::Paper, domain::words::Lang::En).await;
//! }
//! ```
//!
//! # A secret is chosen by the person who showed a link for that
//!
//! A link for something else is no reason, and neither is being signed in: what a link is for is in its holder's type.
//!
//! ```
//! # use portal::{access::{Choosing, choose_by_link}, authority::*, password::Hasher};
//! async fn page(portal: &portal::Portal, hasher: &Hasher, holder: &LinkHolder<ChoosesSecret>, wish: Choosing<'_>) {
//!     let _chosen = choose_by_link(portal, hasher, holder, wish).await;
//! }
//! ```
//! ```compile_fail,E0308
//! # use portal::{access::{Choosing, choose_by_link}, authority::*, password::Hasher};
//! async fn page(portal: &portal::Portal, hasher: &Hasher, holder: &LinkHolder<ConfirmsAddress>, wish: Choosing<'_>) {
//!     let _chosen = choose_by_link(portal, hasher, holder, wish).await;
//! }
//! ```
//!
//! Only the search for a link makes its holder, so nobody is one who has not shown it.
//!
//! ```
//! # use {domain::profile::Profile, portal::{Portal, authority::*, contact::link_shown}};
//! # use {std::{marker::PhantomData, sync::Arc}, uuid::Uuid};
//! type Holder = LinkHolder<ConfirmsAddress>;
//! async fn page(portal: &Portal, profile: Arc<Profile>, patron: &Patron, link: Uuid) -> Option<Holder> {
//!     link_shown(portal, &profile, "what was typed").await.ok()?.live()
//! }
//! ```
//! ```compile_fail,E0451
//! # use {domain::profile::Profile, portal::{Portal, authority::*, contact::link_shown}};
//! # use {std::{marker::PhantomData, sync::Arc}, uuid::Uuid};
//! type Holder = LinkHolder<ConfirmsAddress>;
//! async fn page(portal: &Portal, profile: Arc<Profile>, patron: &Patron, link: Uuid) -> Option<Holder> {
//!     Some(LinkHolder { profile, person: patron.person(), link, guardian: None, what_for: PhantomData })
//! }
//! ```
//!
//! # Police are answered by the Director
//!
//! ```
//! async fn page(portal: &portal::Portal, director: &portal::authority::Director) {
//!     let _entries = portal::process::list(portal, director).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn page(portal: &portal::Portal, clerk: &portal::authority::Staff) {
//!     let _entries = portal::process::list(portal, clerk).await;
//! }
//! ```
//!
//! # The person who leaves a newsletter by its link opens nothing
//!
//! The link stands in every copy, and a copy is passed on: the person who shows it takes back the yes to this newsletter, and is
//! neither the patron nor somebody who may choose a PIN.
//!
//! ```
//! async fn page(portal: &portal::Portal, leaver: &portal::authority::Leaver) {
//!     let _left = portal::consent::leave(portal, leaver, domain::words::Lang::En).await;
//! }
//! ```
//! It opens no record, as a patron does:
//! ```
//! async fn page(portal: &portal::Portal, patron: &portal::authority::Patron) {
//!     let _record = portal::record::overview(portal, patron).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn page(portal: &portal::Portal, leaver: &portal::authority::Leaver) {
//!     let _record = portal::record::overview(portal, leaver).await;
//! }
//! ```
//! It says which newsletter, and not whose:
//! ```
//! fn page(leaver: &portal::authority::Leaver) {
//!     let _told = leaver.list();
//! }
//! ```
//! ```compile_fail,E0624
//! fn page(leaver: &portal::authority::Leaver) {
//!     let _told = leaver.whose();
//! }
//! ```
//!
//! # A newsletter is sent by an editor
//!
//! The role is checked where an editor is made.
//!
//! ```
//! async fn page(portal: &portal::Portal, editor: &portal::authority::Editor, issue: uuid::Uuid) {
//!     let _stopped = portal::newsletter::stop(portal, editor, issue).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn page(portal: &portal::Portal, clerk: &portal::authority::Staff, issue: uuid::Uuid) {
//!     let _stopped = portal::newsletter::stop(portal, clerk, issue).await;
//! }
//! ```
//!
//! # An administrator reads no list of a newsletter's readers
//!
//! An editor may be an administrator, who reads no patron: a list with names and addresses is the Director's to take.
//!
//! ```
//! async fn page(portal: &portal::Portal, director: &portal::authority::Director, list: uuid::Uuid) {
//!     let _file = portal::newsletter::service::file(portal, director, "weekly", list).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn page(portal: &portal::Portal, editor: &portal::authority::Editor, list: uuid::Uuid) {
//!     let _file = portal::newsletter::service::file(portal, editor, "weekly", list).await;
//! }
//! ```
//!
//! # A newsletter's link shows nothing that is held
//!
//! Newsletters are passed on. What is held is seen and removed by a link that was mailed to the address alone.
//!
//! ```
//! async fn page(portal: &portal::Portal, subscriber: &portal::authority::Subscriber) {
//!     let _gone = portal::consent::subscriber::remove(portal, subscriber).await;
//! }
//! ```
//! ```compile_fail,E0308
//! async fn page(portal: &portal::Portal, leaver: &portal::authority::Leaver) {
//!     let _gone = portal::consent::subscriber::remove(portal, leaver).await;
//! }
//! ```
