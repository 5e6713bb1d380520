//! Tests that `examples/monitoring` and the pages about metrics name the metrics that exist: an alert on a
//! missing metric never fires.

use std::collections::BTreeSet;

use super::samples::fleet;
use crate::render::exposition::{Kind, Metric};
use crate::render::gateway_metrics::of_gateway_state;
use crate::render::metrics::of_watch_state;
use crate::render::report::prometheus;
use crate::report::gateway::GatewayState;
use crate::report::watch::WatchState;

const ALERTS: &str = include_str!("../../../../../../examples/monitoring/alerts.yml");
const TESTS: &str = include_str!("../../../../../../examples/monitoring/alerts_test.yml");
const DASHBOARD: &str = include_str!("../../../../../../examples/monitoring/dashboard.json");
const PAGE: &str = include_str!("../../../../../../docs/monitoring.md");
const GATEWAY: &str = include_str!("../../../../../../docs/gateway.md");
const ROTATION: &str = include_str!("../../../../../../docs/rotation.md");
const WATCH: &str = include_str!("../../../../../../docs/watch.md");
const REPORTS: &str = include_str!("../../../../../../docs/reports.md");

fn words(text: &str, prefix: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words.filter(|word| word.starts_with(prefix)).map(str::to_owned).collect()
}

/// Returns the names in a scrape, where a counter's name ends in `_total`.
fn names(metrics: &[Metric]) -> BTreeSet<String> {
    let ending = |kind: Kind| if kind == Kind::Counter { "_total" } else { "" };
    metrics.iter().map(|metric| format!("{}{}", metric.name, ending(metric.kind))).collect()
}

fn section<'t>(page: &'t str, heading: &str) -> &'t str {
    let (_, behind) = page.split_once(heading).expect(heading);
    behind.split("\n## ").next().unwrap_or(behind)
}

#[test]
fn alerts_and_dashboard_use_only_metrics_that_exist() {
    let watch = names(&of_watch_state(&WatchState::default()));
    let run = names(&prometheus::metrics(&fleet()));
    let gateway = names(&of_gateway_state(&GatewayState::default()));
    let all: BTreeSet<String> = [&watch, &run, &gateway].into_iter().flatten().cloned().collect();
    for (file, exist) in [
        (ALERTS, &all),
        (TESTS, &all),
        (DASHBOARD, &watch),
        (PAGE, &all),
        (GATEWAY, &gateway),
        (ROTATION, &gateway),
    ] {
        let used = words(file, "vsw_");
        assert!(used.is_subset(exist), "{:?} do not exist", used.difference(exist).collect::<Vec<_>>());
    }
    assert!(words(DASHBOARD, "vsw_").len() > 10, "the dashboard has queries");
}

#[test]
fn the_pages_list_every_metric() {
    let watch = names(&of_watch_state(&WatchState::default()));
    assert_eq!(words(section(WATCH, "\n## Metrics and health\n"), "vsw_"), watch);
    let gateway = names(&of_gateway_state(&GatewayState::default()));
    assert_eq!(words(section(GATEWAY, "\n## Metrics and health\n"), "vsw_"), gateway);
    let run = names(&prometheus::metrics(&fleet()));
    assert_eq!(words(section(REPORTS, "\n## The metrics\n"), "vsw_"), run);
}

#[test]
fn every_alert_is_tested_and_explained() {
    let alerts: BTreeSet<String> =
        ALERTS.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).map(str::to_owned).collect();
    assert!(alerts.len() > 10, "{alerts:?}");
    let tested: BTreeSet<String> =
        TESTS.lines().filter_map(|line| line.trim().strip_prefix("alertname: ")).map(str::to_owned).collect();
    assert_eq!(tested, alerts, "alertname of a test that expects the alert");
    assert_eq!(words(PAGE, "Vsw"), alerts);
}
