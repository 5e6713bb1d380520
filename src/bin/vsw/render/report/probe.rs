//! The `JUnit` report of `vsw probe`, with deliveries as test cases.

use jiff::Timestamp;

use super::xml::escaped;
use crate::failure::Failure;
use crate::report::Report;
use crate::report::probe::{ForgerySent, GenuineSent, ProbeOutcome, ProbeReport, When};
use crate::screen::Screen;

pub struct Cases {
    deliveries: Vec<(String, Finding)>,
    took_ms: u64,
    at: Timestamp,
}

enum Finding {
    Passed,
    /// Type and message.
    Failed(String, String),
    Error(String, String),
    Skipped(String),
}

impl Cases {
    pub fn of(
        result: &Result<Report, Failure>,
        (began, ended): (Timestamp, Timestamp),
        screen: &Screen,
    ) -> Option<Self> {
        let deliveries = match result {
            Ok(Report::Probe(report)) => of_report(report, screen),
            Ok(_) => return None,
            Err(failure) => {
                let found = Finding::Error(failure.code().to_string(), screen.sanitize(&failure.to_string()));
                vec![("the handler is probed".to_owned(), found)]
            }
        };
        let took_ms = u64::try_from(ended.duration_since(began).as_millis()).unwrap_or(0);
        Some(Self { deliveries, took_ms, at: ended })
    }

    pub fn text(&self) -> String {
        let count = |is: fn(&Finding) -> bool| self.deliveries.iter().filter(|(_, found)| is(found)).count();
        let failures = count(|found| matches!(found, Finding::Failed(..)));
        let errors = count(|found| matches!(found, Finding::Error(..)));
        let skipped = count(|found| matches!(found, Finding::Skipped(_)));
        let tests = self.deliveries.len();
        let took = format!("{}.{:03}", self.took_ms / 1000, self.took_ms % 1000);
        // UTC, because the format has no time zone.
        let at = self.at.strftime("%Y-%m-%dT%H:%M:%S");
        let cases: String = self.deliveries.iter().map(case).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <testsuites name=\"vsw\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{took}\">\n  \
             <testsuite name=\"vsw probe\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
             skipped=\"{skipped}\" time=\"{took}\" timestamp=\"{at}\">\n{cases}  </testsuite>\n</testsuites>\n"
        )
    }
}

fn case((name, found): &(String, Finding)) -> String {
    let head = format!("    <testcase classname=\"vsw probe\" name=\"{}\" time=\"0\"", escaped(name));
    let typed = |element: &str, kind: &str, message: &str| {
        let (kind, message) = (escaped(kind), escaped(message));
        format!(
            "{head}>\n      <{element} type=\"{kind}\" message=\"{message}\">{message}</{element}>\n    </testcase>\n"
        )
    };
    match found {
        Finding::Passed => format!("{head}/>\n"),
        Finding::Failed(kind, message) => typed("failure", kind, message),
        Finding::Error(kind, message) => typed("error", kind, message),
        Finding::Skipped(message) => {
            format!("{head}>\n      <skipped message=\"{}\"/>\n    </testcase>\n", escaped(message))
        }
    }
}

fn of_report(report: &ProbeReport, screen: &Screen) -> Vec<(String, Finding)> {
    let genuine = |when| {
        let of_time = report.genuine.iter().filter(move |one| one.when == when);
        of_time.map(|one| genuine(one, report, screen))
    };
    let forgeries = report.forgeries.iter().map(|sent| {
        let found = match sent.outcome {
            ProbeOutcome::Refused => Finding::Passed,
            ProbeOutcome::Accepted => Finding::Failed(sent.code.to_string(), message(sent, report, screen)),
            ProbeOutcome::Error => Finding::Error(sent.code.to_string(), message(sent, report, screen)),
        };
        (format!("forgery {}", sent.kind.word()), found)
    });
    let skipped = report.skipped.iter().map(|skipped| {
        (format!("forgery {}", skipped.kind.word()), Finding::Skipped(screen.sanitize(&skipped.reason)))
    });
    let replay = report.replay.was_sent().then(|| {
        let words = "the handler accepted the same token again".to_owned();
        let found = match (report.accepts_replay(), report.strict) {
            (false, _) => Finding::Passed,
            (true, true) => Finding::Failed("replayed".to_owned(), words),
            (true, false) => Finding::Skipped(format!("{words}; a failure with --strict")),
        };
        ("replay".to_owned(), found)
    });
    genuine(When::Before).chain(forgeries).chain(skipped).chain(replay).chain(genuine(When::After)).collect()
}

fn genuine(sent: &GenuineSent, report: &ProbeReport, screen: &Screen) -> (String, Finding) {
    let name = if sent.when == When::Before { "genuine, before" } else { "genuine, after" };
    let found = if sent.taken {
        Finding::Passed
    } else {
        let detail = report.detail.as_deref().or(sent.answer.error.as_deref()).unwrap_or("not accepted");
        Finding::Error("not-accepted".to_owned(), screen.sanitize(detail))
    };
    (name.to_owned(), found)
}

fn message(sent: &ForgerySent, report: &ProbeReport, screen: &Screen) -> String {
    let hole = report.holes.iter().find(|hole| hole.kinds.contains(&sent.kind.word()));
    let hole = hole.map_or_else(String::new, |hole| format!("the handler {}; ", hole.about));
    let status = match (&sent.answer.status, &sent.answer.error) {
        (Some(status), _) => format!("it responded with {status}"),
        (None, error) => error.clone().unwrap_or_default(),
    };
    screen.sanitize(&format!("{hole}sent {}; {status}", sent.kind.about()))
}
