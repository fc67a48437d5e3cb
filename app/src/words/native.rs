//! Words that a native speaker would not use: no text of the portal may hold one.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What was once said and is said better now. None of it comes back.
const UNUSUAL: [&str; 51] = [
    // English
    "this drawer",
    "Take a copy",
    "take a copy",
    "Nothing entered",
    "Why and from where",
    "waits for the desk",
    "Look for our e-mail",
    "As the library’s rule says",
    "From when until when",
    "Tell what it names",
    "You may tell",
    "You may not tell",
    "Who may be told",
    "What you have said",
    "Your right to a card",
    "gives nobody this task",
    "somebody to call",
    "Someone to call instead",
    "A change waits for you at the desk",
    "It does not matter to me",
    "until I say",
    "This look",
    "A look ",
    "about looks",
    "your looks",
    "every look ",
    "stands here",
    "stand here",
    "it stands in the list",
    "a yes of yours",
    "service of others",
    "grown-up of yours",
    "whom it was made for",
    // Spanish
    "cajón",
    "Llevarse una copia",
    "llevarse una copia",
    "llévese una copia",
    "yo diga basta",
    "portal mismo",
    "Sí y no a los correos",
    "contraseña de usted",
    "la cuenta de usted",
    "Me da igual",
    "¿A quién se le puede decir",
    "Desde cuándo y hasta cuándo",
    "Agregar a un menor",
    "Agregar a este menor",
    "Busque nuestro correo",
    "Decir lo que nombra",
    "Aquí va ",
    "Aquí van ",
];

/// The kinds of files with words in them.
const WITH_WORDS: [&str; 4] = ["rs", "txt", "html", "toml"];

/// The text of a file without comments and tests; what goes on in the next line stands in one.
fn said(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = source.lines().map(str::trim_start).filter(|line| !line.starts_with("//") && !line.starts_with("# "));
    let joined = lines.collect::<Vec<_>>().join("\n");
    joined.replace("\\\n", "")
}

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && name != "tests" {
            sources(&path, all);
        } else if path.is_file()
            && path.extension().and_then(|of| of.to_str()).is_some_and(|of| WITH_WORDS.contains(&of))
            && !["tests.rs", "native.rs"].contains(&name)
        {
            all.push(path);
        }
    }
}

#[test]
fn no_word_is_said_again_that_a_native_speaker_would_not_say() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["src", "../domain/src", "../portal/src", "../libraries"] {
        sources(&app.join(folder), &mut all);
    }
    let of = |kind: &str| all.iter().filter(|path| path.extension().is_some_and(|of| of == kind)).count();
    assert!(of("rs") > 300 && of("txt") > 60 && of("html") > 60 && of("toml") >= 5, "the sources are there: {all:?}");
    for path in all {
        let text = said(&fs::read_to_string(&path).unwrap());
        for words in UNUSUAL {
            assert!(!text.contains(words), "{}: “{words}”", path.display());
        }
    }
}

#[test]
fn a_sentence_of_two_lines_is_read_as_one() {
    let source = "/// Take a copy\nText::new(\n    \"Look for \\\n     our e-mail\", \"\");\n#[cfg(test)]\nmod tests {\nlet a = \"cajón\";\n}\n";
    let said = said(source);
    assert!(said.contains("Look for our e-mail") && !said.contains("Take a copy") && !said.contains("cajón"), "{said}");
}
