//! From the Markdown that the staff write to HTML and plain text, in one walk, so that the two say the same: for what is sent, and in
//! the browser of the person who writes it, beside the form.
//!
//! Raw HTML stays text. Pictures become their descriptions, so that nothing in a newsletter tells who opened it. A link goes
//! where it says, to `http`, `https` or `mailto`, and is never rewritten.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fmt::Write as _;

/// A text in its two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Paragraphs, headings, lists and links; every other sign is escaped.
    pub html: String,
    /// The same words; behind a link, its address in brackets.
    pub text: String,
}

/// Reads Markdown.
pub fn markdown(text: &str) -> Written {
    let mut walk = Walk::default();
    for event in Parser::new_ext(text, Options::empty()) {
        walk.step(event);
    }
    Written { html: walk.html.trim_end().to_owned(), text: walk.text.trim().to_owned() }
}

/// Where the walk is.
#[derive(Default)]
struct Walk {
    html: String,
    text: String,
    /// The lists we are in: the number of the next item, or none for a list of points.
    lists: Vec<Option<u64>>,
    /// The links we are in, with where each leads and where its words begin in the text; `None` where it leads nowhere we go.
    links: Vec<Option<(String, usize)>>,
    /// How many pictures we are within the description of.
    pictures: usize,
}

impl Walk {
    fn step(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => self.words(&words),
            Event::Code(words) => {
                self.html.push_str("<code>");
                self.words(&words);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => self.both("\n", "\n"),
            Event::HardBreak => self.both("<br>\n", "\n"),
            Event::Rule => {
                self.html.push_str("<hr>\n");
                self.block();
                self.text.push_str("* * *");
            }
            // Of the extensions none is switched on.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.html.push_str("<p>");
                self.block();
            }
            Tag::Heading { .. } => {
                self.html.push_str("<h2>");
                self.block();
            }
            Tag::BlockQuote(_) => self.html.push_str("<blockquote>\n"),
            Tag::CodeBlock(_) => {
                self.html.push_str("<pre>");
                self.block();
            }
            Tag::List(first) => {
                self.html.push_str(if first.is_some() { "<ol>\n" } else { "<ul>\n" });
                self.lists.push(first);
            }
            Tag::Item => {
                self.html.push_str("<li>");
                self.block();
                let indent = "  ".repeat(self.lists.len().saturating_sub(1));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let _ = write!(self.text, "{indent}{number}. ");
                        *number += 1;
                    }
                    _ => {
                        let _ = write!(self.text, "{indent}- ");
                    }
                }
            }
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Link { dest_url, .. } => {
                let goes = leads(&dest_url).then(|| (dest_url.to_string(), self.text.len()));
                if let Some((address, _)) = &goes {
                    let _ = write!(self.html, "<a href=\"{}\">", escaped(address));
                }
                self.links.push(goes);
            }
            Tag::Image { .. } => {
                self.pictures += 1;
                self.both("[", "[");
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.html.push_str("</p>\n"),
            TagEnd::Heading(_) => self.html.push_str("</h2>\n"),
            TagEnd::BlockQuote(_) => self.html.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.html.push_str("</pre>\n"),
            TagEnd::List(ordered) => {
                self.html.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
                self.lists.pop();
            }
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Link => {
                if let Some(Some((address, from))) = self.links.pop() {
                    self.html.push_str("</a>");
                    if self.text.get(from..).is_some_and(|words| words != address) {
                        let _ = write!(self.text, " ({address})");
                    }
                }
            }
            TagEnd::Image => {
                self.pictures = self.pictures.saturating_sub(1);
                self.both("]", "]");
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let words: String = words.chars().filter(|&c| c == '\n' || !is_kept_out(c)).collect();
        self.html.push_str(&escaped(&words));
        self.text.push_str(&words);
    }

    fn both(&mut self, html: &str, text: &str) {
        self.html.push_str(html);
        self.text.push_str(text);
    }

    /// Begins a block of the text: with an empty line, or right behind the sign of a list's item.
    fn block(&mut self) {
        if self.text.is_empty() || self.text.ends_with("- ") || self.text.ends_with(". ") {
            return;
        }
        let within_list = !self.lists.is_empty() && !self.text.ends_with("\n\n");
        let ends = self.text.chars().rev().take_while(|&c| c == '\n').count();
        let wanted = if within_list { 1 } else { 2 };
        self.text.push_str(&"\n".repeat(wanted - ends.min(wanted)));
    }
}

/// Signs that no newsletter has: controls, what turns the direction of the text, and the brackets of the mark in which the
/// outbox keeps the place of a link.
fn is_kept_out(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '⟦' | '⟧')
}

/// Whether a link may lead there.
fn leads(address: &str) -> bool {
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    known && !address.chars().any(|c| is_kept_out(c) || c.is_whitespace())
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_and_text_say_the_same() {
        let written = markdown(
            "# This month\n\nNew **books** and [events](https://library.example.org/events).\n\n- One\n- Two & three\n\n\
             1. First\n2. Second\n\n---\n\nhttps://x.example <https://x.example>",
        );
        assert_eq!(
            written.text,
            "This month\n\nNew books and events (https://library.example.org/events).\n- One\n- Two & three\n1. First\n\
             2. Second\n\n* * *\n\nhttps://x.example https://x.example"
        );
        assert_eq!(
            written.html,
            "<h2>This month</h2>\n<p>New <strong>books</strong> and \
             <a href=\"https://library.example.org/events\">events</a>.</p>\n<ul>\n<li>One</li>\n\
             <li>Two &amp; three</li>\n</ul>\n<ol>\n<li>First</li>\n<li>Second</li>\n</ol>\n<hr>\n\
             <p>https://x.example <a href=\"https://x.example\">https://x.example</a></p>"
        );
    }

    #[test]
    fn nothing_in_a_newsletter_tells_who_opened_it() {
        let written = markdown(
            "![a heron](https://spy.example/pixel.gif) <img src=\"https://spy.example/1.gif\">\n\n\
             <script>alert(1)</script>\n\n[x](javascript:alert(1)) [y](data:text/html,z)",
        );
        assert!(!written.html.contains("<img") && !written.html.contains("<script") && !written.html.contains("href"));
        assert!(written.html.contains("[a heron]"), "{}", written.html);
        assert!(written.text.contains("[a heron]"), "{}", written.text);
    }

    proptest! {
        #[test]
        fn whatever_is_written_only_known_marks_come_out(typed in "[ -~\\n⟦⟧é<>&\"\\[\\]()!*_#`-]{0,200}") {
            let written = markdown(&typed);
            let mut rest = written.html.as_str();
            while let Some((_, after)) = rest.split_once('<') {
                let tag = after.split_once('>').map(|(tag, _)| tag).unwrap_or_default();
                let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
                let known = ["p", "h2", "ul", "ol", "li", "em", "strong", "a", "code", "pre", "blockquote", "br", "hr"];
                prop_assert!(known.contains(&name), "{tag} in {}", written.html);
                prop_assert!(!tag.contains(' ') || tag.starts_with("a href=\""), "{tag}");
                rest = after;
            }
            prop_assert!(!written.text.contains('⟦') && !written.html.contains('⟧'));
        }
    }
}
