//! Drawings of our own, on a grid of 24, in one stroke. Each stands beside the words it goes with and says nothing by itself,
//! so a screen reader passes it over.

use crate::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it shows")]
pub enum Icon {
    Person,
    Home,
    Card,
    Id,
    Note,
    Book,
    History,
    Hold,
    Swap,
    Coin,
    Mail,
    Tune,
    Pen,
    Calendar,
    Speech,
    Key,
    Eye,
    Refused,
    Computer,
    Library,
    Network,
    Audio,
    Database,
    News,
    Family,
    Search,
    Download,
    Warning,
    Info,
    Clock,
    Exit,
    Check,
    Shield,
    Phone,
}

impl Icon {
    /// The strokes.
    const fn strokes(self) -> &'static str {
        match self {
            Self::Person => r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6"/>"#,
            Self::Home => r#"<path d="M4 11 12 4l8 7v8.5a.5.5 0 0 1-.5.5H14v-6h-4v6H4.5a.5.5 0 0 1-.5-.5z"/>"#,
            Self::Card => {
                r#"<rect x="3" y="5.5" width="18" height="13" rx="1.5"/><path d="M7 5.5v13M10 10h8M10 13.5h5"/>"#
            }
            Self::Id => {
                r#"<rect x="3" y="5" width="18" height="14" rx="1.5"/><circle cx="8.5" cy="11" r="2"/><path d="M5.5 16c.4-1.7 1.5-2.5 3-2.5s2.6.8 3 2.5M14.5 10H18M14.5 14H18"/>"#
            }
            Self::Note => r#"<path d="M5 3.5h14v11l-5.5 6H5z"/><path d="M19 14.5h-5.5v6M8.5 8h7M8.5 11.5h4"/>"#,
            Self::Book => {
                r#"<path d="M12 6.5C10 5 7 4.5 3.5 4.5v14C7 18.5 10 19 12 20.5c2-1.5 5-2 8.5-2v-14C17 4.5 14 5 12 6.5zM12 6.5v14"/>"#
            }
            Self::History => r#"<path d="M4 8.5a8.5 8.5 0 1 1-.4 5M4 4v4.5h4.5M12 7.5V12l3 2"/>"#,
            Self::Hold => r#"<path d="M6.5 3.5h11v17L12 16.5l-5.5 4z"/>"#,
            Self::Swap => r#"<path d="M4 8.5h15M15.5 5 19 8.5 15.5 12M20 15.5H5M8.5 12 5 15.5 8.5 19"/>"#,
            Self::Coin => {
                r#"<circle cx="12" cy="12" r="8.5"/><path d="M14.5 9.2c-.5-1-1.4-1.4-2.5-1.4-1.5 0-2.6.7-2.6 1.9 0 2.9 5.4 1.5 5.4 4.5 0 1.3-1.2 2-2.8 2-1.3 0-2.3-.5-2.8-1.5M12 6v12"/>"#
            }
            Self::Mail => r#"<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="m3.5 6.5 8.5 7 8.5-7"/>"#,
            Self::Tune => {
                r#"<path d="M4 7.5h8M16 7.5h4M4 16.5h4M12 16.5h8"/><circle cx="14" cy="7.5" r="2"/><circle cx="10" cy="16.5" r="2"/>"#
            }
            Self::Pen => r#"<path d="M4 20.5h16M6 16.5l.7-3.5L16 3.5l3 3L9.5 16z"/>"#,
            Self::Calendar => {
                r#"<rect x="3.5" y="5" width="17" height="15.5" rx="1.5"/><path d="M3.5 10h17M8 2.5V7M16 2.5V7"/>"#
            }
            Self::Speech => r#"<path d="M4 4.5h16v12h-8.5L7 20.5v-4H4zM8 9h8M8 12.5h5"/>"#,
            Self::Key => r#"<circle cx="8" cy="14.5" r="4.5"/><path d="M11.3 11.2 19.5 3M16 6.5l3 3M13.5 9l2 2"/>"#,
            Self::Eye => {
                r#"<path d="M2.5 12C5 7.5 8.2 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5S5 16.5 2.5 12z"/><circle cx="12" cy="12" r="3"/>"#
            }
            Self::Refused => r#"<circle cx="12" cy="12" r="8.5"/><path d="m6 6 12 12"/>"#,
            Self::Computer => {
                r#"<rect x="3" y="4.5" width="18" height="12" rx="1.5"/><path d="M8.5 20.5h7M12 16.5v4"/>"#
            }
            Self::Library => {
                r#"<path d="M3.5 9 12 3.5 20.5 9zM5.5 9v8.5M10 9v8.5M14 9v8.5M18.5 9v8.5M3.5 20.5h17M4.5 17.5h15"/>"#
            }
            Self::Network => {
                r#"<circle cx="12" cy="5.5" r="2.5"/><circle cx="5.5" cy="17.5" r="2.5"/><circle cx="18.5" cy="17.5" r="2.5"/><path d="m10.8 7.7-4 7.5M13.2 7.7l4 7.5M8 17.5h8"/>"#
            }
            Self::Audio => {
                r#"<path d="M4 15.5v-3a8 8 0 0 1 16 0v3"/><rect x="3.5" y="14" width="4" height="6" rx="1.5"/><rect x="16.5" y="14" width="4" height="6" rx="1.5"/>"#
            }
            Self::Database => {
                r#"<ellipse cx="12" cy="5.5" rx="7.5" ry="2.5"/><path d="M4.5 5.5v13c0 1.4 3.4 2.5 7.5 2.5s7.5-1.1 7.5-2.5v-13M4.5 12c0 1.4 3.4 2.5 7.5 2.5s7.5-1.1 7.5-2.5"/>"#
            }
            Self::News => {
                r#"<path d="M3.5 5h13v14.5h-11a2 2 0 0 1-2-2zM16.5 9h4v8.5a2 2 0 0 1-4 0M6.5 8.5h7M6.5 12h7M6.5 15.5h4"/>"#
            }
            Self::Family => {
                r#"<circle cx="8" cy="7" r="3"/><circle cx="17" cy="11" r="2.2"/><path d="M2.5 20c.3-4.5 2.3-7 5.5-7s5.2 2.5 5.5 7M14.5 16.2c.7-.5 1.5-.7 2.5-.7 2.6 0 4 1.8 4.5 4.5"/>"#
            }
            Self::Search => r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#,
            Self::Download => r#"<path d="M12 3.5v11.5M7.5 10.5 12 15l4.5-4.5M4 20h16"/>"#,
            Self::Warning => r#"<path d="M12 3.5 2.5 20h19zM12 9.5v5M12 17.2v.1"/>"#,
            Self::Info => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.1"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>"#,
            Self::Exit => r#"<path d="M10 4H4.5v16H10M14.5 8l4 4-4 4M9 12h9.5"/>"#,
            Self::Check => r#"<path d="m4.5 12.5 5 5 10-11"/>"#,
            Self::Shield => {
                r#"<path d="M12 3 4.5 5.5V11c0 4.7 3 8 7.5 10 4.5-2 7.5-5.3 7.5-10V5.5zM8.5 12l2.5 2.5 4.5-5"/>"#
            }
            Self::Phone => {
                r#"<path d="M5 4h4l1.5 5-2.5 1.5c1 2.5 3 4.5 5.5 5.5L15 13.5l5 1.5v4c0 .6-.4 1-1 1C10.5 20 4 13.5 4 5c0-.6.4-1 1-1z"/>"#
            }
        }
    }
}

/// The drawing.
pub fn icon(of: Icon) -> AnyView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=of.strokes()></svg> }
}
