//! Routes: which upstream and which verifier serve a path.
//!
//! If a route has a prefix, ambiguous paths are refused. An upstream may read `/voice/../messages` as `/messages`.

use std::sync::Arc;

use hyper::StatusCode;
use vsw::verify::Verifier;

use super::Handler;
use crate::server::guard::Refusal;

/// Serves the path `prefix` and all paths below it.
#[derive(Clone)]
pub struct Route {
    /// Without a final `/`; empty for all paths.
    pub prefix: Arc<str>,
    pub verifier: Arc<Verifier>,
    pub handler: Handler,
}

/// Sorted, the longest prefix first.
#[derive(Clone)]
pub struct Routes(Arc<[Route]>);

const NO_ROUTE: Refusal = Refusal::new(StatusCode::NOT_FOUND, "the path has no route");
const AMBIGUOUS: Refusal = Refusal::new(
    StatusCode::BAD_REQUEST,
    "the path has an empty part, a part that ends with `.`, or a character such as `%` or `;`: servers may read it differently",
);

impl Route {
    pub fn of_all(verifier: Arc<Verifier>, handler: Handler) -> Self {
        Self { prefix: "".into(), verifier, handler }
    }
}

impl Routes {
    pub fn new(mut routes: Vec<Route>) -> Self {
        routes.sort_by_key(|route| std::cmp::Reverse(route.prefix.len()));
        Self(routes.into())
    }

    /// `path` must not include the query.
    pub fn find(&self, path: &str) -> Result<&Route, Refusal> {
        if self.0.iter().any(|route| !route.prefix.is_empty()) && is_ambiguous(path) {
            return Err(AMBIGUOUS);
        }
        self.0.iter().find(|route| is_below(path, &route.prefix)).ok_or(NO_ROUTE)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.0.iter()
    }
}

impl From<Route> for Routes {
    fn from(route: Route) -> Self {
        Self(Arc::new([route]))
    }
}

/// Ignores case, as some servers do.
fn is_below(path: &str, prefix: &str) -> bool {
    path.split_at_checked(prefix.len()).is_some_and(|(start, rest)| {
        start.eq_ignore_ascii_case(prefix) && (rest.is_empty() || rest.starts_with('/'))
    })
}

/// Returns whether a server may read the path differently: decode it, remove dots or empty parts, or treat
/// other characters specially.
fn is_ambiguous(path: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~!$&'()*+,=:@".contains(letter);
    let parts = path.strip_prefix('/').unwrap_or(path).split('/');
    let count = parts.clone().count();
    parts.enumerate().any(|(number, part)| {
        let is_last = number + 1 == count;
        (part.is_empty() && !is_last) || part.ends_with('.') || !part.chars().all(is_plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(prefixes: &[&str]) -> Routes {
        let verifier =
            Arc::new(Verifier::new("a secret of more than 32 bytes, for tests").expect("a verifier"));
        let handler = Handler::Answer { ncco: bytes::Bytes::new() };
        let route = |prefix: &&str| Route {
            prefix: (*prefix).into(),
            verifier: Arc::clone(&verifier),
            handler: handler.clone(),
        };
        Routes::new(prefixes.iter().map(route).collect())
    }

    #[test]
    fn the_longest_prefix_of_whole_parts_wins() {
        let routes = routes(&["/voice", "/voice/eu", "/messages"]);
        let found = |path| routes.find(path).map(|route| route.prefix.to_string());
        assert_eq!(found("/voice"), Ok("/voice".to_owned()));
        assert_eq!(found("/voice/"), Ok("/voice".to_owned()));
        assert_eq!(found("/voice/answer"), Ok("/voice".to_owned()));
        assert_eq!(found("/voice/eu/answer"), Ok("/voice/eu".to_owned()));
        assert_eq!(found("/voice/europe"), Ok("/voice".to_owned()));
        assert_eq!(found("/voices"), Err(NO_ROUTE));
        assert_eq!(found("/"), Err(NO_ROUTE));
        assert_eq!(found("/Voice"), Ok("/voice".to_owned()));
        assert_eq!(found("/VOICE/EU/x"), Ok("/voice/eu".to_owned()));
    }

    #[test]
    fn a_path_that_servers_read_differently_has_no_route() {
        let several = routes(&["/voice", ""]);
        let all = routes(&[""]);
        for path in [
            "/voice/../messages",
            "/voice/./x",
            "/voice/%2e%2E/messages",
            "/voice/.%2e/messages",
            "//messages",
            "/voice//x",
            "/voice%2fx",
            "/voice/%5c../x",
            "/voice/..;/messages",
            "/voice/%252e%252e/messages",
            "/voice/%00",
            "/%76oice/event",
            "/voice%20/event",
            "/voice./event",
            "/voice\u{ff0f}event",
            "/voice/...",
        ] {
            assert_eq!(several.find(path).err(), Some(AMBIGUOUS), "{path}");
            assert!(all.find(path).is_ok(), "{path}");
        }
        for path in ["/voice/a.b", "/voice/", "/voice/a..b", "/other/a=b", "/"] {
            assert!(several.find(path).is_ok(), "{path}");
        }
    }
}
