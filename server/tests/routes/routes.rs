//! Every route, as the router lists them: a route that is added is tested without being named here.

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
    let mut routes: Vec<Route> = Vec::new();
    for (method, pattern) in app::router::listed() {
        match routes.iter_mut().find(|route| route.pattern == pattern) {
            Some(route) => route.methods.push(method),
            None => routes.push(Route { pattern: pattern.to_owned(), path: filled(pattern), methods: vec![method] }),
        }
    }
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
