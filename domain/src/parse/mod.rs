//! Text that people type, parsed: card numbers, PINs and passwords, names, e-mail addresses, dates.
