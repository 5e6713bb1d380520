//! Metrics of a watch: its board as metrics, for whoever scrapes. How they are spelled is `report::prometheus`' matter.

use jiff::Timestamp;

use super::report::prometheus::{Metric, Sample};
use crate::report::VERSION;
use crate::report::counts::Counts;
use crate::report::status::Verdict;
use crate::report::watch::{Board, Key, Standing};
use crate::vocabulary::Word as _;

/// All that a board says. Names have been made safe by whoever wrote them there.
pub fn of_board(board: &Board) -> Vec<Metric> {
    let each = |value: &dyn Fn(&Standing) -> Option<f64>| {
        let all = board.applications.iter();
        all.filter_map(|(key, standing)| Some(of_application(board, *key, standing, value(standing)?)))
            .collect()
    };
    let mut metrics = vec![
        Metric::gauge(
            "vsw_build_info",
            "The version of vsw, as a label.",
            vec![sample(&[("version", VERSION)], 1.0)],
        ),
        Metric::gauge(
            "vsw_applications",
            "How many applications there are of each verdict.",
            verdicts(board),
        ),
        Metric::gauge(
            "vsw_application_ok",
            "1 if the application was as it should be when it was last read, 0 if not; none if it is skipped.",
            each(&|standing| match standing.verdict? {
                Verdict::Skipped | Verdict::Unknown => None,
                Verdict::Ok => Some(1.0),
                Verdict::Unlisted => Some(if standing.is_bad { 0.0 } else { 1.0 }),
                Verdict::Drift | Verdict::Waived => Some(0.0),
            }),
        ),
        Metric::gauge(
            "vsw_application_since_timestamp_seconds",
            "Since when it is so, as far as this watch saw.",
            each(&|standing| standing.verdict.map(|_| seconds(standing.since))),
        ),
        Metric::gauge(
            "vsw_application_waived",
            "1 for an application that is not as it should be and excused.",
            each(&|standing| (standing.verdict == Some(Verdict::Waived)).then_some(1.0)),
        ),
        Metric::gauge(
            "vsw_application_unknown",
            "1 for an application that could not be read in the last round.",
            each(&|standing| is_unknown(standing).then_some(1.0)),
        ),
        Metric::gauge(
            "vsw_application_last_read_timestamp_seconds",
            "When an application that is unknown now was last read.",
            each(&|standing| standing.last_read.filter(|_| is_unknown(standing)).map(seconds)),
        ),
        Metric::gauge(
            "vsw_application_fighting",
            "1 for an application that is set as often as it is healed, and left alone for a while.",
            each(&|standing| standing.fighting_until.map(|_| 1.0)),
        ),
    ];
    metrics.extend(of_rounds(board));
    metrics.extend([
        Metric::counter("vsw_requests", "Requests to the API, by what was answered.", requests(board)),
        Metric::gauge(
            "vsw_request_rate_limit",
            "Requests a second that are kept to, where there is a limit.",
            rates(board),
        ),
        Metric::counter("vsw_heals", "Healings, by what came of them.", counted("outcome", &board.heals)),
        Metric::counter(
            "vsw_heals_held_back",
            "Applications that were not healed in a round because of --max-changes.",
            alone(board.held_back),
        ),
        Metric::counter("vsw_fights", "How often somebody was found to be fighting.", alone(board.fights)),
        Metric::counter(
            "vsw_on_drift_calls",
            "Calls of the command, by what came of them.",
            counted("outcome", &board.calls),
        ),
    ]);
    metrics.retain(|metric| !metric.samples.is_empty());
    metrics
}

fn of_rounds(board: &Board) -> Vec<Metric> {
    let gauge = |name, help, value: Option<f64>| {
        Metric::gauge(name, help, value.map(|value| sample(&[], value)).into_iter().collect())
    };
    let yes = |yes: bool| if yes { 1.0 } else { 0.0 };
    vec![
        Metric::counter("vsw_rounds", "Rounds that were made.", alone(board.rounds)),
        Metric::counter(
            "vsw_rounds_missed",
            "Rounds that were skipped, since one was under way.",
            alone(board.missed),
        ),
        gauge(
            "vsw_round_interval_seconds",
            "How long it is from one round to the next.",
            Some(board.every_seconds),
        ),
        gauge(
            "vsw_last_round_timestamp_seconds",
            "When the last round began.",
            board.last_round.map(|last| seconds(last.began)),
        ),
        #[expect(clippy::cast_precision_loss, reason = "nobody minds a millisecond in a thousand years")]
        gauge(
            "vsw_last_round_duration_seconds",
            "How long the last round took.",
            board.last_round.map(|last| last.took_ms as f64 / 1000.0),
        ),
        gauge(
            "vsw_last_round_complete",
            "1 if all was looked at that should be, 0 if a list could not be read to its end.",
            board.last_round.map(|last| yes(last.complete)),
        ),
        gauge(
            "vsw_last_good_round_timestamp_seconds",
            "When a round last read what it should.",
            board.last_good.map(seconds),
        ),
        gauge(
            "vsw_config_last_reload_successful",
            "0 if what is in force is older than the files, since they could not be read.",
            Some(yes(!board.reload_failed)),
        ),
        gauge(
            "vsw_config_last_reload_success_timestamp_seconds",
            "When what is in force was read.",
            board.last_reload.map(seconds),
        ),
    ]
}

fn is_unknown(standing: &Standing) -> bool {
    standing.verdict_now() == Verdict::Unknown
}

fn verdicts(board: &Board) -> Vec<Sample> {
    let counts: Counts<Verdict> = board.applications.values().map(Standing::verdict_now).collect();
    let counts = counts.iter();
    counts.map(|(verdict, count)| sample(&[("verdict", &verdict.to_word())], number(count as u64))).collect()
}

fn requests(board: &Board) -> Vec<Sample> {
    const CLASSES: [&str; 6] = ["1xx", "2xx", "3xx", "4xx", "5xx", "none"];
    let of_account = |account: &'_ crate::report::watch::Account| {
        let pairs = CLASSES.iter().zip(account.answers).filter(|(_, count)| *count > 0);
        let labelled = pairs
            .map(|(class, count)| sample(&[("profile", &account.profile), ("status", class)], number(count)));
        labelled.collect::<Vec<_>>()
    };
    board.accounts.iter().flat_map(of_account).collect()
}

fn rates(board: &Board) -> Vec<Sample> {
    let limited = board.accounts.iter().filter_map(|account| Some((account, account.rate?)));
    limited.map(|(account, rate)| sample(&[("profile", &account.profile)], rate)).collect()
}

fn counted(label: &'static str, counts: &std::collections::BTreeMap<String, u64>) -> Vec<Sample> {
    counts.iter().map(|(word, count)| sample(&[(label, word)], number(*count))).collect()
}

fn of_application(board: &Board, (account, id): Key, standing: &Standing, value: f64) -> Sample {
    let (id, name) = (id.to_string(), standing.name.as_deref().unwrap_or_default());
    sample(&[("profile", board.profile(account)), ("id", &id), ("name", name)], value)
}

fn alone(count: u64) -> Vec<Sample> {
    vec![sample(&[], number(count))]
}

fn sample(labels: &[(&'static str, &str)], value: f64) -> Sample {
    Sample { labels: labels.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(), value }
}

#[expect(clippy::cast_precision_loss, reason = "no watch counts that far")]
fn number(count: u64) -> f64 {
    count as f64
}

fn seconds(at: Timestamp) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 fit for as long as there are clocks"
    )]
    let milliseconds = at.as_millisecond() as f64;
    milliseconds / 1000.0
}
