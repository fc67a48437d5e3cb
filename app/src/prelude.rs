//! What every view of the server's begins with: Leptos's prelude, and a `view!` whose value is of one type.
//!
//! Leptos gives each view a type made of the types of everything in it. Compiled so, the pages are the half of the time in which
//! the portal is built; the bytes that are served are the same (docs/decisions/0081).

pub use leptos::prelude::*;

macro_rules! erased {
    ($($node:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::view! { $($node)* })
    };
}

pub(crate) use erased as view;
