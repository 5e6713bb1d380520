//! Tests `vsw gateway --tls-cert --tls-key`, and a reload of both files.

use std::fs;
use std::path::Path;

use crate::env::TestEnv;
use crate::listen::Listener;
use crate::sign::SECRET;
use crate::upstream::Upstream;

fn write_certificate(certificate: &Path, key: &Path) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    fs::write(certificate, made.cert.pem()).expect("a file");
    fs::write(key, made.signing_key.serialize_pem()).expect("a file");
}

#[test]
fn deliveries_by_tls_are_forwarded_and_the_certificate_is_replaced_by_a_reload() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let env = TestEnv::new();
    let [certificate, key] = ["cert.pem", "key.pem"].map(|name| env.path(name));
    write_certificate(&certificate, &key);
    let args = [
        "--upstream",
        &upstream.origin,
        "--tls-cert",
        certificate.to_str().expect("UTF-8"),
        "--tls-key",
        key.to_str().expect("UTF-8"),
    ];
    let gateway = Listener::of(env, &["gateway", "--bind", "127.0.0.1:0"], &args);
    assert!(
        gateway.listening["address"]
            .as_str()
            .is_some_and(|address| address.starts_with("https://127.0.0.1:"))
    );
    let port = gateway.address.rsplit(':').next().expect("a port");
    let trigger = || {
        let target = format!("https://localhost:{port}");
        let ca = certificate.to_str().expect("UTF-8").to_owned();
        let vsw = gateway.env.vsw(["trigger", "answered", "--to", &target, "--ca-file", &ca]);
        vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).run()
    };
    trigger().expect(0);
    assert_eq!(upstream.seen()[0].values("x-forwarded-proto"), ["https"]);
    let other = gateway.env.path("other.pem");
    write_certificate(&other, &gateway.env.path("other.key"));
    fs::copy(&other, &certificate).expect("a copy");
    gateway.reporting.signal("HUP");
    let error = gateway.reporting.next("reloaded")["error"].as_str().expect("an error").to_owned();
    assert!(error.contains("is not the key of the certificate"), "{error}");
    trigger().expect(5);
    fs::copy(gateway.env.path("other.key"), &key).expect("a copy");
    gateway.reporting.signal("HUP");
    assert!(gateway.reporting.next("reloaded")["error"].is_null());
    trigger().expect(0);
    let plain = gateway.send(&gateway.signed(&["--event", "answered"]));
    assert!(!plain.contains("HTTP"), "without TLS there is no response: {plain}");
    assert_eq!(upstream.seen().len(), 2);
}

#[test]
fn a_malformed_key_file_is_refused_with_the_reason() {
    let env = TestEnv::new();
    let [certificate, key] = ["cert.pem", "key.pem"].map(|name| env.path(name));
    write_certificate(&certificate, &key);
    for (content, reason) in [
        ("x\n", "it contains no private key"),
        ("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n", "the key in it is not base64"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n", "a section in it has no END line"),
    ] {
        fs::write(&key, content).expect("a file");
        let files = [&certificate, &key].map(|path| path.to_str().expect("UTF-8"));
        let line =
            ["gateway", "--upstream", "http://127.0.0.1:1", "--tls-cert", files[0], "--tls-key", files[1]];
        let output = env.vsw(line).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(3);
        let error = format!("error: cannot use the private key in {}: {reason}\n", files[1]);
        assert!(output.stderr.starts_with(&error), "{output:?}");
    }
    write_certificate(&certificate, &key);
    fs::write(&certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
        .expect("a file");
    let files = [&certificate, &key].map(|path| path.to_str().expect("UTF-8"));
    let line = ["gateway", "--upstream", "http://127.0.0.1:1", "--tls-cert", files[0], "--tls-key", files[1]];
    let output = env.vsw(line).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(3);
    let error =
        format!("error: cannot read the certificates in {}: a certificate in it is malformed", files[0]);
    assert!(output.stderr.starts_with(&error), "{output:?}");
}
