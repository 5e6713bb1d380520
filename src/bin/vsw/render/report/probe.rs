//! `JUnit` of a probe: a test case for each genuine delivery, each forgery, and the replay.

use jiff::Timestamp;

use super::xml::escaped;
use crate::report::send::{ProbeOutcome, ProbeReport, When};

/// Returns the report as a file.
pub fn junit(report: &ProbeReport, at: &Timestamp) -> String {
    let mut cases = Vec::new();
    for genuine in &report.genuine {
        let name = match genuine.when {
            When::Before => "a genuine delivery is accepted",
            When::After => "a genuine delivery is accepted after the forgeries",
        };
        let failure = (!genuine.taken).then(|| status(genuine.status));
        cases.push((name.to_owned(), failure));
    }
    for forgery in &report.forgeries {
        let failure = match forgery.outcome {
            ProbeOutcome::Refused => None,
            ProbeOutcome::Accepted => {
                Some(format!("{}: the handler {}", status(forgery.status), forgery.hole))
            }
            ProbeOutcome::Error => Some(format!("{}: not a refusal", status(forgery.status))),
        };
        cases.push((format!("{} is refused", forgery.kind), failure));
    }
    let is_replayed = report.strict && report.replay.outcome == ProbeOutcome::Accepted;
    cases.push(("a replay is refused".to_owned(), is_replayed.then(|| status(report.replay.status))));
    let failures = cases.iter().filter(|(_, failure)| failure.is_some()).count();
    let (tests, target) = (cases.len(), escaped(&report.target));
    let at = at.strftime("%Y-%m-%dT%H:%M:%S");
    let case = |(name, failure): &(String, Option<String>)| {
        let head = format!("    <testcase classname=\"{target}\" name=\"{}\" time=\"0\"", escaped(name));
        match failure {
            None => format!("{head}/>\n"),
            Some(words) => {
                format!("{head}>\n      <failure message=\"{}\"/>\n    </testcase>\n", escaped(words))
            }
        }
    };
    let cases: Vec<String> = cases.iter().map(case).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"vsw\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n  \
         <testsuite name=\"vsw probe\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\" \
         timestamp=\"{at}\">\n{}  </testsuite>\n</testsuites>\n",
        cases.concat()
    )
}

fn status(status: Option<u16>) -> String {
    status.map_or_else(|| "no response".to_owned(), |status| format!("status {status}"))
}
