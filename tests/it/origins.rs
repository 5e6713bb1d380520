//! Tests that no redirect, certificate of another host or file in the working directory sends credentials elsewhere.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use serde_json::json;

use crate::env::TestEnv;
use crate::server::Server;
use crate::stand::{API_KEY, API_SECRET, Stand, concurrently, document};

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

/// A TLS server that lists no applications, and records the start of each request.
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
fn k6_only_trusted_certificates_of_the_host_are_accepted() {
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
        ("good", signed(named("localhost")), 0, ""),
        ("expired", signed(expired), 5, "its certificate has expired\n"),
        ("not yet valid", signed(early), 5, "its certificate is not valid yet\n"),
        ("of another host", signed(named("other.example")), 5, "its certificate is for another host\n"),
        ("self-signed", self_signed, 5, "its certificate is not issued by a trusted authority\n"),
    ];
    concurrently(&servers, |(name, server, exit, reason)| {
        let list = |more: &[&str]| {
            let origin = format!("https://localhost:{}", server.port);
            let vsw = env.vsw([&["list", "--timeout", "2", "--api-url", &origin], more].concat());
            vsw.env("VONAGE_API_KEY", API_KEY).env("VONAGE_API_SECRET", API_SECRET)
        };
        // The system does not trust the test's authority.
        list(&[]).run().expect(5);
        assert_eq!(server.heard(), "", "{name}");
        list(&[]).env("SSL_CERT_FILE", &trusted).run().expect(*exit);
        let output = list(&["--ca-file", &trusted.display().to_string()]).run();
        assert_eq!(
            (output.code, server.heard().contains("authorization: Basic ")),
            (*exit, *exit == 0),
            "{name}: {output:?}"
        );
        assert_eq!(server.heard().is_empty(), *exit != 0, "{name}");
        assert!(output.stderr.contains(reason), "{name}: {output:?}");
        assert!(!output.stderr.contains("later"), "a retry cannot help: {output:?}");
    });
}

#[test]
fn a_root_may_be_expired_but_not_a_servers_certificate_and_doctor_says_so() {
    let key = || rcgen::KeyPair::generate().expect("a key");
    let expired = |host: &str| {
        let mut params = rcgen::CertificateParams::new(vec![host.to_owned()]).expect("a name");
        params.not_before = rcgen::date_time_ymd(2019, 1, 1);
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
        params
    };
    let mut authority = expired("authority");
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = rcgen::CertifiedIssuer::self_signed(authority, key()).expect("an authority");
    let (good, alone) = (key(), key());
    let issued = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let issued = issued.signed_by(&good, &authority).expect("a certificate");
    let own = expired("localhost").self_signed(&alone).expect("a certificate");
    let env = TestEnv::new();
    for (pem, server, exit, api) in [
        (authority.pem(), TlsServer::with(&issued, &good), 0, "ok"),
        (own.pem(), TlsServer::with(&own, &alone), 5, "wrong"),
    ] {
        let (file, origin) = (env.write("ca.pem", pem), format!("https://localhost:{}", server.port));
        let words =
            ["--timeout", "2", "--api-url", &origin, "--ca-file", &file.display().to_string(), "--json"];
        let run = |command: &str| {
            let vsw = env.vsw([&[command][..], &words].concat());
            vsw.env("VONAGE_API_KEY", API_KEY).env("VONAGE_API_SECRET", API_SECRET).run()
        };
        let _ = run("list").expect(exit);
        let report = run("doctor").expect(exit).json();
        let checks = report["checks"].as_array().expect("checks");
        let verdict = |name: &str| &checks.iter().find(|check| check["name"] == name).expect(name)["verdict"];
        assert_eq!((verdict("certificates"), verdict("api")), (&json!("note"), &json!(api)), "{report}");
    }
}

#[test]
fn k5_files_in_the_working_directory_cause_no_write_and_no_other_host() {
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
    // Of these commands, only `status` uses a fleet file that no option names. The file here is invalid.
    for (verb, exit) in [("enable", 2), ("disable", 2), ("status", 3)] {
        stand.vsw([verb]).envs(relative).run().expect(exit);
    }
    // Without an absolute home, a change has no directory for its snapshot.
    stand.vsw(["enable", &app]).envs(relative).run().expect(3);
    assert_eq!(stand.puts(&app).len(), 0);
    assert_eq!(stand.env.files(), files);
    stand.vsw(["enable", &app]).run().expect(0);
    assert_eq!((stand.puts(&app).len(), trap.seen().len()), (1, 0));
    let left: Vec<_> =
        stand.env.files().into_iter().filter(|file| file.starts_with(stand.env.path("work"))).collect();
    assert_eq!(left, files);
}
