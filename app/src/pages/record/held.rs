//! What is held of a class, with why, from where, until when and who has seen it: folded, in the lower half of the page where the
//! patron changes it. One page for one thing.

use super::{
    class::{self, Within},
    overview::banners,
    reader::Reader,
    slip,
};
use crate::{
    prelude::*,
    request::{failure::Failure, visit::Visit},
    words::overview::HELD,
};
use domain::inventory::Class;
use portal::{
    authority::Patron,
    record::{ClassPage, ListQuery, PersonLine, class_page},
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

/// Where that page has what is held; with a `page` where the address named one, for which the lists stand open.
pub fn place_of(class: Class, page: Option<u32>) -> Option<String> {
    let at = page_of(class)?;
    Some(page.map_or_else(|| format!("{at}#held"), |page| format!("{at}?page={page}#held")))
}

/// What of the choices and consents stands on the page of the written permissions: those, and what was told under them.
const OF_PERMISSIONS: [&str; 2] = ["permission", "disclosure"];

/// The page where a patron turns the pages of a list: where one is on another page than its class is.
pub fn turned_at(relation: &str) -> Option<&'static str> {
    OF_PERMISSIONS.contains(&relation).then_some("/permissions")
}

/// All that is held of a class, and that this page is about.
pub struct ClassHeld {
    found: ClassPage,
    /// Whether the address named a page of the lists, which then stand open.
    turned: bool,
    /// Rows of the class on the page of the written permissions.
    elsewhere: u64,
}

impl ClassHeld {
    /// What the record has of the class, the lists in it at this page (1 where the address says none). The first look in a
    /// session is a line of the activity, as at any page of the record.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(visit: &Visit, patron: &Patron, class: Class, page: Option<&str>) -> Result<Self, Failure> {
        Self::part(visit, patron, (class, page), |relation| !OF_PERMISSIONS.contains(&relation)).await
    }

    /// The same of the written permissions, and of what was told under them.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of_permissions(visit: &Visit, patron: &Patron, page: Option<&str>) -> Result<Self, Failure> {
        Self::part(visit, patron, (Class::Preferences, page), |relation| OF_PERMISSIONS.contains(&relation)).await
    }

    async fn part(
        visit: &Visit,
        patron: &Patron,
        (class, page): (Class, Option<&str>),
        is_here: fn(&str) -> bool,
    ) -> Result<Self, Failure> {
        let asked = ListQuery { page: class::number(page), search: None };
        let mut found = class_page(&visit.web.portal, patron, class, &asked).await?.ok_or(Failure::NotFound)?;
        let elsewhere: u64 = found.sections.iter().filter(|one| !is_here(one.relation.name)).map(|one| one.total).sum();
        found.sections.retain(|one| is_here(one.relation.name));
        Ok(Self { found, turned: page.is_some(), elsewhere })
    }

    /// Whether there is anything of it.
    pub fn is_empty(&self) -> bool {
        self.found.sections.iter().all(|section| section.total == 0)
    }

    /// The patron, as they are spoken to.
    const fn reader(&self) -> Reader<'static> {
        Reader::Patron(self.found.young)
    }

    fn is_of_permissions(&self) -> bool {
        self.found.sections.iter().any(|section| OF_PERMISSIONS.contains(&section.relation.name))
    }

    /// Whether something of the class is held, and stands on the page of the written permissions.
    pub const fn has_permissions(&self) -> bool {
        self.elsewhere > 0
    }

    /// What the patron is called, for [`Head::of`](crate::request::head::Head::of).
    pub fn of(&self) -> Option<String> {
        self.found.named.as_ref().map(PersonLine::in_order)
    }

    /// Whether the browser looks through a list in it, for which the page loads the tools
    /// ([`Head::tools`](crate::request::head::Head::tools)).
    pub fn is_looked_through(&self) -> bool {
        self.found.sections.iter().any(|section| slip::is_looked_through(section, None, self.reader()))
    }

    /// What is held, each list and card of it folded below what it is and how many there are.
    pub fn rows(&self, visit: &Visit) -> impl IntoView + use<> {
        let within = Within::ATask { turned: self.turned };
        let held = class::sections(visit, &self.found, self.reader(), None, within);
        let profile = &visit.site.profile;
        // What waits of the written permissions is said on their page.
        let here = self.found.class != Class::Preferences || self.is_of_permissions();
        let first = here.then(|| banners::on_page(&self.found, profile, visit.web.portal.today(profile), visit.lang));
        view! {
            <section id="held" aria-labelledby="held-title">
                <h2 id="held-title">{HELD.to(self.found.young, visit.lang)}</h2>
                {first}
                {held}
            </section>
        }
    }

    /// What is held, then about this information, then who has seen it.
    pub fn section(&self, visit: &Visit) -> impl IntoView + use<> {
        let (found, lang) = (&self.found, visit.lang);
        let profile = &visit.site.profile;
        let today = visit.web.portal.today(profile);
        view! {
            {self.rows(visit)}
            {class::about_folded(found.class, self.reader(), profile, lang)}
            {class::seen_by_folded((&found.seen_by, found.young), profile, today, lang)}
        }
    }
}
