//! `vsw audit`: verifies the deliveries in logs and counts the results. Offline.

mod hint;
mod line;
mod log;

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;

use vsw::audit::{
    Audit, DeliveryStatus, Group, Layout, LineResult, LineResults, Places, RequestPlaces, Tally, Totals,
};
use vsw::delivery::Product;
use vsw::verify::Code;

use crate::args::audit as args;
use crate::config::SignatureSecrets;
use crate::context::{Context, Input};
use crate::diagnosis::Diagnosis;
use crate::failure::Failure;
use crate::render;
use crate::report::Report;
use crate::report::audit::{AuditReport, BrokenLine, Required, Row, Summary, VerifiedAsOf};
use crate::screen::{StdoutError, Stream};
use crate::verifier;

use line::PhoneNumbers;

pub fn run(line: &args::Audit, context: &Context) -> Result<Report, Failure> {
    let logs = logs(line, context)?;
    let secrets = SignatureSecrets::find(context, &line.expected.verifier.signature_secret_file)?;
    let verifier = verifier::of(&line.expected, &secrets, context)?;
    let audit = Audit {
        verifier: &verifier,
        layout: layout(line),
        era: line.signing,
        by: line.by,
        now: line.now,
        since: line.since,
        until: line.until,
        threads: line.threads.unwrap_or_else(processors),
        line_results: if line.lines { LineResults::Each } else { LineResults::Counted },
    };
    let mut lines = line.lines.then(|| ResultLines { line, stream: context.screen.stream(), ended: None });
    let (totals, opened, incomplete) = read(&audit, &logs, lines.as_mut(), context);
    let ended = lines.and_then(|mut lines| lines.ended.or_else(|| lines.stream.flush().err()));
    let has_reader = ended.is_none();
    if let Some(failed) = ended.filter(|failed| !failed.reader_left()) {
        return Err(failed.into());
    }
    let mut report = report(line, &audit, &totals, incomplete, &opened);
    report.sampled_cause = Diagnosis::new(&verifier, &secrets, context).sampled_cause(&totals, &audit.layout);
    report.hint = hint::of(&report, &audit, &totals);
    if !line.lines {
        return Ok(Report::Audit(Box::new(report)));
    }
    // The reader of stdout left, perhaps before the log was read to its end: print no summary.
    if !has_reader {
        return Ok(Report::Ended(report.exit()));
    }
    context.screen.note(&render::audit::counts(&report));
    context.screen.note(&render::audit::sampled_cause(&report));
    context.screen.note(&render::audit::hint(&report));
    if let Some(failure) = render::audit::failure(&report) {
        context.screen.fail(&failure, None);
    }
    Ok(Report::Ended(report.exit()))
}

/// Returns the totals, the logs that could be opened, and the failures as one text.
fn read<'l>(
    audit: &Audit<'_>,
    logs: &'l [Input],
    mut lines: Option<&mut ResultLines<'_>>,
    context: &Context,
) -> (Totals, Vec<&'l Input>, Option<String>) {
    let mut totals = audit.totals();
    let (mut opened, mut failures) = (Vec::new(), Vec::new());
    for log in logs {
        let read = log::open(log, &context.screen).and_then(|(reader, bar)| {
            // A progress bar would disturb the lines on a terminal.
            let _bar = Some(bar).filter(|_| lines.is_none());
            opened.push(log);
            let file = name(log);
            Ok(audit.read(reader, &mut totals, &mut |result| match &mut lines {
                Some(lines) => lines.write(result, file.as_deref()),
                None => ControlFlow::Continue(()),
            })?)
        });
        if let Err(error) = read {
            failures.push(error.sentence(log));
        }
        if lines.as_ref().is_some_and(|lines| lines.ended.is_some()) {
            break;
        }
    }
    (totals, opened, (!failures.is_empty()).then(|| failures.join("; ")))
}

struct ResultLines<'l> {
    line: &'l args::Audit,
    stream: Stream<'l>,
    ended: Option<StdoutError>,
}

impl ResultLines<'_> {
    fn write(&mut self, result: &LineResult, file: Option<&str>) -> ControlFlow<()> {
        if self.line.only.is_empty() || self.line.only.contains(&result.status) {
            let numbers = if self.line.redact { PhoneNumbers::Masked } else { PhoneNumbers::Shown };
            self.ended = self.stream.line(&line::written(result, file, numbers)).err();
        }
        if self.ended.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn logs(line: &args::Audit, context: &Context) -> Result<Vec<Input>, Failure> {
    if line.files.is_empty() {
        if context.stdin_is_terminal() {
            let words = "no log file was given, and stdin is a terminal";
            return Err(Failure::usage(words, "name a file: `vsw audit deliveries.ndjson`"));
        }
        return Ok(vec![context.stdin.input("the log", Path::new("-"))?]);
    }
    let claimed = line.files.iter().map(|file| context.stdin.input("the log", file));
    Ok(claimed.collect::<Result<_, _>>()?)
}

fn name(log: &Input) -> Option<String> {
    match log {
        Input::Stdin => None,
        Input::File(path) => Some(path.display().to_string()),
    }
}

fn layout(line: &args::Audit) -> Layout {
    match (&line.authorization, &line.body) {
        (Some(authorization), Some(body)) => Layout::Foreign(Places {
            authorization: authorization.clone(),
            body: body.clone(),
            encoding: line.body_base64.clone().unwrap_or_default(),
            received_at: line.received_at.clone(),
            request: line
                .method
                .clone()
                .zip(line.url.clone())
                .map(|(method, url)| RequestPlaces { method, url }),
        }),
        _ => Layout::Capture,
    }
}

fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

fn report(
    line: &args::Audit,
    audit: &Audit<'_>,
    totals: &Totals,
    incomplete: Option<String>,
    logs: &[&Input],
) -> AuditReport {
    let groups = totals.groups();
    let total = |status| totals.total.of(status);
    AuditReport {
        by: audit.by.word(),
        signing: audit.era.word(),
        summary: Summary {
            read: totals.read,
            genuine: total(DeliveryStatus::Genuine),
            unsigned: total(DeliveryStatus::Unsigned),
            unsigned_expected: total(DeliveryStatus::UnsignedExpected),
            rejected: total(DeliveryStatus::Rejected),
            replayed: total(DeliveryStatus::Replayed),
            broken: total(DeliveryStatus::Broken),
            outside: totals.outside_times,
        },
        products: Product::ALL.map(|product| (product.word(), totals.of_product(product))).into(),
        rejected: by_code(&totals.total),
        groups: groups.iter().map(|(group, tally)| row(group, tally)).collect(),
        broken: totals
            .broken
            .iter()
            .map(|broken| BrokenLine {
                file: logs.get(broken.log).and_then(|log| name(log)),
                line: broken.line,
                detail: broken.reason.clone(),
            })
            .collect(),
        required: line
            .require
            .iter()
            .map(|&event| Required { event, genuine: totals.genuine_or_replayed(event) })
            .collect(),
        max_unsigned: line.max_unsigned,
        replay_window: (audit.line_results == LineResults::Counted).then(|| totals.replay_window()),
        disordered: totals.disordered,
        forgot_early: totals.forgot_early(),
        incomplete,
        sampled_cause: None,
        hint: None,
        verified_as_of: verified_as_of(audit),
    }
}

fn verified_as_of(audit: &Audit<'_>) -> VerifiedAsOf {
    match (&audit.layout, audit.now) {
        (_, None) => VerifiedAsOf::LogTime,
        (Layout::Foreign(Places { received_at: None, .. }), Some(_)) => VerifiedAsOf::Now,
        (_, Some(_)) => VerifiedAsOf::LogTimeOrNow,
    }
}

fn row(group: &Group, tally: &Tally) -> Row {
    let (name, verified) = match group {
        Group::Known(name) => (name.clone(), true),
        Group::Claimed(name) => (name.clone(), false),
        Group::Unverified => ("unverified".to_owned(), false),
        Group::Others => ("(others)".to_owned(), true),
    };
    Row {
        name,
        verified,
        genuine: tally.of(DeliveryStatus::Genuine),
        unsigned: tally.of(DeliveryStatus::Unsigned),
        unsigned_expected: tally.of(DeliveryStatus::UnsignedExpected),
        rejected: by_code(tally),
        replayed: tally.of(DeliveryStatus::Replayed),
    }
}

fn by_code(tally: &Tally) -> std::collections::BTreeMap<&'static str, u64> {
    tally.rejected.iter().map(|(code, count)| (Code::word(*code), *count)).collect()
}
