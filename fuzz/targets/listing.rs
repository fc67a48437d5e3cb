//! A list as it travels to the browser, and what is looked for in it.

#![no_main]

use domain::listing::{Listing, Order, Query, fold};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let listing = Listing::read(text.to_owned());
    for order in [Order::Newest, Order::Oldest, Order::Name] {
        let rows = listing.sorted(order);
        assert_eq!(rows.len(), listing.len());
        let query = Query { words: fold(text), ..Query::default() };
        assert!(listing.find(&query, &rows).len() <= rows.len());
        for (year, _) in listing.years(&rows) {
            let query = Query { year: Some(year), ..Query::default() };
            assert!(!listing.find(&query, &rows).is_empty());
        }
    }
});
