//! Tests `vsw gateway --replay-store redis://…` with a store that fails.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use super::get;
use crate::env::TestEnv;
use crate::listen::Listener;
use crate::sign::SECRET;
use crate::upstream::Upstream;

#[test]
fn without_its_store_a_gateway_refuses_everything_and_is_not_ready() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let store = format!("redis://{}", free.local_addr().expect("its address"));
    drop(free);
    let upstream = Upstream::start(|_| (200, String::new()));
    let args = ["--upstream", &upstream.origin, "--replay-store", &store, "--metrics", "0"];
    let gateway = Listener::gateway(&args);
    let down = gateway.reporting.next("store");
    assert_eq!(down["state"], "down");
    let detail = down["detail"].as_str().expect("a reason");
    assert!(detail.contains(&format!("`{store}`: Connection refused")), "{down}");
    assert!(detail.contains("; start the store, and check the address of `--replay-store`"), "{down}");
    let request = gateway.signed(&["--event", "answered"]);
    assert_eq!((gateway.ask(&request).status, gateway.ask(&request).status), (503, 503));
    let refused = gateway.next();
    assert_eq!(refused["verdict"], "genuine");
    assert!(
        refused["detail"].as_str().is_some_and(|detail| detail.contains("Connection refused")),
        "{refused}"
    );
    assert!(upstream.seen().is_empty());
    let metrics = gateway.listening["metrics"].as_str().expect("an address");
    let ready = get(metrics, "/readyz");
    assert_eq!(ready.status, 503);
    assert!(ready.body.contains("Connection refused"), "{ready:?}");
    assert_eq!(get(metrics, "/healthz").status, 200);
    let numbers = get(metrics, "/metrics").body;
    assert!(numbers.contains("\nvsw_gateway_store_up 0\n"), "{numbers}");
    let over = gateway.reporting.end();
    let reports = over.events.iter().filter(|event| event["event"] == "store").count();
    assert_eq!(reports, 0, "a store that stays down is reported once");
}

fn refusing(error: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("redis://{}", listener.local_addr().expect("its address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut bytes = [0; 1024];
            while stream.read(&mut bytes).is_ok_and(|length| length > 0) {
                let _ = stream.write_all(error.as_bytes());
            }
        }
    });
    address
}

#[test]
fn a_store_that_cannot_be_the_memory_ends_the_start_with_3() {
    let env = TestEnv::new();
    let start = |store: &str| {
        let args =
            ["gateway", "--upstream", "http://127.0.0.1:1", "--bind", "127.0.0.1:0", "--replay-store", store];
        env.vsw(args).env("VONAGE_SIGNATURE_SECRET", SECRET).run()
    };
    let output = start(&refusing("-NOAUTH Authentication required.\r\n")).expect(3);
    assert!(output.stderr.contains("requires a password"), "{}", output.stderr);
    assert!(output.stderr.contains("--replay-password-file"), "{}", output.stderr);
    let output = start("redis://vsw:hunter22@127.0.0.1").expect(2);
    assert!(output.stderr.contains("contains a password"), "{}", output.stderr);
    assert!(!output.stderr.contains("hunter22"), "{}", output.stderr);
    let output = start("redis://store.example").expect(2);
    assert!(output.stderr.contains("--replay-plaintext"), "{}", output.stderr);
}
