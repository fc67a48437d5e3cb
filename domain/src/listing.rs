//! A person's own list as it travels to their browser, once, and is looked through there: what they search for in what they
//! have read never leaves it.
//!
//! The text is lines; cells of a line stand between unit separators. The first line has the columns, the second the numbers
//! of those that can be chosen from (author, branch); each other line is a row, its year first.

use std::fmt::Write as _;

const CELL: char = '\u{1f}';
const ROW: char = '\n';

/// Writes the text. Rows come in the order in which they are shown.
#[derive(Debug)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// A list with these columns, of which those in `choices` can be chosen from.
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a str>, choices: &[usize]) -> Self {
        let mut writer = Self { text: String::new() };
        writer.line(columns);
        let choices: Vec<String> = choices.iter().map(usize::to_string).collect();
        writer.text.push(ROW);
        writer.line(choices.iter().map(String::as_str));
        writer
    }

    /// One row more, of this year (none: its day is not known).
    pub fn row<'a>(&mut self, year: Option<i32>, cells: impl IntoIterator<Item = &'a str>) {
        self.text.push(ROW);
        if let Some(year) = year {
            // Writing to a string does not fail.
            let _ = write!(self.text, "{year}");
        }
        self.text.push(CELL);
        self.line(cells);
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn line<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.text.push(CELL);
            }
            self.text.extend(cell.chars().map(|c| if c == CELL || c == ROW { ' ' } else { c }));
        }
    }
}

/// A list that is looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    text: String,
    columns: Vec<String>,
    choices: Vec<usize>,
    /// Where each row begins and ends in the text.
    rows: Vec<(usize, usize)>,
    /// The rows again, as they are compared, one after the other; where each ends.
    folded: String,
    ends: Vec<usize>,
}

/// In which order rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they came: newest first.
    #[default]
    Newest,
    /// The other way round.
    Oldest,
    /// By the first column, as words are compared.
    Name,
}

impl Order {
    /// As a form says it.
    pub fn from_code(code: &str) -> Self {
        match code {
            "oldest" => Self::Oldest,
            "name" => Self::Name,
            _ => Self::Newest,
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// All of these words, in any order and anywhere in a row.
    pub words: String,
    /// Rows of this year alone.
    pub year: Option<String>,
    /// Column and value.
    pub chosen: Vec<(usize, String)>,
}

impl Query {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.year.is_none() && self.chosen.is_empty()
    }
}

impl Listing {
    /// Reads the text of a [`Writer`]; anything else is a list without rows.
    pub fn read(text: String) -> Self {
        let mut lines = text.split(ROW);
        let cells = |line: Option<&str>| -> Vec<String> {
            line.unwrap_or_default().split(CELL).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
        };
        let columns = cells(lines.next());
        let choices = cells(lines.next()).iter().filter_map(|at| at.parse().ok()).collect();
        let head = text.match_indices(ROW).nth(1).map_or(text.len(), |(at, _)| at + 1);
        let (mut rows, mut folded, mut ends) = (Vec::new(), String::with_capacity(text.len()), Vec::new());
        let mut from = head;
        while from < text.len() {
            let to = text[from..].find(ROW).map_or(text.len(), |at| from + at);
            rows.push((from, to));
            fold_into(&text[from..to], &mut folded);
            ends.push(folded.len());
            from = to + 1;
        }
        Self { text, columns, choices, rows, folded, ends }
    }

    /// What the columns are called.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The columns that can be chosen from.
    pub fn choices(&self) -> &[usize] {
        &self.choices
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A row's year, empty where it is not known, and its cells.
    pub fn row(&self, at: usize) -> impl Iterator<Item = &str> {
        let (from, to) = self.rows.get(at).copied().unwrap_or_default();
        self.text[from..to].split(CELL)
    }

    /// All rows in this order, to be looked through with [`Listing::find`].
    pub fn sorted(&self, order: Order) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.rows.len()).collect();
        match order {
            Order::Newest => {}
            Order::Oldest => rows.reverse(),
            Order::Name => rows.sort_by_cached_key(|&at| fold(self.row(at).nth(1).unwrap_or_default())),
        }
        rows
    }

    /// The rows among these that a query leaves, in their order.
    pub fn find(&self, query: &Query, rows: &[usize]) -> Vec<usize> {
        let words: Vec<String> = query.words.split_whitespace().map(fold).collect();
        rows.iter()
            .copied()
            .filter(|&at| {
                let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
                let folded = &self.folded[from..self.ends[at]];
                words.iter().all(|word| folded.contains(word.as_str()))
                    && query.year.as_ref().is_none_or(|year| self.row(at).next() == Some(year))
                    && query.chosen.iter().all(|(column, value)| self.row(at).nth(column + 1) == Some(value))
            })
            .collect()
    }

    /// How many of these rows each year has, oldest first.
    pub fn years(&self, rows: &[usize]) -> Vec<(String, usize)> {
        let mut years = counted(rows.iter().filter_map(|&at| self.row(at).next()));
        years.sort();
        years
    }

    /// What a column says in all rows, most often first.
    pub fn values(&self, column: usize) -> Vec<(String, usize)> {
        let mut values = counted((0..self.rows.len()).filter_map(|at| self.row(at).nth(column + 1)));
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values
    }
}

fn counted<'a>(values: impl Iterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut found: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for value in values.filter(|value| !value.is_empty()) {
        *found.entry(value).or_default() += 1;
    }
    found.into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
}

/// As words are compared: small letters, and Latin ones without their marks, so that `garcia marquez` finds García Márquez.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn fold_into(text: &str, folded: &mut String) {
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'š' | 'ś' | 'ş' => folded.push('s'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '’' => folded.push('\''),
            // Marks that stand after their letter.
            '\u{300}'..='\u{36f}' => {}
            c => folded.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn books() -> Listing {
        let mut writer = Writer::new(["Title", "Author", "Branch"], &[1, 2]);
        writer.row(Some(2026), ["Emma", "Austen, Jane", "Main"]);
        writer.row(Some(2026), ["Cien años de soledad", "García Márquez, Gabriel", "Main"]);
        writer.row(Some(2019), ["Persuasion", "Austen, Jane", ""]);
        writer.row(None, ["O’Hara\n\u{1f}x", "Nobody", "North"]);
        Listing::read(writer.finish())
    }

    fn looked_for(words: &str) -> Vec<usize> {
        let books = books();
        books.find(&Query { words: words.to_owned(), ..Query::default() }, &books.sorted(Order::Newest))
    }

    #[test]
    fn words_are_found_in_any_order_and_without_their_marks() {
        assert_eq!(looked_for("jane AUSTEN"), [0, 2]);
        assert_eq!(looked_for("garcia anos"), [1]);
        assert_eq!(looked_for("o'hara"), [3]);
        assert_eq!(looked_for("austen soledad"), [0_usize; 0], "all words in one row");
        assert_eq!(looked_for("  "), [0, 1, 2, 3]);
        assert_eq!(looked_for("%"), [0_usize; 0]);
        assert!(!books().is_empty() && Listing::read(String::new()).is_empty());
    }

    #[test]
    fn a_query_asks_for_something_by_words_a_year_or_a_value() {
        assert!(Query::default().is_empty());
        assert!(Query { words: "  ".to_owned(), ..Query::default() }.is_empty());
        for query in [
            Query { words: "emma".to_owned(), ..Query::default() },
            Query { year: Some("2026".to_owned()), ..Query::default() },
            Query { chosen: vec![(1, "Main".to_owned())], ..Query::default() },
        ] {
            assert!(!query.is_empty(), "{query:?}");
        }
    }

    #[test]
    fn years_and_values_can_be_chosen() {
        let books = books();
        let query = Query { year: Some("2026".into()), chosen: vec![(1, "Austen, Jane".into())], ..Query::default() };
        let all = books.sorted(Order::Newest);
        assert_eq!(books.find(&query, &all), [0]);
        assert_eq!(books.find(&Query::default(), &all), all);
        assert_eq!(books.years(&all), [("2019".to_owned(), 1), ("2026".to_owned(), 2)]);
        assert_eq!(books.values(1)[0], ("Austen, Jane".to_owned(), 2));
        assert_eq!(
            books.values(2),
            [("Main".to_owned(), 2), ("North".to_owned(), 1)],
            "what is not recorded is no choice"
        );
        assert_eq!(books.row(3).collect::<Vec<_>>(), ["", "O’Hara  x", "Nobody", "North"], "a cell stays one");
        assert_eq!((books.columns().len(), books.choices(), books.len()), (3, [1, 2].as_slice(), 4));
        assert!(Listing::read(String::new()).is_empty());
    }

    #[test]
    fn rows_are_sorted_as_words_are_compared_and_stay_sorted_when_some_are_found() {
        let books = books();
        let sorted = |code| books.sorted(Order::from_code(code));
        assert_eq!(sorted("newest"), [0, 1, 2, 3]);
        assert_eq!(sorted("oldest"), [3, 2, 1, 0]);
        assert_eq!(sorted("name"), [1, 0, 3, 2], "Cien, Emma, O’Hara, Persuasion");
        let austen = Query { words: "austen".to_owned(), ..Query::default() };
        assert_eq!(books.find(&austen, &sorted("oldest")), [2, 0]);
        assert_eq!(sorted("anything else"), sorted("newest"));
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_cell_is_read_back_and_found(cells in proptest::collection::vec("\\PC{0,12}", 1..5)) {
            let mut writer = Writer::new(["A"], &[]);
            writer.row(Some(1), cells.iter().map(String::as_str));
            let listing = Listing::read(writer.finish());
            prop_assert_eq!(listing.row(0).skip(1).map(str::to_owned).collect::<Vec<_>>(), cells.clone());
            for cell in cells {
                let query = Query { words: cell, ..Query::default() };
                prop_assert_eq!(listing.find(&query, &[0]), vec![0]);
            }
        }
    }
}
