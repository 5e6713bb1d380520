//! Tests the web server of `vsw listen --inspect`.

mod access;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use serde_json::{Value, json};

use super::{Listener, Response, ask, connect, sign, without};
use crate::env::{TestEnv, VSW};
use crate::reporting::Reporting;
use crate::sign::{APPLICATION, SECRET};
use crate::upstream::Upstream;

struct Page {
    address: String,
    token: String,
}

impl Page {
    fn of(listener: &Listener) -> Self {
        Self::at(listener.listening["inspector"].as_str().expect("an inspector"))
    }

    fn at(url: &str) -> Self {
        let (origin, token) = url.split_once("/#token=").expect("a token");
        let address = origin.strip_prefix("http://").expect("an origin").to_owned();
        Self { address, token: token.to_owned() }
    }

    fn request(&self, first: &str, more: &str, body: &str) -> Response {
        let host = &self.address;
        let length = body.len();
        let head =
            format!("{first} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n{more}\r\n{body}");
        ask(host, head.as_bytes())
    }

    fn get(&self, path: &str) -> Value {
        let response = self.request(&format!("GET {path}"), &self.authorization(), "");
        assert_eq!(response.status, 200, "{path}: {}", response.body);
        serde_json::from_str(&response.body).unwrap_or_else(|_| panic!("{}", response.body))
    }

    fn post(&self, path: &str, body: &str) -> (u16, Value) {
        let headers = self.authorization() + "Content-Type: application/json\r\n";
        let response = self.request(&format!("POST {path}"), &headers, body);
        (response.status, serde_json::from_str(&response.body).unwrap_or_default())
    }

    fn authorization(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.token)
    }

    fn events(&self, more: &str) -> BufReader<TcpStream> {
        let mut stream = connect(&self.address);
        let (host, token) = (&self.address, &self.token);
        write!(
            stream,
            "GET /api/events HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n{more}\r\n"
        )
        .expect("a request");
        BufReader::new(stream)
    }
}

fn event(stream: &mut BufReader<TcpStream>) -> (String, String, Value) {
    let (mut id, mut name) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        assert_ne!(stream.read_line(&mut line).expect("a line in time"), 0, "the stream ended");
        match line.trim_end().split_once(": ") {
            Some(("id", value)) => value.clone_into(&mut id),
            Some(("event", value)) => value.clone_into(&mut name),
            Some(("data", value)) => return (id, name, serde_json::from_str(value).expect("JSON")),
            _ => {}
        }
    }
}

fn deliver(listener: &Listener, request: &[u8]) {
    listener.ask(request);
    listener.next();
}

fn inspected(args: &[&str]) -> Listener {
    Listener::start(&[&["--inspect=0"], args].concat())
}

#[test]
fn a_page_gets_each_delivery_whole_as_it_comes() {
    let listener = inspected(&[]);
    let page = Page::of(&listener);
    let mut stream = page.events("");
    let (_, name, session) = event(&mut stream);
    assert_eq!(
        (name.as_str(), &session["listening"]),
        ("session", &json!(format!("http://{}", listener.address)))
    );
    let genuine = listener.signed(&["--event", "answered"]);
    listener.ask(&genuine);
    let odd = b"POST /webhooks/event?x=%3C HTTP/1.1\r\nHost: x\r\nX-Odd: \xff\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 3\r\n\r\n\xff<>";
    listener.ask(odd);
    let (id, name, first) = event(&mut stream);
    assert_eq!((id.as_str(), name.as_str()), ("1", "delivery"));
    let mut told = listener.next();
    for name in ["schema", "vsw", "event"] {
        told.as_object_mut().expect("an object").remove(name);
    }
    for (name, value) in told.as_object().expect("an object") {
        assert_eq!(&first[name], value, "{name} is as in `vsw listen --json`");
    }
    let text = String::from_utf8_lossy(&genuine).into_owned();
    assert_eq!(first["body"], text.split_once("\r\n\r\n").expect("a body").1);
    assert_eq!(first["claims"]["application_id"], APPLICATION);
    assert_eq!(first["checks"]["payload"], "pass");
    assert_eq!(first["call_facts"]["status"], "answered");
    let (id, _, second) = event(&mut stream);
    assert_eq!((id.as_str(), &second["verdict"], &second["body"]), ("2", &json!("unsigned"), &json!(null)));
    assert_eq!((&second["body_b64"], &second["claims"]), (&json!("/zw+"), &json!(null)));
    assert_eq!(
        (&second["target"], &second["binary_headers"]),
        (&json!("/webhooks/event?x=%3C"), &json!(["x-odd"]))
    );
    let headers = second["headers"].as_array().expect("headers");
    let repeated: Vec<&Value> = headers.iter().filter(|pair| pair[0] == "x-a").map(|pair| &pair[1]).collect();
    assert_eq!(repeated, ["1", "2"]);
    assert_eq!(page.get("/api/deliveries?after=1")["deliveries"], json!([second]));
    drop(stream);
    listener.ask(&listener.signed(&["--event", "completed"]));
    let mut again = page.events("Last-Event-ID: 1\r\n");
    event(&mut again);
    assert_eq!([event(&mut again).0, event(&mut again).0], ["2", "3"], "nothing is lost over a reconnect");
    assert_eq!(page.post("/api/clear", "{}").0, 204);
    assert_eq!(event(&mut again).1, "cleared");
    assert_eq!(page.get("/api/deliveries")["deliveries"], json!([]));
}

#[test]
fn a_stream_does_not_delay_the_end() {
    let listener = inspected(&[]);
    let mut stream = Page::of(&listener).events("");
    event(&mut stream);
    listener.reporting.end();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).expect("the end of the connection");
    assert!(rest.ends_with("0\r\n\r\n"), "the server ended the stream itself: {rest:?}");
}

#[test]
fn a_replay_is_signed_anew_unless_it_must_be_as_captured() {
    let upstream = Upstream::start(|_| (204, String::new()));
    let listener = inspected(&["--forward-to", &upstream.origin]);
    let page = Page::of(&listener);
    let genuine = listener.signed(&["--event", "answered"]);
    deliver(&listener, &genuine);
    deliver(&listener, &without(&genuine, "Authorization"));
    let (status, answer) = page.post("/api/deliveries/1/replay", "{}");
    assert_eq!((status, &answer["status"], &answer["signed_again"]), (200, &json!(204), &json!(true)));
    let (_, answer) = page.post("/api/deliveries/1/replay", r#"{"as_captured":true}"#);
    assert_eq!((&answer["status"], &answer["signed_again"]), (&json!(204), &json!(false)));
    let (_, answer) = page.post("/api/deliveries/2/replay", "");
    assert_eq!(answer["signed_again"], false, "what was not genuine is not made so");
    let seen = upstream.seen();
    assert_eq!(seen.len(), 4, "one delivery and three replays");
    let tokens: Vec<Vec<String>> = seen.iter().map(|seen| seen.values("authorization")).collect();
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!((tokens[1].len(), &tokens[2], tokens[3].len()), (1, &tokens[0], 0));
    assert!(seen.iter().all(|request| request.body == seen[0].body));
    for body in ["{", "7", r#"{"as_captured":1}"#, r#"{"other":true}"#] {
        assert_eq!(page.post("/api/deliveries/1/replay", body).0, 400, "{body}");
    }
    assert_eq!(page.post("/api/deliveries/9/replay", "{}").0, 404);
    let alone = inspected(&[]);
    deliver(&alone, &alone.signed(&["--event", "answered"]));
    let (status, answer) = Page::of(&alone).post("/api/deliveries/1/replay", "{}");
    assert_eq!(status, 409);
    assert!(answer["error"].as_str().is_some_and(|words| words.contains("--forward-to")), "{answer}");
}

#[test]
fn a_token_in_another_header_is_shown_and_replaced_there() {
    let upstream = Upstream::start(|_| (204, String::new()));
    let name = "x-vonage-webhook-auth-token";
    let listener = inspected(&["--header-name", name, "--forward-to", &upstream.origin]);
    let page = Page::of(&listener);
    let signed = String::from_utf8(listener.signed(&["--event", "answered"])).expect("UTF-8");
    let own = format!("Authorization: Basic b3du\r\n{name}: ");
    deliver(&listener, signed.replacen("Authorization: ", &own, 1).as_bytes());
    assert_eq!(page.get("/api/deliveries")["deliveries"][0]["claims"]["application_id"], APPLICATION);
    assert_eq!(page.post("/api/deliveries/1/replay", "{}").1["signed_again"], true);
    let seen = upstream.seen();
    assert!(seen.iter().all(|request| request.values("authorization") == ["Basic b3du"]), "{seen:?}");
    let tokens: Vec<Vec<String>> = seen.iter().map(|request| request.values(name)).collect();
    assert!(matches!(&tokens[..], [old, new] if old != new && new.len() == 1), "{tokens:?}");
}

#[test]
fn commands_to_copy_do_what_they_say() {
    let listener = inspected(&[]);
    let page = Page::of(&listener);
    let genuine = listener.signed(&["--event", "answered", "--set", "to=it's $HOME `x`"]);
    deliver(&listener, &genuine);
    deliver(&listener, &listener.signed(&["--event", "answer", "--method", "GET"]));
    let binary = listener.env.vsw(["sign", "--body-file", "-"]).stdin("a\0b");
    let binary = sign(binary).into_bytes();
    deliver(&listener, &binary);
    let two = String::from_utf8(genuine.clone()).expect("UTF-8").replacen(
        "\r\n",
        "\r\nAuthorization: Bearer x\r\n",
        1,
    );
    deliver(&listener, two.as_bytes());
    for (number, code) in [(1, 0), (2, 0), (3, 0), (4, 1)] {
        let command = page.get(&format!("/api/deliveries/{number}/command?as=verify"));
        let command = command["command"].as_str().expect("a command").to_owned();
        let path = format!("{}:/usr/bin:/bin", Path::new(VSW).parent().expect("a directory").display());
        let shell = listener.env.command("sh", ["-c", &command]).env("VONAGE_SIGNATURE_SECRET", SECRET);
        let shell = shell.env("PATH", path);
        let output = shell.run();
        assert_eq!(output.code, code, "{command}\n{}{}", output.stdout, output.stderr);
        assert_eq!(output.stdout.contains("several-headers"), number == 4, "{command}");
    }
    let command = page.get("/api/deliveries/1/command?as=curl");
    let command = command["command"].as_str().expect("a command");
    assert!(command.ends_with(&format!("--url 'http://{}/webhooks/event'", listener.address)), "{command}");
    assert!(!command.contains("content-length") && !command.contains("host:"), "{command}");
    assert_eq!(page.request("GET /api/deliveries/1/command?as=x", &page.authorization(), "").status, 404);
}

#[test]
fn a_rejection_is_explained_and_captures_are_exported() {
    let listener = inspected(&[]);
    let page = Page::of(&listener);
    deliver(&listener, &listener.signed(&["--event", "answered"]));
    let changed = String::from_utf8(listener.signed(&["--event", "answered"])).expect("UTF-8");
    let body = changed.split_once("\r\n\r\n").expect("a body").1;
    let spaced = format!(" {body}");
    let changed = changed
        .replace(&format!("Content-Length: {}", body.len()), &format!("Content-Length: {}", spaced.len()));
    deliver(&listener, changed.replace(body, &spaced).as_bytes());
    let explained = page.get("/api/deliveries/2/explain");
    assert_eq!(explained["explanation"][0]["code"], "body-json-spacing", "{explained}");
    let all = page.request("GET /api/export", &page.authorization(), "");
    assert!(all.head.contains("attachment; filename=\"deliveries.ndjson\""), "{}", all.head);
    let lines = all.body.lines().filter(|line| line.contains("vsw/delivery/1")).count();
    assert_eq!(lines, 2, "{}", all.body);
    let one = page.request("GET /api/export?numbers=2,9", &page.authorization(), "");
    assert_eq!(one.body.lines().filter(|line| line.contains("vsw/delivery/1")).count(), 1);
}

#[test]
fn a_capture_file_can_be_inspected_without_a_receiver() {
    let env = TestEnv::new();
    let sign = |args: &[&str]| {
        let words = ["sign", "--output", "capture", "--event", "answered"];
        env.vsw(words.iter().chain(args)).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(0).stdout
    };
    let old = sign(&["--iat", "2026-01-01T00:00:00Z"]);
    let forged = sign(&["--forge", "changed-body"]);
    let file = env.write("deliveries.ndjson", format!("{old}\n{forged}"));
    let file = file.to_str().expect("UTF-8");
    let words = ["listen", "--json", "--inspect=0", "--open", file];
    let reporting =
        Reporting::start("vsw/listen-event/1", env.vsw(words).env("VONAGE_SIGNATURE_SECRET", SECRET));
    let listening = reporting.next("listening");
    assert_eq!(listening["address"], json!(null));
    let page = Page::at(listening["inspector"].as_str().expect("an address"));
    let shown = page.get("/api/deliveries");
    let verdicts: Vec<&Value> =
        shown["deliveries"].as_array().expect("a list").iter().map(|one| &one["verdict"]).collect();
    assert_eq!(verdicts, ["genuine", "rejected"], "{shown}");
    assert_eq!(
        (&shown["session"]["opened"], &shown["deliveries"][0]["status"]),
        (&json!(file), &json!(null))
    );
    reporting.signal("INT");
    assert_eq!(reporting.wait().code, Some(130));
    let broken = env.write("broken.ndjson", "{}\n");
    let output = env
        .vsw(["listen".as_ref(), "--inspect=0".as_ref(), "--open".as_ref(), broken.as_os_str()])
        .env("VONAGE_SIGNATURE_SECRET", SECRET)
        .run();
    output.expect(2);
    for more in [
        &["--point", "Reminders", "--public-url", "https://t.example", "--yes"][..],
        &["--within", "5s"],
        &["--forward-to", "http://127.0.0.1:1", "--forward-all"],
    ] {
        let output = env.vsw(words.iter().chain(more)).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(2);
        assert!(output.all().contains("cannot be used with"), "{more:?}: {output:?}");
    }
}
