//! Authorizer: tells a proxy, such as Envoy with `ext_authz` over HTTP, whether to forward a request.
//!
//! The handler's response is unknown here, so an allowed delivery counts as seen at once: if the handler
//! fails, Vonage's retry is refused.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::HeaderValue;
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode};
use tower_service::Service;
use vsw::tower::ReplayRefusal;
use vsw::verify::{TokenId, Verified};

use super::exchange::Genuine;
use super::{Stopwatch, answers};
use crate::server::guard::Refusal;

const PARTIAL: Refusal = Refusal::new(
    StatusCode::PAYLOAD_TOO_LARGE,
    "the proxy passes only a part of the body: raise its max_request_bytes",
);
const NO_BODY: Refusal = Refusal::new(
    StatusCode::NOT_IMPLEMENTED,
    "the proxy passes no body, but the signature of a POST covers the body: let the proxy forward requests through `vsw gateway --upstream URL`",
);

/// Proxies that ask with another method send the original method in these headers.
const METHODS: [&str; 2] = ["x-forwarded-method", "x-original-method"];

pub fn check(head: &Parts, body: &Bytes) -> Result<(), Refusal> {
    let mut partial = head.headers.get_all("x-envoy-auth-partial-body").iter();
    if partial.any(|value| value != "false") {
        return Err(PARTIAL);
    }
    let is_of_another = |name: &&str| {
        head.headers.get_all(*name).iter().any(|method| method.as_bytes() != head.method.as_str().as_bytes())
    };
    if METHODS.iter().any(is_of_another) || (head.method == Method::POST && body.is_empty()) {
        return Err(NO_BODY);
    }
    Ok(())
}

/// The recently allowed tokens, with the ids of their requests. A proxy may ask about one request twice,
/// which is no replay.
pub struct Recent {
    allowed: Mutex<VecDeque<(Duration, TokenId, HeaderValue)>>,
    stopwatch: Stopwatch,
}

const ASKED_AGAIN: Duration = Duration::from_secs(1);
/// How long to wait if a token is pending: the proxy may have asked twice, and the first answer may come
/// soon.
const FIRST_ANSWER: Duration = Duration::from_millis(50);

impl Recent {
    pub fn new(stopwatch: &Stopwatch) -> Self {
        Self { allowed: Mutex::default(), stopwatch: Arc::clone(stopwatch) }
    }

    fn add(&self, token: TokenId, request_id: HeaderValue) {
        let now = (self.stopwatch)();
        let mut allowed = self.allowed.lock().unwrap_or_else(PoisonError::into_inner);
        while allowed.front().is_some_and(|(at, ..)| now.saturating_sub(*at) > ASKED_AGAIN) {
            allowed.pop_front();
        }
        allowed.push_back((now, token, request_id));
    }

    fn contains(&self, token: TokenId, request_id: &HeaderValue) -> bool {
        let now = (self.stopwatch)();
        let allowed = self.allowed.lock().unwrap_or_else(PoisonError::into_inner);
        let mut recent = allowed.iter().rev().take_while(|(at, ..)| now.saturating_sub(*at) <= ASKED_AGAIN);
        recent.any(|(_, of_token, of_request)| *of_token == token && of_request == request_id)
    }
}

#[derive(Clone)]
pub struct AskedAgain<S> {
    pub inner: S,
    /// `None` unless the requests come from a proxy that asks (`Handler::Allow`).
    pub recent: Option<Arc<Recent>>,
}

type Asked = Pin<Box<dyn Future<Output = Result<Response<Full<Bytes>>, Infallible>> + Send>>;

impl<S> Service<Request<Full<Bytes>>> for AskedAgain<S>
where
    S: Service<
            Request<Full<Bytes>>,
            Response = Response<Full<Bytes>>,
            Error = Infallible,
            Future: Send + 'static,
        >,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Asked;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Asked {
        let verified = request.extensions().get::<Verified<'static>>();
        let mut request_ids = request.headers().get_all("x-request-id").iter();
        let request_id =
            request_ids.next().filter(|id| !id.is_empty() && request_ids.next().is_none()).cloned();
        let facts = verified.map(|verified| (verified.token_id(), Genuine::of(verified))).zip(request_id);
        let recent = self.recent.clone();
        let first = self.inner.call(request);
        Box::pin(async move {
            let response = first.await?;
            let (Some(recent), Some(((token, genuine), request_id))) = (recent, facts) else {
                return Ok(response);
            };
            let refusal = response.extensions().get::<ReplayRefusal>();
            if response.status().is_success() {
                recent.add(token, request_id);
                return Ok(response);
            }
            if refusal == Some(&ReplayRefusal::Pending) {
                tokio::time::sleep(FIRST_ANSWER).await;
            }
            let is_replay = refusal.is_some_and(ReplayRefusal::is_replay);
            if is_replay && recent.contains(token, &request_id) {
                return Ok(answers::allow(Some(&genuine), None));
            }
            Ok(response)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(method: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::builder().method(method).uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).expect("a request").into_parts().0
    }

    #[test]
    fn s2_a_question_without_the_whole_body_is_refused() {
        let body = Bytes::from_static(b"{}");
        for (method, headers, body, expected) in [
            ("POST", &[][..], &body, Ok(())),
            ("POST", &[("x-envoy-auth-partial-body", "false")], &body, Ok(())),
            ("POST", &[("x-envoy-auth-partial-body", "true")], &body, Err(PARTIAL)),
            ("POST", &[], &Bytes::new(), Err(NO_BODY)),
            ("GET", &[], &Bytes::new(), Ok(())),
            ("GET", &[("x-forwarded-method", "GET")], &Bytes::new(), Ok(())),
            ("GET", &[("x-forwarded-method", "POST")], &Bytes::new(), Err(NO_BODY)),
            ("GET", &[("x-original-method", "POST")], &Bytes::new(), Err(NO_BODY)),
            ("GET", &[("x-forwarded-method", "PUT")], &Bytes::new(), Err(NO_BODY)),
            ("GET", &[("x-forwarded-method", "post")], &Bytes::new(), Err(NO_BODY)),
            (
                "GET",
                &[("x-forwarded-method", "GET"), ("x-forwarded-method", "DELETE")],
                &Bytes::new(),
                Err(NO_BODY),
            ),
            (
                "POST",
                &[("x-envoy-auth-partial-body", "false"), ("x-envoy-auth-partial-body", "true")],
                &body,
                Err(PARTIAL),
            ),
        ] {
            assert_eq!(check(&head(method, headers), body), expected, "{method} {headers:?}");
        }
    }
}
