//! Who reads a record, and where its pages are.

use super::held::page_of;
use crate::{
    prelude::*,
    ui::buttons,
    words::{family, minor, record as words},
};
use domain::{
    age::Young,
    inventory::{
        Class,
        childs::{ChildClassWords, of_a_child},
        info, show,
    },
    words::Lang,
};
use portal::family::ChildRecord;

/// Who reads: the patron, or a parent or guardian for whom the decision opened the record.
#[derive(Debug, Clone, Copy)]
pub enum Reader<'a> {
    /// The person the record is about: a minor, or an adult.
    Patron(Option<Young>),
    /// A parent or guardian.
    Guardian(&'a ChildRecord),
}

impl Reader<'_> {
    /// The overview's address.
    pub fn home(self) -> String {
        match self {
            Self::Patron(_) => "/record".to_owned(),
            Self::Guardian(opened) => format!("/family/{}", opened.link),
        }
    }

    /// A drawer's own address, where a list in it is searched.
    pub fn drawer(self, class: Class) -> String {
        format!("{}/{}", self.home(), class.code())
    }

    /// The page on which a drawer is seen: where the patron changes what is in it, there.
    pub fn page(self, class: Class) -> String {
        match (self, page_of(class)) {
            (Self::Patron(_), Some(page)) => page.to_owned(),
            _ => self.drawer(class),
        }
    }

    /// What is said about a drawer: to the patron "you", in words for their age; to a parent or guardian the child's name.
    // Tests (server/tests/routes/family.rs): "a childs drawers are told by the childs name",
    // "a childs own pages speak to a child on every class".
    pub fn about(self, class: Class, lang: Lang) -> ChildClassWords {
        let said = match self {
            Self::Patron(young) => young.map(|young| minor::about(class, young, lang)),
            Self::Guardian(opened) => of_a_child(class).map(|words| words.of(opened.name.as_deref(), lang)),
        };
        said.unwrap_or_else(|| {
            let about = info(class);
            let said = |text: domain::words::Text| text.to(lang).to_owned();
            ChildClassWords {
                title: said(about.label),
                what: said(about.what),
                why: said(about.why),
                wrong: said(about.correction),
                who: said(about.who_can_see),
            }
        })
    }

    /// The way back to the overview.
    pub fn back(self, lang: Lang) -> AnyView {
        match self {
            Self::Patron(young) => buttons::back("/record", words::BACK.of(young), lang),
            Self::Guardian(opened) => {
                let name = family::record_of(lang, opened.name.as_deref());
                view! { <p class="crumb"><a href=self.home()>{name}</a></p> }
            }
        }
    }

    /// On every page of somebody else's record: whose it is, that they see the look, and when it ends.
    pub fn banner(self, lang: Lang) -> Option<impl IntoView + use<>> {
        let Self::Guardian(opened) = self else { return None };
        let name = opened.name.as_deref();
        let ends = opened.ends.map(|day| show::date(day, lang));
        let (looking, means) = (family::looking_at(lang, name), family::looking_means(lang, name, ends.as_deref()));
        Some(view! { <div class="notice"><p><strong>{looking}</strong></p><p>{means}</p></div> })
    }
}
