//! How long something is kept, in words.

use domain::{
    profile::{Keep, Retention},
    words::Lang,
};

/// `Kept for 30 days after you return the item`, with the library's own note.
pub fn in_words(retention: &Retention, lang: Lang) -> String {
    let kept = match (&retention.keep, lang) {
        (Keep::WhileAPatron, Lang::En) => "Kept while you have a card.".to_owned(),
        (Keep::WhileAPatron, Lang::Es) => "Se guarda mientras tenga tarjeta.".to_owned(),
        (Keep::NotKept { reason }, _) => reason.to(lang).to_owned(),
        (Keep::DaysAfter { days, event }, Lang::En) => format!("Kept for {days} days {}.", event.label().en),
        (Keep::DaysAfter { days, event }, Lang::Es) => format!("Se guarda {days} días {}.", event.label().es),
        (Keep::PatronsChoice { days, event }, Lang::En) => {
            format!("Kept as long as you choose. If you have not chosen: {days} days {}.", event.label().en)
        }
        (Keep::PatronsChoice { days, event }, Lang::Es) => {
            format!("Se guarda el tiempo que usted elija. Si no ha elegido: {days} días {}.", event.label().es)
        }
    };
    match &retention.note {
        Some(note) => format!("{kept} {}", note.to(lang)),
        None => kept,
    }
}
