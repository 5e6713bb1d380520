//! Tests what `vsw gateway` adds to `vsw listen`. The tests of `listen` cover the receiver that both share.

mod authorizer;
mod lifecycle;
mod rotation;
mod routes;
#[cfg(feature = "redis")]
mod shared;
mod tls;

use serde_json::json;

use crate::env::TestEnv;
use crate::listen::{Listener, Response, ask, without};
use crate::running::wait_for;
use crate::upstream::Upstream;

fn get(address: &str, path: &str) -> Response {
    let host = address.trim_start_matches("http://");
    ask(host, format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
}

#[test]
fn genuine_deliveries_are_forwarded_and_counted_and_others_are_not() {
    let upstream = Upstream::start(|_| (201, "[]".to_owned()));
    let gateway = Listener::gateway(&["--upstream", &upstream.origin, "--metrics", "0"]);
    let metrics = gateway.listening["metrics"].as_str().expect("an address");
    assert_eq!(gateway.listening["ext_authz"], json!(null));
    assert_eq!(gateway.reporting.next("upstream")["state"], "up");
    let genuine = gateway.signed(&["--event", "answered"]);
    assert_eq!((gateway.ask(&genuine).status, gateway.ask(&genuine).status), (201, 409));
    assert_eq!(gateway.ask(&without(&genuine, "Authorization")).status, 503);
    let forged = gateway.signed(&["--event", "answered", "--forge", "changed-body"]);
    assert_eq!(gateway.ask(&forged).status, 401);
    let put = b"PUT / HTTP/1.1\r\nHost: x\r\n\r\n".to_vec();
    assert_eq!(gateway.ask(&put).status, 405);
    assert_eq!(upstream.seen().len(), 1);
    let delivery = gateway.next();
    assert_eq!((&delivery["secret"], &delivery["route"]), (&json!("VONAGE_SIGNATURE_SECRET"), &json!(null)));
    assert_eq!(delivery["explanation"], json!([]));
    // Skip the events of the replay and of the unsigned delivery; the refused PUT prints none.
    gateway.next();
    gateway.next();
    let rejected = gateway.next();
    assert_eq!(rejected["explanation"], json!([]), "the search for causes is left to `vsw verify`");
    let lines = [
        r#"vsw_gateway_deliveries_total{route="",verdict="genuine",code="",status="201"} 1"#,
        r#"vsw_gateway_deliveries_total{route="",verdict="replayed",code="replayed",status="409"} 1"#,
        r#"vsw_gateway_deliveries_total{route="",verdict="unsigned",code="no-header",status="503"} 1"#,
        r#"vsw_gateway_deliveries_total{route="",verdict="rejected",code="payload-mismatch",status="401"} 1"#,
        r#"vsw_gateway_requests_refused_total{status="405"} 1"#,
        r#"vsw_gateway_signed_total{secret="VONAGE_SIGNATURE_SECRET"} 1"#,
        r#"vsw_gateway_upstream_seconds_bucket{route="",le="+Inf"} 1"#,
        r#"vsw_gateway_upstream_seconds_count{route=""} 1"#,
        "vsw_gateway_store_seconds_count 2",
        "vsw_gateway_refused_total 3",
        "vsw_gateway_replays_held 1",
        "vsw_gateway_store_up 1",
        "vsw_gateway_in_flight 0",
    ];
    let missing = || {
        let numbers = get(metrics, "/metrics").body;
        lines.into_iter().find(|line| numbers.lines().all(|found| found != *line))
    };
    wait_for(|| missing().is_none().then_some(()), || format!("{:?}", missing()));
    assert_eq!((get(metrics, "/healthz").status, get(metrics, "/readyz").status), (200, 200));
}

#[test]
fn report_only_forwards_everything_marked_and_counts_what_it_would_refuse() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let gateway = Listener::gateway(&["--upstream", &upstream.origin, "--report-only", "--metrics", "0"]);
    let genuine = gateway.signed(&["--event", "answered"]);
    let forged = gateway.signed(&["--event", "answered", "--forge", "changed-body"]);
    for request in [&genuine, &genuine, &forged, &without(&genuine, "Authorization")] {
        assert_eq!(gateway.ask(request).status, 200);
        gateway.next();
    }
    let verdicts: Vec<String> =
        upstream.seen().iter().flat_map(|seen| seen.values("x-vsw-verdict")).collect();
    assert_eq!(verdicts, ["genuine", "replayed", "rejected", "unsigned"]);
    let numbers = get(gateway.listening["metrics"].as_str().expect("an address"), "/metrics").body;
    assert!(numbers.contains("\nvsw_gateway_refused_total 3\n"), "{numbers}");
    assert!(numbers.contains("\nvsw_gateway_report_only 1\n"), "{numbers}");
}

#[test]
fn a_command_line_that_protects_nothing_is_refused() {
    let env = TestEnv::new();
    for (args, words) in [
        (&[][..], "--upstream"),
        (&["--upstream", "http://handler.example"], "without TLS"),
        (
            &["--upstream", "http://127.0.0.1:1", "--upstream", "http://127.0.0.1:2"],
            "given twice for all paths",
        ),
        (&["--upstream", "/a=http://127.0.0.1:1", "--upstream", "/a/=unix:/x"], "given twice for `/a`"),
        (&["--upstream", "/../a=http://127.0.0.1:1"], "is not a path"),
        (
            &["--upstream", "/a=http://127.0.0.1:1", "--expect-api-key", "/b=a1b2c3d"],
            "names the path `/b`, which has no --upstream",
        ),
        (
            &["--upstream", "http://127.0.0.1:1", "--expect-api-key", "k1", "--expect-api-key", "k2"],
            "hint: omit one of the two values; if a value is for another path, write `--expect-api-key /PATH=…`",
        ),
        (
            &["--upstream", "http://127.0.0.1:1", "--replay-store", "file:/x"],
            "the address of the replay store must be",
        ),
        (&["--upstream", "http://127.0.0.1:1", "--metrics", "host:1"], "expected a port, or an IP address"),
        (&["--upstream", "http://127.0.0.1:1", "--tls-cert", "c.pem"], "--tls-key"),
        (&["--ext-authz", "127.0.0.1:0"], "--upstream <"),
        (
            &["--upstream", "http://127.0.0.1:1", "--replay-ca-file", "/nonexistent"],
            "use `--replay-store rediss://HOST`, or omit `--replay-ca-file`",
        ),
    ] {
        let vsw = env.vsw(["gateway", "--bind", "127.0.0.1:0"].iter().chain(args));
        let output = vsw.env("VONAGE_SIGNATURE_SECRET", crate::sign::SECRET).run().expect(2);
        assert!(output.stderr.contains(words), "{args:?}: {}", output.stderr);
        assert_eq!(output.stdout, "", "{args:?}");
    }
    let twice = ["gateway", "--ext-authz", "127.0.0.1:0", "--expect-api-key", "k1", "--expect-api-key", "k2"];
    let output = env.vsw(twice).run().expect(2);
    let hint = "hint: omit one: without `--upstream`, one value holds for all paths\n";
    assert!(output.stderr.ends_with(hint), "{}", output.stderr);
    let output = env.vsw(["gateway", "--upstream", "http://127.0.0.1:1"]).run().expect(3);
    assert!(output.stderr.contains("signature secret"), "{}", output.stderr);
}
