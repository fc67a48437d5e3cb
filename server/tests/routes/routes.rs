//! Every route, read from the router's own source: a route that is added is tested without being named here.

use http::Method;

/// One route of a library, with something in the place of its parameters.
#[derive(Debug, Clone)]
pub struct Route {
    /// As the router has it: `/record/{class}`.
    pub pattern: String,
    pub path: String,
    pub methods: Vec<Method>,
}

impl Route {
    pub fn has(&self, method: &Method) -> bool {
        self.methods.contains(method)
    }
}

/// All of them.
pub fn all() -> Vec<Route> {
    let source = include_str!("../../../app/src/web/router.rs");
    let routes: Vec<Route> = source
        .split(".route(")
        .skip(1)
        .map(|rest| {
            let path = rest.split('"').nth(1).unwrap();
            let handlers = rest.split(".route(").next().unwrap().split('\n').next().unwrap();
            let has = |name: &str| {
                handlers.match_indices(&format!("{name}(")).any(|(at, _)| {
                    handlers[..at].ends_with([' ', '.']) // `get(` and `.post(`, and no `…::get(`
                })
            };
            let methods = [("get", Method::GET), ("post", Method::POST)];
            let methods = methods.into_iter().filter(|(name, _)| has(name)).map(|(_, method)| method).collect();
            Route { pattern: path.to_owned(), path: filled(path), methods }
        })
        .collect();
    assert!(routes.len() > 20, "the router's source is not read any more: {routes:?}");
    assert!(routes.iter().all(|route| !route.methods.is_empty()), "{routes:?}");
    routes
}

fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{class}" => "identity",
            "{*function}" => "stay-signed-in",
            other if other.starts_with('{') => "018f0000-0000-7000-8000-000000000000",
            other => other,
        })
        .collect::<Vec<_>>()
        .join("/")
}
