//! Who uses whom, and the circles in that.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Who uses whom, with the places where.
#[derive(Debug, Default)]
pub struct Arrows(BTreeMap<(String, String), Vec<String>>);

impl Arrows {
    /// Notes that `from` uses `to` here; a place once. What uses itself is not noted.
    pub fn add(&mut self, from: &str, to: &str, place: String) {
        if from != to {
            let places = self.0.entry((from.to_owned(), to.to_owned())).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }

    /// Forgets every name but these.
    pub fn keep(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.0.retain(|(from, to), _| is_kept(from) && is_kept(to));
    }

    /// Every arrow from one of these to one that is none of them, with its first place.
    pub fn upward(&self, beneath: &[&str]) -> Vec<String> {
        let is_beneath = |name: &str| beneath.contains(&name);
        let wrong = self.0.iter().filter(|((one, other), _)| is_beneath(one) && !is_beneath(other));
        wrong
            .map(|((one, other), places)| format!("{one} → {other} ({})", places.first().map_or("", String::as_str)))
            .collect()
    }

    /// The circles: for each arrow that is part of one, the shortest; each once, from its first name on.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let found: BTreeSet<_> = self.0.keys().filter_map(|(from, to)| self.circle(from, to)).collect();
        found.into_iter().collect()
    }

    /// A circle with the first place of each arrow, and how many more there are.
    pub fn text(&self, circle: &[&str]) -> String {
        let mut text = circle.first().copied().unwrap_or_default().to_owned();
        for (at, from) in circle.iter().enumerate() {
            let to = circle[(at + 1) % circle.len()];
            let places = self.0.get(&((*from).to_owned(), to.to_owned())).map_or(&[][..], Vec::as_slice);
            let first = places.first().map_or("", String::as_str);
            let more = places.len().saturating_sub(1);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            text = format!("{text} → {to} ({first}{more})");
        }
        text
    }

    /// The shortest circle through this arrow.
    fn circle<'a>(&'a self, from: &'a str, to: &'a str) -> Option<Vec<&'a str>> {
        let mut before = BTreeMap::from([(to, from)]);
        let mut next = VecDeque::from([to]);
        while let Some(here) = next.pop_front() {
            if here == from {
                let mut circle = vec![here];
                let mut at = before[here];
                while at != from {
                    circle.push(at);
                    at = before[at];
                }
                circle.reverse();
                let first = circle.iter().enumerate().min_by_key(|(_, name)| **name).map_or(0, |(at, _)| at);
                circle.rotate_left(first);
                return Some(circle);
            }
            for (_, there) in self.0.keys().filter(|(one, _)| one == here) {
                if !before.contains_key(there.as_str()) {
                    before.insert(there, here);
                    next.push_back(there);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Arrows;

    fn circles(arrows: &[(&str, &str)]) -> Vec<String> {
        let mut all = Arrows::default();
        for (from, to) in arrows {
            all.add(from, to, String::new());
        }
        all.circles().iter().map(|circle| circle.join(" ")).collect()
    }

    #[test]
    fn each_circle_is_found_once() {
        assert_eq!(circles(&[("b", "a"), ("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")]), ["a b", "b c d"]);
    }

    #[test]
    fn a_chain_and_what_uses_itself_are_no_circle() {
        assert!(circles(&[("a", "b"), ("b", "c"), ("a", "c"), ("c", "c")]).is_empty());
    }

    #[test]
    fn places_are_counted() {
        let mut arrows = Arrows::default();
        for place in ["x:1", "x:2", "x:3"] {
            arrows.add("a", "b", place.to_owned());
        }
        arrows.add("b", "a", "y:4".to_owned());
        assert_eq!(arrows.text(&arrows.circles()[0]), "a → b (x:1 and 2 more) → a (y:4)");
    }
}
