//! What a page says about itself before it is rendered.

use axum::http::StatusCode;

/// What a page says about itself.
#[derive(Debug, Clone)]
pub struct Head {
    /// The title, before the library's name.
    pub title: String,
    /// Whose record it is, for paper to say.
    pub of: Option<String>,
    /// The status.
    pub status: StatusCode,
    /// Whether something on the form is wrong ("Error:" before the title).
    pub has_problems: bool,
    /// Whether the page has islands, and so loads the WebAssembly.
    pub islands: bool,
    /// Which of the modules of WebAssembly its islands are in.
    pub module: Module,
}

/// What of the browser's half a page loads. Every page has the islands of the core once it is idle; what is in a module of its own
/// beside the core is not fetched until it is touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Module {
    /// The core, and beside it what judges the fields of a form.
    #[default]
    Core,
    /// The core, and beside it the search in a long list, the switches of consents and how much of a copy has come.
    Tools,
    /// The core, and beside it the text of a permission that is being written.
    Permission,
    /// With the checks of what the library has signed.
    Proof,
    /// With the islands of the desk.
    Desk,
    /// With the newsletter beside the form in which it is written.
    Letter,
}

impl Head {
    /// A page with this title that answers 200 and has no islands of its own.
    pub fn new(title: impl Into<String>) -> Self {
        let (title, status) = (title.into(), StatusCode::OK);
        Self { title, of: None, status, has_problems: false, islands: false, module: Module::Core }
    }

    /// About the record of somebody who is called this.
    #[must_use]
    pub fn of(mut self, name: Option<String>) -> Self {
        self.of = name.filter(|name| !name.is_empty());
        self
    }

    /// With this status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// With "Error:" before the title and status 422, where `has` is true.
    #[must_use]
    pub fn problems(mut self, has: bool) -> Self {
        self.has_problems = has;
        if has && self.status == StatusCode::OK {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// With the search in a long list, the switches of consents or how much of a copy has come, where `has` is true.
    #[must_use]
    pub fn tools(mut self, has: bool) -> Self {
        if has {
            self.module = Module::Tools;
        }
        self
    }

    /// With the text of a permission that is being written.
    #[must_use]
    pub fn permission(mut self) -> Self {
        self.module = Module::Permission;
        self
    }

    /// With a check of what the library has signed.
    #[must_use]
    pub fn proofs(mut self) -> Self {
        self.module = Module::Proof;
        self
    }

    /// With an island of the desk.
    #[must_use]
    pub fn desk(mut self) -> Self {
        self.module = Module::Desk;
        self
    }

    /// With the newsletter beside the form in which it is written.
    #[must_use]
    pub fn letter(mut self) -> Self {
        self.module = Module::Letter;
        self
    }

    /// With islands.
    #[must_use]
    pub fn islands(mut self) -> Self {
        self.islands = true;
        self
    }
}
