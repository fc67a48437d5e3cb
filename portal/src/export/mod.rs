//! The download of everything: one archive with a page to print, JSON, CSV and a manifest, streamed and never stored.
