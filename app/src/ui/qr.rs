//! A QR code: what a telephone's camera reads.

use crate::prelude::*;
use qrcode::{Color, QrCode};
use std::fmt::Write;

/// The code of `text`, named `label` for anyone who does not see it. `None`: the text is too long for one.
pub fn qr(text: &str, label: &'static str) -> Option<AnyView> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            // Writing into a text does not fail.
            let _ = write!(path, "M{} {}h1v1h-1z", at % width, at / width);
        }
    }
    // Four modules of quiet around it, as the standard wants.
    let side = width + 8;
    let view_box = format!("-4 -4 {side} {side}");
    let side = side.to_string();
    Some(view! {
        <svg class="qr" role="img" aria-label=label viewBox=view_box width="200" height="200" shape-rendering="crispEdges">
            <rect x="-4" y="-4" width=side.clone() height=side fill="#fff"></rect>
            <path d=path fill="#000"></path>
        </svg>
    })
}
