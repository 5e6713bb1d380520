//! Tests that a failing stderr has no effect on the exit code, stdout or the application.

use std::fs::{self, File};
use std::io::Read as _;
use std::process::Stdio;

use crate::env::Vsw;
use crate::stand::{Stand, concurrently, document, outcomes};

const BEFORE: &str = r#""voice":{}"#;

#[derive(Clone, Copy, Debug)]
enum Stderr {
    Healthy,
    Closed,
    Full,
    NoReader,
    /// A pipe whose reader leaves after the first bytes.
    ReaderLeaves,
}

const BROKEN: [Stderr; 4] = [Stderr::Closed, Stderr::Full, Stderr::NoReader, Stderr::ReaderLeaves];

fn run(stand: &Stand, stderr: Stderr, args: &[&str]) -> (i32, String) {
    let script = if matches!(stderr, Stderr::Closed) { r#"exec "$@" 2>&-"# } else { r#"exec "$@""# };
    let vsw: Vsw = stand.shell(script, args).env("VONAGE_SIGNATURE_SECRET", "another secret of the test");
    let mut command = vsw.into_command();
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut reader = None;
    command.stderr(match stderr {
        Stderr::Healthy | Stderr::Closed => Stdio::null(),
        // macOS has no `/dev/full`. A write to a file that was opened for reading fails too.
        Stderr::Full => {
            let full = File::options().write(true).open("/dev/full");
            full.or_else(|_| File::open("/dev/null")).expect("a file").into()
        }
        Stderr::NoReader => std::io::pipe().expect("a pipe").1.into(),
        Stderr::ReaderLeaves => {
            let (first, writer) = std::io::pipe().expect("a pipe");
            reader = Some(first);
            writer.into()
        }
    });
    let child = command.spawn().expect("a process");
    // Close this process's copy of the pipe's writing end: otherwise a reader that gets no output waits forever.
    drop(command);
    let leaving = reader.map(|mut reader| std::thread::spawn(move || reader.read(&mut [0; 10])));
    let output = child.wait_with_output().expect("its end");
    if let Some(leaving) = leaving {
        let _ = leaving.join();
    }
    (output.status.code().unwrap_or(1000), masked(&String::from_utf8(output.stdout).expect("UTF-8")))
}

/// Replaces each word that contains a digit: times, run names and durations differ between runs.
fn masked(text: &str) -> String {
    let of_word = |c: char| c.is_ascii_alphanumeric() || "-:.".contains(c);
    let mut masked = String::new();
    for word in text.split_inclusive(|c| !of_word(c)) {
        let bare = word.trim_end_matches(|c| !of_word(c));
        if bare.contains(|c: char| c.is_ascii_digit()) {
            masked.push('#');
            masked.push_str(&word[bare.len()..]);
        } else {
            masked.push_str(word);
        }
    }
    masked
}

#[test]
fn s3_a_failing_stderr_changes_neither_exit_code_nor_report() {
    let commands: [&[&str]; 20] = [
        &["enable", "APP"],
        &["enable", "APP", "--json"],
        &["enable", "APP", "--dry-run"],
        &["enable", "--all", "--yes", "--json"],
        &["disable", "APP"],
        &["rollback", "APP", "--yes"],
        &["status", "APP"],
        &["status", "--all", "--json"],
        &["watch", "APP", "--now", "--every", "1s", "--rounds", "2", "--json"],
        &["watch", "APP", "--heal", "--now", "--every", "1s", "--rounds", "1"],
        &["show", "APP"],
        &["list"],
        &["history"],
        &["history", "--runs"],
        &["doctor"],
        &["verify", "--header", "Bearer a.b.c", "--body", "x"],
        &["sandbox", "--", "true"],
        &["frobnicate"],
        &["apply", "missing.json", "--yes"],
        &["show", "99999999-9999-4999-8999-999999999999"],
    ];
    concurrently(&commands, |&words| {
        let stand = Stand::new();
        stand.reset(0);
        let app = stand.application(BEFORE);
        let line = |more: &[&'static str]| -> Vec<&str> {
            let words = words.iter().map(|&word| if word == "APP" { app.as_str() } else { word });
            words.take_while(|word| *word != "--").chain(more.iter().copied()).collect()
        };
        let fresh = || {
            let _ = fs::remove_dir_all(stand.state());
            stand.store(&app, document(&app, BEFORE));
            if words[0] == "rollback" {
                stand.vsw(["enable", &app]).run().expect(0);
            }
        };
        let tail: Vec<&str> = words.iter().copied().skip_while(|word| *word != "--").collect();
        let all = |more: &[&'static str]| [line(more), tail.clone()].concat();
        fresh();
        let healthy = run(&stand, Stderr::Healthy, &all(&[]));
        let stored = stand.stored(&app);
        assert_ne!(healthy.0, 70, "{words:?}: {healthy:?}");
        for broken in BROKEN {
            for verbosity in [&[][..], &["-vv"]] {
                fresh();
                let what = format!("{words:?} {verbosity:?} with {broken:?}");
                assert_eq!(run(&stand, broken, &all(verbosity)), healthy, "{what}");
                assert_eq!(stand.stored(&app), stored, "{what}");
            }
        }
        if words[0] == "enable" && !words.contains(&"--dry-run") {
            assert_eq!(outcomes(&stand), ["changed"], "{words:?}");
        }
    });
}
