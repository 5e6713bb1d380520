//! Gateway metrics: the metrics of `vsw gateway`, without their encoding.

use jiff::Timestamp;

use super::exposition::{Metric, Sample, number};
use crate::report::gateway::{BOUNDS, DeliveryLabels, GatewayState, Histogram};

pub fn of_gateway_state(state: &GatewayState) -> Vec<Metric> {
    let mut metrics = vec![Metric::build_info()];
    metrics.extend(counts(state));
    metrics.extend(times(state));
    metrics.extend(present(state));
    metrics
}

fn counts(state: &GatewayState) -> [Metric; 5] {
    let statuses = state.requests_refused.iter().map(|(status, count)| (status.to_string(), *count));
    let secrets = state.signed.iter().map(|(secret, count)| (secret.clone(), *count));
    [
        Metric::counter(
            "vsw_gateway_deliveries",
            "Deliveries, by route, verdict, first failure and status of the response.",
            state.deliveries.iter().map(|(labels, count)| of_delivery(labels, *count)).collect(),
        ),
        Metric::counter(
            "vsw_gateway_refused",
            "Deliveries that were refused, or would have been without --report-only.",
            Sample::single(number(state.refused)),
        ),
        Metric::counter(
            "vsw_gateway_requests_refused",
            "Requests that were not deliveries, by status of the response.",
            by_label("status", statuses),
        ),
        Metric::counter(
            "vsw_gateway_signed",
            "Genuine deliveries without replays, by the name of the signature secret.",
            by_label("secret", secrets),
        ),
        Metric::counter(
            "vsw_gateway_tokens_left_pending",
            "Tokens whose outcome the replay store failed to record; the gateway refuses these tokens until they expire.",
            Sample::single(number(state.tokens_left_pending)),
        ),
    ]
}

fn times(state: &GatewayState) -> [Metric; 2] {
    let upstreams = state.upstream_times.iter();
    [
        Metric::histogram(
            "vsw_gateway_upstream_seconds",
            "Time until the upstream's response completed or failed, by route.",
            upstreams.flat_map(|(route, times)| of_times(&[("route", route)], times)).collect(),
        ),
        Metric::histogram(
            "vsw_gateway_store_seconds",
            "Time until the replay store responded.",
            of_times(&[], &state.store_times),
        ),
    ]
}

fn present(state: &GatewayState) -> [Metric; 6] {
    let gauge = |name, help, value: Option<f64>| Metric::gauge(name, help, Sample::single(value));
    let flag = |name, help, is_set: bool| gauge(name, help, Some(f64::from(is_set)));
    [
        flag(
            "vsw_gateway_report_only",
            "1 if deliveries that should be refused are forwarded (--report-only).",
            state.report_only,
        ),
        flag(
            "vsw_gateway_store_up",
            "1 if the replay store can be used, 0 if not: deliveries are then refused, or forwarded with --report-only.",
            state.store_is_up,
        ),
        gauge(
            "vsw_gateway_replays_held",
            "Tokens in the replay store; with a shared replay store, all keys of its database.",
            Some(number(state.tokens_held)),
        ),
        gauge("vsw_gateway_in_flight", "Deliveries without a response yet.", Some(number(state.in_flight))),
        flag(
            "vsw_config_last_reload_successful",
            "0 if the last reload failed and older settings are in use.",
            !state.reload_failed,
        ),
        gauge(
            "vsw_config_last_reload_success_timestamp_seconds",
            "When the settings in use were read.",
            state.last_reload.map(seconds),
        ),
    ]
}

fn of_delivery(labels: &DeliveryLabels, count: u64) -> Sample {
    let DeliveryLabels { route, verdict, code, status } = labels;
    let status = status.to_string();
    let labels = [("route", route.as_str()), ("verdict", verdict), ("code", code), ("status", &status)];
    Sample::of(&labels, number(count))
}

fn by_label(name: &'static str, counts: impl Iterator<Item = (String, u64)>) -> Vec<Sample> {
    counts.map(|(value, count)| Sample::of(&[(name, &value)], number(count))).collect()
}

/// Returns the samples of a histogram. In Prometheus, each bucket also counts all shorter times.
fn of_times(labels: &[(&'static str, &str)], times: &Histogram) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut within = 0;
    for (bound, count) in BOUNDS.iter().zip(times.counts) {
        within += count;
        let bound = bound.to_string();
        let labels = [labels, &[("le", bound.as_str())]].concat();
        samples.push(Sample::of(&labels, number(within)).with_suffix("_bucket"));
    }
    let labels_of_all = [labels, &[("le", "+Inf")]].concat();
    samples.push(Sample::of(&labels_of_all, number(times.count)).with_suffix("_bucket"));
    samples.push(Sample::of(labels, times.sum.as_secs_f64()).with_suffix("_sum"));
    samples.push(Sample::of(labels, number(times.count)).with_suffix("_count"));
    samples
}

fn seconds(at: Timestamp) -> f64 {
    at.as_duration().as_secs_f64()
}
