//! What is published cannot be turned back: for each small number and each value it could have had, there is another world in
//! which it has that value and everything that was ever published is the same.

use super::suppress::{alone, cells, total};
use proptest::prelude::*;

/// What happened in a half-year: six months, and the same things broken down in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
struct World {
    months: Vec<u64>,
    by_age: Vec<u64>,
    by_library: Vec<u64>,
}

/// All that was ever published of it: after each month that month, and after the last the total and the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Published {
    months: Vec<Option<u64>>,
    total: Option<u64>,
    tables: [Option<Vec<Option<u64>>>; 2],
}

fn publish(world: &World, least: u64) -> Published {
    let whole = total(&world.months, least);
    let table = |of: &[u64]| whole.and_then(|_| cells(of, least));
    Published {
        months: world.months.iter().map(|&month| alone(month, least)).collect(),
        total: whole,
        tables: [table(&world.by_age), table(&world.by_library)],
    }
}

/// `numbers` with the one at `at` made `value`, and what that changes the sum by taken from or given to others, which stay on
/// their side of the threshold. `None`: it cannot be.
fn shifted(numbers: &[u64], at: usize, value: u64, least: u64) -> Option<Vec<u64>> {
    let mut other = numbers.to_vec();
    other[at] = value;
    let (mut over, mut under) = (value.saturating_sub(numbers[at]), numbers[at].saturating_sub(value));
    for (place, number) in numbers.iter().enumerate().filter(|(place, _)| *place != at) {
        let (floor, roof) = if *number < least { (0, least - 1) } else { (least, u64::MAX / 4) };
        let (down, up) = ((number - floor).min(over), (roof - number).min(under));
        other[place] = number - down + up;
        (over, under) = (over - down, under - up);
    }
    (over == 0 && under == 0).then_some(other)
}

/// As [`shifted`], among the cells that were not shown alone: what was shown stays as it is.
fn among(numbers: &[u64], shown: &[Option<u64>], at: usize, value: u64, least: u64) -> Option<Vec<u64>> {
    let hidden: Vec<usize> = (0..numbers.len()).filter(|&place| shown[place].is_none()).collect();
    let picked: Vec<u64> = hidden.iter().map(|&place| numbers[place]).collect();
    let moved = shifted(&picked, hidden.iter().position(|&place| place == at)?, value, least)?;
    let mut other = numbers.to_vec();
    for (place, number) in hidden.into_iter().zip(moved) {
        other[place] = number;
    }
    Some(other)
}

fn tables_with(sum: u64, weights: &[u64]) -> Vec<u64> {
    let whole: u64 = weights.iter().sum::<u64>().max(1);
    let mut cells: Vec<u64> = weights.iter().map(|weight| sum * weight / whole).collect();
    let rest = sum - cells.iter().sum::<u64>();
    cells[0] += rest;
    cells
}

/// Months that are often small, zero and at the threshold, and tables of the same total.
fn worlds() -> impl Strategy<Value = (World, u64)> {
    let number = prop_oneof![0u64..3, 0u64..40, 5u64..12, 0u64..2_000];
    let months = prop::collection::vec(number, 6);
    let weights = || prop::collection::vec(prop_oneof![Just(0u64), 1u64..4, 1u64..200], 1..7);
    (months, weights(), weights(), 5u64..20).prop_map(|(months, by_age, by_library, least)| {
        let sum = months.iter().sum();
        (World { by_age: tables_with(sum, &by_age), by_library: tables_with(sum, &by_library), months }, least)
    })
}

/// Whether every small cell of a table could be any small number, beside the same shown ones.
fn each_is_free(numbers: &[u64], shown: &[Option<u64>], least: u64, same: impl Fn(Vec<u64>) -> bool) -> bool {
    (0..numbers.len())
        .filter(|&at| numbers[at] < least)
        .all(|at| (0..least).all(|value| among(numbers, shown, at, value, least).is_some_and(&same)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn s4_no_small_cell_of_a_table_can_be_worked_out_from_its_rows_and_total((world, least) in worlds()) {
        let published = publish(&world, least);
        for (of, (numbers, table)) in [&world.by_age, &world.by_library].into_iter().zip(&published.tables).enumerate() {
            let Some(table) = table else { continue };
            let same = |other: Vec<u64>| {
                let other = match of {
                    0 => World { by_age: other, ..world.clone() },
                    _ => World { by_library: other, ..world.clone() },
                };
                publish(&other, least) == published
            };
            prop_assert!(each_is_free(numbers, table, least, same), "{world:?} {published:?}");
        }
    }

    #[test]
    fn s4_no_small_month_can_be_worked_out_from_the_next_publication_or_the_total((world, least) in worlds()) {
        let published = publish(&world, least);
        let same = |months: Vec<u64>, by_age: Vec<u64>, by_library: Vec<u64>| {
            publish(&World { months, by_age, by_library }, least) == published
        };
        let possible = |at: usize, value: u64| match published.total {
            // The total is the same in the other world, and so may be the tables.
            Some(_) => among(&world.months, &published.months, at, value, least)
                .is_some_and(|months| same(months, world.by_age.clone(), world.by_library.clone())),
            // Nobody knows the total: the other small months may be anything small too.
            None => [0, least - 1].into_iter().any(|fill| {
                let small = |place: usize, month: u64| if month < least && place != at { fill } else { month };
                let mut months: Vec<u64> = world.months.iter().enumerate().map(|(n, &month)| small(n, month)).collect();
                months[at] = value;
                let sum = months.iter().sum();
                same(months, vec![sum], vec![sum])
            }),
        };
        for at in (0..6).filter(|&at| world.months[at] < least) {
            for value in 0..least {
                prop_assert!(possible(at, value), "{world:?} {published:?}: month {at} cannot be {value}");
            }
        }
    }

    #[test]
    fn s4_what_is_shown_is_right_and_no_small_number_is_shown((world, least) in worlds()) {
        let published = publish(&world, least);
        let tables = [&world.by_age, &world.by_library].into_iter().zip(&published.tables);
        for (numbers, shown) in tables.filter_map(|(numbers, shown)| Some((numbers, shown.as_ref()?)))
            .chain([(&world.months, &published.months)])
        {
            for (number, shown) in numbers.iter().zip(shown) {
                prop_assert!(shown.is_none_or(|shown| shown == *number && shown >= least));
            }
        }
        prop_assert!(published.total.is_none_or(|total| total == world.months.iter().sum::<u64>() && total >= least));
    }
}
