//! Prometheus: a run as metrics, and metrics as text: for the textfile collector, and for whoever scrapes.
//!
//! The metrics are values first: what they are is decided in `metrics`, how they are spelled in `text` and
//! `open_metrics`. All are gauges: a file that is written once by each run counts nothing over time.

use super::sheet::{Sheet, Standing};
use crate::report::VERSION;

/// One metric with all its samples.
pub struct Metric {
    /// Of a counter, without `_total`.
    pub name: &'static str,
    pub kind: Kind,
    pub help: &'static str,
    pub samples: Vec<Sample>,
}

/// Whether a value goes up and down, or only up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Gauge,
    Counter,
}

/// A value, and what it is of.
pub struct Sample {
    pub labels: Vec<(&'static str, String)>,
    pub value: f64,
}

impl Metric {
    pub fn gauge(name: &'static str, help: &'static str, samples: Vec<Sample>) -> Self {
        Self { name, kind: Kind::Gauge, help, samples }
    }

    pub fn counter(name: &'static str, help: &'static str, samples: Vec<Sample>) -> Self {
        Self { name, kind: Kind::Counter, help, samples }
    }
}

/// What a run says in numbers. A metric without samples is left out.
pub fn metrics(sheet: &Sheet) -> Vec<Metric> {
    let run = |name, help, value: f64| Metric::gauge(name, help, vec![Sample { labels: Vec::new(), value }]);
    let mut metrics = vec![
        Metric::gauge(
            "vsw_build_info",
            "The version of vsw, as a label.",
            vec![Sample { labels: vec![("version", VERSION.to_owned())], value: 1.0 }],
        ),
        run(
            "vsw_up",
            "1 if the run reached the applications, 0 if it ended before.",
            if sheet.failure.is_none() { 1.0 } else { 0.0 },
        ),
        run("vsw_run_exit_code", "The exit code of the run.", f64::from(sheet.exit.code())),
        #[expect(
            clippy::cast_precision_loss,
            reason = "seconds since 1970 fit for as long as there are clocks"
        )]
        run(
            "vsw_last_check_timestamp_seconds",
            "When the applications were looked at.",
            sheet.at_seconds as f64,
        ),
        #[expect(clippy::cast_precision_loss, reason = "nobody minds a millisecond in a thousand years")]
        run("vsw_run_duration_seconds", "How long the run took.", sheet.took_ms as f64 / 1000.0),
        run(
            "vsw_run_requests",
            "How many requests the run made, retries included.",
            f64::from(sheet.requests),
        ),
    ];
    if sheet.failure.is_none() {
        metrics.push(run(
            "vsw_run_complete",
            "1 if all was looked at that should be, 0 if a list could not be read to its end.",
            if sheet.incomplete.is_none() { 1.0 } else { 0.0 },
        ));
        metrics.push(Metric::gauge(
            "vsw_applications",
            "How many applications there are of each verdict or outcome.",
            sheet.counts.iter().map(|(word, count)| counted(word, *count)).collect(),
        ));
        metrics.push(Metric::gauge(
            "vsw_application_ok",
            "1 if the application is as it should be, 0 if not; none if unknown or skipped.",
            each(sheet, &[Standing::Good, Standing::Bad, Standing::Excused], |standing| {
                if standing == Standing::Good { 1.0 } else { 0.0 }
            }),
        ));
        metrics.push(Metric::gauge(
            "vsw_application_waived",
            "1 for an application that is not as it should be and excused.",
            each(sheet, &[Standing::Excused], |_| 1.0),
        ));
        metrics.push(Metric::gauge(
            "vsw_application_unknown",
            "1 for an application that could not be found out about.",
            each(sheet, &[Standing::Unknown], |_| 1.0),
        ));
    }
    metrics.retain(|metric| !metric.samples.is_empty());
    metrics
}

/// The text format of Prometheus, version 0.0.4.
pub fn text(metrics: &[Metric]) -> String {
    metrics.iter().map(|metric| family(metric, "_total")).collect()
}

/// `OpenMetrics` 1.0.
pub fn open_metrics(metrics: &[Metric]) -> String {
    metrics.iter().map(|metric| family(metric, "")).collect::<String>() + "# EOF\n"
}

fn counted(word: &str, count: usize) -> Sample {
    #[expect(clippy::cast_precision_loss, reason = "no account has that many applications")]
    let value = count as f64;
    Sample { labels: vec![("verdict", word.to_owned())], value }
}

fn each(sheet: &Sheet, standings: &[Standing], value: fn(Standing) -> f64) -> Vec<Sample> {
    let rows = sheet.rows.iter().filter(|row| standings.contains(&row.standing));
    rows.map(|row| Sample {
        labels: vec![
            ("profile", row.profile.clone()),
            ("id", row.id.clone()),
            ("name", row.name.clone().unwrap_or_default()),
        ],
        value: value(row.standing),
    })
    .collect()
}

/// One metric: in one format a counter is called as its samples are, in the other one its samples have an ending.
fn family(metric: &Metric, ending: &str) -> String {
    let Metric { name, kind, help, samples } = metric;
    let (kind, of_samples, ending) = match kind {
        Kind::Gauge => ("gauge", "", ""),
        Kind::Counter => ("counter", "_total", ending),
    };
    let mut lines = String::new();
    for Sample { labels, value } in samples {
        let labels: Vec<String> =
            labels.iter().map(|(name, value)| format!("{name}=\"{}\"", label(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        lines.push_str(&format!("{name}{of_samples}{labels} {value}\n"));
    }
    format!("# HELP {name}{ending} {help}\n# TYPE {name}{ending} {kind}\n{lines}")
}

/// A label's value, in both formats.
fn label(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
