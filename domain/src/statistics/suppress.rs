//! Which numbers are shown. A number under the threshold is not, and neither is whatever it could be worked out from.
//!
//! **What holds, and the tests hold it**: each number that is not shown because it is small could have been any small number,
//! zero too, and everything that was ever published would be the same, letter for letter: the table it stands in, its total,
//! the tables that share that total, and every month's publication before and after. So nobody finds it by subtracting rows
//! from totals or one month from the next, nor by knowing how this file decides.
//!
//! That works because nothing here looks at a small number itself. What is shown depends on which cells are small, and on
//! sums that are published; a world in which the small ones are other small ones, with the same sums, looks the same.

/// A number on its own, such as a month's: shown if it is no small one.
pub const fn alone(number: u64, least: u64) -> Option<u64> {
    if number < least { None } else { Some(number) }
}

/// The total of numbers that were published on their own before (the months of a half-year). It is not shown where it would
/// tell a month that was not: those that were shown cannot be taken back.
pub fn total(parts: &[u64], least: u64) -> Option<u64> {
    let whole: u64 = parts.iter().sum();
    let small: Vec<u64> = parts.iter().copied().filter(|&part| part < least).collect();
    let shown = small.is_empty() || is_free(small.len(), 0, small.iter().sum(), least);
    alone(whole, least).filter(|_| shown)
}

/// The cells of a table whose total is published: `None` for a cell that is not shown. Where one is small, the first cell in
/// the table's order that is not stands back with the small ones, whatever its number, so that the sum of those that are not
/// shown says nothing about any. `None` altogether: too few for the table to be shown at all.
pub fn cells(cells: &[u64], least: u64) -> Option<Vec<Option<u64>>> {
    let is_small = |cell: u64| cell < least;
    let small = cells.iter().filter(|&&cell| is_small(cell)).count();
    if small == 0 {
        return Some(cells.iter().copied().map(Some).collect());
    }
    let beside = cells.iter().position(|&cell| !is_small(cell));
    let hidden = |(at, &cell): (usize, &u64)| is_small(cell) || Some(at) == beside;
    let sum: u64 = cells.iter().enumerate().filter(|&one| hidden(one)).map(|(_, &cell)| cell).sum();
    let all_hidden = cells.len() - small <= 1;
    if all_hidden || !is_free(small, usize::from(beside.is_some()), sum, least) {
        return None;
    }
    Some(cells.iter().enumerate().map(|one| (!hidden(one)).then_some(*one.1)).collect())
}

/// Whether each of `small` numbers under `least` could be any of them, where all that is known is that they and `large` other
/// ones, of at least `least` each, add up to `sum`.
fn is_free(small: usize, large: usize, sum: u64, least: u64) -> bool {
    let [small, large] = [small, large].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
    let most_of_one = least.saturating_sub(1);
    // It is zero: the others can be as much as all.
    let could_be_none = large > 0 || sum <= small.saturating_sub(1).saturating_mul(most_of_one);
    // It is as much as a small one can be: there is enough left for the large ones.
    let could_be_most = sum >= large.saturating_mul(least).saturating_add(most_of_one);
    could_be_none && could_be_most
}
