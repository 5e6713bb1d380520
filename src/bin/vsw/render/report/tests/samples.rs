//! Sample results for the formats: each verdict, hostile texts, a large set, a failure.

use jiff::Timestamp;
use vsw::application::Capability;
use vsw::signing::Signing;

use crate::codes::Code;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::report::summary::RunSummary;
use crate::report::status::{
    ChangedBy, CheckedApplication, Compared, ExpectedSigning, ReadBy, StatusReport, Tally, Verdict,
    WaiverNote,
};
use crate::report::{Moved, Report, SelectedBy, Selection, SourceLocation};
use crate::screen::{ColorMode, Redactions, Screen, Streams};
use crate::vocabulary::SigningState;

/// Names that a format could mishandle: markup, commands, invisible characters, a secret.
pub const HOSTILE: &[&str] = &[
    "\"><script>alert(1)</script>",
    "]]><failure>",
    "</title></style></script><!--",
    "{{script}} {{table}} ${x} #{y}",
    "a\n::error::forged\r\n##[error]forged",
    "::error::forged",
    "   ::warning file=x::forged",
    "%0A::error::forged%0D,:%",
    "a | b \\| c |",
    "back`tick``s` and ```",
    "@octocat fixes #1 !2 :tada: https://evil.example [x](https://evil.example) ![y](z)",
    "<img src=x onerror=alert(1)>&amp;&#60;",
    "\u{202e}drow\u{2066} \u{200b}\u{feff}\u{e0001}\u{9b}31m\u{1b}]8;;x\u{7}",
    "nul \u{0} and \u{fffe}\u{ffff} and \u{2028}\u{85}",
    "🎉 日本 Zoë \u{1d173}",
    "ends with \\",
    "'single' \"double\" \\\" {0} {1}",
    "S3cretPlanted99xQ",
    "",
];

pub fn screen() -> Screen {
    let redactions = Redactions::default();
    redactions.add(b"S3cretPlanted99xQ");
    let streams = Streams {
        color_out: ColorMode::None,
        color_err: ColorMode::None,
        out_is_terminal: false,
        shows_progress: false,
        can_ask: false,
        no_input: false,
        is_quiet: true,
    };
    Screen::new(streams, redactions, Vec::new())
}

pub fn application(number: usize, name: &str, verdict: Verdict) -> CheckedApplication {
    let (signing, code, detail, exit): (SigningState, _, _, _) = match verdict {
        Verdict::Ok => (Signing::On.into(), None, None, Exit::Yes),
        Verdict::Drift => {
            (Signing::Absent.into(), Some(Code::FlagDropped), Some(format!("gone: {name}")), Exit::No)
        }
        Verdict::Unknown => {
            (SigningState::UNKNOWN, Some(Code::Unreachable), Some("no answer".to_owned()), Exit::Unreachable)
        }
        Verdict::Skipped => (Signing::NoVoice.into(), Some(Code::NoVoice), None, Exit::Yes),
        Verdict::Waived => {
            (Signing::Off.into(), Some(Code::FlagOff), Some("switched off".to_owned()), Exit::Yes)
        }
        Verdict::Unlisted => (Signing::On.into(), Some(Code::Unlisted), None, Exit::Yes),
    };
    CheckedApplication {
        remedy: None,
        profile: "eu".to_owned(),
        id: format!("00000000-0000-4000-8000-{number:012x}").parse().expect("an id"),
        name: Some(name.to_owned()),
        capability: Capability::Voice,
        signing,
        expected: ExpectedSigning::On,
        verdict,
        code,
        detail,
        problems: Vec::new(),
        differences: Vec::new(),
        against: None,
        compared: Compared::Flags,
        reference_error: None,
        pointed: None,
        by: None,
        last_confirmed_at: None,
        declared: None,
        waiver: None,
        exit,
    }
}

pub fn report(applications: Vec<CheckedApplication>) -> StatusReport {
    let summary = applications.iter().map(|one| one.verdict).collect();
    let mut tally = Tally::default();
    for one in &applications {
        tally.add(one);
    }
    StatusReport {
        remedy: None,
        checked_at: "2026-11-24T02:29:46.123Z".to_owned(),
        requests: 7,
        selection: Selection {
            source: SelectedBy::Fleet,
            file: Some("./ops/vsw.toml".to_owned()),
            shard: None,
            names: Vec::new(),
            count: applications.len(),
        },
        baseline: None,
        read: ReadBy::List,
        complete: true,
        code: None,
        detail: None,
        summary,
        tally,
        ended: Exit::of_survey(applications.iter().map(|one| one.exit)),
        applications,
        unmatched: Vec::new(),
        shown: false,
        incomplete: Exit::Yes,
    }
}

pub fn summary(report: StatusReport) -> RunSummary {
    let times = ("2026-11-24T02:29:45Z", "2026-11-24T02:29:47.250Z");
    let time = |text: &str| text.parse::<Timestamp>().expect("a time");
    let result = Ok(Report::Status(report));
    RunSummary::of(&result, "status", (time(times.0), time(times.1)), &screen())
        .expect("it is about applications")
}

pub fn fleet() -> RunSummary {
    let note = |ended| WaiverNote {
        reason: "moves to the new platform, see <T-17>".to_owned(),
        owner: "voice team".to_owned(),
        until: "2026-12-31".to_owned(),
        ended,
    };
    let mut drift = application(1, "Reminders, spring: 10%", Verdict::Drift);
    drift.detail = Some("the flag is gone".to_owned());
    drift.last_confirmed_at = Some("2026-11-20T08:00:00Z".to_owned());
    drift.declared = Some(SourceLocation { path: "./ops/vsw.toml".to_owned(), line: 12, column: 3 });
    drift.differences = vec![
        Moved {
            path: "/capabilities/voice/signed_callbacks".to_owned(),
            before: Some("true".to_owned()),
            after: None,
        },
        Moved {
            path: "/name".to_owned(),
            before: Some("\"a|b\"".to_owned()),
            after: Some("\"<b>\"".to_owned()),
        },
    ];
    let mut waived = application(2, "Legacy line", Verdict::Waived);
    waived.waiver = Some(note(false));
    waived.declared = Some(SourceLocation { path: "./ops/vsw.toml".to_owned(), line: 20, column: 1 });
    let mut ended = application(3, "Old waiver", Verdict::Drift);
    ended.waiver = Some(note(true));
    ended.last_confirmed_at = Some("2026-11-21T08:00:00Z".to_owned());
    ended.by =
        Some(ChangedBy { command: "disable".to_owned(), user: None, at: "2026-11-21T08:00:00Z".to_owned() });
    let mut unread = application(4, "", Verdict::Unknown);
    unread.name = None;
    summary(report(vec![
        application(5, "Support", Verdict::Ok),
        drift,
        waived,
        ended,
        unread,
        application(6, "Newsletter", Verdict::Skipped),
        application(7, "Sandbox", Verdict::Unlisted),
    ]))
}

pub fn hostile() -> RunSummary {
    let mut applications: Vec<CheckedApplication> =
        (1..).zip(HOSTILE).map(|(number, name)| application(number, name, Verdict::Drift)).collect();
    for (application, name) in applications.iter_mut().zip(HOSTILE) {
        application.profile = (*name).to_owned();
        application.declared = Some(SourceLocation { path: format!("./{name}"), line: 3, column: 9 });
        application.waiver = Some(WaiverNote {
            reason: (*name).to_owned(),
            owner: (*name).to_owned(),
            until: (*name).to_owned(),
            ended: true,
        });
        application.differences = vec![Moved {
            path: format!("/{name}"),
            before: Some((*name).to_owned()),
            after: Some((*name).to_owned()),
        }];
    }
    let mut report = report(applications);
    report.complete = false;
    report.detail = Some(HOSTILE.concat());
    report.selection.file = Some(HOSTILE.concat());
    summary(report)
}

pub fn many(count: usize) -> RunSummary {
    let verdicts = [Verdict::Ok, Verdict::Ok, Verdict::Drift, Verdict::Ok, Verdict::Unknown, Verdict::Waived];
    let one = |number: usize| {
        let name = format!("Line {} of branch {}", number % 97, number);
        application(number, &name, verdicts[number % verdicts.len()])
    };
    summary(report((0..count).map(one).collect()))
}

pub fn broken() -> RunSummary {
    let failure = Failure::usage(format!("no account: {}", HOSTILE.concat()), "see <vsw config show>");
    let epoch = Timestamp::UNIX_EPOCH;
    RunSummary::of(&Err(failure), "status", (epoch, epoch), &screen()).expect("a failure is reported too")
}
