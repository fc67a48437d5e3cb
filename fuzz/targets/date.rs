//! A date or moment of an export: whatever is read is a day between 1800 and 2200 and a moment on the library's clocks.

#![no_main]

use chrono_tz::America::New_York;
use domain::parse::{import_date, import_moment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let moment = import_moment(text);
    assert_eq!(import_date(text), moment.map(|moment| moment.map(|moment| moment.date)));
    if let Ok(Some(moment)) = moment {
        let day = moment.date.to_string();
        assert!(("1800-01-01"..="2200-12-31").contains(&day.as_str()), "{day}");
        assert_eq!(import_date(&day), Ok(Some(moment.date)));
        let _ = moment.at(New_York);
    }
});
