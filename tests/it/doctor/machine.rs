//! Tests the checks of `vsw doctor` on this machine's directories, files, certificates and proxy settings.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::{PAIR, assert_check};
use crate::env::VSW;
use crate::skip::can_trace;
use crate::stand::{Stand, enabled};

#[test]
fn directories_and_files_are_checked() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, r#""voice":{}"#);
    let doctor = |more: &[&str]| stand.vsw([&["doctor", "--offline", "--json"][..], more].concat());
    assert_check(&doctor(&[]).run().expect(0), "state-folder", "ok", "records: 1");
    let journal = stand.state().join("journal.ndjson");
    let lines = fs::read_to_string(&journal).expect("the journal");
    fs::write(&journal, format!("{}\n", lines.lines().next().expect("a line"))).expect("it is ours");
    assert_check(
        &doctor(&[]).run().expect(0),
        "state-folder",
        "note",
        "may have reached the API: 1 → check the application of the last interrupted change with `vsw status ",
    );
    fs::write(&journal, format!("{lines}torn")).expect("it is ours");
    assert_check(&doctor(&[]).run().expect(0), "state-folder", "note", "that vsw cannot read: 1");
    fs::set_permissions(stand.state(), fs::Permissions::from_mode(0o777)).expect("a mode");
    assert_check(
        &doctor(&[]).run().expect(3),
        "state-folder",
        "wrong",
        "can be written by others → remove other users' access",
    );
    fs::set_permissions(stand.state(), fs::Permissions::from_mode(0o700)).expect("a mode");
    stand.env.write("work/vsw.baseline.json", "{}");
    assert_check(&doctor(&[]).run().expect(3), "baseline-file", "wrong", "line 1, column 2: missing field");
    fs::remove_file(stand.env.path("work/vsw.baseline.json")).expect("it goes");
    stand.vsw(["baseline", "save", &app]).run().expect(0);
    assert_check(&doctor(&[]).run().expect(0), "baseline-file", "ok", "applications: 1");
    stand.env.write("work/vsw.toml", "api_url = 1\n");
    assert_check(&doctor(&[]).run().expect(3), "fleet-file", "wrong", "vsw.toml, line 1, column 1");
    stand.env.write("work/vsw.toml", format!("[[applications]]\nid = \"{app}\"\n"));
    assert_check(&doctor(&[]).run().expect(0), "fleet-file", "ok", "entries: 1");
}

#[test]
fn certificate_files_and_the_proxy_are_checked() {
    let stand = Stand::new();
    let doctor = |more: &[&str]| stand.vsw([&["doctor", "--offline", "--json"][..], more].concat());
    let certificate = |until: i32| {
        let key = rcgen::KeyPair::generate().expect("a key");
        let mut made = rcgen::CertificateParams::new(vec!["h.example".to_owned()]).expect("a name");
        made.not_before = rcgen::date_time_ymd(2000, 1, 1);
        made.not_after = rcgen::date_time_ymd(until, 1, 1);
        made.self_signed(&key).expect("a certificate").pem()
    };
    let (good, ended) = (certificate(2999), certificate(2001));
    for (pem, exit, verdict, words) in [
        (good.clone(), 0, "ok", "only the certificates in --ca-file are trusted (1)"),
        (
            format!("{good}{ended}"),
            0,
            "note",
            "only the certificates in --ca-file are trusted (2); 1 expired or not yet valid",
        ),
        (ended, 0, "note", "only the certificates in --ca-file are trusted (1); 1 expired or not yet valid"),
        (
            "hello".to_owned(),
            3,
            "wrong",
            "cannot read the certificates in ca.pem: it contains no certificate",
        ),
    ] {
        stand.env.write("work/ca.pem", pem);
        assert_check(&doctor(&["--ca-file", "ca.pem"]).run().expect(exit), "certificates", verdict, words);
    }
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (pem, words) in [
        (format!("{good}{broken}"), "1 certificates are trusted, from SSL_CERT_FILE or SSL_CERT_DIR"),
        (broken.to_owned(), "SSL_CERT_FILE or SSL_CERT_DIR has no usable certificate, so the "),
    ] {
        let file = stand.env.write("work/system.pem", pem);
        let doctor = stand.env.vsw(["doctor", "--offline", "--json"]).envs(PAIR);
        let output = doctor.env("SSL_CERT_FILE", file).run().expect(0);
        assert_check(&output, "certificates", "note", words);
    }
    assert_check(
        &doctor(&["--ca-file", "none.pem"]).run().expect(3),
        "certificates",
        "wrong",
        "cannot read the certificates in none.pem",
    );
    let output = stand
        .env
        .vsw(["doctor", "--offline", "--json"])
        .envs(PAIR)
        .env("https_proxy", "http://[")
        .run()
        .expect(3);
    assert_check(
        &output,
        "proxy",
        "wrong",
        "the proxy in https_proxy cannot be used: its value is not an address",
    );
}

#[test]
fn doctor_writes_nothing() {
    if !can_trace("that doctor writes nothing") {
        return;
    }
    let stand = Stand::new();
    stand.env.write("home/.config/vsw/config.toml", "[profiles.default]\napi_key = \"mainkey77\"\n");
    stand.vsw(["baseline", "save", "--all"]).run().expect(0);
    for offline in [true, false] {
        let log = stand.env.path("trace").display().to_string();
        let mut words = vec![
            "-f",
            "-qq",
            "-o",
            &log,
            "-e",
            "trace=%file,%network,ftruncate,fchmod,fchown,write",
            "--",
            VSW,
            "doctor",
        ];
        if offline {
            words.push("--offline");
        }
        stand.connected(stand.env.command("/usr/bin/strace", words)).run().expect(0);
        let log = fs::read_to_string(&log).expect("the trace");
        assert!(log.contains("config.toml") && log.contains("vsw.baseline.json"), "{log}");
        let harmless = |line: &&str| {
            // Writing to /dev/null changes nothing.
            !line.contains("/dev/null")
        };
        let written: Vec<&str> = log
            .lines()
            .filter(|line| {
                [
                    "O_WRONLY",
                    "O_RDWR",
                    "O_CREAT",
                    "O_TRUNC",
                    "mkdir",
                    "rename",
                    "unlink",
                    "chmod",
                    "chown",
                    "ftruncate",
                    "link(",
                ]
                .iter()
                .any(|word| line.contains(word))
            })
            .filter(harmless)
            .collect();
        assert!(written.is_empty(), "{written:?}");
        assert_eq!(log.contains("AF_INET"), !offline, "{log}");
        assert!(!stand.state().exists());
    }
    assert!(stand.requests().iter().all(|one| one.method == "GET"));
}

#[test]
fn a_file_that_others_can_read_is_named_once() {
    let env = crate::env::TestEnv::new();
    let readable = |name: &str, text: &str| {
        let path = env.write(name, text);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        path
    };
    // `doctor` reads the file of the API secret twice, but must name it once.
    let (api, signature) = (readable("home/api", "hunter2hunter2"), readable("home/signature", "a secret"));
    let output = env
        .vsw(["doctor", "--offline", "--json"])
        .env("VONAGE_API_KEY", "keyabcd9")
        .env("VONAGE_API_SECRET_FILE", &api)
        .env("VONAGE_SIGNATURE_SECRET_FILE", &signature)
        .run();
    let (_, detail) = &super::verdicts(&output)["file-modes"];
    let named =
        ["~/api holds secrets", "~/signature holds secrets"].map(|words| detail.matches(words).count());
    assert_eq!(named, [1, 1], "{detail}");
}
