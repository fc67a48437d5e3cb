//! How long each class is kept.

use super::*;

#[test]
fn a_reader_knows_how_long_history_is_kept_and_can_choose_where_the_library_lets_them() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mansfield = &profile("mansfield").retention[&Class::History].keep;
    assert_eq!(deletes_on(mansfield, day("2026-11-05")), Some(day("2026-12-05")));
    assert_eq!(deletes_on_as_chosen(mansfield, HistoryChoice::Forever, day("2026-11-05")), None);
    assert_eq!(deletes_on_as_chosen(mansfield, HistoryChoice::Off, day("2026-11-05")), Some(day("2026-11-05")));
    let putnam = &profile("putnam").retention[&Class::History].keep;
    assert_eq!(deletes_on_as_chosen(putnam, HistoryChoice::Forever, day("2027-02-28")), Some(day("2028-02-28")));
    let wethersfield = profile("wethersfield");
    assert!(!wethersfield.is_kept(Class::History));
    assert_eq!(
        deletes_on_as_chosen(&wethersfield.retention[&Class::History].keep, HistoryChoice::Forever, day("2026-11-05")),
        Some(day("2026-11-05"))
    );
    let ended = Some(Ended::On(day("2026-11-05")));
    for class in [Class::Identity, Class::HeldElsewhere] {
        let due = profile("canton").due(class, Over::WithTheRecord, Standing::default(), ended);
        assert_eq!(due, Due::WithTheRecord);
    }
}

#[test]
fn what_came_back_late_in_the_evening_counts_from_that_day_where_the_library_is() {
    let profile = profile("mansfield");
    let moment = "2026-12-02T04:59:00Z".parse().unwrap();
    assert_eq!(Ended::At(moment).day(profile.time_zone), "2026-12-01".parse().unwrap());
}

#[test]
fn how_long_is_a_sentence() {
    let checkouts = how_long(&profile("mansfield").retention[&Class::Checkouts].keep);
    assert_eq!(checkouts.en, "We delete this 1 day after the item is returned.");
    assert_eq!(checkouts.es, "Lo borramos 1 día después de que se devuelva el material.");
    // What puts it off is said with it, on every page and in the plan.
    let mut mansfield = profile("mansfield");
    mansfield.retention.get_mut(&Class::History).unwrap().stopped_by = vec![Stop::Debt];
    let kept = privacy::kept(&mansfield, Class::History, Lang::En).unwrap();
    assert!(kept.contains("It stays until what is owed to the library is paid or forgiven."), "{kept}");
    let stated = privacy::statements(&mansfield).into_iter().find(|one| one.class == Some(Class::History)).unwrap();
    assert!(stated.words.es.ends_with("Se queda hasta que se pague o se perdone lo que se debe a la biblioteca."));
}

fn row(keep: &Keep) -> Retention {
    Retention { keep: keep.clone(), stopped_by: vec![], rules: vec![], note: None }
}

#[test]
fn a_debt_puts_off_only_what_the_profile_says() {
    let over = Over::On { column: "returned_at", until: Text::new("until then", "hasta entonces") };
    let (mansfield, day) = (profile("mansfield"), "2026-11-05".parse().unwrap());
    let history = &mansfield.retention[&Class::History];
    let owes = Standing { owes: true, ..Standing::default() };
    assert_eq!(due(history, owes, over, Some(day)), Due::On("2026-12-05".parse().unwrap()));
    let stopped = Retention { stopped_by: vec![Stop::Debt], ..history.clone() };
    assert_eq!(due(&stopped, owes, over, Some(day)), Due::Stopped(Stop::Debt));
    assert_eq!(due(&stopped, Standing::default(), over, Some(day)), Due::On("2026-12-05".parse().unwrap()));
}

fn any_keep() -> impl Strategy<Value = Keep> {
    let text = || OwnedText { en: "x".into(), es: "x".into() };
    prop_oneof![
        Just(Keep::WhileAPatron),
        any::<bool>().prop_map(move |stated| Keep::NotKept { reason: text(), stated }),
        any::<u16>().prop_map(|days| Keep::DaysAfter { days, event: Event::Sent }),
        any::<u16>().prop_map(|days| Keep::PatronsChoice { days, event: Event::Returned }),
    ]
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..6_000_000).prop_map(|days| NaiveDate::MIN.checked_add_days(Days::new(days * 32)).unwrap_or(NaiveDate::MAX))
}

proptest! {
    #[test]
    fn nothing_is_deleted_before_it_happened(keep in any_keep(), date in any_day()) {
        for choice in HistoryChoice::ALL {
            if let Some(deleted) = deletes_on_as_chosen(&keep, choice, date) {
                prop_assert!(deleted >= date);
            }
        }
        if let Some(deleted) = deletes_on(&keep, date) {
            prop_assert!(deleted >= date);
        }
    }

    #[test]
    fn what_the_page_says_is_due_by_today_is_what_the_run_deletes(
        keep in any_keep(), date in any_day(), today in any_day(), near in 0u64..800,
    ) {
        let over = Over::On { column: "returned_at", until: Text::new("until then", "hasta entonces") };
        let near = date.checked_add_days(Days::new(near)).unwrap_or(NaiveDate::MAX);
        for choice in HistoryChoice::ALL {
            for today in [today, near] {
                let standing = Standing { choice, owes: true, ..Standing::default() };
                let said = matches!(due(&row(&keep), standing, over, Some(date)), Due::On(day) if day <= today);
                let done = over_by(&keep, choice, today).is_some_and(|last| date <= last);
                prop_assert_eq!(said, done, "{:?} {:?} {} {}", keep, choice, date, today);
            }
            let standing = Standing { choice, ..Standing::default() };
            prop_assert!(!matches!(due(&row(&keep), standing, over, None), Due::On(_)), "what is not over has no date");
            let held = Standing { held: true, ..standing };
            prop_assert!(!matches!(due(&row(&keep), held, over, Some(date)), Due::On(_)), "a legal hold stops it");
        }
    }

    #[test]
    fn what_happened_later_is_deleted_no_sooner(keep in any_keep(), date in any_day(), later in 0u64..100_000) {
        if let Some(after) = date.checked_add_days(Days::new(later))
            && let (Some(first), Some(second)) = (deletes_on(&keep, date), deletes_on(&keep, after)) {
                prop_assert!(first <= second);
            }
    }
}
