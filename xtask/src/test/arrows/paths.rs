//! The paths in a file that lead to other modules of its crate.

use super::tokens::Token;

/// A path in the code.
#[derive(Debug, PartialEq, Eq)]
pub struct Use {
    /// The module it stands in.
    pub inside: Vec<String>,
    /// What it leads to, from the crate's root.
    pub path: Vec<String>,
    /// The line.
    pub line: usize,
}

/// What was read of a file.
#[derive(Debug, Default)]
pub struct Read {
    /// Every path that begins with `crate` or `super`, outside tests.
    pub uses: Vec<Use>,
    /// Modules that are compiled for tests alone.
    pub only_tests: Vec<Vec<String>>,
}

/// Reads the tokens of the file that is this module.
pub fn read(module: &[String], tokens: &[Token]) -> Read {
    let mut reader = Reader { tokens, at: 0, module: module.to_vec(), open: Vec::new(), read: Read::default() };
    if reader.is_for_tests('!') {
        reader.read.only_tests.push(module.to_vec());
        return reader.read;
    }
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.read
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    /// Where the reader is.
    module: Vec<String>,
    /// For each open brace, whether a module ends with it.
    open: Vec<bool>,
    read: Read,
}

impl Reader<'_> {
    fn text(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.text.as_str())
    }

    fn step(&mut self) {
        match self.text(0) {
            "#" if self.is_for_tests('[') => self.skip_test(),
            "mod" if self.text(2) == "{" => {
                self.module.push(self.text(1).to_owned());
                self.open.push(true);
                self.at += 3;
            }
            "{" => {
                self.open.push(false);
                self.at += 1;
            }
            "}" => {
                if self.open.pop() == Some(true) {
                    self.module.pop();
                }
                self.at += 1;
            }
            "crate" if self.is_joined(1) => {
                self.at += 3;
                self.tree(&mut Vec::new());
            }
            "super" if self.is_joined(1) => self.above(),
            _ => self.at += 1,
        }
    }

    /// Whether `::` stands so many tokens ahead.
    fn is_joined(&self, ahead: usize) -> bool {
        self.text(ahead) == ":" && self.text(ahead + 1) == ":"
    }

    fn above(&mut self) {
        let mut path = self.module.clone();
        while self.text(0) == "super" && self.is_joined(1) {
            path.pop();
            self.at += 3;
        }
        self.tree(&mut path);
    }

    /// Reads what follows `::`: a name, a star, or branches in braces, each of them a tree again.
    fn tree(&mut self, path: &mut Vec<String>) {
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        if self.text(0) == "{" {
            self.at += 1;
            while !matches!(self.text(0), "}" | "") {
                if self.text(0) == "," {
                    self.at += 1;
                } else {
                    self.tree(&mut path.clone());
                }
            }
            self.at += 1;
            return;
        }
        path.push(self.text(0).to_owned());
        self.at += 1;
        if self.is_joined(0) && self.text(2) != "<" {
            self.at += 2;
            self.tree(path);
            return;
        }
        if self.text(0) == "as" {
            self.at += 2;
        }
        self.read.uses.push(Use { inside: self.module.clone(), path: path.clone(), line });
    }

    /// Whether an attribute begins here that keeps what follows (`[`) or the whole file (`!`) for tests.
    fn is_for_tests(&self, kind: char) -> bool {
        let start = 1 + usize::from(kind == '!');
        self.text(0) == "#"
            && self.text(1) == kind.to_string()
            && self.text(start) == "["
            && self.text(start + 1) == "cfg"
            && (self.text(start + 3) == "test" || (self.text(start + 3) == "all" && self.text(start + 5) == "test"))
    }

    /// Passes over the item after an attribute for tests, and notes it if it is a module in a file of its own.
    fn skip_test(&mut self) {
        while self.text(0) == "#" {
            self.at += 1;
            self.skip_group();
        }
        let imports = self.text(0) == "use";
        while self.at < self.tokens.len() {
            match self.text(0) {
                "mod" if self.text(2) == ";" => {
                    let mut module = self.module.clone();
                    module.push(self.text(1).to_owned());
                    self.read.only_tests.push(module);
                    self.at += 3;
                    return;
                }
                ";" => {
                    self.at += 1;
                    return;
                }
                "{" => {
                    self.skip_group();
                    if !imports {
                        return;
                    }
                }
                "(" | "[" => self.skip_group(),
                // What it stood before was the last of its group: a field, an arm.
                "}" => return,
                _ => self.at += 1,
            }
        }
    }

    /// Passes over what stands between these brackets and their end.
    fn skip_group(&mut self) {
        let mut depth = 0;
        while self.at < self.tokens.len() {
            match self.text(0) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tokens, *};

    fn uses(module: &[&str], source: &str) -> Vec<String> {
        let module: Vec<String> = module.iter().map(|&part| part.to_owned()).collect();
        let read = read(&module, &tokens::read(source));
        read.uses.iter().map(|one| format!("{}<{}", one.path.join("::"), one.inside.join("::"))).collect()
    }

    #[test]
    fn each_branch_of_a_use_tree_is_a_path() {
        assert_eq!(
            uses(&["a"], "use crate::{b::{self, C as D, *}, e}; use super::super::f;"),
            ["b::self<a", "b::C<a", "b::*<a", "e<a", "f<a"]
        );
    }

    #[test]
    fn paths_outside_use_are_read_and_visibility_is_not_a_path() {
        assert_eq!(
            uses(
                &["a", "b"],
                "pub(crate) fn f(x: &crate::c::D) -> super::E { crate::g::h::<u8>(x) } pub(super) mod i;"
            ),
            ["c::D<a::b", "a::E<a::b", "g::h<a::b"]
        );
    }

    #[test]
    fn a_module_in_the_same_file_is_below_it() {
        assert_eq!(uses(&["a"], "mod b { use super::c; fn f() {} } use super::d;"), ["a::c<a::b", "d<a"]);
    }

    #[test]
    fn what_is_for_tests_alone_is_passed_over() {
        let source = "#[cfg(test)] use crate::{a, b}; #[cfg(all(test, unix))] #[path = \"x\"] mod tests; \
                      #[cfg(test)] impl A { fn f() { crate::c() } } #[cfg(feature = \"x\")] use crate::d;";
        assert_eq!(uses(&["a"], source), ["d<a"]);
        assert_eq!(uses(&["a"], "#![cfg(test)] use crate::b;"), Vec::<String>::new());
        let read = read(&["a".to_owned()], &tokens::read(source));
        assert_eq!(read.only_tests, [["a", "tests"]]);
    }
}
