//! What a page says about itself before it is rendered.

use axum::http::StatusCode;

/// What a page says about itself.
#[derive(Debug, Clone)]
pub struct Head {
    /// The title, before the library's name.
    pub title: String,
    /// The status.
    pub status: StatusCode,
    /// Whether something on the form is wrong ("Error:" before the title).
    pub has_problems: bool,
    /// Whether the page has islands, and so loads the WebAssembly.
    pub islands: bool,
    /// Whether it has one of the islands that weigh more: the search in a long list, the text of a permission.
    pub tools: bool,
}

impl Head {
    /// A page with this title that answers 200 and has no islands of its own.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), status: StatusCode::OK, has_problems: false, islands: false, tools: false }
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

    /// With one of the islands that weigh more, where `has` is true.
    #[must_use]
    pub fn tools(mut self, has: bool) -> Self {
        self.tools = has;
        self
    }

    /// With islands.
    #[must_use]
    pub fn islands(mut self) -> Self {
        self.islands = true;
        self
    }
}
