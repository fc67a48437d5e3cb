//! Where a library is found, and what its pages load.

use domain::{ids::LibrarySlug, profile::Profile};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};

/// The library a request is for.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its profile.
    pub profile: Arc<Profile>,
}

impl Site {
    /// The library's short name.
    pub fn slug(&self) -> &LibrarySlug {
        &self.profile.slug
    }
}

/// The host names of this deployment.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// `http` or `https`.
    pub scheme: String,
    /// The host without a library: shows the chooser.
    pub bare_host: String,
    /// `:3000`, or empty.
    pub port: String,
    /// Host names of their own, to slugs.
    pub own_hosts: BTreeMap<String, String>,
    /// The one library served, where there is no choice to make.
    pub only: Option<LibrarySlug>,
}

/// What a host name stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Host<'a> {
    /// The library with this slug (which may not exist).
    Library(&'a str),
    /// The bare host: choose a library.
    Chooser,
    /// None of this deployment's names.
    Unknown,
}

impl Addresses {
    /// What `host` (a `Host` header, with or without port) stands for.
    pub fn read<'a>(&'a self, host: &'a str) -> Host<'a> {
        let name = host.strip_suffix(self.port.as_str()).unwrap_or(host);
        if let Some(slug) = self.own_hosts.get(name) {
            return Host::Library(slug);
        }
        if let Some(only) = &self.only {
            return if name == self.bare_host { Host::Library(only.as_str()) } else { Host::Unknown };
        }
        if name == self.bare_host {
            return Host::Chooser;
        }
        match name.strip_suffix(self.bare_host.as_str()).and_then(|rest| rest.strip_suffix('.')) {
            Some(slug) if !slug.contains('.') => Host::Library(slug),
            _ => Host::Unknown,
        }
    }

    /// The address of a library's pages, without a final slash.
    pub fn url_of(&self, slug: &LibrarySlug) -> String {
        let own = self.own_hosts.iter().find(|(_, of)| of.as_str() == slug.as_str()).map(|(host, _)| host.clone());
        let host = own.unwrap_or_else(|| match &self.only {
            Some(_) => self.bare_host.clone(),
            None => format!("{slug}.{}", self.bare_host),
        });
        format!("{}://{host}{}", self.scheme, self.port)
    }
}

/// The file names of the browser's half, with their content's hash in them.
#[derive(Debug, Clone, Deserialize)]
pub struct Assets {
    /// `portal.<hash>`: the script is `/pkg/{output_name}.js`, the WebAssembly `/pkg/{output_name}_bg.wasm`.
    pub output_name: String,
    /// The same for what judges the fields of a form, loaded beside the others when a field is touched.
    pub forms: String,
    /// The same for lists, switches and copies, loaded beside the others when touched ([`Head::tools`](super::head::Head::tools)).
    pub tools: String,
    /// The same for a permission that is being written ([`Head::permission`](super::head::Head::permission)).
    pub permission: String,
    /// The same for pages where something signed is checked ([`Head::proofs`](super::head::Head::proofs)).
    pub proof: String,
    /// The same for pages of the desk ([`Head::desk`](super::head::Head::desk)).
    pub desk: String,
    /// The same for the page where a newsletter is written ([`Head::letter`](super::head::Head::letter)).
    pub letter: String,
    /// `main.<hash>.css`.
    pub style: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(only: Option<&str>) -> Addresses {
        Addresses {
            scheme: "http".into(),
            bare_host: "localhost".into(),
            port: ":3000".into(),
            own_hosts: BTreeMap::from([("privacy.example".into(), "putnam".into())]),
            only: only.map(|slug| slug.parse().unwrap()),
        }
    }

    #[test]
    fn a_library_is_found_by_the_name_before_the_public_host() {
        let many = addresses(None);
        assert_eq!(many.read("mansfield.localhost:3000"), Host::Library("mansfield"));
        assert_eq!(many.read("privacy.example"), Host::Library("putnam"));
        assert_eq!(many.read("localhost:3000"), Host::Chooser);
        assert_eq!(many.read("a.b.localhost:3000"), Host::Unknown);
        assert_eq!(many.read("evil.example"), Host::Unknown);
        assert_eq!(many.read("notlocalhost:3000"), Host::Unknown);
    }

    #[test]
    fn one_library_alone_needs_no_chooser() {
        let one = addresses(Some("canton"));
        assert_eq!(one.read("localhost:3000"), Host::Library("canton"));
        assert_eq!(one.url_of(&"canton".parse().unwrap()), "http://localhost:3000");
    }
}
