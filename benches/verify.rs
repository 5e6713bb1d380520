//! Measures one verification, its SHA-256 blocks alone, the same checks by other crates, and the tower layers.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::hint::black_box;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use futures_util::FutureExt as _;
use http::{Request, Response};
use http_body_util::Full;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tower_layer::Layer as _;
use tower_service::Service;
use vsw::delivery::Delivery;
use vsw::tower::{MemoryStore, ReplayLayer, VerifyLayer};
use vsw::verify::{Slot, Verifier};
use vsw_benches::{API_KEY, Filling, IAT, SECRET, bearer, blocks, body, compress, secret};

/// The claims that this benchmark checks itself. jsonwebtoken checks `iss`.
#[derive(Deserialize)]
struct Claims {
    iat: u64,
    payload_hash: String,
    api_key: String,
}

fn verification(criterion: &mut Criterion) {
    let (secret, now) = (secret(), IAT + 8);
    let body = body(1, 1024, Filling::Headers);
    let header = bearer(&secret, 1, IAT, &body);
    assert_eq!((body.len(), blocks(&header, &body)), (1024, 24));
    let mut group = criterion.benchmark_group("one verification");
    group.sample_size(200);

    let all: Vec<[u8; 64]> = (0..24).map(|at| [at; 64]).collect();
    group.bench_function("minimum: 24 blocks", |bencher| bencher.iter(|| compress(black_box(&all))));
    // With SHA-256's padding, the message has 24 blocks.
    let message = vec![7; 24 * 64 - 9];
    group.bench_function("minimum: SHA-256", |bencher| bencher.iter(|| Sha256::digest(black_box(&message))));

    let slot = Slot::new(&secret, "one").for_api_key(API_KEY);
    let verifier = Verifier::builder().slot(slot).build().expect("a verifier");
    let delivery = Delivery::post(&body[..]).with_header("Authorization", header.as_bytes());
    assert!(verifier.verify(&delivery, now).is_ok());
    group.bench_function("vsw", |bencher| {
        bencher.iter(|| verifier.verify(black_box(&delivery), black_box(now)).is_ok());
    });
    group.bench_function("vsw, delivery included", |bencher| {
        bencher.iter(|| {
            let delivery =
                Delivery::post(black_box(&body[..])).with_header("Authorization", header.as_bytes());
            verifier.verify(&delivery, black_box(now)).is_ok()
        });
    });

    let key = DecodingKey::from_secret(SECRET);
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&["Vonage"]);
    validation.set_required_spec_claims(&["iss"]);
    validation.validate_exp = false;
    let with_jsonwebtoken = |header: &str, body: &[u8]| {
        let token = header.strip_prefix("Bearer ")?;
        let claims = decode::<Claims>(token, &key, &validation).ok()?.claims;
        let hash = Sha256::digest(body);
        let hex: String = hash
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .map(|digit| HEX[usize::from(digit)])
            .collect();
        let fits = claims.api_key == API_KEY && claims.payload_hash == hex;
        (fits && now.abs_diff(claims.iat) <= 300).then_some(())
    };
    assert!(with_jsonwebtoken(&header, &body).is_some());
    group.bench_function("jsonwebtoken + sha2", |bencher| {
        bencher.iter(|| with_jsonwebtoken(black_box(&header), black_box(&body)).is_some());
    });
    group.finish();
}

const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];

#[derive(Clone)]
struct Handler;

impl Service<Request<Full<Bytes>>> for Handler {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Self::Future {
        ready(Ok(Response::new(black_box(request).into_body())))
    }
}

/// Measures the time that the verifying layer adds to a service.
fn layer(criterion: &mut Criterion) {
    let (secret, now) = (secret(), IAT + 8);
    let body = Bytes::from(body(1, 1024, Filling::Headers));
    let header = bearer(&secret, 1, IAT, &body);
    let request = || {
        let head = Request::post("/webhooks/event")
            .header("host", "example.com")
            .header("user-agent", "Vonage")
            .header("accept", "*/*")
            .header("content-type", "application/json")
            .header("content-length", "1024")
            .header("x-forwarded-for", "203.0.113.7")
            .header("authorization", &header);
        head.body(Full::new(body.clone())).expect("a request")
    };
    let slot = Slot::new(&secret, "one").for_api_key(API_KEY);
    let verifier = Verifier::builder().slot(slot).build().expect("a verifier");
    let mut verified = VerifyLayer::new(verifier, move || now).layer(Handler);
    let response = verified.call(request()).now_or_never().expect("no waiting").expect("a response");
    assert!(response.status().is_success());
    let mut group = criterion.benchmark_group("a service");
    group.sample_size(200);
    group.bench_function("alone", |bencher| {
        bencher.iter(|| Handler.call(black_box(request())).now_or_never());
    });
    group.bench_function("with the layer", |bencher| {
        bencher.iter(|| verified.call(black_box(request())).now_or_never());
    });
    group.finish();
}

/// Measures the time that replay detection adds. Each request has a new token, because a repeated one would
/// be refused.
fn replays(criterion: &mut Criterion) {
    let (secret, now) = (secret(), IAT + 300);
    let body = Bytes::from(body(1, 1024, Filling::Headers));
    let mut number = 0;
    let mut request = || {
        number += 1;
        // 300 different times, all within the accepted age.
        let header = bearer(&secret, number, IAT + number as u64 % 300, &body);
        Request::post("/").header("authorization", header).body(Full::new(body.clone())).expect("a request")
    };
    let slot = Slot::new(&secret, "one").for_api_key(API_KEY);
    let verifier = Arc::new(Verifier::builder().slot(slot).build().expect("a verifier"));
    let replay = ReplayLayer::new(Arc::new(MemoryStore::new(usize::MAX)), &verifier, move || now);
    let verify = VerifyLayer::new(verifier, move || now);
    let (mut verified, mut with_replays) = (verify.layer(Handler), verify.layer(replay.layer(Handler)));
    for is_first in [true, false] {
        let repeated = Request::post("/").header("authorization", bearer(&secret, 0, IAT, &body));
        let repeated = repeated.body(Full::new(body.clone())).expect("a request");
        let response = with_replays.call(repeated).now_or_never().expect("no waiting").expect("a response");
        assert_eq!(response.status().is_success(), is_first);
    }
    let mut group = criterion.benchmark_group("a service, a new token each time");
    group.sample_size(200);
    group.bench_function("verified", |bencher| {
        bencher.iter_batched(&mut request, |one| verified.call(one).now_or_never(), BatchSize::SmallInput);
    });
    group.bench_function("verified, once each", |bencher| {
        bencher.iter_batched(
            &mut request,
            |one| with_replays.call(one).now_or_never(),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, verification, layer, replays);
criterion_main!(benches);
