//! Rust's source as words and signs, without comments and what stands in quotation marks.

use std::{iter::Peekable, str::Chars};

/// A word or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word, or the one sign.
    pub text: String,
    /// The line it begins on, from 1.
    pub line: usize,
}

/// Splits source that compiles.
pub fn read(source: &str) -> Vec<Token> {
    let mut reader = Reader { rest: source.chars().peekable(), line: 1, tokens: Vec::new() };
    while let Some(c) = reader.next() {
        reader.token(c);
    }
    reader.tokens
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    line: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.next();
        self.line += usize::from(c == Some('\n'));
        c
    }

    fn token(&mut self, c: char) {
        match c {
            '/' if self.rest.peek() == Some(&'/') => while self.next().is_some_and(|c| c != '\n') {},
            '/' if self.rest.peek() == Some(&'*') => self.comment(),
            '"' => self.quoted('"'),
            '\'' => self.character_or_lifetime(),
            c if c.is_alphanumeric() || c == '_' => self.word(c),
            c if c.is_whitespace() => {}
            c => self.tokens.push(Token { text: c.to_string(), line: self.line }),
        }
    }

    /// Comments between stars may hold others.
    fn comment(&mut self) {
        let mut depth = 0;
        let mut before = '/';
        while let Some(c) = self.next() {
            match (before, c) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    before = c;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
            // The same sign ends no second mark.
            before = ' ';
        }
    }

    fn quoted(&mut self, mark: char) {
        while let Some(c) = self.next() {
            if c == '\\' {
                self.next();
            } else if c == mark {
                return;
            }
        }
    }

    /// `'a'`, `'\n'` or the lifetime `'a`.
    fn character_or_lifetime(&mut self) {
        let mut ahead = self.rest.clone();
        let first = ahead.next();
        if first == Some('\\') || ahead.next() == Some('\'') {
            self.quoted('\'');
        }
    }

    fn word(&mut self, first: char) {
        let line = self.line;
        let mut text = String::from(first);
        while let Some(&c) = self.rest.peek() {
            if !c.is_alphanumeric() && c != '_' {
                break;
            }
            text.push(c);
            self.next();
        }
        match (text.as_str(), self.rest.peek()) {
            ("b" | "c", Some('"')) => {
                self.next();
                self.quoted('"');
            }
            ("b", Some('\'')) => {
                self.next();
                self.quoted('\'');
            }
            ("r" | "br" | "cr", Some('"' | '#')) => self.raw(line),
            _ => self.tokens.push(Token { text, line }),
        }
    }

    /// `r"…"`, `r#"…"#`, or the raw word `r#type`.
    fn raw(&mut self, line: usize) {
        let mut marks = 0;
        while self.rest.peek() == Some(&'#') {
            marks += 1;
            self.next();
        }
        if self.rest.peek() != Some(&'"') {
            let first = self.next().unwrap_or('_');
            self.word(first);
            if let Some(token) = self.tokens.last_mut() {
                token.line = line;
            }
            return;
        }
        self.next();
        while let Some(c) = self.next() {
            let mut ahead = self.rest.clone();
            if c == '"' && (0..marks).all(|_| ahead.next() == Some('#')) {
                self.rest = ahead;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> String {
        read(source).into_iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_text_are_left_out() {
        assert_eq!(words("a // b\nc /* d /* e */ f */ g"), "a c g");
        assert_eq!(words(r#"f("crate::x \" y", b"z", 'c', '\'', b'\'', 'ä')"#), "f ( , , , , , )");
        assert_eq!(words("r#\"a \" b\"# r\"c\\\" d br##\"e\"# f\"## g"), "d g");
    }

    #[test]
    fn lifetimes_and_raw_words_are_not_text() {
        assert_eq!(words("&'static str <'a, 'b> r#type"), "& static str < a , b > type");
    }

    #[test]
    fn lines_are_counted_in_text_and_comments_too() {
        let tokens = read("/* \n */ \"\n\" a\nb");
        assert_eq!(tokens.iter().map(|token| token.line).collect::<Vec<_>>(), [3, 4]);
    }
}
