//! What `ways_round.rs` names and the compiler refuses is there. (What is not there is refused as well, and a program that is
//! refused for that shows nothing.)

use super::{Leaver, Patron};
use crate::{breach::write_notices, db::Db, ledger::seal};

/// One that has gone, or has another name, does not compile: `ways_round.rs` is then to be changed with it.
#[test]
fn what_is_refused_by_its_name_is_there_to_be_refused() {
    let _ = (Db::begin, Patron::scope, Leaver::whose, write_notices, seal);
}
