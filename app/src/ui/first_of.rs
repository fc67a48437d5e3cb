//! That a list shows its first rows and not all of them.

use crate::prelude::*;
use crate::words::desk;
use domain::words::Lang;
use portal::Listed;

/// `These are the first 200 of 431.`; nothing where all are shown.
// Test (server/tests/routes/staff.rs): "a list at the desk says when it shows the first rows alone".
pub fn first_of<T>(list: &Listed<T>, lang: Lang) -> Option<AnyView> {
    let said = || desk::first_of(lang, list.rows.len(), list.all);
    list.has_more().then(|| view! { <p class="hint">{said()}</p> })
}
