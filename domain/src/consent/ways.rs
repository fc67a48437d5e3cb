//! By which way somebody said yes or no, as it is counted.

use crate::words::Text;

/// A way, from several means that a patron would call the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named by its label")]
pub enum Way {
    Portal,
    Desk,
    Link,
    PublicPage,
    Service,
    Before,
}

impl Way {
    /// Every way, in the order it is shown.
    pub const ALL: [Self; 6] = [Self::Portal, Self::Desk, Self::Link, Self::PublicPage, Self::Service, Self::Before];

    /// The way that a code of `consent.means` or `subscription.means` is; `None` for one that this version does not know.
    pub fn of_means(code: &str) -> Option<Self> {
        Some(match code {
            "portal" => Self::Portal,
            "desk" => Self::Desk,
            "newsletter-link" | "link-taken-back" | "subscriber-link" | "by-mail" | "complaint" => Self::Link,
            "double-opt-in" => Self::PublicPage,
            "service" => Self::Service,
            "import" => Self::Before,
            _ => return None,
        })
    }

    /// The name in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Desk => "desk",
            Self::Link => "link",
            Self::PublicPage => "public-page",
            Self::Service => "service",
            Self::Before => "before",
        }
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Portal => Text::new("Signed in", "Con sesión iniciada"),
            Self::Desk => Text::new("At the desk", "En el mostrador"),
            Self::Link => {
                Text::new("By a link in a mail, or a reply to it", "Con un enlace de un correo, o al responderlo")
            }
            Self::PublicPage => Text::new("On the public page", "En la página pública"),
            Self::Service => Text::new("At the newsletter service", "En el servicio de boletines"),
            Self::Before => Text::new("Before the portal", "Antes del portal"),
        }
    }
}
