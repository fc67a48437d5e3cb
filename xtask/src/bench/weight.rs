//! What a page weighs: the bytes and requests of a browser that has nothing, and of one that was here before.

use crate::http::{Answer, Connection, get};
use anyhow::{Context, Result, ensure};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// One page's weight.
#[derive(Debug)]
pub struct Weight {
    /// Bytes on the wire with nothing kept, with what is fetched once the page is idle.
    pub cold: usize,
    /// Of the cold bytes, those that are there before any WebAssembly is: the page is usable with them.
    pub before: usize,
    /// Bytes of what is fetched when it is touched, and not before.
    pub touched: usize,
    /// Bytes on the wire when everything immutable is kept.
    pub warm: usize,
    /// Requests with nothing kept.
    pub requests: usize,
    /// Of the cold bytes, those of the page itself.
    pub page: usize,
    /// Of the cold bytes, those of the WebAssembly, which no page needs to be whole.
    pub wasm: usize,
}

/// Fetches a page and all it names, as a browser that reads brotli.
pub fn of(port: u16, host: &str, path: &str, cookie: &str) -> Result<Weight> {
    let mut connection = Connection::open(port)?;
    // Once uncompressed, to read it; once as it is sent.
    let plain = connection.ask(&get(host, path, cookie))?;
    ensure!(plain.status == 200, "{path} answered {}", plain.status);
    let headers = format!("Accept-Encoding: br\r\n{cookie}");
    let sent = connection.ask(&get(host, path, &headers))?;
    let html = String::from_utf8_lossy(&plain.body);
    let bytes = sent.bytes;
    let mut weight = Weight { cold: bytes, before: bytes, touched: 0, warm: bytes, requests: 1, page: bytes, wasm: 0 };
    for address in addresses(&html) {
        let file = fetched(&mut connection, host, &address, &headers)?;
        weight.requests += 1;
        weight.cold += file.bytes;
        weight.before += file.bytes;
        if !file.header("cache-control").is_some_and(|cache| cache.contains("immutable")) {
            weight.warm += file.bytes;
        }
    }
    for (name, when) in modules(&html) {
        let script = fetched(&mut connection, host, &format!("/pkg/{name}.js"), &headers)?.bytes;
        let wasm = fetched(&mut connection, host, &format!("/pkg/{name}_bg.wasm"), &headers)?.bytes;
        match when {
            When::Idle => {
                weight.requests += 2;
                weight.cold += script + wasm;
                weight.wasm += wasm;
            }
            When::Touched => weight.touched += script + wasm,
        }
    }
    Ok(weight)
}

fn fetched(connection: &mut Connection, host: &str, address: &str, headers: &str) -> Result<Answer> {
    let file = connection.ask(&get(host, address, headers))?;
    ensure!(file.status == 200, "{address} answered {}", file.status);
    Ok(file)
}

/// Bytes in brotli of each module of WebAssembly and its script, by its name in assets.json, without headers.
pub fn of_modules(site: &Path) -> Result<BTreeMap<String, u64>> {
    let names = std::fs::read_to_string(site.join("assets.json"))?;
    let names: BTreeMap<String, String> = serde_json::from_str(&names)?;
    let modules = names.into_iter().filter(|(module, _)| module != "style");
    modules
        .map(|(module, name)| {
            let mut bytes = 0;
            for part in ["_bg.wasm.br", ".js.br"] {
                let file = site.join("pkg").join(format!("{name}{part}"));
                bytes += std::fs::metadata(&file).with_context(|| file.display().to_string())?.len();
            }
            Ok((module, bytes))
        })
        .collect()
}

/// When a module is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// Once the page is idle.
    Idle,
    /// Once one of its islands is touched: what loads it waits in a `template`.
    Touched,
}

/// The modules that a page's own script loads, as the last line of Leptos' script names them.
fn modules(html: &str) -> Vec<(String, When)> {
    html.match_indices(MODULE)
        .filter_map(|(at, mark)| {
            let name = html[at + mark.len()..].split('"').next()?;
            let before = &html[..at];
            let waits = before.matches("<template").count() > before.matches("</template>").count();
            Some((name.to_owned(), if waits { When::Touched } else { When::Idle }))
        })
        .collect()
}

/// What stands before a module's name.
const MODULE: &str = "\"pkg\", \"";

/// The addresses on this host that a page's links (style, icon), scripts and pictures name, each once.
fn addresses(html: &str) -> BTreeSet<String> {
    html.split('<')
        .filter_map(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            let attribute = match tag.split_whitespace().next()? {
                "link" if !tag.contains("rel=\"alternate\"") => "href=\"",
                "script" | "img" => "src=\"",
                _ => return None,
            };
            let address = tag.split_once(attribute)?.1.split('"').next()?;
            (address.starts_with('/') && !address.starts_with("//")).then(|| address.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_fetched_when_the_page_is_idle_or_when_it_is_touched() {
        let html = r#"<script type="module">(() => {})("", "pkg", "portal.1", "portal.1_bg", false);</script>
                      <template id="when-touched"><script>(() => {})("", "pkg", "portal.2", "portal.2_bg", false);</script>
                      </template><script>("", "pkg", "portal.3", "portal.3_bg", false)</script>"#;
        let [idle, touched] = [When::Idle, When::Touched];
        let found = modules(html);
        let found: Vec<_> = found.iter().map(|(name, when)| (name.as_str(), *when)).collect();
        assert_eq!(found, [("portal.1", idle), ("portal.2", touched), ("portal.3", idle)]);
    }

    #[test]
    fn what_a_browser_would_fetch_is_found_once() {
        let html = r#"<link rel="stylesheet" href="/pkg/a.css"/><link rel=preload href="/pkg/b.wasm">
                      <link rel="modulepreload" href="/pkg/b.js"><script type="module" src="/pkg/b.js"></script>
                      <a href="/elsewhere">x</a><img src="data:image/png;base64,"><script>inline</script>"#;
        assert_eq!(addresses(html).into_iter().collect::<Vec<_>>(), ["/pkg/a.css", "/pkg/b.js", "/pkg/b.wasm"]);
    }
}
