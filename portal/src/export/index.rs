//! `index.html`: where somebody who opens the archive begins. It is small; each drawer of the record is a page of its own
//! ([`super::page`]). Nothing of it asks for anything from anywhere.

use super::{
    Facts,
    html::{begin, end, escaped, put},
    pack::Pack,
    page::{self, ClassWritten},
    words,
};
use crate::Result;
use domain::{inventory::show, profile::Keep};

/// The file's name in the archive.
pub(super) const NAME: &str = "index.html";

/// Writes the file, once it is known what the pages hold.
pub(super) async fn write(pack: &mut Pack, facts: &Facts, told: &[ClassWritten]) -> Result<()> {
    let lang = facts.lang;
    let mut file = pack.file(NAME).await?;
    let out = &mut file.text;
    begin(out, facts, words::TITLE.to(lang));
    put(
        out,
        &format!(
            "<main>\n<p>{} {}</p>\n{}<p>{} {}</p>\n<p>{}</p>\n<h2 id=\"contents\">{}</h2>\n<ol>",
            words::MADE.to(lang),
            show::moment(facts.at, facts.profile.time_zone, lang),
            goes(facts),
            words::ABOUT.to(lang),
            words::APOSTROPHES.to(lang),
            words::LOOK_FOR.to(lang),
            words::CONTENTS.to(lang),
        ),
    );
    for one in told {
        put(
            out,
            &format!(
                "<li><a href=\"{}\">{}</a>: {}</li>",
                page::name(one.class, 1),
                one.class.label().to(lang),
                words::entries(lang, one.entries)
            ),
        );
    }
    put(out, "</ol>");
    not_kept(out, facts);
    end(out);
    file.end().await
}

/// When the whole record goes, where it does.
fn goes(facts: &Facts) -> String {
    let (profile, lang) = (&facts.profile, facts.lang);
    let day = profile.record_goes(facts.standings.left()).map(|day| show::date(day, lang));
    day.map(|day| format!("<p><b>{}: {day}</b></p>\n", words::RECORD_GOES.to(lang))).unwrap_or_default()
}

/// What is not kept, and why.
pub(super) fn not_kept(out: &mut String, facts: &Facts) {
    let lang = facts.lang;
    put(out, &format!("<section id=\"not-kept\">\n<h2>{}</h2>\n<ul>", words::NOT_KEPT.to(lang)));
    for (&class, retention) in &facts.profile.retention {
        if let Keep::NotKept { reason, .. } = &retention.keep {
            let (label, reason) = (class.label().to(lang), escaped(reason.to(lang)));
            put(out, &format!("<li><b>{label}.</b> {reason}</li>"));
        }
    }
    for held in &facts.profile.not_held {
        put(out, &format!("<li>{}</li>", escaped(held.what.to(lang))));
    }
    put(out, "</ul>\n</section>");
}
