//! The privacy principles of the American Library Association and of NISO, point by point, each with what the portal does and a
//! test that would fail if it did not.

/// One principle.
pub(super) struct Point {
    /// The principle, in our own words.
    pub(super) principle: &'static str,
    /// What the portal does.
    pub(super) does: &'static str,
    /// A test by its name.
    pub(super) test: &'static str,
}

const fn point(principle: &'static str, does: &'static str, test: &'static str) -> Point {
    Point { principle, does, test }
}

/// Of the American Library Association.
pub(super) const ALA: [Point; 7] = [
    point(
        "Everyone has a right to privacy and confidentiality in their use of the library, whatever their age.",
        "A child’s signing in, activity and what the desk did stay the child’s own; a parent’s look is in the child’s activity.",
        "s1_sign_in_and_activity_and_what_the_desk_did_stay_the_childs_own",
    ),
    point(
        "What people seek, receive, consult and borrow is kept confidential.",
        "One decision says who is told what; whoever is neither the patron nor named by the policy is told nothing.",
        "c1_c3_m9_w4_whoever_needs_no_record_is_refused_at_every_library_whatever_they_ask_and_show",
    ),
    point(
        "Only what is needed is collected, and it is kept no longer than needed.",
        "Each class has a time in the profile; the day that is shown is the day on which it is deleted.",
        "m1_what_was_due_today_is_gone_and_what_is_due_tomorrow_is_there",
    ),
    point(
        "Staff see personal data only as their work needs it.",
        "A clerk sees what the task needs, for a purpose that is said first, and the patron reads of it.",
        "s2_a_look_shows_what_the_task_needs_and_the_patron_sees_it",
    ),
    point(
        "Nothing goes to third parties without consent, and vendors get no more than the policy allows.",
        "A profile whose vendor receives more than its policy allows is refused.",
        "c4_m6_no_contact_detail_goes_to_a_vendor_but_the_newsletter_service",
    ),
    point(
        "Law enforcement gets nothing but by proper legal process, through those who answer for it.",
        "Nothing is released before counsel has advised it and, where the policy asks for it, a court has ordered it.",
        "m8_l15_l16_c2_w6_nothing_is_released_before_counsel_has_advised_to_comply_whatever_was_brought",
    ),
    point(
        "People are told what is held about them and can choose.",
        "Every column about a person stands in one inventory, which page and copy are read from; newsletters are off until chosen.",
        "every_column_about_a_person_is_in_the_inventory",
    ),
];

/// Of NISO, in its order.
pub(super) const NISO: [Point; 12] = [
    point(
        "1. Privacy is a responsibility that libraries, publishers and vendors share.",
        "The profile names each vendor with what it receives and is refused where that is more than the policy allows.",
        "c4_m6_no_contact_detail_goes_to_a_vendor_but_the_newsletter_service",
    ),
    point(
        "2. Practices are open, and people can learn of them.",
        "The privacy page answers in plain words, class by class and in both languages, with the policy’s own citation.",
        "a_page_has_every_topic_every_class_and_words_in_both_languages",
    ),
    point(
        "3. Data are kept secure.",
        "Every table is closed by default to every reader that its policies do not name.",
        "every_table_is_closed_and_every_policy_of_a_known_kind",
    ),
    point(
        "4. Data are collected and used for the library’s purposes alone.",
        "What a task may not see is not even selected.",
        "s2_of_what_may_not_be_told_nothing_is_selected",
    ),
    point(
        "5. What need not name anybody does not.",
        "Statistics are counted by a role that cannot read a name, and no small number can be worked out of them.",
        "s4_no_small_cell_of_a_table_can_be_worked_out_from_its_rows_and_total",
    ),
    point(
        "6. People have options and give informed consent.",
        "A newsletter is off until chosen; the words that were agreed to are kept, and no is as easy as yes.",
        "l28_a_no_is_as_easy_as_a_yes_and_every_answer_is_kept_with_its_words",
    ),
    point(
        "7. Sharing with others is limited, and said.",
        "A written permission opens what it names and nothing else, to the one it names.",
        "l12_only_the_one_it_names_is_told",
    ),
    point(
        "8. People are told of policies and of changes.",
        "The privacy page says the reading of each rule; whoever agreed to words that change is told by e-mail before the day.",
        "whoever_said_yes_to_words_that_change_is_told_once_before_the_day_and_nobody_else_is",
    ),
    point(
        "9. The library can be used anonymously where that is possible.",
        "No name, card number or title stands in a log; what is looked for in one’s own lists is in no address.",
        "l3_a_name_a_card_and_a_title_are_never_in_the_logs",
    ),
    point(
        "10. People can see what is held about them.",
        "Database, page and copy say the same, field by field.",
        "database_page_and_archive_agree",
    ),
    point(
        "11. Practices are looked at again and again.",
        "The Director reviews how the staff look at records, out of the ordinary first, and asks.",
        "s2_the_director_reads_looks_by_clerk_and_purpose_and_what_is_out_of_the_ordinary_first",
    ),
    point(
        "12. Somebody answers for it.",
        "Whoever may be affected by a breach is told once, after the Attorney General, and it is shown who was told and when.",
        "l30_each_is_told_once_however_often_the_button_is_pressed_and_whatever_they_chose_about_e_mail",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    fn sources(folder: &Path, all: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                sources(&path, all);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_test_that_the_packet_names_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut all = String::new();
        for folder in ["domain", "portal/src", "app/src", "server"] {
            sources(&root.join(folder), &mut all);
        }
        for one in ALA.iter().chain(&NISO) {
            assert!(all.contains(&format!("fn {}(", one.test)), "{}", one.test);
        }
    }
}
