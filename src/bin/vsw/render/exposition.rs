//! Exposition: metrics as values, and their encoding in the two text formats that Prometheus reads.

use crate::report::VERSION;

pub struct Metric {
    /// The metric's name. That of a counter is without its suffix `_total`.
    pub name: &'static str,
    pub kind: Kind,
    pub help: &'static str,
    pub samples: Vec<Sample>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Gauge,
    Counter,
    Histogram,
}

pub struct Sample {
    pub suffix: &'static str,
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

    pub fn histogram(name: &'static str, help: &'static str, samples: Vec<Sample>) -> Self {
        Self { name, kind: Kind::Histogram, help, samples }
    }

    pub fn build_info() -> Self {
        let version = Sample::of(&[("version", VERSION)], 1.0);
        Self::gauge("vsw_build_info", "The version of vsw, as a label.", vec![version])
    }
}

impl Sample {
    pub fn of(labels: &[(&'static str, &str)], value: f64) -> Self {
        let labels = labels.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { suffix: "", labels, value }
    }

    pub fn with_suffix(self, suffix: &'static str) -> Self {
        Self { suffix, ..self }
    }

    pub fn of_application(profile: &str, id: &str, name: Option<&str>, value: f64) -> Self {
        Self::of(&[("profile", profile), ("id", id), ("name", name.unwrap_or_default())], value)
    }

    pub fn single(value: impl Into<Option<f64>>) -> Vec<Self> {
        value.into().map(|value| Self::of(&[], value)).into_iter().collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which no count and no time in ms reaches")]
pub fn number(count: u64) -> f64 {
    count as f64
}

pub fn text(metrics: &[Metric]) -> String {
    metrics.iter().map(|metric| family(metric, "_total")).collect()
}

pub fn open_metrics(metrics: &[Metric]) -> String {
    metrics.iter().map(|metric| family(metric, "")).collect::<String>() + "# EOF\n"
}

/// A counter's name has the suffix `_total` in its samples, in both formats. In its lines `HELP` and `TYPE`,
/// the name has the suffix `ending`.
fn family(metric: &Metric, ending: &str) -> String {
    let Metric { name, kind, help, samples } = metric;
    if samples.is_empty() {
        return String::new();
    }
    let (kind, of_samples, ending) = match kind {
        Kind::Gauge => ("gauge", "", ""),
        Kind::Counter => ("counter", "_total", ending),
        Kind::Histogram => ("histogram", "", ""),
    };
    let mut lines = String::new();
    for Sample { suffix, labels, value } in samples {
        let labels: Vec<String> =
            labels.iter().map(|(name, value)| format!("{name}=\"{}\"", label(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        lines.push_str(&format!("{name}{of_samples}{suffix}{labels} {value}\n"));
    }
    format!("# HELP {name}{ending} {help}\n# TYPE {name}{ending} {kind}\n{lines}")
}

/// Escapes a label's value. Both formats have the same escapes.
fn label(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
