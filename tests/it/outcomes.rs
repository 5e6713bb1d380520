//! Tests the outcome of a change for combinations of a response to the PUT and a read-back.

mod partly;
mod pauses;
mod reads;

use serde_json::{Value, json};

use crate::stand::{FLAG, Stand, concurrently, document, only, paths};

/// The response to the PUT, and whether the API made the change.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Put {
    Acknowledged(u16),
    /// A 2xx status with a truncated body.
    AcknowledgedInPart,
    /// No response, 408, or a 5xx other than those of `Busy`.
    Lost(Loss, Done),
    /// 429, 502, 503, 504: retry later.
    Busy(u16, Done),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Loss {
    Dropped,
    Status(u16),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Done {
    Yes,
    No,
}

/// What the read-back shows besides the flag.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Seen {
    Plain,
    Added,
    Changed,
    Lost,
    /// The old document in this many reads, and then the changed one.
    Lag(u32),
    Unreadable(Unreadable),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Unreadable {
    ServerErrors,
    Html,
    Truncated,
    NotFound,
    OtherApplication,
    PrivateKey,
}

/// The expected report. `puts` is `None` if the number of PUTs depends on timing.
#[derive(Debug)]
struct Wanted {
    outcome: &'static str,
    code: Option<&'static str>,
    exit: i32,
    after: &'static str,
    puts: Option<usize>,
    differences: Vec<&'static str>,
    added: Vec<&'static str>,
}

const BEFORE: &str = r#""voice":{"region":"eu-west","webhooks":{}}"#;
const NEW: &str = "/capabilities/voice/extra";
const OLD: &str = "/capabilities/voice/region";

#[test]
fn a4_a7_every_put_response_with_every_read_back() {
    // With one sandbox for all cases, reading its log would take most of the time.
    let stands: Vec<Stand> = (0..8).map(|_| Stand::new()).collect();
    let cases: Vec<_> = cases().into_iter().zip(stands.iter().cycle()).collect();
    concurrently(&cases, |&((put, seen), stand)| check(stand, put, seen));
}

fn cases() -> Vec<(Put, Seen)> {
    let mut answers = Vec::new();
    answers.extend([200, 204].map(Put::Acknowledged));
    answers.push(Put::AcknowledgedInPart);
    for done in [Done::Yes, Done::No] {
        let statuses = [408, 500, 501].map(Loss::Status);
        let losses = [Loss::Dropped].into_iter().chain(statuses);
        answers.extend(losses.map(|loss| Put::Lost(loss, done)));
        answers.extend([429, 502, 503, 504].map(|status| Put::Busy(status, done)));
    }
    let unreadable = [
        Unreadable::ServerErrors,
        Unreadable::Html,
        Unreadable::Truncated,
        Unreadable::NotFound,
        Unreadable::OtherApplication,
        Unreadable::PrivateKey,
    ];
    let read_backs =
        [Seen::Plain, Seen::Added, Seen::Changed, Seen::Lost, Seen::Lag(1), Seen::Lag(2), Seen::Lag(3)];
    let read_backs = read_backs.into_iter().chain(unreadable.map(Seen::Unreadable));
    let pairs = read_backs.flat_map(|seen| answers.iter().map(move |&put| (put, seen)));
    // A read-back can lag only behind a change that was made.
    pairs.filter(|&(put, seen)| put.done() == Done::Yes || !matches!(seen, Seen::Lag(_))).collect()
}

#[test]
fn a4_an_acknowledged_put_without_effect_is_not_a_success() {
    let stand = Stand::new();
    let seen = [Seen::Plain, Seen::Added, Seen::Changed, Seen::Lost];
    concurrently(&seen, |&seen| {
        let app = stand.application(BEFORE);
        stand.fault(json!({"on": "put", "id": app, "do": "ignore"}));
        show_in_read_backs(&stand, &app, seen);
        let report = stand.vsw(["enable", &app, "--json", "--timeout", "2"]).run().expect(6).json();
        let one = only(&report);
        assert_eq!(
            (&one["outcome"], &one["code"], &one["after"]),
            (&json!("unconfirmed"), &json!("not-applied"), &json!("absent")),
            "{seen:?}: {report}"
        );
        let mut moved = paths(&one["differences"]);
        moved.extend(paths(&one["added"]));
        match seen {
            Seen::Added => assert!(moved.contains(&NEW), "{report}"),
            Seen::Changed | Seen::Lost => assert!(moved.contains(&OLD), "{report}"),
            _ => {}
        }
        assert!(stand.puts(&app).len() == 1 && one["snapshot"].is_string());
    });
}

impl Put {
    fn done(self) -> Done {
        match self {
            Self::Acknowledged(_) | Self::AcknowledgedInPart => Done::Yes,
            Self::Lost(_, done) | Self::Busy(_, done) => done,
        }
    }

    fn fault(self) -> Value {
        let answer =
            |status: u16, done| json!({"answer": {"status": status, "acts": done == Done::Yes, "body": ""}});
        match self {
            Self::Acknowledged(status) => answer(status, Done::Yes),
            Self::AcknowledgedInPart => json!({"cut": {"at": 20}}),
            Self::Lost(Loss::Dropped, Done::Yes) => json!("drop-after"),
            Self::Lost(Loss::Dropped, Done::No) => json!("drop-before"),
            Self::Lost(Loss::Status(status), done) | Self::Busy(status, done) => answer(status, done),
        }
    }

    fn wanted(self, seen: Seen) -> Wanted {
        let known = |outcome, code, exit, after| Wanted {
            outcome,
            code,
            exit,
            after,
            puts: Some(1),
            differences: match seen {
                Seen::Changed | Seen::Lost => vec![OLD],
                _ => Vec::new(),
            },
            added: if seen == Seen::Added { vec![NEW] } else { Vec::new() },
        };
        let changed = || known("changed", None, 0, "on");
        match (self, self.done(), seen) {
            (Self::Busy(..), _, Seen::Unreadable(_)) => known("failed", Some("unreachable"), 5, "unknown"),
            (_, _, Seen::Unreadable(_)) => known("unconfirmed", Some("not-confirmed"), 6, "unknown"),
            // The API made the change but asked for a retry. vsw retries while reads show the old document.
            (Self::Busy(..), Done::Yes, Seen::Lag(_)) => Wanted { puts: None, ..changed() },
            (_, Done::Yes, Seen::Plain | Seen::Lag(_)) => changed(),
            (Self::Acknowledged(_) | Self::AcknowledgedInPart, _, Seen::Added) => changed(),
            (_, Done::Yes, _) => known("unconfirmed", Some("collateral"), 6, "on"),
            // The retry starts from the current document, so other changes do not count as differences.
            (Self::Busy(..), Done::No, _) => {
                Wanted { puts: Some(2), differences: Vec::new(), added: Vec::new(), ..changed() }
            }
            (_, Done::No, Seen::Plain) => known("failed", Some("unreachable"), 5, "absent"),
            (_, Done::No, _) => {
                let mut wanted = known("unconfirmed", Some("not-confirmed"), 6, "absent");
                wanted.differences.push(FLAG);
                wanted
            }
        }
    }
}

fn show_in_read_backs(stand: &Stand, app: &str, seen: Seen) {
    let edit = |edit: Value| {
        stand.fault(json!({"on": "put", "id": app, "do": {"edit": {"when": "after", "edit": edit}}}));
    };
    let read =
        |what: Value| stand.fault(json!({"on": "get", "id": app, "skip": 1, "times": "forever", "do": what}));
    match seen {
        Seen::Plain => {}
        Seen::Added => edit(json!({"set": {NEW: 1}})),
        Seen::Changed => edit(json!({"set": {OLD: "us-east"}})),
        Seen::Lost => edit(json!({"remove": [OLD]})),
        Seen::Lag(gets) => stand.fault(json!({"on": "put", "id": app, "do": {"lag": {"gets": gets}}})),
        Seen::Unreadable(how) => match how {
            Unreadable::ServerErrors => read(json!({"answer": {"status": 500}})),
            Unreadable::Html => {
                read(json!({"answer": {"status": 200, "content_type": "text/html", "body": "<p>on"}}));
            }
            Unreadable::Truncated => read(json!({"truncate": {"at": 40}})),
            Unreadable::NotFound => read(json!({"answer": {"status": 404}})),
            Unreadable::OtherApplication => {
                let other =
                    document("ffffffff-0000-4000-8000-000000000000", r#""voice":{"signed_callbacks":true}"#);
                read(json!({"answer": {"status": 200, "body": other}}));
            }
            Unreadable::PrivateKey => edit(json!({"set": {"/keys": {"private_key": "x"}}})),
        },
    }
}

fn check(stand: &Stand, put: Put, seen: Seen) {
    let app = stand.application(BEFORE);
    stand.fault(json!({"on": "put", "id": app, "do": put.fault()}));
    show_in_read_backs(stand, &app, seen);
    let wanted = put.wanted(seen);
    // A change that never becomes visible may use the whole timeout.
    let time = if wanted.exit == 0 { "20" } else { "2" };
    let output = stand.vsw(["enable", &app, "--json", "--timeout", time]).run();
    let what = format!("{put:?}, {seen:?}, wanted {wanted:?}: {}\n{output:?}", stand.methods(&app));
    assert_eq!(output.code, wanted.exit, "{what}");
    let report = output.json();
    let one = only(&report);
    assert_eq!(
        (&one["outcome"], &one["code"], &one["after"], &one["before"]),
        (&json!(wanted.outcome), &json!(wanted.code), &json!(wanted.after), &json!("absent")),
        "{what}"
    );
    let mut differences = paths(&one["differences"]);
    differences.sort_unstable_by_key(|path| (*path == FLAG, *path));
    assert_eq!((differences, paths(&one["added"])), (wanted.differences, wanted.added), "{what}");
    if let Some(puts) = wanted.puts {
        assert_eq!(stand.puts(&app).len(), puts, "{what}");
    }
    assert!(one["snapshot"].is_string(), "{what}");
    assert_eq!(one["detail"].is_null(), wanted.exit == 0, "{what}");
    // At the timeout, vsw may have counted a request that the sandbox never sees.
    let (reported, seen) = (report["requests"].as_u64(), stand.requests_of(&app).len() as u64);
    let cut_off = (wanted.exit != 0).then_some(seen + 1);
    assert!(reported == Some(seen) || reported == cut_off, "{reported:?} of {seen}: {what}");
    if wanted.exit != 0 {
        assert!(!output.stdout.contains("\"changed\":1") && one["outcome"] != "changed", "{what}");
    }
}

#[test]
fn a_read_back_that_times_out_keeps_the_previous_result() {
    let stand = Stand::new();
    let cases =
        [(Seen::Changed, "collateral", "on", vec![OLD]), (Seen::Plain, "not-applied", "absent", vec![])];
    concurrently(&cases, |(seen, code, after, moved)| {
        let app = stand.application(BEFORE);
        if *seen == Seen::Plain {
            stand.fault(json!({"on": "put", "id": app, "do": "ignore"}));
        }
        show_in_read_backs(&stand, &app, *seen);
        let silence = json!({"delay": {"ms": 60_000, "when": "before"}});
        stand.fault(json!({"on": "get", "id": app, "skip": 2, "do": silence}));
        let report = stand.vsw(["enable", &app, "--json", "--timeout", "2"]).run().expect(6).json();
        let one = only(&report);
        assert_eq!((&one["code"], &one["after"]), (&json!(code), &json!(after)), "{report}");
        assert_eq!(paths(&one["differences"]), *moved);
    });
}

#[test]
fn a_rejected_put_ends_the_change_without_a_read_back() {
    let stand = Stand::new();
    let cases = [
        (400, "refused", 4),
        (401, "unauthorized", 4),
        (403, "refused", 4),
        (404, "not-found", 4),
        (405, "refused", 4),
        (409, "refused", 4),
        (415, "refused", 4),
        (422, "refused", 4),
        (301, "unreachable", 5),
        (302, "unreachable", 5),
        (303, "unreachable", 5),
        (307, "unreachable", 5),
        (308, "unreachable", 5),
    ];
    concurrently(&cases, |&(status, code, exit)| {
        let app = stand.application(BEFORE);
        let answer = if status < 400 {
            json!({"redirect": {"status": status, "location": format!("{}/v2/applications/{app}", stand.origin())}})
        } else {
            json!({"answer": {"status": status}})
        };
        stand.fault(json!({"on": "put", "id": app, "do": answer}));
        let report = stand.vsw(["enable", &app, "--json"]).run().expect(exit).json();
        let one = only(&report);
        assert_eq!((&one["outcome"], &one["code"]), (&json!("failed"), &json!(code)), "{status}");
        let detail = one["detail"].as_str().expect("a sentence");
        let is_open = detail
            .contains("; whether the change was made is unknown; check the application with `vsw status ");
        assert!(one["snapshot"].is_string() && is_open == (status < 400), "{report}");
        assert_eq!((stand.methods(&app).as_str(), &report["requests"]), ("GET PUT", &json!(2)));
        let text = stand.vsw(["history", &app]).run().expect(0).stdout;
        assert!(text.contains("  failed  "), "{text}");
    });
}

#[test]
fn text_reports_changed_and_on_only_after_a_read_back() {
    let stand = Stand::new();
    let cases = [
        (json!("ignore"), 6, "unconfirmed"),
        (json!("drop-before"), 5, "failed"),
        (json!({"answer": {"status": 500}}), 5, "failed"),
        (json!({"answer": {"status": 400}}), 4, "failed"),
        (json!({"answer": {"status": 503, "retry_after": 60}}), 5, "failed"),
        (json!({"edit": {"when": "after", "edit": {"set": {OLD: "us"}}}}), 6, "unconfirmed"),
    ];
    concurrently(&cases, |(fault, exit, word)| {
        let app = stand.application(BEFORE);
        stand.fault(json!({"on": "put", "id": app, "do": fault, "times": "forever"}));
        let output = stand.vsw(["enable", &app, "--timeout", "2"]).run().expect(*exit);
        assert!(output.stdout.contains(&format!("\n  outcome   {word}\n")), "{output:?}");
        for success in ["changed", "✓", "confirmed by"] {
            let text = output.stdout.replace("unconfirmed", "").replace("not-confirmed", "");
            assert!(!text.contains(success), "{success}: {output:?}");
        }
        assert!(!output.stderr.contains("now signs"), "{output:?}");
        assert!(output.stderr.contains("hint: "), "{output:?}");
    });
}
