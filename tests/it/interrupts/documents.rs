//! Tests the output of a run that a signal ends before it has read an application.

use serde_json::{Value, json};

use super::{FOREVER, stopped};
use crate::env::Output;
use crate::running::{Running, wait_for};
use crate::stand::{Stand, concurrently};

fn stopped_at_the_first_request(stand: &Stand, words: &[&str], signal: &str) -> Output {
    for on in ["list", "get"] {
        stand.fault(json!({"on": on, "times": "forever", "do": {"delay": {"ms": FOREVER}}}));
    }
    let running = Running::start(stand.vsw(words));
    wait_for(|| (!stand.requests().is_empty()).then_some(()), || format!("{words:?}: no request came"));
    stopped(running, signal).0
}

#[test]
fn p2_a_json_document_says_that_a_signal_ended_the_run() {
    let cases: [(&[&str], bool); 9] = [
        (&["enable", "--all", "--yes"], true),
        (&["disable", "--all", "--yes"], true),
        (&["enable", "APP", "--dry-run"], true),
        (&["diff", "--all", "--accept", "--yes"], true),
        (&["status", "--all"], false),
        (&["status", "APP"], false),
        (&["show", "APP"], false),
        (&["list"], false),
        (&["whoami"], false),
    ];
    concurrently(&cases, |(words, would_change)| {
        for (signal, exit) in [("INT", 130), ("TERM", 143)] {
            let stand = Stand::new();
            let app = stand.application(r#""voice":{}"#);
            let words: Vec<&str> =
                words.iter().map(|&word| if word == "APP" { &app } else { word }).chain(["--json"]).collect();
            let output = stopped_at_the_first_request(&stand, &words, signal).expect(exit);
            let error = output.json();
            assert_eq!(error["schema"], "vsw/error/1", "{words:?}: {output:?}");
            assert_eq!((&error["code"], &error["exit"]), (&json!("interrupted"), &json!(exit)), "{words:?}");
            assert_eq!((&error["hint"], &error["place"]), (&Value::Null, &Value::Null), "{words:?}");
            let message = if *would_change { "interrupted; nothing was changed" } else { "interrupted" };
            assert_eq!(error["message"], message, "{words:?}");
        }
    });
}

#[test]
fn p2_without_json_a_signal_prints_no_document() {
    let stand = Stand::new();
    let output = stopped_at_the_first_request(&stand, &["status", "--all"], "TERM").expect(143);
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("", ""));
}

#[test]
fn p2_a_report_says_that_a_signal_ended_the_run() {
    for words in [&["status", "--all"][..], &["enable", "--all", "--yes"]] {
        let stand = Stand::new();
        stand.env.write("work/junit.xml", "an earlier report");
        let words = [words, &["--report", "junit=junit.xml", "--report", "prometheus=vsw.prom"]].concat();
        stopped_at_the_first_request(&stand, &words, "TERM").expect(143);
        let junit = stand.env.read(stand.env.path("work/junit.xml"));
        assert!(junit.contains("interrupted") && junit.contains("<error"), "{junit}");
        let metrics = stand.env.read(stand.env.path("work/vsw.prom"));
        assert!(metrics.contains("\nvsw_run_exit_code 143\n"), "{metrics}");
    }
}

#[test]
fn p2_a_signal_before_the_inputs_are_known_replaces_none_of_them() {
    let stand = Stand::new();
    // A report is written only after its path was compared with all inputs. Here the signal arrives earlier,
    // while the name is looked up.
    let words = ["enable", "Support line", "--report", "junit=junit.xml", "--json"];
    stand.env.write("work/junit.xml", "an earlier report");
    let output = stopped_at_the_first_request(&stand, &words, "INT").expect(130);
    assert_eq!(output.json()["code"], "interrupted");
    assert!(stand.env.read(stand.env.path("work/junit.xml")).contains("earlier"), "{output:?}");
}
