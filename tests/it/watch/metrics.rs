//! Tests the metrics of `vsw watch`, with promtool if it is installed.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::{ON, start, watch};
use crate::running::{SOON, wait_for};
use crate::skip::not_tested;
use crate::stand::Stand;

pub fn scrape(address: &str, headers: &str) -> String {
    let (host, path) = address.trim_start_matches("http://").split_once('/').expect("a path");
    let (head, body) =
        ask(host, &format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"));
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    body
}

fn ask(host: &str, request: &str) -> (String, String) {
    let mut stream = TcpStream::connect(host).expect("the metrics");
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (head.to_owned(), body.to_owned())
}

#[test]
fn promtool_accepts_metrics_with_hostile_names() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let hostile = "a\"b\\c\nd{e}#\u{1b}[31m\u{202e}::error::";
    let document =
        json!({"id": app, "name": hostile, "capabilities": {"voice": {"signed_callbacks": false}}});
    stand.store(&app, document.to_string());
    let watching = start(watch(&stand, &["--all", "--metrics", "0"]));
    let address = watching.next("started")["address"].as_str().expect("an address").to_owned();
    watching.next("round");
    watching.next("round");
    let text = scrape(&address, "");
    for wanted in [
        "# TYPE vsw_rounds_total counter\n",
        "vsw_requests_total{profile=\"default\",status=\"2xx\"} ",
        "vsw_config_last_reload_successful 1\n",
        "vsw_round_interval_seconds 0.2\n",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    let open = scrape(&address, "Accept: application/openmetrics-text;version=1.0.0\r\n");
    assert!(open.contains("# TYPE vsw_rounds counter\n") && open.ends_with("\n# EOF\n"), "{open}");
    watching.end();
    let checks = Command::new("/usr/bin/promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut promtool) = checks else {
        return not_tested("the metrics with promtool, which is not installed");
    };
    promtool.stdin.take().expect("its stdin").write_all(text.as_bytes()).expect("the metrics");
    let output = promtool.wait_with_output().expect("its end");
    let findings =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && findings.trim().is_empty(), "{findings}\n{text}");
}

#[test]
fn health_fails_after_three_intervals_without_a_good_round_and_recovers() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let watching = start(watch(&stand, &["--metrics", "0", "--timeout", "1", &app]));
    let address = watching.next("started")["address"].as_str().expect("an address").to_owned();
    let host = address.trim_start_matches("http://").trim_end_matches("/metrics").to_owned();
    let turns = |to: &str| {
        let health = format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let asked = || {
            let (head, body) = ask(&host, &health);
            head.starts_with(&format!("HTTP/1.1 {to}")).then_some(body)
        };
        wait_for(asked, || format!("health never was {to}"))
    };
    watching.next("round");
    assert!(turns("200").starts_with("the last round that could check applications was "));
    stand.fault(json!({"on": "get", "id": app, "times": "forever", "do": {"answer": {"status": 403}}}));
    assert!(turns("503").contains(" s ago"));
    stand.reset_faults();
    turns("200");
    watching.end();
}

#[test]
fn s2_slow_connections_do_not_delay_probes_and_end_after_five_seconds() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let watching = start(watch(&stand, &["--metrics", "0", &app]));
    let address = watching.next("started")["address"].as_str().expect("an address").to_owned();
    watching.next("round");
    let host = address.trim_start_matches("http://").trim_end_matches("/metrics").to_owned();
    // Half of the clients never finish a head; the others read no response.
    let slow = |number: usize| {
        let mut stream = TcpStream::connect(&host).expect("a connection");
        let end = if number.is_multiple_of(2) { "" } else { "\r\n" };
        write!(stream, "GET /metrics HTTP/1.1\r\nHost: {host}\r\n{end}").expect("a head");
        stream
    };
    let began = Instant::now();
    let mut slow: Vec<TcpStream> = (0..200).map(slow).collect();
    for path in ["healthz", "metrics"] {
        let asked = Instant::now();
        let head =
            ask(&host, &format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).0;
        assert!(head.starts_with("HTTP/1.1 200") && asked.elapsed() < Duration::from_secs(4), "{head}");
    }
    // The last connection got its response. It is closed because no further request arrives in time.
    let mut youngest = slow.pop().expect("a connection");
    youngest.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    let _ = youngest.read_to_end(&mut Vec::new());
    let took = began.elapsed();
    assert!((Duration::from_secs(4)..SOON).contains(&took), "{took:?}");
    watching.end();
}

#[test]
fn a_slow_round_does_not_delay_metrics() {
    let stand = Stand::new();
    let app = stand.application(ON);
    stand.fault(json!({"on": "get", "id": app, "do": {"delay": {"ms": 60_000}}}));
    let watching = start(watch(&stand, &["--metrics", "0", &app]));
    let address = watching.next("started")["address"].as_str().expect("an address").to_owned();
    stand.wait_for(&app, 1);
    let began = Instant::now();
    assert!(scrape(&address, "").contains("vsw_build_info"));
    assert!(began.elapsed() < SOON);
    watching.end();
}

#[test]
fn the_text_of_a_watch_has_the_address_of_the_metrics() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let line = ["watch", "--now", "--every", "1s", "--rounds", "1", "--metrics", "0", &app];
    let output = stand.vsw(line).run().expect(0);
    let started = output.stdout.lines().next().expect("a line");
    assert!(
        started.contains("  started  every 1 s") && started.contains("; metrics at http://127.0.0.1:"),
        "{started}"
    );
    assert!(started.ends_with("/metrics"), "{started}");
}
