//! What is held of a class, with why, from where, until when and who has seen it: the lower half of the page where the patron
//! changes it. One page for one thing.

use super::{
    class::{self, Within},
    overview::banners,
    reader::Reader,
    slip,
};
use crate::{
    request::{failure::Failure, visit::Visit},
    words::overview::HELD,
};
use domain::inventory::Class;
use leptos::prelude::*;
use portal::{
    authority::Patron,
    record::{ClassPage, ListQuery, class_page},
};

/// The page where the patron changes what is in a class, and sees it. `None`: it has no other page than its own.
// Test (server/tests/routes/one_page.rs): "what can be changed stands on one page with what can be done about it".
pub const fn page_of(class: Class) -> Option<&'static str> {
    match class {
        Class::Contact => Some("/contact"),
        Class::Credentials => Some("/security"),
        Class::Preferences => Some("/consents"),
        Class::Family => Some("/family"),
        _ => None,
    }
}

/// Where that page has what is held.
pub fn place_of(class: Class, page: u32) -> Option<String> {
    let at = page_of(class)?;
    Some(if page > 1 { format!("{at}?page={page}#held") } else { format!("{at}#held") })
}

/// All that is held of a class.
pub struct Held(ClassPage);

impl Held {
    /// What the record has of the class, the lists in it at this page (1 where the address says none). The first look in a
    /// session is a line of the activity, as at any page of the record.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(visit: &Visit, patron: &Patron, class: Class, page: Option<&str>) -> Result<Self, Failure> {
        let asked = ListQuery { page: class::number(page), search: None };
        Ok(Self(class_page(&visit.web.portal, patron, class, &asked).await?.ok_or(Failure::NotFound)?))
    }

    /// Whether the browser looks through a list in it, for which the page loads the tools
    /// ([`Head::tools`](crate::request::head::Head::tools)).
    pub fn is_looked_through(&self) -> bool {
        self.0.sections.iter().any(|section| slip::is_looked_through(section, None, Reader::Patron))
    }

    /// What is held.
    pub fn rows(&self, visit: &Visit) -> impl IntoView + use<> {
        let (Self(found), lang) = (self, visit.lang);
        let held = class::sections(visit, found, Reader::Patron, None, Within::ATask);
        let profile = &visit.site.profile;
        let first = banners::on_page(found, profile, visit.web.portal.today(profile), lang);
        view! {
            <section id="held" aria-labelledby="held-title">
                <h2 id="held-title">{HELD.to(lang)}</h2>
                {first}
                <p>{Reader::Patron.about(found.class, lang).what}</p>
                {held}
            </section>
        }
    }

    /// What is held, then about this information, then who has seen it.
    pub fn section(&self, visit: &Visit) -> impl IntoView + use<> {
        let (Self(found), lang) = (self, visit.lang);
        let profile = &visit.site.profile;
        let today = visit.web.portal.today(profile);
        let about = Reader::Patron.about(found.class, lang);
        view! {
            {self.rows(visit)}
            {class::about_drawer(found.class, about, profile, lang)}
            {class::seen_by(&found.seen_by, profile, today, lang)}
        }
    }
}
