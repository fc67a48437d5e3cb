//! Which libraries have a newsletter service that the portal speaks to, and how it is reached: a part of the server's
//! configuration, because an address and a secret are no data of a library's profile.

use super::{api::Listmonk, http::Target};
use domain::{
    ids::LibrarySlug,
    profile::{Newsletter, Profile, Profiles},
};
use hyper::Uri;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    sync::Arc,
};

/// A library's listmonk.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListmonkSettings {
    /// The service, by its code among the profile's vendors.
    pub vendor: String,
    /// Where it is: `https://lists.example.org`; `http://` to this machine only.
    pub url: String,
    /// The API user.
    pub user: String,
    /// Its token.
    pub token: SecretString,
    /// The newsletters, by their codes in the profile, each with the number of its list there.
    pub lists: BTreeMap<String, i64>,
}

/// Why a connection to a newsletter service cannot be used: which key, and what is wrong with it. It never says a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("listmonk.{library}{key}: {reason}")]
pub struct BadService {
    /// The library, as it stands in the configuration.
    pub library: String,
    /// The key below it, with a dot before it; empty where it is the whole of it.
    pub key: &'static str,
    /// What is wrong, for the administrator.
    pub reason: String,
}

/// The newsletter services that the portal speaks to itself; of the others the staff take lists. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Services(Arc<BTreeMap<LibrarySlug, Service>>);

#[derive(Debug)]
struct Service {
    vendor: String,
    lists: BTreeMap<String, i64>,
    api: Listmonk,
}

/// A newsletter at a service that the portal speaks to.
#[derive(Debug, Clone, Copy)]
pub(in crate::newsletter::service) struct Connected<'a> {
    /// The service.
    pub(in crate::newsletter::service) api: &'a Listmonk,
    /// The number of its list there.
    pub(in crate::newsletter::service) number: i64,
    /// The numbers of every list there that is this library's by the configuration.
    all: &'a BTreeMap<String, i64>,
}

impl Connected<'_> {
    /// Whether a list there is one that the portal keeps.
    pub(in crate::newsletter::service) fn keeps(&self, list: i64) -> bool {
        self.all.values().any(|number| *number == list)
    }
}

impl Services {
    /// The services of these settings, by library.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn of(settings: &BTreeMap<String, ListmonkSettings>) -> Result<Self, BadService> {
        let mut all = BTreeMap::new();
        for (library, one) in settings {
            let bad = |key, reason: &str| BadService { library: library.clone(), key, reason: reason.to_owned() };
            let slug: LibrarySlug = library.parse().map_err(|_| bad("", "is no library's short name"))?;
            all.insert(slug, service(one, bad)?);
        }
        Ok(Self(Arc::new(all)))
    }

    /// Checks that each service belongs to a library that has a profile, and that each of its lists is a newsletter which the
    /// profile has this service send.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn check(&self, profiles: &Profiles) -> Result<(), BadService> {
        for (library, service) in self.0.iter() {
            let bad = |key, reason| BadService { library: library.to_string(), key, reason };
            let profile = profiles.get(library).ok_or_else(|| bad("", "is a library without a profile".to_owned()))?;
            if !profile.vendors.iter().any(|vendor| vendor.code == service.vendor) {
                return Err(bad(".vendor", format!("the profile has no vendor {}", service.vendor)));
            }
            for code in service.lists.keys() {
                let list = profile.newsletters.iter().find(|list| list.code == *code);
                let list = list.ok_or_else(|| bad(".lists", format!("the profile has no newsletter {code}")))?;
                if list.service.as_ref() != Some(&service.vendor) {
                    let reason =
                        format!("the newsletter {code} is not sent by {} (service in the profile)", service.vendor);
                    return Err(bad(".lists", reason));
                }
            }
        }
        Ok(())
    }

    /// How a newsletter of this library is reached; `None`: the portal is not connected to what sends it. A later version of the
    /// profile may give it to another service.
    pub(in crate::newsletter::service) fn of_list(
        &self,
        profile: &Profile,
        list: &Newsletter,
    ) -> Option<Connected<'_>> {
        let service = self.0.get(&profile.slug)?;
        let number = *service.lists.get(&list.code)?;
        let is_its = profile.service_of(list).is_some_and(|vendor| vendor.code == service.vendor);
        is_its.then_some(Connected { api: &service.api, number, all: &service.lists })
    }

    /// The same, giving an answer up when it is told to.
    #[cfg(test)]
    pub(in crate::newsletter::service) fn gives_up_when(self, told: &Arc<tokio::sync::Notify>) -> Self {
        let mut all = Arc::into_inner(self.0).unwrap();
        for service in all.values_mut() {
            service.api = service.api.clone().gives_up_when(told.clone());
        }
        Self(Arc::new(all))
    }
}

fn service(settings: &ListmonkSettings, bad: impl Fn(&'static str, &str) -> BadService) -> Result<Service, BadService> {
    let ListmonkSettings { vendor, url, user, token, lists } = settings;
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_plain(user) || user.contains(':') {
        return Err(bad(".user", "is the name of an API user: letters without spaces, and no colon"));
    }
    if !is_plain(token.expose_secret()) {
        return Err(bad(".token", "is empty, or has a sign that no token has"));
    }
    let different: BTreeSet<i64> = lists.values().copied().collect();
    if lists.is_empty() || different.len() < lists.len() || different.first().is_some_and(|number| *number < 1) {
        return Err(bad(".lists", "names each newsletter with the number of a list of its own, from 1"));
    }
    let uri: Uri = url.parse().map_err(|_| bad(".url", "is not an address"))?;
    let (Some(scheme), Some(authority), Some(host)) = (uri.scheme_str(), uri.authority(), uri.host()) else {
        return Err(bad(".url", "is not an address that begins with https://"));
    };
    if uri.query().is_some() || authority.as_str().contains('@') {
        return Err(bad(".url", "has a name, a password or a question in it: it is the address alone"));
    }
    let secure = match scheme {
        "https" => true,
        "http" if is_here(host) => false,
        _ => return Err(bad(".url", "must begin with https:// (http:// only to this machine: 127.0.0.1)")),
    };
    let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
    let who = SecretString::from(format!("{user}:{}", token.expose_secret()));
    let target = Target::new(host, port, uri.path().trim_end_matches('/'), secure, who)
        .ok_or_else(|| bad(".url", "TLS cannot be set up"))?;
    Ok(Service { vendor: vendor.clone(), lists: lists.clone(), api: Listmonk::at(target) })
}

/// Whether a host is this machine by its number: what a name stands for, another may say.
fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
