//! Tests the verifying layer around a service that records its requests.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::header::{ALLOW, AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body::{Body, Frame};
use http_body_util::{BodyExt as _, Full};
use tower_layer::Layer as _;
use tower_service::Service;
use vsw::delivery::{Delivery, Method};
use vsw::tower::{Verify, VerifyLayer};
use vsw::verify::{CLOUD_RUNTIME, Code, PayloadRule, Rejection, Slot, Verified, Verifier};

use super::service::{Handler, Pieces, full};
use super::{API_KEY, NOW, bearer, our_secret, secret, token, verifier};

type Layered = Verify<Handler>;

fn layer() -> VerifyLayer {
    VerifyLayer::new(verifier(), || NOW)
}

/// Sends a request to the service. Panics if the service or the response is not ready at once.
fn respond<S, B>(service: &mut S, request: Request<B>) -> Response<Full<Bytes>>
where
    S: Service<Request<B>, Response = Response<Full<Bytes>>, Error = Infallible>,
{
    let mut context = Context::from_waker(Waker::noop());
    assert!(service.poll_ready(&mut context).is_ready());
    let mut future = pin!(service.call(request));
    let Poll::Ready(Ok(response)) = future.as_mut().poll(&mut context) else { panic!("the service waits") };
    response
}

fn body_of(response: Response<Full<Bytes>>) -> Bytes {
    let mut context = Context::from_waker(Waker::noop());
    let mut body = pin!(response.into_body().collect());
    let Poll::Ready(Ok(body)) = body.as_mut().poll(&mut context) else { panic!("the response body waits") };
    body.to_bytes()
}

fn layered(layer: &VerifyLayer) -> (Layered, Handler) {
    let handler = Handler::default();
    (layer.layer(handler.clone()), handler)
}

fn post<B>(body: B, authorization: &str) -> Request<B> {
    Request::post("/event?x=1").header(AUTHORIZATION, authorization).body(body).unwrap()
}

#[test]
fn genuine_requests_reach_the_handler_verified_and_unchanged() {
    let (mut service, handler) = layered(&layer());
    let body = br#" {"status" : "answered"}  "#;
    let mut request = post(Pieces::new([b" {\"status\"", b" : ", b"", b"\"answered\"}  "]), &bearer(body));
    request.headers_mut().append("x-other", HeaderValue::from_bytes(b"\xff").unwrap());
    request.extensions_mut().insert(7_u8);
    let response = respond(&mut service, request);
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.extensions().get::<Rejection>().is_none());
    assert_eq!(body_of(response), "handled");

    let seen = handler.seen.lock().unwrap().pop().expect("the handler was called");
    let verified = seen.extensions().get::<Verified<'static>>().expect("a verified delivery");
    assert_eq!((verified.payload(), verified.api_key()), (&body[..], Some(API_KEY)));
    assert_eq!(verified.payload_rule(), PayloadRule::Raw);
    assert_eq!(seen.extensions().get::<u8>(), Some(&7));
    assert_eq!((seen.uri().to_string().as_str(), seen.headers().len()), ("/event?x=1", 2));
    assert_eq!(body_of(Response::new(seen.into_body())), &body[..]);
}

#[test]
fn rejected_requests_do_not_reach_the_handler_and_get_no_reason() {
    let other = secret("another secret");
    for (authorization, status, code) in [
        (Some(token().bearer(&other, b"{}")), 401, Code::SignatureMismatch),
        (Some(bearer(b"{ }")), 401, Code::PayloadMismatch),
        (Some(token().api_key("other").bearer(&other, b"{}")), 401, Code::NoSecretForKey),
        (Some("Basic eDp5".to_owned()), 401, Code::NotBearer),
        (Some("Bearer".to_owned()), 401, Code::MalformedToken),
        (Some(format!("{}, {}", bearer(b"{}"), bearer(b"{}"))), 401, Code::SeveralHeaders),
        (Some(String::new()), 503, Code::NoHeader),
        (Some(" \t ".to_owned()), 503, Code::NoHeader),
        (None, 503, Code::NoHeader),
    ] {
        let (mut service, handler) = layered(&layer());
        let mut request = post(full("{}"), "");
        request.headers_mut().clear();
        if let Some(authorization) = &authorization {
            request.headers_mut().append(AUTHORIZATION, authorization.parse().unwrap());
        }
        let response = respond(&mut service, request);
        assert_eq!(response.status().as_u16(), status, "{code}");
        let challenge = response.headers().get(WWW_AUTHENTICATE).map(HeaderValue::as_bytes);
        assert_eq!(challenge, (status == 401).then_some(&b"Bearer"[..]), "{code}");
        assert_eq!(response.headers().len(), usize::from(status == 401), "{code}");
        let rejection = response.extensions().get::<Rejection>().expect("a rejection for the log");
        assert_eq!(rejection.code(), code);
        assert!(body_of(response).is_empty(), "{code}");
        assert!(handler.seen.lock().unwrap().is_empty(), "{code}");
    }
    let (mut service, handler) = layered(&VerifyLayer::new(verifier(), || NOW + 1000));
    let response = respond(&mut service, post(full("{}"), &bearer(b"{}")));
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(response.extensions().get::<Rejection>().map(Rejection::code), Some(Code::TooOld));
    assert!(handler.seen.lock().unwrap().is_empty());
}

#[test]
fn v13_two_authorization_headers_are_rejected() {
    let good = bearer(b"{}");
    for values in [[&*good, "Bearer x.y.z"], ["Bearer x.y.z", &good], [&good, &good], [&good, ""]] {
        let (mut service, handler) = layered(&layer());
        let mut request = post(full("{}"), "");
        request.headers_mut().clear();
        for value in values {
            request.headers_mut().append(AUTHORIZATION, value.parse().unwrap());
        }
        let response = respond(&mut service, request);
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(response.extensions().get::<Rejection>().map(Rejection::code), Some(Code::SeveralHeaders));
        assert!(handler.seen.lock().unwrap().is_empty());
    }
}

#[test]
fn a_non_text_header_is_not_a_token() {
    let (mut service, handler) = layered(&layer());
    let mut request = post(full("{}"), "");
    let value = HeaderValue::from_bytes(&[bearer(b"{}").as_bytes(), b"\xff"].concat()).unwrap();
    request.headers_mut().insert(AUTHORIZATION, value);
    assert_eq!(respond(&mut service, request).status(), StatusCode::UNAUTHORIZED);
    assert!(handler.seen.lock().unwrap().is_empty());
}

#[test]
fn bodies_are_accepted_up_to_the_limit() {
    for (limit, pieces, whole, status) in [
        (10, Pieces::new([b"0123456789"]), &b"0123456789"[..], 200),
        (10, Pieces::new([b"0123", b"456789"]), b"0123456789", 200),
        (10, Pieces::new([b"0123456789a"]), b"0123456789a", 413),
        (10, Pieces::new([b"0123456789", b"a"]), b"0123456789a", 413),
        (10, Pieces::new([b"01234", b"56789", b"", b"a"]), b"0123456789a", 413),
        (0, Pieces::new([]), b"", 200),
        (0, Pieces::new([b"0"]), b"0", 413),
        (usize::MAX, Pieces::new([b"0", b"1"]), b"01", 200),
    ] {
        let (mut service, handler) = layered(&layer().body_limit(limit));
        let response = respond(&mut service, post(pieces, &bearer(whole)));
        assert_eq!(response.status().as_u16(), status, "{whole:?} of {limit}");
        assert!(response.extensions().get::<Rejection>().is_none());
        assert_eq!(handler.seen.lock().unwrap().len(), usize::from(status == 200), "{whole:?} of {limit}");
    }
}

#[test]
fn an_oversized_content_length_is_rejected_without_reading() {
    for (announced, status) in [(10, 200), (11, 413), (u64::MAX, 413)] {
        let polls = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&polls);
        let on_poll = Box::new(move || counted.store(1, Ordering::Relaxed));
        let body = Pieces { announced, on_poll, ..Pieces::new([b"0123456789"]) };
        let (mut service, _) = layered(&layer().body_limit(10));
        let response = respond(&mut service, post(body, &bearer(b"0123456789")));
        assert_eq!(response.status().as_u16(), status, "{announced}");
        assert_eq!(polls.load(Ordering::Relaxed) == 0, status == 413, "{announced}");
    }
}

#[test]
fn a_failing_body_does_not_reach_the_handler() {
    let (mut service, handler) = layered(&layer());
    let pieces = Pieces::of([Ok(Frame::data(Bytes::from_static(b"{}"))), Err("the connection was reset")]);
    // The bytes before the failure match the signature.
    let response = respond(&mut service, post(pieces, &bearer(b"{}")));
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(body_of(response).is_empty());
    assert!(handler.seen.lock().unwrap().is_empty());
}

#[test]
fn a_client_that_disconnects_midway_does_not_reach_the_handler() {
    /// A body that delivers all its bytes and does not end.
    struct Stalled(Option<Bytes>);
    impl Body for Stalled {
        type Data = Bytes;
        type Error = Infallible;
        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.0.take().map_or(Poll::Pending, |piece| Poll::Ready(Some(Ok(Frame::data(piece)))))
        }
    }
    let (mut service, handler) = layered(&layer());
    let mut context = Context::from_waker(Waker::noop());
    assert!(Service::<Request<Stalled>>::poll_ready(&mut service, &mut context).is_ready());
    let mut future = service.call(post(Stalled(Some(Bytes::from_static(b"{}"))), &bearer(b"{}")));
    assert!(future.as_mut().poll(&mut context).is_pending());
    assert!(future.as_mut().poll(&mut context).is_pending());
    drop(future);
    assert!(handler.seen.lock().unwrap().is_empty());
}

#[test]
fn unsigned_trailers_are_dropped() {
    let mut trailers = HeaderMap::new();
    trailers.insert(AUTHORIZATION, "Bearer x.y.z".parse().unwrap());
    let (mut service, handler) = layered(&layer());
    let pieces = Pieces::of([Ok(Frame::data(Bytes::from_static(b"{}"))), Ok(Frame::trailers(trailers))]);
    assert_eq!(respond(&mut service, post(pieces, &bearer(b"{}"))).status(), StatusCode::OK);
    let mut body = handler.seen.lock().unwrap().pop().unwrap().into_body();
    let mut context = Context::from_waker(Waker::noop());
    let mut frame = || Pin::new(&mut body).poll_frame(&mut context);
    assert!(
        matches!(frame(), Poll::Ready(Some(Ok(frame))) if frame.data_ref().is_some_and(|data| data == "{}"))
    );
    assert!(matches!(frame(), Poll::Ready(None)));
}

#[test]
fn v7_a_tokens_age_is_measured_after_the_body_arrived() {
    for (arrives, status) in [(NOW + 292, 200), (NOW + 293, 401)] {
        let clock = Arc::new(AtomicU64::new(NOW));
        let clock_of_body = Arc::clone(&clock);
        let on_poll = Box::new(move || clock_of_body.store(arrives, Ordering::Relaxed));
        let body = Pieces { on_poll, ..Pieces::new([b"{}"]) };
        let clock = move || clock.load(Ordering::Relaxed);
        let mut service = VerifyLayer::new(verifier(), clock).layer(Handler::default());
        assert_eq!(respond(&mut service, post(body, &bearer(b"{}"))).status().as_u16(), status);
    }
}

#[test]
fn v16_get_is_accepted_only_if_enabled_and_verified_by_its_query() {
    let query = br#"{"to":"44 1","from":"1"}"#;
    let request = |method: &str, body: &'static str| {
        let request = Request::builder().method(method).uri("/answer?to=44+1&from=1");
        request.header(AUTHORIZATION, bearer(query)).body(full(body)).unwrap()
    };
    let both = layer().accept_get();
    for (layer, method, body, status, allow) in [
        (&layer(), "GET", "", 405, Some("POST")),
        (&layer(), "HEAD", "", 405, Some("POST")),
        (&layer(), "PUT", "", 405, Some("POST")),
        (&layer(), "get", "", 405, Some("POST")),
        (&both, "GET", "", 200, None),
        (&both, "GET", "{}", 401, None),
        (&both, "HEAD", "", 405, Some("GET, POST")),
        (&both, "OPTIONS", "", 405, Some("GET, POST")),
        (&both, "POST", "", 401, None),
        // The method is not signed. A GET's token signs its query as JSON, so it also verifies a POST with
        // that JSON as body.
        (&both, "POST", r#"{"to":"44 1","from":"1"}"#, 200, None),
    ] {
        let (mut service, handler) = layered(layer);
        let response = respond(&mut service, request(method, body));
        assert_eq!(response.status().as_u16(), status, "{method} {body}");
        assert_eq!(
            response.headers().get(ALLOW).map(HeaderValue::as_bytes),
            allow.map(str::as_bytes),
            "{method}"
        );
        let seen = handler.seen.lock().unwrap().pop();
        assert_eq!(seen.is_some(), status == 200, "{method} {body}");
        if let Some(seen) = seen {
            let verified = seen.extensions().get::<Verified<'static>>().unwrap();
            let rule = if method == "GET" { PayloadRule::Query } else { PayloadRule::Raw };
            assert_eq!((verified.payload_rule(), verified.payload()), (rule, &query[..]));
            assert_eq!(body_of(Response::new(seen.into_body())), body);
        }
    }
}

#[test]
fn the_layer_reads_the_verifiers_header() {
    let slot = Slot::new(&our_secret(), "tower test").for_api_key(API_KEY);
    let verifier = Arc::new(Verifier::builder().slot(slot).header(CLOUD_RUNTIME).build().unwrap());
    for (name, status) in [(CLOUD_RUNTIME, 200), ("Authorization", 503)] {
        let (mut service, _) = layered(&VerifyLayer::new(Arc::clone(&verifier), || NOW));
        let request = Request::post("/").header(name, bearer(b"{}")).body(full("{}")).unwrap();
        assert_eq!(respond(&mut service, request).status().as_u16(), status, "{name}");
    }
}

#[test]
fn a_service_handles_several_requests() {
    let (mut service, handler) = layered(&layer());
    for _ in 0..3 {
        assert_eq!(respond(&mut service, post(full("{}"), &bearer(b"{}"))).status(), StatusCode::OK);
        assert_eq!(respond(&mut service, post(full("{}"), "Bearer")).status(), StatusCode::UNAUTHORIZED);
    }
    assert_eq!(handler.seen.lock().unwrap().len(), 3);
}

#[test]
fn k2_debug_shows_no_secret() {
    let shown = format!("{:?} {:?}", layer(), layer().layer(()));
    assert!(shown.contains("tower test") && shown.contains("1048576"), "{shown}");
    assert!(!shown.contains("the signature secret of"), "{shown}");
}

#[test]
fn a_delivery_contains_the_whole_head_and_the_body() {
    let parts = |method: &str| {
        let request =
            Request::builder().method(method).uri("/answer?to=44+1").header("A", "b").header("a", "c");
        request.body(()).unwrap().into_parts().0
    };
    let head = parts("POST");
    let delivery = Delivery::from_parts(&head, &b"{}"[..]).unwrap();
    assert_eq!(
        (delivery.method(), delivery.query().text(), delivery.body()),
        (Method::Post, &b"to=44+1"[..], &b"{}"[..])
    );
    assert_eq!(delivery.header("a").collect::<Vec<_>>(), [b"b", b"c"]);
    assert_eq!(Delivery::from_parts(&parts("GET"), &b""[..]).unwrap().method(), Method::Get);
    assert!(Delivery::from_parts(&parts("PUT"), &b""[..]).is_err());
}
