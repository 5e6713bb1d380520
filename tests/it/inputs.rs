//! Tests unusual input files, such as FIFOs, devices, links and endless files.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::time::Duration;

use crate::env::Vsw;
use crate::running::Running;
use crate::skip::not_tested;
use crate::stand::{Stand, concurrently};
use crate::system::make_fifo;

const ON: &str = r#""voice":{"signed_callbacks":true}"#;
const FLEET: &str = "[[applications]]\nall = true\n";
const SECRET: &str = "a signature secret of forty-four characters.";

/// Command lines; `@` stands for the path of the input.
const COMMANDS: [&[&str]; 11] = [
    &["status", "--fleet", "@"],
    &["enable", "--fleet", "@", "--yes"],
    &["fleet", "check", "@"],
    &["baseline", "save", "--fleet", "@"],
    &["status", "--all", "--baseline", "@"],
    &["apply", "@", "--yes"],
    &["sandbox", "--state", "@", "--", "true"],
    &["list", "--ca-file", "@"],
    &["list", "--config", "@"],
    &["diff", "--against", "@"],
    &["verify", "--signature-secret-file", "@", "--header", "x", "--body", ""],
];

fn stand() -> Stand {
    let stand = Stand::new();
    stand.reset(0);
    stand.application(ON);
    let work = stand.env.path("work");
    make_fifo(&work.join("fifo"), "400");
    UnixListener::bind(work.join("socket")).expect("a socket");
    File::create(work.join("huge")).and_then(|file| file.set_len(1 << 33)).expect("a sparse file");
    stand
}

fn vsw(stand: &Stand, words: &[&str], path: &str) -> Vsw {
    let words = words.iter().map(|word| word.replace('@', path));
    stand.vsw(words).env("VONAGE_APPLICATION_ID", "00000000-0000-4000-8000-000000000001")
}

#[test]
fn special_and_endless_files_are_refused_at_once() {
    let stand = stand();
    let paths = ["fifo", "/dev/zero", ".", "socket", "huge"];
    let cases: Vec<_> =
        COMMANDS.iter().flat_map(|words| paths.iter().map(move |path| (*words, *path))).collect();
    concurrently(&cases, |(words, path)| {
        let mut running = Running::start(vsw(&stand, words, path));
        assert!(!running.still_runs_after(Duration::from_secs(20)), "{words:?} {path} still runs");
        let output = running.end();
        let what = format!("{words:?} {path}: {output:?}");
        assert!(output.code == 3 && output.stderr.contains("error: "), "{what}");
    });
    for name in ["VONAGE_API_SECRET_FILE", "VONAGE_SIGNATURE_SECRET_FILE"] {
        for path in paths {
            let script = format!("unset VONAGE_API_SECRET; {name}={path} exec \"$@\"");
            let words = ["verify", "--header", "x", "--body", ""];
            let words = if name.contains("API") { &["list"][..] } else { &words };
            let mut running = Running::start(stand.shell(&script, words));
            assert!(!running.still_runs_after(Duration::from_secs(20)), "{name} {path} still runs");
            assert_eq!(running.end().code, 3, "{name} {path}");
        }
    }
    assert!(stand.requests().is_empty());
}

#[test]
fn process_substitutions_and_stdin_are_read() {
    if !std::path::Path::new("/bin/bash").exists() {
        not_tested("process substitutions: /bin/bash is not here");
        return;
    }
    let stand = stand();
    stand.env.write("work/f.toml", FLEET);
    let authority = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    stand.env.write("work/ca.pem", authority.cert.pem());
    stand.env.write("work/s", SECRET);
    stand.vsw(["baseline", "save", "--all", "--file", "b.json"]).run().expect(0);
    stand.vsw(["disable", "--all", "--plan", "p.json"]).run().expect(0);
    let sign = ["sign", "--signature-secret-file", "s", "--body", "{}", "--output", "capture"];
    let capture = stand.vsw(sign).run();
    stand.env.write("work/log", capture.expect(0).stdout);
    let cases: [(&str, i32); 12] = [
        ("status --fleet <(cat f.toml)", 0),
        ("status --fleet /dev/stdin <f.toml", 0),
        ("status --all --baseline <(cat b.json)", 0),
        ("list --ca-file <(cat ca.pem)", 0),
        ("list --config <(echo)", 0),
        ("list --config /dev/null", 0),
        ("apply <(cat p.json) --dry-run", 1),
        ("audit --signature-secret-file <(cat s) <(cat log)", 0),
        ("audit --signature-secret-file s /dev/stdin <log", 0),
        ("verify --signature-secret-file <(cat s) --header-file <(echo x) --body-file <(echo)", 1),
        ("verify --signature-secret-file s --header x --body-file /dev/stdin <log", 1),
        ("verify --signature-secret-file s --request-file <(printf 'POST / HTTP/1.1\\r\\n\\r\\n')", 1),
    ];
    for (words, code) in cases {
        let script = format!("exec {} {words}", crate::env::VSW);
        let output = stand.connected(stand.env.command("/bin/bash", ["-c", &script])).run();
        assert_eq!(output.code, code, "{words}: {output:?}");
    }
}

#[test]
fn a_named_fifo_still_delivers_a_body_and_a_secret() {
    let stand = stand();
    let (fifo, secret) = (stand.env.path("work/fifo"), stand.env.path("work/other"));
    make_fifo(&secret, "600");
    fs::set_permissions(&fifo, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("a mode");
    let writers = [(fifo, "body"), (secret, SECRET)]
        .map(|(path, text)| std::thread::spawn(move || fs::write(path, text).expect("a reader")));
    // Let both writers open their FIFO: `vsw` does not wait for a secret's writer.
    std::thread::sleep(Duration::from_millis(300));
    let words =
        ["verify", "--signature-secret-file", "other", "--header", "x", "--body-file", "fifo", "--json"];
    let output = stand.vsw(words).run().expect(1);
    assert_eq!(output.json()["code"], "malformed-token");
    let _ = writers.map(|writer| writer.join().expect("written"));
}

#[test]
fn k5_no_link_leads_a_baseline_out_of_its_fleet_files_directory() {
    let stand = stand();
    let reviewed = "{\"schema\": \"vsw/baseline/1\", \"applications\": []}";
    stand.env.write("work/theirs/b.json", reviewed);
    stand.env.write("work/repo/own/b.json", reviewed);
    let work = stand.env.path("work");
    for (target, link) in
        [("../theirs", "out"), ("own", "in"), ("../theirs/b.json", "b.json"), ("own/b.json", "c.json")]
    {
        symlink(target, work.join("repo").join(link)).expect("a link");
    }
    symlink("repo", work.join("other")).expect("a link");
    let commands: [&[&str]; 5] = [
        &["fleet", "check", "@"],
        &["status", "--fleet", "@"],
        &["enable", "--fleet", "@", "--yes"],
        &["baseline", "save", "--fleet", "@"],
        &["watch", "--rounds", "1", "--now", "--every", "1s", "--fleet", "@"],
    ];
    let fleet = |baseline: &str| {
        stand.env.write("work/repo/vsw.toml", format!("baseline = \"{baseline}\"\n{FLEET}"));
    };
    for baseline in ["out/b.json", "out/new.json", "b.json", "in/../../theirs/b.json"] {
        fleet(baseline);
        for words in commands {
            let output = vsw(&stand, words, "other/vsw.toml").run().expect(3);
            assert!(
                output.stderr.contains("other/vsw.toml, line 1, column 12: `baseline` "),
                "{}",
                output.stderr
            );
        }
    }
    assert!(stand.requests().is_empty());
    assert_eq!(stand.env.read("work/theirs/b.json"), reviewed);
    for baseline in ["in/b.json", "./own/b.json", "c.json"] {
        fleet(baseline);
        for words in &commands[..3] {
            vsw(&stand, words, "other/vsw.toml").run().expect(0);
        }
    }
}

#[test]
fn fleet_check_refuses_the_baseline_that_status_refuses() {
    let stand = stand();
    stand.env.write("work/bad.json", "{");
    for baseline in ["bad.json", "fifo", "huge", "new.json"] {
        stand.env.write("work/f.toml", format!("baseline = \"{baseline}\"\n{FLEET}"));
        vsw(&stand, &["status", "--fleet", "@"], "f.toml").run().expect(3);
        vsw(&stand, &["fleet", "check", "@"], "f.toml").run().expect(3);
    }
}
