//! Admission: decides which requests may be deliveries, and captures them.

use std::sync::PoisonError;

use bytes::Bytes;
use hyper::header::{HOST, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use jiff::Timestamp;
use vsw::capture::Capture;
use vsw::delivery::{self, Delivery};
use vsw::verify::{Code, Verifier};

use super::{Receiver, Route, seconds};
use crate::server::body::SentBy;
use crate::server::guard::Refusal;

const OTHER_METHOD: Refusal =
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "the method is neither POST nor GET");

impl Receiver {
    pub(super) fn admit(&self, head: &Parts) -> Result<Route, Refusal> {
        if head.method != Method::POST && head.method != Method::GET {
            return Err(OTHER_METHOD);
        }
        if head.uri.scheme().is_some() || !head.uri.path().starts_with('/') {
            return Err(Refusal::TARGET);
        }
        if head.headers.get_all(HOST).iter().count() > 1 {
            return Err(Refusal::HOST);
        }
        self.route(head.uri.path())
    }

    fn route(&self, path: &str) -> Result<Route, Refusal> {
        self.routes.read().unwrap_or_else(PoisonError::into_inner).find(path).cloned()
    }

    /// Ignores a payload mismatch, because the body is not read yet.
    pub(super) fn sender_of(&self, head: &Parts, verifier: &Verifier) -> SentBy {
        let now = seconds(&self.options)();
        let Ok(delivery) = Delivery::from_parts(head, &b""[..]) else { return SentBy::Unverified };
        match verifier.verify(&delivery, now) {
            Err(rejection) if rejection.codes() != [Code::PayloadMismatch] => SentBy::Unverified,
            _ => SentBy::Verified,
        }
    }
}

pub(super) fn capture(head: &Parts, body: &Bytes, at: Timestamp) -> Capture {
    let header =
        |(name, value): (&HeaderName, &HeaderValue)| (name.as_str().to_owned(), value.as_bytes().to_vec());
    Capture {
        method: if head.method == Method::GET { delivery::Method::Get } else { delivery::Method::Post },
        url: head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        headers: head.headers.iter().map(header).collect(),
        body: body.to_vec(),
        received_at: u64::try_from(at.as_second()).ok(),
    }
}
