//! Reading profiles: text in, profiles or reasons out.

use super::{
    Keep, Policy, Profile, ProfileError, ProfileErrors, Retention,
    check::check,
    fault::{Fault, refused},
};
use crate::{
    ids::LibrarySlug,
    inventory::{Class, Loaded, loaded},
    rules::{BookFault, Rulebook, Source, Written},
    words::Lang,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};

impl Profile {
    /// The language the library is served in where nobody has chosen one: the first.
    pub fn usual_language(&self) -> Lang {
        self.languages.first().copied().unwrap_or_default()
    }

    /// Reads one profile and checks it as a whole. `file_name` is only for the error.
    ///
    /// # Errors
    /// The first thing that is wrong, with file, key, line and reason.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, ProfileError> {
        let book = rulebook(file_name, text)?;
        let read = book.reading(|| toml::from_str(text));
        let profile: Self = read.map_err(|error| refused(file_name, text, &error))?;
        check(&profile).map_err(|fault| fault.in_file(file_name, text))?;
        Ok(profile)
    }

    /// What is said about keeping a class. Every class but [`Class::HeldElsewhere`] has an answer.
    pub fn retention(&self, class: Class) -> Option<&Retention> {
        self.retention.get(&class)
    }

    /// Whether no file brings anything of a class here that the library keeps: what is empty then says nothing about what it holds.
    pub fn is_not_loaded(&self, class: Class) -> bool {
        loaded(class) == Loaded::No && self.is_kept(class)
    }

    /// Whether the library keeps anything of a class.
    pub fn is_kept(&self, class: Class) -> bool {
        match self.retention(class) {
            Some(retention) => !matches!(retention.keep, Keep::NotKept { .. }),
            None => !(self.held_elsewhere.is_empty() && self.vendors.is_empty()),
        }
    }
}

/// The part of a profile that says which rules the rest may name.
#[derive(Deserialize)]
struct Head {
    name: String,
    policy: Policy,
    #[serde(default)]
    rules: Vec<Written>,
}

fn rulebook(file_name: &str, text: &str) -> Result<Rulebook, ProfileError> {
    let Head { name, policy, rules } = toml::from_str(text).map_err(|error| refused(file_name, text, &error))?;
    let source =
        Source { series: policy.rules.as_ref(), library: &name, policy: policy.cited_as(), dated: policy.dated() };
    Rulebook::read(source, &rules).map_err(|fault| match fault {
        BookFault::Profile(key, reason) => Fault::new(key, reason).in_file(file_name, text),
        BookFault::Statute(reason) => {
            ProfileError { file: "statute.toml".to_owned(), key: String::new(), reason, place: None }
        }
    })
}

/// Every library of a deployment, in the order of their short names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profiles(BTreeMap<LibrarySlug, Arc<Profile>>);

impl FromIterator<Arc<Profile>> for Profiles {
    fn from_iter<T: IntoIterator<Item = Arc<Profile>>>(profiles: T) -> Self {
        Self(profiles.into_iter().map(|profile| (profile.slug.clone(), profile)).collect())
    }
}

impl Profiles {
    /// Reads all profiles: pairs of file name and text.
    ///
    /// # Errors
    /// One line for every file that is wrong, and for two files with the same short name. No files at all is an error
    /// too: a deployment without a library is a wrong path.
    pub fn load_all<N: AsRef<str>, T: AsRef<str>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, ProfileErrors> {
        let mut profiles = BTreeMap::new();
        let mut first_in: BTreeMap<LibrarySlug, String> = BTreeMap::new();
        let mut errors = Vec::new();
        for (file, text) in files {
            let (file, text) = (file.as_ref(), text.as_ref());
            match Profile::parse(file, text) {
                Err(error) => errors.push(error),
                Ok(profile) => {
                    if let Some(other) = first_in.insert(profile.slug.clone(), file.to_owned()) {
                        let reason = format!("`{}` is the short name of the library in {other} too", profile.slug);
                        errors.push(Fault::new("slug", reason).in_file(file, text));
                    }
                    profiles.insert(profile.slug.clone(), Arc::new(profile));
                }
            }
        }
        if profiles.is_empty() && errors.is_empty() {
            errors.push(ProfileError {
                file: "libraries".to_owned(),
                key: String::new(),
                reason: "there is no profile: each library needs one file NAME.toml".to_owned(),
                place: None,
            });
        }
        if errors.is_empty() { Ok(Self(profiles)) } else { Err(ProfileErrors(errors)) }
    }

    /// The library with this short name.
    pub fn get(&self, slug: &LibrarySlug) -> Option<&Arc<Profile>> {
        self.0.get(slug)
    }

    /// The library with this text as its short name, such as the first label of a host name.
    pub fn named(&self, slug: &str) -> Option<&Arc<Profile>> {
        self.get(&slug.parse().ok()?)
    }

    /// The one library of a deployment that serves one: it needs no chooser.
    pub fn only(&self) -> Option<&Arc<Profile>> {
        if self.0.len() == 1 { self.0.values().next() } else { None }
    }

    /// Every library, in the order of the short names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<Profile>> {
        self.0.values()
    }
}
