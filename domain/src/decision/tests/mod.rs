//! The rules as tests, by id; and properties over every asker, library and class.

mod libraries;
mod profiles;
mod properties;
mod rules;
mod samples;
mod told;

use super::{Purpose, Role};

#[test]
fn the_codes_of_roles_and_purposes_read_back() {
    for role in Role::ALL {
        assert_eq!(Role::from_code(role.code()), Some(role));
    }
    for purpose in Purpose::ALL {
        assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
    }
    assert_eq!((Role::from_code("circulation"), Purpose::from_code("director")), (None, None));
}
