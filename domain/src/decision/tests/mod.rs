//! The rules as tests, by id; and properties over every asker, library and class.

mod libraries;
mod profiles;
mod properties;
mod rules;
mod samples;
mod told;

use super::{Asker, Decision, Fact, Proof, Purpose, Role, Stop, Wanted};

#[test]
fn who_asks_for_nothing_is_refused_and_who_asks_for_one_fact_hears_that_one() {
    let ask = |wanted| samples::ask(Asker::Patron(Proof::Session), wanted, &libraries::putnam());
    assert!(matches!(ask(Wanted::default()), Decision::Refused(_)));
    assert!(Wanted::default().is_empty() && !Wanted::fact(Fact::AmountOwed).is_empty());
    let told = ask(Wanted::fact(Fact::AmountOwed));
    assert!(told.allows_fact(Fact::AmountOwed) && !told.allows_fact(Fact::AccountActive));
}

#[test]
fn the_codes_of_roles_purposes_and_stops_read_back() {
    for role in Role::ALL {
        assert_eq!(Role::from_code(role.code()), Some(role));
    }
    for purpose in Purpose::ALL {
        assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
    }
    for stop in [Stop::Emancipated, Stop::Custody] {
        assert_eq!(Stop::from_code(stop.code()), stop);
        assert_ne!(stop.code(), "");
    }
    assert_eq!(Stop::from_code("of a later version"), Stop::Custody, "a stop all the same");
    assert_eq!((Role::from_code("circulation"), Purpose::from_code("director")), (None, None));
}
