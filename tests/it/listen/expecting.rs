//! Tests which events end `vsw listen --expect`, and the exit code.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Stdio};

use serde_json::json;

use super::{Listener, ask, sign, without};
use crate::env::{TestEnv, Vsw};
use crate::sign::SECRET;

#[test]
fn expected_events_end_the_run() {
    let listener = Listener::start(&["--expect", "answered,completed", "--within", "30s"]);
    listener.ask(&listener.signed(&["--event", "answered", "--forge", "changed-body"]));
    listener.ask(&listener.signed(&["--event", "answered"]));
    listener.ask(&without(&listener.signed(&["--event", "completed"]), "Authorization"));
    listener.ask(&listener.signed(&["--event", "completed"]));
    let ended = listener.reporting.wait();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.events.last().map(|event| event["event"].clone()), Some(json!("stopped")));
}

/// Starts a receiver, and closes its stdout after the first line. Returns the process and the receiver's address.
fn with_reader_that_leaves(vsw: Vsw) -> (Child, String) {
    let mut command = vsw.into_command();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a process");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its stdout")).read_line(&mut line).expect("a line");
    let address = line.split_once("http://").expect("an address").1;
    let address = address.split(['"', '\n']).next().expect("an address").to_owned();
    (child, address)
}

fn end(mut child: Child) -> (Option<i32>, String) {
    let mut stderr = String::new();
    child.stderr.take().expect("its stderr").read_to_string(&mut stderr).expect("UTF-8");
    (child.wait().expect("its end").code(), stderr)
}

#[test]
fn events_are_expected_even_if_the_reader_of_stdout_leaves() {
    let env = TestEnv::new();
    let signed = sign(env.vsw(["sign", "--event", "answered"])).into_bytes();
    let unsigned = without(&signed, "Authorization");
    for format in [&[][..], &["--json"]] {
        let start = |within| {
            let words = ["listen", "--port", "0", "--expect", "answered", "--within", within];
            env.vsw(words.iter().chain(format)).env("VONAGE_SIGNATURE_SECRET", SECRET)
        };
        let (child, address) = with_reader_that_leaves(start("500ms"));
        assert_eq!(ask(&address, &unsigned).status, 503);
        let (code, stderr) = end(child);
        assert_eq!(code, Some(1), "{stderr}");
        assert!(
            stderr.contains(
                "error: no genuine delivery arrived within 0.5 s for these expected events: answered\n"
            ),
            "{stderr}"
        );

        let (child, address) = with_reader_that_leaves(start("20s"));
        assert_eq!(ask(&address, &unsigned).status, 503);
        assert_eq!(ask(&address, &signed).status, 200);
        let (code, stderr) = end(child);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(!stderr.contains("stdout") && !stderr.contains("error"), "{stderr}");

        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = start("100ms").into_command();
        let child = command.stdout(writer).stderr(Stdio::piped()).spawn().expect("a process");
        assert_eq!(end(child).0, Some(1));
    }
}
