//! One verification, compared with the time of its SHA-256 blocks alone and with the same checks by other crates, in
//! one run.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use vsw::delivery::Delivery;
use vsw::verify::{Slot, Verifier};
use vsw_benches::{API_KEY, Filling, IAT, SECRET, bearer, blocks, body, compress, secret};

/// The claims compared below. jsonwebtoken checks `iss` itself.
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
    // Also 24 blocks, hashed through the usual API, which adds the padding.
    let message = vec![7; 24 * 64 - 9];
    group.bench_function("minimum: SHA-256", |bencher| bencher.iter(|| Sha256::digest(black_box(&message))));

    let slot = Slot::new(&secret, "one").for_api_key(API_KEY);
    let verifier = Verifier::builder().slot(slot).build().expect("a verifier");
    let delivery = Delivery::post(&body[..]).with_header("Authorization", header.as_bytes());
    assert!(verifier.verify(&delivery, now).is_ok());
    group.bench_function("vsw", |bencher| {
        bencher.iter(|| verifier.verify(black_box(&delivery), black_box(now)).is_ok());
    });
    // From the bytes of a request: builds the delivery each time.
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

criterion_group!(benches, verification);
criterion_main!(benches);
