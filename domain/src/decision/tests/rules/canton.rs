//! Canton.

use super::*;

#[test]
fn c3_a_parent_at_canton_gets_nothing_unless_the_profile_says_so() {
    let permitted = Guardian { childs_permission: true, ..mother() };
    refusal(ask_all(Asker::Guardian(mother()), &canton()));
    refusal(ask_all(Asker::Guardian(permitted), &canton()));
    let mut switched_on = canton();
    switched_on.switches.written_permission.value = crate::profile::WrittenPermission::Offered;
    refusal(ask_all(Asker::Guardian(mother()), &switched_on));
    assert!(ask_all(Asker::Guardian(permitted), &switched_on).allows(Class::Holds));
    switched_on.switches.guardian_access.value = crate::profile::GuardianAccess::ChildsCard;
    assert!(ask_all(Asker::Guardian(mother()), &switched_on).allows(Class::Holds));
}

#[test]
fn c4_no_contact_detail_goes_to_a_vendor_at_canton() {
    let decision = ask_all(Asker::Vendor { code: "ebooks".into(), patron_chose: true }, &canton());
    assert_eq!(opened(&decision), BTreeSet::new());
}
