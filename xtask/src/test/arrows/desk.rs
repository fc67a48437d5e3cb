//! In a room, `desk` is what the staff do and the top is what the patron does (docs/ARCHITECTURE.md), in `portal` and in `app`.

use super::rust_files;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const PORTAL: &str = "portal/src";
const PAGES: &str = "app/src/pages";

/// The files of a room, as paths within it: `desk/paper.rs`. What tests it is left out.
fn files(rooms: &str, room: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(rooms).join(room);
    let within = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        (file.strip_prefix(&folder).unwrap().to_owned(), text)
    };
    let files = rust_files(&folder).unwrap().into_iter().map(within);
    files.filter(|(file, _)| !file.iter().any(|part| part == "tests" || part == "tests.rs")).collect()
}

/// The rooms that are a folder in `rooms`.
fn rooms(rooms: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(rooms);
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir());
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn is_desk(file: &Path) -> bool {
    file.iter().any(|part| part == "desk" || part == "desk.rs")
}

/// Whether a handler in this text is documented as answering such an address.
fn answers(text: &str, is_such: impl Fn(&str) -> bool) -> bool {
    let mut addresses = text.lines().filter_map(|line| {
        let said = line.strip_prefix("/// `")?;
        said.strip_prefix("GET ").or_else(|| said.strip_prefix("POST "))
    });
    addresses.any(is_such)
}

#[test]
fn in_a_room_of_patrons_and_staff_each_address_of_the_desk_is_answered_in_desk() {
    let at_desk = |address: &str| address.starts_with("/desk");
    let mut seen = 0;
    for room in rooms(PAGES) {
        let files = files(PAGES, &room);
        if !files.iter().any(|(_, text)| answers(text, |address| !at_desk(address))) {
            // A room of the staff's own.
            continue;
        }
        for (file, text) in &files {
            let (for_staff, for_others) = (answers(text, at_desk), answers(text, |address| !at_desk(address)));
            // One that answers both stands at the top.
            let right = if is_desk(file) { !for_others } else { for_others || !for_staff };
            assert!(right, "{PAGES}/{room}/{}", file.display());
            seen += usize::from(for_staff);
        }
    }
    assert!(seen >= 10, "{seen} pages of the desk are documented");
}

#[test]
fn what_has_the_same_name_in_portal_and_app_stands_at_the_desk_in_both_or_in_neither() {
    let names = |files: &[(PathBuf, String)], desk: bool| -> BTreeSet<PathBuf> {
        let files = files.iter().map(|(file, _)| file).filter(|file| is_desk(file) == desk);
        let names = files.filter_map(|file| Some(PathBuf::from(file.file_stem()?)));
        names.filter(|name| !["mod", "desk", "words", "view"].iter().any(|own| name == Path::new(own))).collect()
    };
    for room in rooms(PORTAL).intersection(&rooms(PAGES)) {
        let (portal, app) = (files(PORTAL, room), files(PAGES, room));
        for desk in [true, false] {
            let (here, there) = (names(&portal, desk), names(&app, !desk));
            // A name may stand on both sides of one crate: what asks at the top, and what settles it at the desk.
            let (too, also) = (names(&portal, !desk), names(&app, desk));
            let wrong: Vec<_> =
                here.intersection(&there).filter(|name| !too.contains(*name) && !also.contains(*name)).collect();
            assert!(wrong.is_empty(), "{room}: {wrong:?}");
        }
    }
}
