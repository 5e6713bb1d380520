//! Tests `vsw listen` with real connections.

mod expecting;
mod forwarding;
mod framing;
mod inspecting;
mod point;
mod process;
mod replays;

use std::fs::Permissions;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use serde_json::{Value, json};

use crate::env::{TestEnv, Vsw};
use crate::reporting::Reporting;
use crate::running::{PATIENCE, Running, wait_for};
use crate::sign::{APPLICATION, SECRET};
use crate::upstream::Upstream;

/// A running `vsw listen --json` or `vsw gateway`.
pub struct Listener {
    pub env: TestEnv,
    pub reporting: Reporting,
    pub address: String,
    pub listening: Value,
}

#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Listener {
    fn start(args: &[&str]) -> Self {
        Self::start_in(TestEnv::new(), args)
    }

    fn start_in(env: TestEnv, args: &[&str]) -> Self {
        Self::of(env, &["listen", "--json", "--port", "0"], args)
    }

    pub fn gateway(args: &[&str]) -> Self {
        Self::of(TestEnv::new(), &["gateway", "--bind", "127.0.0.1:0"], args)
    }

    pub fn of(env: TestEnv, words: &[&str], args: &[&str]) -> Self {
        let vsw = env.vsw(words.iter().chain(args)).env("VONAGE_SIGNATURE_SECRET", SECRET);
        Self::start_as(vsw, env)
    }

    pub fn with_configured_secrets(env: TestEnv, words: &[&str], args: &[&str]) -> Self {
        Self::start_as(env.vsw(words.iter().chain(args)), env)
    }

    fn start_as(vsw: Vsw, env: TestEnv) -> Self {
        let reporting = Reporting::start("vsw/listen-event/1", vsw);
        let listening = reporting.next("listening");
        // A gateway with only `--ext-authz` forwards nothing, and so reports no address.
        let address = listening["address"].as_str().unwrap_or("http://");
        let address = address.split_once("://").expect("an origin").1.to_owned();
        Self { env, reporting, address, listening }
    }

    pub fn signed(&self, args: &[&str]) -> Vec<u8> {
        let words = ["sign", "--application", APPLICATION, "--api-key", "a1b2c3d"];
        sign(self.env.vsw(words.iter().chain(args))).into_bytes()
    }

    pub fn connect(&self) -> TcpStream {
        connect(&self.address)
    }

    pub fn send(&self, request: &[u8]) -> String {
        send(&self.address, request)
    }

    pub fn ask(&self, request: &[u8]) -> Response {
        ask(&self.address, request)
    }

    pub fn next(&self) -> Value {
        self.reporting.next("delivery")
    }
}

impl Response {
    pub fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no response: {text:?}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }
}

pub fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

pub fn send(address: &str, request: &[u8]) -> String {
    let mut stream = connect(address);
    stream.write_all(request).expect("a request");
    answer(&mut stream)
}

/// Sends a request with `Connection: close`, so that the connection ends with the response.
pub fn ask(address: &str, request: &[u8]) -> Response {
    let line_end = request.windows(2).position(|pair| pair == b"\r\n").expect("a request line");
    let (first, rest) = request.split_at(line_end);
    Response::read(&send(address, &[first, b"\r\nConnection: close", rest].concat()))
}

pub fn answer(stream: &mut TcpStream) -> String {
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    String::from_utf8_lossy(&response).into_owned()
}

fn sign(vsw: Vsw) -> String {
    vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(0).stdout
}

pub fn without(request: &[u8], header: &str) -> Vec<u8> {
    let text = String::from_utf8(request.to_vec()).expect("UTF-8");
    let lines = text.split("\r\n").filter(|line| !line.starts_with(header));
    lines.collect::<Vec<_>>().join("\r\n").into_bytes()
}

#[test]
fn deliveries_are_verified_answered_and_reported() {
    let listener = Listener::start(&[]);
    let response = listener.ask(&listener.signed(&["--event", "answered"]));
    assert_eq!((response.status, response.body.as_str()), (200, ""));
    let delivery = listener.next();
    for (name, value) in [
        ("number", json!(1)),
        ("method", json!("POST")),
        ("target", json!("/webhooks/event")),
        ("verdict", json!("genuine")),
        ("code", json!(null)),
        ("failures", json!([])),
        ("webhook", json!("answered")),
        ("claimed_event", json!("answered")),
        ("application", json!(APPLICATION)),
        ("api_key", json!("a1b2c3d")),
        ("call", json!("CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab")),
        ("status", json!(200)),
        ("upstream", json!(null)),
    ] {
        assert_eq!(delivery[name], value, "{name}");
    }
    assert!(delivery["took_us"].is_u64() && delivery["at"].is_string(), "{delivery}");

    let get = listener.signed(&["--event", "answer", "--method", "GET"]);
    let response = listener.ask(&get);
    let ncco: Value = serde_json::from_str(&response.body).expect("an NCCO");
    assert_eq!((response.status, &ncco[0]["action"]), (200, &json!("talk")));
    assert_eq!(listener.next()["webhook"], "answer");

    let response = listener.ask(&listener.signed(&["--event", "answered", "--forge", "changed-body"]));
    assert_eq!((response.status, response.body.as_str()), (401, ""));
    assert!(response.head.contains("\r\nwww-authenticate: bearer\r\n"), "{response:?}");
    let delivery = listener.next();
    assert_eq!((&delivery["verdict"], &delivery["code"]), (&json!("rejected"), &json!("payload-mismatch")));
    assert_eq!((&delivery["webhook"], &delivery["claimed_event"]), (&json!(null), &json!("answered")));
    assert_eq!(delivery["api_key"], "a1b2c3d", "the signature is valid");

    let response = listener.ask(&without(&listener.signed(&["--event", "completed"]), "Authorization"));
    assert_eq!((response.status, response.body.as_str()), (503, ""));
    let delivery = listener.next();
    assert_eq!((&delivery["verdict"], &delivery["code"]), (&json!("unsigned"), &json!("no-header")));

    let over = listener.reporting.end();
    let summary = &over.events.last().expect("the last event")["summary"];
    let counts = ["deliveries", "genuine", "rejected", "unsigned", "unsigned_expected", "replayed"];
    assert_eq!(counts.map(|name| summary[name].as_u64().expect("a count")), [4, 2, 1, 1, 0, 0]);
    assert_eq!(summary["by_code"], json!({"no-header": 1, "payload-mismatch": 1}));
    let answered = json!({"signed": 1, "unsigned": 0, "rejected": 1});
    assert_eq!(summary["by_event"]["answered"], answered, "{summary}");
}

#[test]
fn v12_a_rejection_is_explained_to_the_user_and_not_to_the_sender() {
    let env = TestEnv::new();
    let words = ["listen", "--port", "0", "--expect", "completed", "--within", "500ms"];
    let vsw = env.vsw(words).env("VONAGE_SIGNATURE_SECRET", SECRET);
    let listener = Listener::start(&[]);
    let with_newline = listener.signed(&["--event", "answered", "--forge", "changed-body"]);
    let delivery = {
        listener.ask(&with_newline);
        listener.next()
    };
    let causes = delivery["explanation"].as_array().expect("causes");
    assert_eq!(
        causes.first().map(|cause| &cause["code"]),
        Some(&json!("body-newline-removed")),
        "{delivery}"
    );
    let output = vsw.run();
    assert_eq!(output.code, 1, "{output:?}");
    assert!(output.stdout.starts_with("vsw listening on http://127.0.0.1:"), "{output:?}");
    assert!(
        output.stderr.contains(
            "error: no genuine delivery arrived within 0.5 s for these expected events: completed\n"
        ),
        "{output:?}"
    );
}

#[test]
fn the_preview_left_some_events_unsigned() {
    let listener = Listener::start(&["--signing", "preview"]);
    let unsigned = |event| without(&listener.signed(&["--event", event]), "Authorization");
    assert_eq!(listener.ask(&unsigned("input")).status, 200);
    assert_eq!(listener.next()["verdict"], "unsigned_expected");
    assert_eq!(listener.ask(&unsigned("answered")).status, 503);
    assert_eq!(listener.next()["verdict"], "unsigned");
    // An unknown event must be signed.
    let unknown = listener.signed(&["--body", r#"{"x":1}"#]);
    assert_eq!(listener.ask(&without(&unknown, "Authorization")).status, 503);

    let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let words = ["listen", "--signing", "preview", "--port", &free.port().to_string()];
    let running = Running::start(listener.env.vsw(words).env("VONAGE_SIGNATURE_SECRET", SECRET));
    wait_for(|| TcpStream::connect(free).ok(), || "nothing listens".to_owned());
    assert_eq!(ask(&free.to_string(), &unsigned("input")).status, 200);
    running.signal("INT");
    let output = running.end();
    assert!(output.stdout.contains("• unsigned, as expected  input"), "{output:?}");
    assert!(!output.stderr.contains("→"), "{output:?}");
}

#[test]
fn captured_deliveries_are_those_that_came() {
    let env = TestEnv::new();
    let file = env.path("work/deliveries.ndjson");
    // The file ends in a part of a line, as after a kill.
    env.write("work/deliveries.ndjson", "{\"schema\":\"vsw/deli");
    let listener = Listener::start_in(env, &["--capture", file.to_str().expect("UTF-8")]);
    listener.ask(&listener.signed(&["--event", "answered"]));
    listener.ask(&without(&listener.signed(&["--event", "completed"]), "Authorization"));
    let captured = listener.env.read("work/deliveries.ndjson");
    let lines: Vec<&str> = captured.lines().collect();
    assert_eq!((lines.len(), lines[0]), (3, "{\"schema\":\"vsw/deli"), "{captured}");
    let line: Value = serde_json::from_str(lines[1]).expect("a line");
    assert_eq!((&line["method"], &line["url"]), (&json!("POST"), &json!("/webhooks/event")));
    assert!(line["body"].as_str().expect("a body").contains("\"answered\""), "{line}");
    let audit =
        listener.env.vsw(["audit", "deliveries.ndjson", "--json"]).env("VONAGE_SIGNATURE_SECRET", SECRET);
    let totals = audit.run().json();
    assert_eq!(totals["summary"]["genuine"], 1, "{totals}");

    let env = TestEnv::new();
    let refused = env.vsw(["listen", "--port", "0", "--capture", "/"]).env("VONAGE_SIGNATURE_SECRET", SECRET);
    assert!(refused.run().expect(2).stderr.contains("--capture /"), "a directory is no file");
    for (option, content) in [("--answer", "[]"), ("--signature-secret-file", SECRET)] {
        let file = env.write("work/input", content);
        let words = ["listen", "--port", "0", option, "input", "--capture", "./input", "--within", "100ms"];
        let refused =
            env.vsw(words.iter().chain(&["--expect", "answered"])).env("VONAGE_SIGNATURE_SECRET", SECRET);
        let output = refused.run().expect(2);
        assert!(output.stderr.contains("--capture ./input") && output.stderr.contains(option), "{output:?}");
        assert_eq!(std::fs::read_to_string(&file).expect("the input"), content);
    }
}

#[test]
fn k3_a_capture_file_that_others_may_read_causes_a_warning() {
    let env = TestEnv::new();
    env.write("work/known", "");
    env.write("work/own", "");
    std::fs::set_permissions(env.path("work/known"), Permissions::from_mode(0o644)).expect("its mode");
    let upstream = Upstream::start(|_| (204, String::new()));
    let listen = ["listen", "--json", "--port", "0"];
    let gateway = ["gateway", "--bind", "127.0.0.1:0", "--upstream", &upstream.origin];
    for words in [&listen[..], &gateway] {
        for (file, warned) in [("known", true), ("own", false), ("new", false)] {
            let vsw = env.vsw_under("000", words.iter().chain(&["--capture", file]));
            let reporting =
                Reporting::start("vsw/listen-event/1", vsw.env("VONAGE_SIGNATURE_SECRET", SECRET));
            reporting.next("listening");
            let stderr = reporting.end().stderr;
            let warning = "warning: known holds deliveries and other users have access to it (mode 0644): \
                           `chmod 600 known`\n";
            assert_eq!(stderr.contains(warning), warned, "{words:?} {file}: {stderr}");
            assert_eq!(stderr.contains("access"), warned, "{words:?} {file}: {stderr}");
        }
        assert_eq!((env.mode("work/known"), env.mode("work/new")), (0o644, 0o600));
    }
}

#[test]
fn a_hangup_reads_the_secrets_again() {
    let env = TestEnv::new();
    let file = env.write("work/secret", "another secret that is long enough to use");
    let listener =
        Listener::start_in(env, &["--signature-secret-file", &format!("a1b2c3d={}", file.display())]);
    let ask = || listener.ask(&listener.signed(&["--event", "answered"])).status;
    assert_eq!(ask(), 401);
    std::fs::write(&file, SECRET).expect("the new secret");
    listener.reporting.signal("HUP");
    wait_for(|| (ask() == 200).then_some(()), || "the new secret is not used".to_owned());
    // A file without a secret changes nothing.
    std::fs::write(&file, " ").expect("no secret");
    listener.reporting.signal("HUP");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(ask(), 200);
    assert!(listener.reporting.end().stderr.contains("the previous secrets and NCCO stay in use"));
}

#[test]
fn s2_it_listens_on_loopback_unless_told_otherwise() {
    let listener = Listener::start(&[]);
    assert!(listener.address.starts_with("127.0.0.1:"), "{}", listener.address);
    let mut stream = listener.connect();
    // Requests through a tunnel have the tunnel's name in `Host`.
    let request = String::from_utf8(listener.signed(&["--event", "answered"])).expect("UTF-8");
    stream
        .write_all(request.replace("Host: example.com", "Host: tunnel.example").as_bytes())
        .expect("a request");
    stream.shutdown(Shutdown::Read).ok();
    assert_eq!(listener.next()["verdict"], "genuine");
    let env = TestEnv::new();
    let taken = listener.address.rsplit(':').next().expect("a port").to_owned();
    let second = env.vsw(["listen", "--port", &taken]).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(3);
    assert!(second.stderr.contains("choose another port with `--port PORT`"), "{second:?}");
}
