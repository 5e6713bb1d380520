//! Metrics of a watch: its board as metrics, for whoever scrapes.
//!
//! Not here: how metrics are spelled (`exposition`). Names have been made safe by whoever wrote them on the board.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::exposition::{Metric, Sample, number};
use crate::report::counts::Counts;
use crate::report::status::Verdict;
use crate::report::watch::{Standing, WatchState};
use crate::vocabulary::Word as _;

/// All that a board says.
pub fn of_board(board: &WatchState) -> Vec<Metric> {
    let mut metrics = vec![Metric::build_info(), of_verdicts(board)];
    metrics.extend(OF_APPLICATION.iter().map(|(name, help, value)| {
        let all = board.applications.iter();
        let with_value = all.filter_map(|(key, standing)| Some((key, standing, value(standing)?)));
        let samples = with_value.map(|((account, id), standing, value)| {
            Sample::of_application(board.profile(*account), &id.to_string(), standing.name.as_deref(), value)
        });
        Metric::gauge(name, help, samples.collect())
    }));
    metrics.extend(of_rounds(board));
    metrics.extend(of_work(board));
    metrics
}

/// A gauge of each application: its name, its help, and its value, where it has one.
type OfApplication = (&'static str, &'static str, fn(&Standing) -> Option<f64>);

const OF_APPLICATION: [OfApplication; 6] = [
    (
        "vsw_application_ok",
        "1 if the application was as it should be when it was last read, 0 if not; none if it is skipped.",
        |standing| match standing.verdict? {
            Verdict::Skipped | Verdict::Unknown => None,
            Verdict::Ok => Some(1.0),
            Verdict::Unlisted => Some(f64::from(!standing.is_bad)),
            Verdict::Drift | Verdict::Waived => Some(0.0),
        },
    ),
    (
        "vsw_application_since_timestamp_seconds",
        "Since when it is so, as far as this watch saw.",
        |standing| standing.verdict.map(|_| seconds(standing.since)),
    ),
    ("vsw_application_waived", "1 for an application that is not as it should be and excused.", |standing| {
        (standing.verdict == Some(Verdict::Waived)).then_some(1.0)
    }),
    (
        "vsw_application_unknown",
        "1 for an application that could not be read in the last round.",
        |standing| is_unknown(standing).then_some(1.0),
    ),
    (
        "vsw_application_last_read_timestamp_seconds",
        "When an application that is unknown now was last read.",
        |standing| standing.last_read.filter(|_| is_unknown(standing)).map(seconds),
    ),
    (
        "vsw_application_fighting",
        "1 for an application that is set as often as it is healed, and left alone for a while.",
        |standing| standing.fighting_until.map(|_| 1.0),
    ),
];

fn of_rounds(board: &WatchState) -> [Metric; 9] {
    let gauge = |name, help, value: Option<f64>| Metric::gauge(name, help, Sample::alone(value));
    let last = board.last_round;
    let took = last.map(|last| number(last.took_ms) / 1000.0);
    let complete = "1 if all was looked at that should be, 0 if a list could not be read to its end.";
    let reloaded = "0 if what is in force is older than the files, since they could not be read.";
    let reloaded_at = board.last_reload.map(seconds);
    [
        counter("vsw_rounds", "Rounds that were made.", board.rounds),
        counter("vsw_rounds_missed", "Rounds that were skipped, since one was under way.", board.missed),
        gauge(
            "vsw_round_interval_seconds",
            "How long it is from one round to the next.",
            Some(board.every_seconds),
        ),
        gauge(
            "vsw_last_round_timestamp_seconds",
            "When the last round began.",
            last.map(|last| seconds(last.began)),
        ),
        gauge("vsw_last_round_duration_seconds", "How long the last round took.", took),
        gauge("vsw_last_round_complete", complete, last.map(|last| f64::from(last.complete))),
        gauge(
            "vsw_last_good_round_timestamp_seconds",
            "When a round last read what it should.",
            board.last_good.map(seconds),
        ),
        gauge("vsw_config_last_reload_successful", reloaded, Some(f64::from(!board.reload_failed))),
        gauge(
            "vsw_config_last_reload_success_timestamp_seconds",
            "When what is in force was read.",
            reloaded_at,
        ),
    ]
}

/// Requests, healings and calls of the command.
fn of_work(board: &WatchState) -> [Metric; 6] {
    let limited = board.accounts.iter().filter_map(|account| Some((account, account.rate?)));
    let calls = by_outcome(&board.calls);
    let rates = limited.map(|(account, rate)| Sample::of(&[("profile", &account.profile)], rate));
    [
        Metric::counter("vsw_requests", "Requests to the API, by what was answered.", requests(board)),
        Metric::gauge(
            "vsw_request_rate_limit",
            "Requests a second that are kept to, where there is a limit.",
            rates.collect(),
        ),
        Metric::counter("vsw_heals", "Healings, by what came of them.", by_outcome(&board.heals)),
        counter(
            "vsw_heals_held_back",
            "Applications that were not healed in a round because of --max-changes.",
            board.held_back,
        ),
        counter("vsw_fights", "How often somebody was found to be fighting.", board.fights),
        Metric::counter("vsw_on_drift_calls", "Calls of the command, by what came of them.", calls),
    ]
}

fn of_verdicts(board: &WatchState) -> Metric {
    let counts: Counts<Verdict> = board.applications.values().map(Standing::verdict_now).collect();
    let samples = counts.iter();
    let samples =
        samples.map(|(verdict, count)| Sample::of(&[("verdict", &verdict.to_word())], number(count as u64)));
    Metric::gauge("vsw_applications", "How many applications there are of each verdict.", samples.collect())
}

fn is_unknown(standing: &Standing) -> bool {
    standing.verdict_now() == Verdict::Unknown
}

fn requests(board: &WatchState) -> Vec<Sample> {
    const CLASSES: [&str; 6] = ["1xx", "2xx", "3xx", "4xx", "5xx", "none"];
    let mut samples = Vec::new();
    for account in &board.accounts {
        for (class, count) in CLASSES.iter().zip(account.answers).filter(|(_, count)| *count > 0) {
            let labels = [("profile", account.profile.as_str()), ("status", class)];
            samples.push(Sample::of(&labels, number(count)));
        }
    }
    samples
}

fn counter(name: &'static str, help: &'static str, count: u64) -> Metric {
    Metric::counter(name, help, Sample::alone(number(count)))
}

fn by_outcome(counts: &BTreeMap<String, u64>) -> Vec<Sample> {
    counts.iter().map(|(word, count)| Sample::of(&[("outcome", word)], number(*count))).collect()
}

fn seconds(at: Timestamp) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 milliseconds since 1970")]
    let milliseconds = at.as_millisecond() as f64;
    milliseconds / 1000.0
}
