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
    /// The rows again, as they are compared, one after the other with a line end after each; where each ends, with that.
    folded: String,
    ends: Vec<usize>,
    /// Every year there is, oldest first, none (empty) before all; and which of them each row is of.
    years: Vec<String>,
    year_of: Vec<usize>,
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
            folded.push(ROW);
            ends.push(folded.len());
            from = to + 1;
        }
        let (years, year_of) = years_of(&text, &rows);
        Self { text, columns, choices, rows, folded, ends, years, year_of }
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

    /// The rows among these that a query leaves, in their order. It is asked at each key: each word is looked for once, through
    /// all rows as one text, and nothing is allocated for a row.
    pub fn find(&self, query: &Query, rows: &[usize]) -> Vec<usize> {
        let mut has_all = vec![true; self.rows.len()];
        for word in query.words.split_whitespace().map(fold).filter(|word| !word.is_empty()) {
            self.keep_those_with(&word, &mut has_all);
        }
        let year = query.year.as_ref().map(|year| self.years.binary_search(year).ok());
        rows.iter()
            .copied()
            .filter(|&at| {
                has_all[at]
                    && year.is_none_or(|year| year == Some(self.year_of[at]))
                    && query.chosen.iter().all(|(column, value)| self.row(at).nth(column + 1) == Some(value))
            })
            .collect()
    }

    /// Keeps the rows that have this word, which has no line end in it.
    fn keep_those_with(&self, word: &str, kept: &mut [bool]) {
        let mut has = vec![false; kept.len()];
        let mut row = 0;
        for (at, _) in self.folded.match_indices(word) {
            while self.ends[row] <= at {
                row += 1;
            }
            has[row] = true;
        }
        for (kept, has) in kept.iter_mut().zip(has) {
            *kept &= has;
        }
    }

    /// How many of these rows each year has, oldest first.
    pub fn years(&self, rows: &[usize]) -> Vec<(String, usize)> {
        let mut counts = vec![0; self.years.len()];
        for &at in rows {
            counts[self.year_of[at]] += 1;
        }
        let known = self.years.iter().zip(counts).filter(|(year, count)| !year.is_empty() && *count > 0);
        known.map(|(year, count)| (year.clone(), count)).collect()
    }

    /// What a column says in all rows, most often first.
    pub fn values(&self, column: usize) -> Vec<(String, usize)> {
        let mut values = counted((0..self.rows.len()).filter_map(|at| self.row(at).nth(column + 1)));
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values
    }
}

/// Every year of these rows, in order, and which of them each row is of.
fn years_of(text: &str, rows: &[(usize, usize)]) -> (Vec<String>, Vec<usize>) {
    let year = |&(from, to): &(usize, usize)| text[from..to].split(CELL).next().unwrap_or_default();
    let mut years: Vec<String> = Vec::new();
    for one in rows.iter().map(year) {
        if let Err(place) = years.binary_search_by(|known| known.as_str().cmp(one)) {
            years.insert(place, one.to_owned());
        }
    }
    let place = |one| years.binary_search_by(|known| known.as_str().cmp(one)).unwrap_or_default();
    let of = rows.iter().map(year).map(place).collect();
    (years, of)
}

fn counted<'a>(values: impl Iterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut found: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for value in values.filter(|value| !value.is_empty()) {
        *found.entry(value).or_default() += 1;
    }
    found.into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
}

/// As words are compared: small letters without their marks, however those are written, and without apostrophes, so that
/// `garcia marquez` finds García Márquez and `obrien` finds O’Brien. The database does the same (`folded`, migrations/0205).
// Test (record/tests.rs): "the database and the browser compare words alike".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn fold_into(text: &str, folded: &mut String) {
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            // Apostrophes of every kind, and marks that stand after their letter.
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{300}'..='\u{36f}' => {}
            c => folded.push(without_mark(c)),
        }
    }
}

/// A small letter without its mark, where both are one character.
const fn without_mark(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ụ'..='ự' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'й' => 'и',
        'ї' => 'і',
        'ў' => 'у',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        c => c,
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
        for hara in ["o'hara", "O’Hara", "ohara"] {
            assert_eq!(looked_for(hara), [3], "{hara}");
        }
        assert_eq!(looked_for("an\u{303}os"), [1], "a mark that stands after its letter");
        assert_eq!(looked_for("austen soledad"), [0_usize; 0], "all words in one row");
        assert_eq!(looked_for("  "), [0, 1, 2, 3]);
        assert_eq!(looked_for("%"), [0_usize; 0]);
        assert!(!books().is_empty() && Listing::read(String::new()).is_empty());
    }

    #[test]
    fn letters_are_compared_without_their_marks_however_they_are_written() {
        for (written, compared) in [
            ("Les Misérables", "les miserables"),
            ("Les Mise\u{301}rables", "les miserables"),
            ("O'Brien", "obrien"),
            ("O’Brien", "obrien"),
            ("Straße, ŒUVRE, Æsir, Łódź, Đà", "strasse, oeuvre, aesir, lodz, da"),
            ("Truyện Kiều", "truyen kieu"),
            ("Fëdor", "fedor"),
            ("Йод и ёлка", "иод и елка"),
            ("100%", "100%"),
        ] {
            assert_eq!(fold(written), compared, "{written}");
        }
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

    #[test]
    fn a_word_is_found_in_the_row_it_stands_in_and_in_none_beside_it() {
        let mut writer = Writer::new(["Title"], &[]);
        for title in ["Ulysses", "sesame", "the sea", "Eulalia"] {
            writer.row(Some(2026), [title]);
        }
        let list = Listing::read(writer.finish());
        let found = |words: &str| {
            let query = Query { words: words.to_owned(), ..Query::default() };
            list.find(&query, &list.sorted(Order::Newest))
        };
        assert_eq!(found("ses"), [0, 1], "at the end of one row and the beginning of the next");
        assert_eq!(found("sea"), [2]);
        assert_eq!(found("a e"), [1, 2, 3]);
        assert_eq!(found("esse"), [0_usize; 0], "no row begins in another");
        assert_eq!(found("\u{301}"), [0, 1, 2, 3], "a mark alone is no word");
    }

    proptest! {
        #[test]
        fn all_rows_as_one_text_say_what_each_row_says(
            titles in proptest::collection::vec("[a-cé]{0,6}( [a-cé]{1,3})?", 0..12),
            words in "[a-cé]{0,2}( [a-c]{1,2})?",
            year in 0i32..3,
        ) {
            let mut writer = Writer::new(["Title"], &[]);
            for (at, title) in (0..).zip(&titles) {
                writer.row((at % 3 > 0).then_some(2024 + at % 3), [title.as_str()]);
            }
            let list = Listing::read(writer.finish());
            let query = Query { words, year: (year > 0).then(|| (2024 + year).to_string()), chosen: vec![] };
            let all = list.sorted(Order::Oldest);
            let has = |at: usize, word: &str| fold(list.row(at).nth(1).unwrap()).contains(&fold(word));
            let each: Vec<usize> = all.iter().copied().filter(|&at| {
                query.words.split_whitespace().all(|word| has(at, word))
                    && query.year.as_ref().is_none_or(|year| list.row(at).next() == Some(year))
            }).collect();
            prop_assert_eq!(list.find(&query, &all), each);
        }

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
