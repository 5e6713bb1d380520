//! Tests of the report formats on invented results.
//!
//! For `.ci/reports`, a test writes the samples to the directory in `VSW_REPORT_SAMPLES`.

mod monitoring;
mod samples;

use std::collections::BTreeSet;
use std::path::PathBuf;

use self::samples::{application, broken, fleet, hostile, many, report, summary};
use super::summary::{ApplicationRow, RunSummary};
use super::{github, gitlab, html, junit, markdown, prometheus, sarif, text};
use crate::args::report::ReportFormat;
use crate::render::exposition;
use crate::report::status::Verdict;

fn formats() -> Vec<ReportFormat> {
    <ReportFormat as clap::ValueEnum>::value_variants().to_vec()
}

#[test]
fn samples_are_written_for_external_checks() {
    #[expect(clippy::disallowed_methods, reason = "a test has no context to read the directory from")]
    let Some(directory) = std::env::var_os("VSW_REPORT_SAMPLES").map(PathBuf::from) else { return };
    let summaries = [
        ("fleet", fleet()),
        ("hostile", hostile()),
        ("broken", broken()),
        ("empty", summary(report(Vec::new()))),
    ];
    for (name, summary) in &summaries {
        for format in formats() {
            std::fs::write(directory.join(format!("{name}.{}", format.word())), text(format, summary))
                .expect("a file");
        }
        let metrics = exposition::open_metrics(&prometheus::metrics(summary));
        std::fs::write(directory.join(format!("{name}.openmetrics")), metrics).expect("a file");
    }
    std::fs::write(directory.join("many.html"), html::text(&many(10_000))).expect("a file");
}

#[test]
fn s1_reports_contain_no_control_characters_or_forged_lines() {
    for summary in [hostile(), broken()] {
        for format in formats() {
            let text = text(format, &summary);
            let wild = text.chars().find(|&c| {
                c != '\n' && crate::screen::sanitize::safe(c.encode_utf8(&mut [0; 4])) != c.to_string()
            });
            assert_eq!(wild, None, "{format:?}");
            assert!(!text.contains("##["), "{format:?}");
            assert!(!text.contains("S3cretPlanted"), "{format:?}");
            let commands = text.lines().filter(|line| line.trim_start().starts_with("::")).count();
            let ours = match format {
                // Ten workflow commands for `hostile`, an incomplete run: its error, eight applications, and
                // a count of the rest. One for `broken`, a failed run: its error.
                ReportFormat::Github => {
                    if summary.reached_any() {
                        10
                    } else {
                        1
                    }
                }
                _ => 0,
            };
            assert_eq!(commands, ours, "{format:?}: {text}");
        }
    }
}

#[test]
fn github_escapes_property_delimiters_and_lists_at_most_nine() {
    let text = github::text(&fleet());
    let expected = "::error title=Reminders%2C spring%3A 10%25%3A flag-dropped,file=ops/vsw.toml,line=12,col=3::Reminders, spring: 10%25 (00000000-0000-4000-8000-000000000001, profile eu): the flag is gone\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains(
        "\n::notice title=vsw status%3A 1 waived::Legacy line (00000000-0000-4000-8000-000000000002)\n"
    ));
    assert!(text.ends_with("\n✗ 2 of 4 voice applications not signed, 1 without voice, 1 waived, 1 moved, 1 unknown, 1 unlisted (checked 6 of 7 from ./ops/vsw.toml)\n"), "{text}");
    let text = github::text(&many(60));
    // Of sixty, ten have drifted and ten are unknown.
    assert_eq!(text.matches("::error ").count(), 10);
    assert!(
        text.contains("::error title=vsw status%3A 20 applications need attention::not shown here: 11;"),
        "{text}"
    );
}

#[test]
fn junit_distinguishes_drift_from_unknown() {
    let text = junit::text(&fleet());
    assert!(
        text.contains("<testsuites name=\"vsw\" tests=\"7\" failures=\"2\" errors=\"1\" time=\"2.250\">"),
        "{text}"
    );
    assert!(text.contains("skipped=\"3\" time=\"2.250\" timestamp=\"2026-11-24T02:29:46\">"));
    assert!(text.contains(
        "<testcase classname=\"eu\" name=\"Support (00000000-0000-4000-8000-000000000005)\" time=\"0\"/>"
    ));
    assert!(text.contains("<failure type=\"flag-dropped\" message=\"the flag is gone\">the flag is gone\nexpected by ops/vsw.toml:12:3\nthe last time that vsw saw signing on: 2026-11-20T08:00:00Z or up to an hour later\nmoved: /capabilities/voice/signed_callbacks: true -&gt; (nothing)\n"));
    assert!(
        text.contains("the last time that vsw saw signing on: 2026-11-21T08:00:00Z\n"),
        "a change by vsw itself is exact: {text}"
    );
    assert!(text.contains("<error type=\"unreachable\" message=\"no answer\">"));
    assert!(text.contains("<skipped message=\"switched off (waived until 2026-12-31: moves to the new platform, see &lt;T-17&gt;; owner voice team)\"></skipped>"));
}

#[test]
fn a_failed_run_is_a_failure_in_every_format() {
    let summary = broken();
    let report = |format| text(format, &summary);
    assert!(report(ReportFormat::Junit).contains("tests=\"1\" failures=\"0\" errors=\"1\""));
    assert!(report(ReportFormat::Junit).contains("<error type=\"usage\""));
    assert!(report(ReportFormat::Sarif).contains("\"executionSuccessful\": false"));
    assert!(report(ReportFormat::Github).starts_with("::error title=vsw status%3A usage::no account: "));
    assert!(report(ReportFormat::Gitlab).contains("\"severity\": \"blocker\""));
    assert!(report(ReportFormat::Markdown).contains("No application was checked"));
    assert!(report(ReportFormat::Prometheus).contains("\nvsw_up 0\n"));
    assert!(!report(ReportFormat::Prometheus).contains("vsw_applications"));
    assert!(report(ReportFormat::Html).contains("<h1>No application was checked</h1>"));
}

#[test]
fn an_incomplete_run_is_never_a_success() {
    let mut report = report(vec![application(1, "a", Verdict::Ok)]);
    report.complete = false;
    report.detail = Some("page 2 was not read".to_owned());
    let summary = summary(report);
    for format in formats() {
        let text = text(format, &summary);
        let words =
            if format == ReportFormat::Prometheus { "\nvsw_run_complete 0\n" } else { "page 2 was not read" };
        assert!(text.contains(words), "{format:?}: {text}");
    }
    assert!(junit::text(&summary).contains("errors=\"1\""));
    assert!(sarif::text(&summary).contains("\"executionSuccessful\": false"));
}

#[test]
fn a_location_is_the_fleet_files_line_or_the_first_line() {
    let issues: serde_json::Value = serde_json::from_str(&gitlab::text(&fleet())).expect("JSON");
    let places: Vec<String> = issues
        .as_array()
        .expect("a list")
        .iter()
        .map(|issue| {
            format!(
                "{}:{} {}",
                issue["location"]["path"].as_str().unwrap_or("?"),
                issue["location"]["lines"]["begin"],
                issue["check_name"].as_str().unwrap_or("?")
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            "ops/vsw.toml:12 flag-dropped",
            "ops/vsw.toml:1 flag-dropped",
            "ops/vsw.toml:1 unreachable",
            "ops/vsw.toml:20 flag-off"
        ]
    );
    let sarif: serde_json::Value = serde_json::from_str(&sarif::text(&fleet())).expect("JSON");
    let first = &sarif["runs"][0]["results"][0];
    let physical = &first["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "ops/vsw.toml");
    assert_eq!(
        (&physical["region"]["startLine"], &physical["region"]["startColumn"]),
        (&12.into(), &3.into())
    );
    assert_eq!(first["ruleId"], "flag-dropped");
    let waived = &sarif["runs"][0]["results"][3]["suppressions"][0];
    assert_eq!(
        waived["justification"],
        "waived until 2026-12-31: moves to the new platform, see <T-17>; owner voice team"
    );
    // An expired waiver excuses nothing.
    assert_eq!(sarif["runs"][0]["results"][1]["suppressions"], serde_json::json!([]));
}

#[test]
fn fingerprints_are_unique_and_independent_of_the_line() {
    let prints =
        |summary: &RunSummary| summary.rows.iter().map(ApplicationRow::fingerprint).collect::<Vec<_>>();
    let before = prints(&fleet());
    let mut moved = fleet();
    for row in &mut moved.rows {
        row.name = Some("renamed".to_owned());
        row.detail = Some("other words".to_owned());
        if let Some(location) = &mut row.declared {
            location.line += 7;
        }
    }
    assert_eq!(prints(&moved), before);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len());
}

#[test]
fn metrics_are_numbers_and_unknown_values_are_omitted() {
    let text = exposition::text(&prometheus::metrics(&fleet()));
    assert!(text.contains(
        "vsw_application_ok{profile=\"eu\",id=\"00000000-0000-4000-8000-000000000005\",name=\"Support\"} 1\n"
    ));
    assert!(text.contains("vsw_application_waived{profile=\"eu\",id=\"00000000-0000-4000-8000-000000000002\",name=\"Legacy line\"} 1\n"));
    assert!(!text.contains("vsw_application_ok{profile=\"eu\",id=\"00000000-0000-4000-8000-000000000004\""));
    assert!(text.contains("vsw_last_check_timestamp_seconds 1795487386\n"), "{text}");
    assert!(text.contains("vsw_run_duration_seconds 2.25\n"));
    let text = exposition::text(&prometheus::metrics(&hostile()));
    assert!(
        text.contains("name=\"ends with \\\\\"")
            && text.contains("name=\"'single' \\\"double\\\" \\\\\\\" {0} {1}\""),
        "{text}"
    );
}

#[test]
fn markdown_stays_within_its_limit_and_reports_omissions() {
    let whole = markdown::text(&many(600), None);
    for room in [0, 100, 1_000, 10_000, whole.len() - 1] {
        let text = markdown::text(&many(600), Some(room));
        assert!(text.len() <= room, "{} in {room}", text.len());
        assert!(room < 1_000 || text.contains(" more (the page has a size limit)"), "{room}: {text}");
    }
    assert_eq!(markdown::text(&many(600), Some(whole.len() + 300)), whole);
    let text = markdown::text(&fleet(), Some(1_500));
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
}

#[test]
fn the_html_page_fills_each_placeholder_once() {
    let page = html::text(&hostile());
    assert!(page.contains("<bdi>{{script}} {{table}} ${x} #{y}</bdi>"));
    assert_eq!(page.matches("<script>").count(), 1);
    assert_eq!(page.matches("</script>").count(), 1);
    assert_eq!(page.matches("<style>").count(), 1);
}
