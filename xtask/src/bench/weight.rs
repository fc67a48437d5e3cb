//! What a page weighs: the bytes and requests of a browser that has nothing, and of one that was here before.

use crate::http::{Connection, get};
use anyhow::{Result, ensure};
use std::collections::BTreeSet;

/// One page's weight.
#[derive(Debug)]
pub struct Weight {
    /// Bytes on the wire with nothing kept.
    pub cold: usize,
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
    let mut weight = Weight { cold: sent.bytes, warm: sent.bytes, requests: 1, page: sent.bytes, wasm: 0 };
    for address in addresses(&String::from_utf8_lossy(&plain.body)) {
        let file = connection.ask(&get(host, &address, &headers))?;
        ensure!(file.status == 200, "{address} of {path} answered {}", file.status);
        weight.requests += 1;
        weight.cold += file.bytes;
        if std::path::Path::new(&address).extension().is_some_and(|kind| kind == "wasm") {
            weight.wasm += file.bytes;
        }
        if !file.header("cache-control").is_some_and(|cache| cache.contains("immutable")) {
            weight.warm += file.bytes;
        }
    }
    Ok(weight)
}

/// The addresses on this host that a page's links (style, icon, preloads), scripts and pictures name, each once.
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
    fn what_a_browser_would_fetch_is_found_once() {
        let html = r#"<link rel="stylesheet" href="/pkg/a.css"/><link rel=preload href="/pkg/b.wasm">
                      <link rel="modulepreload" href="/pkg/b.js"><script type="module" src="/pkg/b.js"></script>
                      <a href="/elsewhere">x</a><img src="data:image/png;base64,"><script>inline</script>"#;
        assert_eq!(addresses(html).into_iter().collect::<Vec<_>>(), ["/pkg/a.css", "/pkg/b.js", "/pkg/b.wasm"]);
    }
}
