//! Prometheus: a run as metrics for the textfile collector. All are gauges: a file that is written once by each run
//! counts nothing over time.
//!
//! Not here: how metrics are spelled (`render::exposition`).

use super::sheet::{RunSummary, Standing};
use crate::render::exposition::{Metric, Sample, number};

/// What a run says in numbers.
pub fn metrics(sheet: &RunSummary) -> Vec<Metric> {
    let mut metrics = of_run(sheet);
    if sheet.reached_any() {
        metrics.extend(of_applications(sheet));
    }
    metrics
}

fn of_run(sheet: &RunSummary) -> Vec<Metric> {
    let run = |name, help, value: f64| Metric::gauge(name, help, Sample::alone(value));
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 seconds since 1970")]
    let at = sheet.at.as_second() as f64;
    let took = number(sheet.took_ms) / 1000.0;
    let requests = f64::from(sheet.requests);
    vec![
        Metric::build_info(),
        run(
            "vsw_up",
            "1 if the run reached the applications, 0 if it ended before.",
            f64::from(sheet.reached_any()),
        ),
        run("vsw_run_exit_code", "The exit code of the run.", f64::from(sheet.exit.code())),
        run("vsw_last_check_timestamp_seconds", "When the applications were looked at.", at),
        run("vsw_run_duration_seconds", "How long the run took.", took),
        run("vsw_run_requests", "How many requests the run made, retries included.", requests),
    ]
}

fn of_applications(sheet: &RunSummary) -> [Metric; 5] {
    let counts = sheet.counts.iter();
    let counts = counts.map(|(word, count)| Sample::of(&[("verdict", word)], number(*count as u64)));
    [
        Metric::gauge(
            "vsw_run_complete",
            "1 if all was looked at that should be, 0 if a list could not be read to its end.",
            Sample::alone(f64::from(sheet.trouble.is_none())),
        ),
        Metric::gauge(
            "vsw_applications",
            "How many applications there are of each verdict or outcome.",
            counts.collect(),
        ),
        Metric::gauge(
            "vsw_application_ok",
            "1 if the application is as it should be, 0 if not; none if unknown or skipped.",
            each(sheet, |standing| match standing {
                Standing::Good => Some(1.0),
                Standing::Bad | Standing::Excused => Some(0.0),
                Standing::Unknown | Standing::Aside => None,
            }),
        ),
        Metric::gauge(
            "vsw_application_waived",
            "1 for an application that is not as it should be and excused.",
            each(sheet, |standing| (standing == Standing::Excused).then_some(1.0)),
        ),
        Metric::gauge(
            "vsw_application_unknown",
            "1 for an application that could not be found out about.",
            each(sheet, |standing| (standing == Standing::Unknown).then_some(1.0)),
        ),
    ]
}

fn each(sheet: &RunSummary, value: fn(Standing) -> Option<f64>) -> Vec<Sample> {
    let rows = sheet.rows.iter().filter_map(|row| Some((row, value(row.standing)?)));
    rows.map(|(row, value)| Sample::of_application(&row.profile, &row.id, row.name.as_deref(), value))
        .collect()
}
