//! Tests of the API client for cases that a test of the whole program cannot set up.

use std::net::TcpListener;

use super::*;
use crate::config::Source;
use crate::profiles::{Origin, Secret};

#[test]
fn a_put_during_a_pause_is_not_sent_and_reports_so() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    let account = Account {
        profile: "default".to_owned(),
        api_key: "abcd1234".to_owned(),
        api_secret: Secret::new("NotASecret1"),
        origin: Origin::parse(&origin).expect("an origin"),
        key_source: Source::Default,
        secret_source: Source::Default,
        origin_source: Source::Default,
        file_options: Vec::new(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let client = Client::new(&account, None).expect("a client");
        client.rate_limiter.record_refusal(client.rate_limiter.sending(), Some(Duration::from_secs(60)));
        let id = "78d335fa-323d-0114-9c3d-d6f0d48968cf".parse().expect("an id");
        let put = client.put(id, "{}", Deadline::within(Duration::from_secs(2))).await;
        assert!(matches!(put, PutResponse::NotSent), "{put:?}");
        assert_eq!(client.requests(), 0);
    });
    assert!(listener.accept().is_err(), "no connection was made");
}

#[test]
fn a_pause_is_never_shown_as_shorter_than_the_time_left() {
    for (pause, left, words) in [
        (2_001, 2_000, "must wait 3 s, but the remaining timeout is only 2.0 s"),
        (3_000, 2_999, "must wait 3 s, but the remaining timeout is only 2.9 s"),
        (300, 250, "must wait 1 s, but the remaining timeout is only 0.2 s"),
        (0, 0, "must wait 1 s, but the remaining timeout is only 0.0 s"),
    ] {
        let [pause, left] = [pause, left].map(Duration::from_millis);
        let error = ApiError::Closed { pause, left }.to_string();
        assert!(error.ends_with(words), "{error}");
    }
}
