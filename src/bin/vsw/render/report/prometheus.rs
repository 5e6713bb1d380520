//! Prometheus: a run as metrics for the textfile collector of the node exporter.
//!
//! All metrics are gauges, not counters: each run replaces the file, so nothing can count over time.

use super::summary::{RowStatus, RunSummary};
use crate::render::exposition::{Metric, Sample, number};

pub fn metrics(summary: &RunSummary) -> Vec<Metric> {
    let mut metrics = of_run(summary);
    if summary.reached_any() {
        metrics.extend(of_applications(summary));
    }
    metrics
}

fn of_run(summary: &RunSummary) -> Vec<Metric> {
    let run = |name, help, value: f64| Metric::gauge(name, help, Sample::single(value));
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 seconds since 1970")]
    let at = summary.at.as_second() as f64;
    let took = number(summary.took_ms) / 1000.0;
    let requests = f64::from(summary.requests);
    vec![
        Metric::build_info(),
        run(
            "vsw_up",
            "1 if the run reached the applications, 0 if it ended before.",
            f64::from(summary.reached_any()),
        ),
        run("vsw_run_exit_code", "The exit code of the run.", f64::from(summary.exit.code())),
        run(
            "vsw_last_check_timestamp_seconds",
            "When the applications were checked; for a change or a failed run, when the run ended.",
            at,
        ),
        run("vsw_run_duration_seconds", "Duration of the run.", took),
        run("vsw_run_requests", "Requests of the run, including retries.", requests),
    ]
}

fn of_applications(summary: &RunSummary) -> [Metric; 5] {
    let counts = summary.counts.iter();
    let counts = counts.map(|(word, count)| Sample::of(&[("verdict", word)], number(*count as u64)));
    [
        Metric::gauge(
            "vsw_run_complete",
            "1 if the run was complete; 0 if a list of applications could not be read completely, or if an exact name in the fleet file matched no application.",
            Sample::single(f64::from(summary.error.is_none())),
        ),
        Metric::gauge("vsw_applications", "Number of applications per verdict or outcome.", counts.collect()),
        Metric::gauge(
            "vsw_application_ok",
            "1 if the application is as expected, 0 if not; absent if the run could not or did not judge the application.",
            each(summary, |status| match status {
                RowStatus::Good => Some(1.0),
                RowStatus::Bad | RowStatus::Excused => Some(0.0),
                RowStatus::Unknown | RowStatus::Aside => None,
            }),
        ),
        Metric::gauge(
            "vsw_application_waived",
            "1 for an application that is not as expected but waived.",
            each(summary, |status| (status == RowStatus::Excused).then_some(1.0)),
        ),
        Metric::gauge(
            "vsw_application_unknown",
            "1 for an application whose state could not be determined.",
            each(summary, |status| (status == RowStatus::Unknown).then_some(1.0)),
        ),
    ]
}

fn each(summary: &RunSummary, value: fn(RowStatus) -> Option<f64>) -> Vec<Sample> {
    let rows = summary.rows.iter().filter_map(|row| Some((row, value(row.status)?)));
    rows.map(|(row, value)| Sample::of_application(&row.profile, &row.id, row.name.as_deref(), value))
        .collect()
}
