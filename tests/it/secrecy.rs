//! What must not come out, and where credentials must not go: our own secrets and the application's in everything that
//! is written, requests to any place but the one that was meant, and text from outside that plays with a terminal.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::env::{Output, TestEnv};
use crate::server::Server;
use crate::stand::{API_KEY, API_SECRET, Stand, document, side_by_side};

/// Secrets as people have them at worst.
const ODD_SECRET: &str = "Zq\"9'x/y+w\\ü!~k(8)";
const SIGNATURE: &str = "Sg\"7'n/t+r\\é%2F!~ 你*b";
/// What the application's own secrets have in common.
const THEIRS: &str = "hunter2";

const APPLICATION: &str = r#""voice":{"webhooks":{"event_url":{"address":"https://hunter2user:hunter2pass@h.example/e?name=hunter2value&x=hunter2more#f","secret":"hunter2secret"},"answer_url":{"address":"https://h.example/a?token=hunter2query"}},"api_token":"hunter2token","my_password_old":{"a":["hunter2password"]},"SECRET":7,"to\u006ben":"hunter2escaped"}"#;

/// Every spelling of a secret that a careless program or server might write.
fn spellings(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let percent = |kept: &str, escape: fn(u8) -> String| -> String {
        let one = |&byte: &u8| {
            let plain = byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte);
            if plain { char::from(byte).to_string() } else { escape(byte) }
        };
        bytes.iter().map(one).collect()
    };
    let (upper, lower) = (|byte| format!("%{byte:02X}"), |byte| format!("%{byte:02x}"));
    let quoted = serde_json::to_string(secret).expect("JSON");
    let quoted = &quoted[1..quoted.len() - 1];
    let ascii: String = quoted
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) })
        .collect();
    let mut all = vec![
        secret.to_owned(),
        STANDARD.encode(bytes),
        STANDARD_NO_PAD.encode(bytes),
        URL_SAFE_NO_PAD.encode(bytes),
        hex.to_uppercase(),
        hex,
        // RFC 3986's unreserved, encodeURIComponent's, a form's, and that of a path.
        percent("-._~", upper),
        percent("-._~", lower),
        percent("-._~!*'()", upper),
        percent("-._*", upper).replace("%20", "+"),
        percent("-._~/", upper),
        quoted.to_owned(),
        quoted.replace('/', "\\/"),
        ascii.replace('/', "\\/"),
        ascii,
    ];
    all.sort_unstable();
    all.dedup();
    all
}

/// What no output may hold: both secrets and the Basic value, however they are spelled.
fn ours(api_key: &str, api_secret: &str) -> Vec<String> {
    let basic = STANDARD.encode(format!("{api_key}:{api_secret}"));
    [api_secret, SIGNATURE, &basic].into_iter().flat_map(spellings).collect()
}

#[track_caller]
fn assert_secret(what: &str, text: &str, secrets: &[String]) {
    for secret in secrets {
        assert!(!text.contains(secret.as_str()), "{what} holds {secret:?}: {text}");
    }
}

/// Everything that a run wrote, and what a reader of its JSON sees when it is decoded.
fn written(output: &Output) -> String {
    fn strings(value: &Value, into: &mut String) {
        match value {
            Value::String(text) => *into += &format!("{text}\n"),
            Value::Array(values) => values.iter().for_each(|value| strings(value, into)),
            Value::Object(members) => members.values().for_each(|value| strings(value, into)),
            _ => {}
        }
    }
    let mut all = output.all();
    if let Ok(json) = serde_json::from_str(&output.stdout) {
        strings(&json, &mut all);
    }
    all
}

/// The command lines whose output is searched.
fn lines(app: &str) -> Vec<Vec<String>> {
    let lines = [
        "status APP",
        "enable APP --dry-run",
        "enable APP",
        "disable APP --dry-run",
        "show APP",
        "show APP --raw",
        "list",
        "history",
        "rollback APP --yes --exact --dry-run",
        "rollback APP --yes --exact",
        "disable APP",
        "whoami",
        "config show",
        "verify --header Bearer --body x",
    ];
    let words = |line: &str| line.split(' ').map(|word| word.replace("APP", app)).collect();
    lines.into_iter().map(words).collect()
}

/// Each verbosity with each format.
fn manners() -> Vec<[&'static str; 2]> {
    let formats = ["--format=text", "--format=json"];
    ["-q", "-v", "-vv"].into_iter().flat_map(|much| formats.map(|format| [much, format])).collect()
}

fn run(stand: &Stand, line: &[String], manner: [&str; 2]) -> Output {
    let words = line.iter().map(String::as_str).chain(manner).chain(["--timeout", "2"]);
    stand.vsw(words).env("VONAGE_SIGNATURE_SECRET", SIGNATURE).run()
}

/// Our secrets are in no file, the application's in snapshots alone, which are their owner's.
#[track_caller]
fn assert_files_keep(env: &TestEnv, secrets: &[String]) {
    for path in env.files() {
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).into_owned();
        let name = path.display().to_string();
        assert_secret(&name, &text, secrets);
        if text.contains(THEIRS) {
            let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
            assert!(name.contains("/documents/") && mode & 0o777 == 0o600, "{name}");
        }
    }
}

#[test]
fn k2_no_output_and_no_file_holds_a_secret_while_all_is_well() {
    let secrets = ours(API_KEY, API_SECRET);
    side_by_side(&manners(), |&manner| {
        let stand = Stand::new();
        let app = stand.application(APPLICATION);
        for line in lines(&app) {
            let output = run(&stand, &line, manner);
            assert_secret(&format!("{line:?} {manner:?}"), &written(&output), &secrets);
            let raw = line.contains(&"--raw".to_owned());
            assert_eq!(output.all().contains(THEIRS), raw, "{line:?} {manner:?}: {output:?}");
        }
        // Somebody's edit is shown by its values.
        let moved =
            document(&app, &APPLICATION.replace("hunter2", "hunter2b")).replace("Under test", "Renamed");
        stand.store(&app, moved);
        for line in ["status", "rollback --yes"] {
            let line: Vec<String> = line.split(' ').chain([app.as_str()]).map(str::to_owned).collect();
            let output = run(&stand, &line, manner);
            assert!(!output.all().contains(THEIRS), "{line:?} {manner:?}: {output:?}");
        }
        assert_files_keep(&stand.env, &secrets);
        assert!(stand.snapshots().iter().any(|snapshot| String::from_utf8_lossy(snapshot).contains(THEIRS)));
    });
}

/// A problem document that says everything that it must not, in every spelling, as JSON and as text.
fn telltale(secrets: &[String]) -> String {
    let said = format!("{{authorization}} {{credentials}} {}", secrets.join(" "));
    json!({
        "type": "https://x/#unauthorized", "title": said, "detail": format!("{said} {THEIRS}?"),
        "invalid_parameters": [{"name": said, "reason": secrets[0]}],
    })
    .to_string()
}

#[test]
fn k2_no_output_and_no_file_holds_a_secret_when_the_server_echoes_it() {
    let secrets = ours(API_KEY, API_SECRET);
    let telltale = telltale(&secrets).replace(&format!(" {THEIRS}?"), "");
    let name = json!({"name": secrets.join(" ")}).to_string();
    let html = format!("<html>{}</html>", secrets.join("<br>"));
    let mut cases = Vec::new();
    for (status, body) in [
        (400, &telltale),
        (401, &telltale),
        (403, &name),
        (404, &telltale),
        (500, &telltale),
        (200, &html),
        (302, &telltale),
    ] {
        for on in ["any", "put"] {
            cases.extend(manners().into_iter().map(|manner| (status, body, on, manner)));
        }
    }
    side_by_side(&cases, |&(status, body, on, manner)| {
        let stand = Stand::new();
        let app = stand.application(APPLICATION);
        let headers = json!({"location": "/{credentials}", "x-echo": "{authorization}", "retry-after": "{credentials}"});
        let answer = json!({"answer": {"status": status, "body": body, "headers": headers}});
        stand.fault(json!({"on": on, "times": "forever", "do": answer}));
        for verb in ["enable", "status", "show", "list", "whoami"] {
            if on == "put" && verb != "enable" {
                continue;
            }
            let mut line = vec![verb.to_owned(), "--timeout=1".to_owned()];
            line.extend((verb != "list" && verb != "whoami").then(|| app.clone()));
            let words = line.iter().map(String::as_str).chain(manner);
            let output = stand.vsw(words).env("VONAGE_SIGNATURE_SECRET", SIGNATURE).run();
            assert_secret(&format!("{status} {line:?} {manner:?}"), &written(&output), &secrets);
        }
        assert_files_keep(&stand.env, &secrets);
    });
}

#[test]
fn k2_a_secret_with_odd_characters_is_taken_out_in_every_spelling_and_from_what_is_cut_short() {
    let secrets = ours("odd", ODD_SECRET);
    let mut cases = Vec::new();
    for secret in &secrets {
        for status in [401, 400] {
            cases.push((status, json!({"title": secret}).to_string()));
        }
        // Long texts are shown in part: the end of this one falls into the secret.
        let filled = |length: usize| format!("{}{secret} and more", "x".repeat(length));
        cases.push((404, json!({"detail": filled(300 - secret.chars().count() / 2)}).to_string()));
        cases.push((400, json!({"invalid_parameters": [{"name": secret, "reason": secret}]}).to_string()));
    }
    let pieces: Vec<String> = secrets.iter().map(|secret| secret.chars().take(6).collect()).collect();
    side_by_side(&cases, |(status, body)| {
        let (status, answer) = (*status, body.clone());
        let server = Server::answering(move |_| (status, answer.clone()));
        let env = TestEnv::new();
        for format in ["--format=text", "--format=json"] {
            let app = "00000000-0000-4000-8000-000000000001";
            let vsw = env.vsw(["enable", app, "-vv", format, "--api-url", server.origin()]);
            let vsw = vsw.env("VONAGE_API_KEY", "odd").env("VONAGE_API_SECRET", ODD_SECRET);
            let output = vsw.env("VONAGE_SIGNATURE_SECRET", SIGNATURE).run();
            assert_secret(body, &written(&output), &secrets);
            assert_secret(body, &written(&output), &pieces);
            assert!(written(&output).contains("[redacted]"), "{body}: {output:?}");
        }
        assert_files_keep(&env, &secrets);
    });
}

#[test]
fn k6_no_redirect_of_any_request_is_followed() {
    let trap = Server::answering(|_| (200, "{}".into()));
    let stand = Stand::new();
    let to = format!("{}/v2/applications", trap.origin());
    for status in [300, 301, 302, 303, 307, 308] {
        for (on, line) in
            [("get", "enable"), ("put", "enable"), ("get", "status"), ("get", "show"), ("list", "list")]
        {
            let app = stand.application(r#""voice":{}"#);
            let redirect = json!({"redirect": {"status": status, "location": to}});
            stand.fault(json!({"on": on, "do": redirect}));
            let words = std::iter::once(line).chain((line != "list").then_some(app.as_str()));
            stand.vsw(words).run().expect(5);
            assert_eq!(stand.stored(&app), document(&app, r#""voice":{}"#).into_bytes(), "{status} {on}");
        }
    }
    assert_eq!(trap.seen().len(), 0);
}

/// A TLS server that says nothing but an empty list, and everything that it was sent once a handshake was done.
struct TlsServer {
    port: u16,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl TlsServer {
    fn with(certificate: &rcgen::Certificate, key: &rcgen::KeyPair) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("a certificate");
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&heard);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let mut connection =
                    rustls::ServerConnection::new(Arc::clone(&config)).expect("a connection");
                let mut tls = rustls::Stream::new(&mut connection, &mut stream);
                let mut some = [0; 4096];
                let Ok(count) = tls.read(&mut some) else { continue };
                log.lock().expect("the log").extend(&some[..count]);
                let body = r#"{"page_size":100,"page":1,"total_items":0,"total_pages":1,"_embedded":{"applications":[]}}"#;
                let _ = write!(
                    tls,
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
            }
        });
        Self { port, heard }
    }

    fn heard(&self) -> String {
        String::from_utf8_lossy(&self.heard.lock().expect("the log")).into_owned()
    }
}

#[test]
fn k6_only_a_certificate_that_is_valid_for_the_host_and_trusted_is_spoken_to() {
    let key = || rcgen::KeyPair::generate().expect("a key");
    let named = |host: &str| rcgen::CertificateParams::new(vec![host.to_owned()]).expect("a name");
    let mut authority = named("authority");
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = rcgen::CertifiedIssuer::self_signed(authority, key()).expect("an authority");
    let env = TestEnv::new();
    let trusted = env.write("ca.pem", authority.pem());
    let mut expired = named("localhost");
    expired.not_before = rcgen::date_time_ymd(2019, 1, 1);
    expired.not_after = rcgen::date_time_ymd(2020, 1, 1);
    let mut early = named("localhost");
    early.not_before = rcgen::date_time_ymd(2090, 1, 1);
    let signed = |params: rcgen::CertificateParams| {
        let key = key();
        TlsServer::with(&params.signed_by(&key, &authority).expect("a certificate"), &key)
    };
    let alone = key();
    let self_signed =
        TlsServer::with(&named("localhost").self_signed(&alone).expect("a certificate"), &alone);
    let servers = [
        ("good", signed(named("localhost")), 0),
        ("expired", signed(expired), 5),
        ("not yet valid", signed(early), 5),
        ("of another host", signed(named("other.example")), 5),
        ("self-signed", self_signed, 5),
    ];
    for (name, server, exit) in &servers {
        let list = |more: &[&str]| {
            let origin = format!("https://localhost:{}", server.port);
            let vsw = env.vsw([&["list", "--timeout", "2", "--api-url", &origin], more].concat());
            vsw.env("VONAGE_API_KEY", API_KEY).env("VONAGE_API_SECRET", API_SECRET).run()
        };
        // Without that authority none of them is trusted.
        list(&[]).expect(5);
        assert_eq!(server.heard(), "", "{name}");
        let output = list(&["--ca-file", &trusted.display().to_string()]);
        assert_eq!(
            (output.code, server.heard().contains("authorization: Basic ")),
            (*exit, *exit == 0),
            "{name}: {output:?}"
        );
        assert_eq!(server.heard().is_empty(), *exit != 0, "{name}");
    }
}

#[test]
fn k5_nothing_in_the_working_directory_leads_to_a_write_or_another_host() {
    let trap = Server::answering(|_| (200, "{}".into()));
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let profile = format!(
        "default_profile = \"evil\"\n[profiles.evil]\napi_key = \"evil\"\napi_secret = \"evilsecret\"\napi_url = \"{}\"\napplication_id = \"{app}\"\n",
        trap.origin()
    );
    for name in [
        "config.toml",
        "vsw.toml",
        ".vsw/config.toml",
        ".vsw.toml",
        ".config/vsw/config.toml",
        "vsw/config.toml",
    ] {
        stand.env.write(format!("work/{name}"), &profile);
    }
    let variables = format!(
        "VSW_API_URL={0}\nVONAGE_API_KEY=evil\nVONAGE_API_SECRET=evil\nVONAGE_APPLICATION_ID={app}\n",
        trap.origin()
    );
    for name in [".env", ".envrc", ".vsw/env"] {
        stand.env.write(format!("work/{name}"), &variables);
    }
    let files = stand.env.files();
    let relative = ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"].map(|name| (name, "."));
    // Which application is meant is nobody's to say but the person's.
    for verb in ["enable", "disable", "status"] {
        stand.vsw([verb]).envs(relative).run().expect(2);
    }
    // Without a home of its own a change has no place for its snapshot, and the working directory is none.
    stand.vsw(["enable", &app]).envs(relative).run().expect(3);
    assert_eq!(stand.puts(&app).len(), 0);
    assert_eq!(stand.env.files(), files);
    stand.vsw(["enable", &app]).run().expect(0);
    assert_eq!((stand.puts(&app).len(), trap.seen().len()), (1, 0));
    let left: Vec<_> =
        stand.env.files().into_iter().filter(|file| file.starts_with(stand.env.path("work"))).collect();
    assert_eq!(left, files);
}

/// Everything that could move a cursor, reorder what is read, hide, or forge a line.
fn hostile() -> String {
    let ranges = [
        0x01..=0x1f,
        0x7f..=0x9f,
        0xad..=0xad,
        0x61c..=0x61c,
        0x180e..=0x180e,
        0x200b..=0x200f,
        0x2028..=0x202e,
        0x2060..=0x206f,
        0xfe00..=0xfe0f,
        0xfeff..=0xfeff,
        0xfff9..=0xfffb,
        0xe0001..=0xe007f,
    ];
    let characters = ranges.into_iter().flatten().filter_map(char::from_u32);
    let mut name: String = characters.collect();
    name.push_str("\n::error::forged\n  ::warning file=x::forged\r\n##[error]forged\n\u{2028}::notice::x ##[group]y ##[command]z");
    name.push_str("\u{1b}]8;;https://evil.example\u{7}link\u{1b}]8;;\u{7}\u{9b}31mred\u{1b}[2J\u{0}");
    name
}

#[track_caller]
fn assert_tame(what: &str, text: &str) {
    let bare = hostile();
    let wild: Vec<char> = bare.chars().filter(|&c| c != '\n' && !(' '..='~').contains(&c)).collect();
    if let Some(found) = text.chars().find(|c| wild.contains(c)) {
        panic!("{what} holds {found:?}: {text:?}");
    }
    for line in text.lines() {
        assert!(
            !line.trim_start().starts_with("::") && !line.contains("##["),
            "{what} has the line {line:?}"
        );
    }
}

#[test]
fn s1_text_from_outside_cannot_play_with_a_terminal_or_forge_a_line() {
    let hostile = hostile();
    let name = json!(hostile).to_string();
    let member = |extra: &str| {
        format!(
            r#"{name}:{name},"voice":{{"region":{name},{name}:[{name}],"webhooks":{{"event_url":{{"address":{name}}}}}{extra}}}"#
        )
    };
    let formats = ["--format=text", "--format=json", "--color=always"];
    side_by_side(&formats, |&format| {
        let stand = Stand::new();
        let app = stand.fresh_id();
        let named = |extra: &str| document(&app, &member(extra)).replace("\"Under test\"", &name);
        stand.store(&app, named(""));
        for line in lines(&app).into_iter().filter(|line| !line.contains(&"--raw".to_owned())) {
            let words = line.iter().map(String::as_str).chain([format, "-vv", "--timeout=3"]);
            let mut output = stand.vsw(words).run();
            if format == "--color=always" {
                // Our own colours are the only sequences there are.
                for code in ["0", "1", "2", "31;1", "32", "33"] {
                    output.stdout = output.stdout.replace(&format!("\u{1b}[{code}m"), "");
                    output.stderr = output.stderr.replace(&format!("\u{1b}[{code}m"), "");
                }
            }
            assert_tame(&format!("{line:?} {format}, stdout"), &output.stdout);
            assert_tame(&format!("{line:?} {format}, stderr"), &output.stderr);
            if format == "--format=json" {
                let report = output.json();
                let one = &report["applications"][0]["name"];
                let entry = &report["entries"][0]["name"];
                for shown in [one, entry, &report["name"]].into_iter().filter(|shown| shown.is_string()) {
                    if shown != "Appointment reminders" {
                        assert_eq!(*shown, Value::from(hostile.as_str()), "{line:?}");
                    }
                }
                if line[0] == "show" {
                    assert_eq!(
                        report["application"]["capabilities"]["voice"]["region"],
                        Value::from(hostile.as_str())
                    );
                }
            }
        }
        // What moved, by its paths and values; and what a server says of a refusal.
        stand.store(&app, named(&format!(r#","{}":{name}"#, "x")).replace("\"region\":\"", "\"region\":\"y"));
        for line in [&["status", &app][..], &["rollback", &app, "--yes", "--exact"]] {
            let output = stand.vsw([line, &["--format", "text"]].concat()).run();
            assert_tame(&format!("{line:?}"), &output.all());
        }
        let problem = json!({"title": hostile, "detail": hostile, "type": hostile}).to_string();
        for status in [400, 401, 404, 500, 302] {
            let answer = json!({"answer": {"status": status, "body": problem}});
            stand.fault(json!({"on": "any", "id": app, "do": answer, "times": 8}));
            for verb in ["status", "enable", "show"] {
                let words = [
                    verb,
                    &app,
                    "-v",
                    "--timeout=1",
                    if format == "--color=always" { "--format=text" } else { format },
                ];
                let output = stand.vsw(words).run();
                assert_tame(&format!("{status} {verb}"), &output.all());
            }
            stand.reset_faults();
        }
        // The command line's own words come from outside too.
        for line in [vec!["status", hostile.trim_matches('\0')], vec!["--profile", &hostile[..60], "status"]]
        {
            let line: Vec<String> = line.into_iter().map(|word| word.replace('\0', "")).collect();
            let output = stand.env.vsw(line.iter().map(String::as_str).chain([format])).run();
            assert_tame(
                &format!("{line:?}"),
                &output.all().replace("\u{1b}[31;1m", "").replace("\u{1b}[32m", "").replace("\u{1b}[0m", ""),
            );
        }
    });
}
