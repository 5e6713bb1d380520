//! Watch metrics: the metrics of `vsw watch`, without their encoding. Names in the state are already sanitized.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::exposition::{Metric, Sample, number};
use crate::report::counts::Counts;
use crate::report::status::Verdict;
use crate::report::watch::{ApplicationState, WatchState};
use crate::vocabulary::Word as _;

pub fn of_watch_state(state: &WatchState) -> Vec<Metric> {
    let mut metrics = vec![Metric::build_info(), of_verdicts(state)];
    metrics.extend(OF_APPLICATION.iter().map(|(name, help, value)| {
        let all = state.applications.iter();
        let with_value = all.filter_map(|(key, entry)| Some((key, entry, value(entry)?)));
        let samples = with_value.map(|((account, id), entry, value)| {
            Sample::of_application(state.profile(*account), &id.to_string(), entry.name.as_deref(), value)
        });
        Metric::gauge(name, help, samples.collect())
    }));
    metrics.extend(of_rounds(state));
    metrics.extend(of_work(state));
    metrics
}

/// Name, help and value of a gauge per application.
type OfApplication = (&'static str, &'static str, fn(&ApplicationState) -> Option<f64>);

const OF_APPLICATION: [OfApplication; 6] = [
    (
        "vsw_application_ok",
        "1 if the application was as expected when last read, 0 if not; absent if skipped or never read.",
        |entry| match entry.verdict? {
            Verdict::Skipped | Verdict::Unknown => None,
            Verdict::Ok => Some(1.0),
            Verdict::Unlisted => Some(f64::from(!entry.is_bad)),
            Verdict::Drift | Verdict::Waived => Some(0.0),
        },
    ),
    (
        "vsw_application_since_timestamp_seconds",
        "When the current verdict was first seen by this watch.",
        |entry| entry.verdict.map(|_| seconds(entry.since)),
    ),
    ("vsw_application_waived", "1 for an application that is not as expected but waived.", |entry| {
        (entry.verdict == Some(Verdict::Waived)).then_some(1.0)
    }),
    ("vsw_application_unknown", "1 for an application that could not be read in the last round.", |entry| {
        is_unknown(entry).then_some(1.0)
    }),
    (
        "vsw_application_last_read_timestamp_seconds",
        "When an application that is now unknown was last read.",
        |entry| entry.last_read.filter(|_| is_unknown(entry)).map(seconds),
    ),
    (
        "vsw_application_fighting",
        "1 for an application that keeps being changed back after healing; healing is paused.",
        |entry| entry.paused_until.map(|_| 1.0),
    ),
];

fn of_rounds(state: &WatchState) -> [Metric; 9] {
    let gauge = |name, help, value: Option<f64>| Metric::gauge(name, help, Sample::single(value));
    let last = state.last_round;
    let took = last.map(|last| number(last.took_ms) / 1000.0);
    let complete = "1 if the last round was complete, 0 if a list could not be read completely or a name of the fleet file matched no application.";
    let reloaded = "0 if the last reload failed and older settings are in use.";
    let reloaded_at = state.last_reload.map(seconds);
    [
        counter("vsw_rounds", "Completed rounds.", state.rounds),
        counter(
            "vsw_rounds_missed",
            "Rounds skipped because the previous one was still running.",
            state.missed,
        ),
        gauge("vsw_round_interval_seconds", "Interval between rounds.", Some(state.every_seconds)),
        gauge(
            "vsw_last_round_timestamp_seconds",
            "When the last round began.",
            last.map(|last| seconds(last.began)),
        ),
        gauge("vsw_last_round_duration_seconds", "Duration of the last round.", took),
        gauge("vsw_last_round_complete", complete, last.map(|last| f64::from(last.complete))),
        gauge(
            "vsw_last_good_round_timestamp_seconds",
            "When a round was last complete.",
            state.last_good.map(seconds),
        ),
        gauge("vsw_config_last_reload_successful", reloaded, Some(f64::from(!state.reload_failed))),
        gauge(
            "vsw_config_last_reload_success_timestamp_seconds",
            "When the settings in use were read.",
            reloaded_at,
        ),
    ]
}

fn of_work(state: &WatchState) -> [Metric; 6] {
    let limited = state.accounts.iter().filter_map(|account| Some((account, account.rate?)));
    let calls = by_outcome(&state.calls);
    let rates = limited.map(|(account, rate)| Sample::of(&[("profile", &account.profile)], rate));
    [
        Metric::counter("vsw_requests", "Requests to the API, by response class.", requests(state)),
        Metric::gauge("vsw_request_rate_limit", "Limit of requests per second, if any.", rates.collect()),
        Metric::counter("vsw_heals", "Healings by outcome.", by_outcome(&state.heals)),
        counter(
            "vsw_heals_held_back",
            "Applications that were not healed in a round because of --max-changes.",
            state.held_back,
        ),
        counter(
            "vsw_fights",
            "How often healing was paused because an application kept being changed back.",
            state.fights,
        ),
        Metric::counter("vsw_on_drift_calls", "Calls of the --on-drift program by outcome.", calls),
    ]
}

fn of_verdicts(state: &WatchState) -> Metric {
    let counts: Counts<Verdict> = state.applications.values().map(ApplicationState::verdict_now).collect();
    let samples = counts.iter();
    let samples =
        samples.map(|(verdict, count)| Sample::of(&[("verdict", &verdict.to_word())], number(count as u64)));
    Metric::gauge("vsw_applications", "Number of applications per verdict.", samples.collect())
}

fn is_unknown(entry: &ApplicationState) -> bool {
    entry.verdict_now() == Verdict::Unknown
}

fn requests(state: &WatchState) -> Vec<Sample> {
    const CLASSES: [&str; 6] = ["1xx", "2xx", "3xx", "4xx", "5xx", "none"];
    let mut samples = Vec::new();
    for account in &state.accounts {
        for (class, count) in CLASSES.iter().zip(account.answers).filter(|(_, count)| *count > 0) {
            let labels = [("profile", account.profile.as_str()), ("status", class)];
            samples.push(Sample::of(&labels, number(count)));
        }
    }
    samples
}

fn counter(name: &'static str, help: &'static str, count: u64) -> Metric {
    Metric::counter(name, help, Sample::single(number(count)))
}

fn by_outcome(counts: &BTreeMap<String, u64>) -> Vec<Sample> {
    counts.iter().map(|(word, count)| Sample::of(&[("outcome", word)], number(*count))).collect()
}

fn seconds(at: Timestamp) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 milliseconds since 1970")]
    let milliseconds = at.as_millisecond() as f64;
    milliseconds / 1000.0
}
