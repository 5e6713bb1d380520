//! Subrequest: a request by which a proxy asks whether another request is allowed. It has the headers of that request,
//! the token included, and no body.

use vsw::delivery::Method;

use super::{ParseRequestError, Request};

/// The directives, and the headers in which they name the original request's method and target.
const DIRECTIVES: [(&str, &str, &[&str]); 2] = [
    ("Traefik's `forwardAuth` or Caddy's `forward_auth`", "x-forwarded-method", &["x-forwarded-uri"]),
    ("nginx's `auth_request`", "x-original-method", &["x-original-uri", "x-original-url"]),
];

/// Refuses a request without a body that names another request as the original one, unless the original is a GET: then
/// `request` becomes the original, because the signed data of a GET are in its target.
pub(super) fn resolve(request: &mut Request) -> Result<(), ParseRequestError> {
    for (kind, method, targets) in DIRECTIVES {
        let first = |name: &str| request.values(name).first().map(|value| value.to_vec());
        let (method, own) = (first(method), request.target.as_bytes());
        let target = targets.iter().find_map(|name| first(name)).filter(|target| target != own);
        let is_other_method = method
            .as_ref()
            .is_some_and(|method| !method.eq_ignore_ascii_case(request.method.word().as_bytes()));
        if target.is_none() && !is_other_method {
            continue;
        }
        let target = target.and_then(|target| String::from_utf8(target).ok());
        let Some(target) = target.filter(|_| method.as_deref() == Some(b"GET")) else {
            return Err(ParseRequestError::Subrequest { kind });
        };
        request.notes.push(format!("the request was read from an auth subrequest ({kind})"));
        (request.method, request.target) = (Method::Get, target);
    }
    Ok(())
}
