//! Rotates the signature secret while deliveries arrive: no genuine delivery may be refused.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::get;
use crate::env::TestEnv;
use crate::listen::{Listener, ask};
use crate::running::wait_for;
use crate::upstream::Upstream;

const OLD: &str = "one signature secret of more than 32 bytes";
const NEW: &str = "another signature secret of 32 bytes and more";
const ACCOUNT: &str = "a1b2c3d";

struct End<'t>(&'t AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn signed(metrics: &str, label: &str) -> u64 {
    let numbers = get(metrics, "/metrics").body;
    let prefix = format!("vsw_gateway_signed_total{{secret=\"profile default, labelled {label}\"}} ");
    let count = numbers.lines().find_map(|line| line.strip_prefix(&prefix));
    count.map_or(0, |count| count.parse().expect("a number"))
}

#[test]
fn no_genuine_delivery_is_refused_during_a_rotation() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let env = TestEnv::new();
    env.write("home/.config/vsw/config.toml", format!("[profiles.default]\napi_key = \"{ACCOUNT}\"\n"));
    let secret = |env: &TestEnv, words: &[&str], stdin: &str| {
        env.vsw(["config", "secret"].iter().chain(words)).stdin(stdin).run().expect(0);
    };
    let add = ["add", "--signature-secret-file", "-", "--label"];
    secret(&env, &[&add[..], &["old"]].concat(), OLD);
    let args = ["--upstream", &upstream.origin, "--metrics", "0"];
    let gateway = Listener::with_configured_secrets(env, &["gateway", "--bind", "127.0.0.1:0"], &args);
    let metrics = gateway.listening["metrics"].as_str().expect("an address");
    let sign = |secret: &str| {
        let words = ["sign", "--event", "answered", "--api-key", ACCOUNT];
        let vsw = gateway.env.vsw(words).env("VONAGE_SIGNATURE_SECRET", secret);
        ask(&gateway.address, vsw.run().expect(0).stdout.as_bytes()).status
    };
    // The secret in the Dashboard, with which Vonage signs.
    let dashboard = Mutex::new(OLD);
    let is_over = AtomicBool::new(false);
    let statuses = Mutex::new(Vec::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                let secret = *dashboard.lock().expect("the secret");
                let status = sign(secret);
                statuses.lock().expect("the statuses").push(status);
            }
        });
        let _end = End(&is_over);
        let reload = || {
            gateway.reporting.signal("HUP");
            assert!(gateway.reporting.next("reloaded")["error"].is_null());
        };
        let wait_until_signed = |label: &str| {
            let before = signed(metrics, label);
            let more = || (signed(metrics, label) > before + 2).then_some(());
            wait_for(more, || format!("the secret {label} signs nothing"));
        };
        wait_until_signed("old");
        secret(&gateway.env, &[&add[..], &["new"]].concat(), NEW);
        reload();
        *dashboard.lock().expect("the secret") = NEW;
        wait_until_signed("new");
        let last = signed(metrics, "old");
        wait_until_signed("new");
        assert_eq!(signed(metrics, "old"), last, "the old secret signs nothing more");
        secret(&gateway.env, &["retire", "--label", "old"], "");
        reload();
        wait_until_signed("new");
    });
    let statuses = statuses.into_inner().expect("the statuses");
    assert!(statuses.len() > 10 && statuses.iter().all(|status| *status == 200), "{statuses:?}");
    assert_eq!(upstream.seen().len(), statuses.len());
    assert_eq!(sign(OLD), 401, "a retired secret verifies nothing");
}
