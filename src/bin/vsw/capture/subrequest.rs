//! Subrequest: a request by which a proxy asks whether another request, the original, is allowed. A
//! subrequest has the original's headers, but no body.
//!
//! Proxies also add the headers of [`DIRECTIVES`] to requests that they only rewrite. The caller therefore
//! resolves only requests without a body.

use vsw::delivery::{Method, Query};

use super::Request;

/// Each proxy directive, with the headers that contain the original request's method and target.
const DIRECTIVES: [(&str, &str, &[&str]); 2] = [
    ("Traefik's `forwardAuth` or Caddy's `forward_auth`", "x-forwarded-method", &["x-forwarded-uri"]),
    ("nginx's `auth_request`", "x-original-method", &["x-original-uri", "x-original-url"]),
];

/// An original request whose signed data (a POST's body, or a GET's query) the subrequest lacks.
#[derive(Debug, PartialEq, Eq)]
pub struct Original {
    /// The proxy's directive, or an authorizer of API Gateway.
    pub kind: &'static str,
    /// The original's target, if its method is unknown. If the method was GET, the target contains the signed
    /// data.
    pub target: Option<String>,
}

/// If `request` is a subrequest, restores the original's method and target, or records the original in
/// `request.original`.
pub(super) fn resolve(request: &mut Request) {
    for (kind, method, targets) in DIRECTIVES {
        let first = |name: &str| request.values(name).first().map(|value| value.to_vec());
        let (method, own) = (first(method), request.target.as_bytes());
        let target = targets.iter().find_map(|name| first(name)).filter(|target| target != own);
        let is_other = method
            .as_ref()
            .is_some_and(|method| !method.eq_ignore_ascii_case(request.method.word().as_bytes()));
        let has_own_data =
            method.is_none() && request.method == Method::Get && !Query::of_url(own).text().is_empty();
        if target.is_none() && !is_other || has_own_data {
            continue;
        }
        let target = target.and_then(|target| String::from_utf8(target).ok());
        match (method.as_deref(), target) {
            (Some(b"GET"), Some(target)) => {
                request.notes.push(of_subrequest(kind));
                (request.method, request.target) = (Method::Get, target);
            }
            (None, target) => request.original = Some(Original { kind, target }),
            (Some(_), _) => request.original = Some(Original { kind, target: None }),
        }
        return;
    }
}

/// Records an original, except for a GET with a query, which has all signed data.
pub(super) fn of_authorizer(request: &mut Request) {
    let kind = "an authorizer of API Gateway";
    request.notes.insert(0, format!("the file is an event of {kind}"));
    if request.method == Method::Post || Query::of_url(request.target.as_bytes()).text().is_empty() {
        request.original = Some(Original { kind, target: None });
    }
}

/// Returns the note of a delivery by GET whose method and URL were in headers of an auth subrequest.
pub fn of_subrequest(kind: &str) -> String {
    format!("the file is an auth subrequest ({kind}); vsw verified the GET that its headers name")
}
