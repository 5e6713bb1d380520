//! Signature secrets as text: stored, listed, retired, checked. Never themselves.

use super::Said;
use super::pieces::{hint, row};
use super::whoami::from;
use crate::config::Weight;
use crate::report::SecretReport;
use crate::report::secret::{CheckReport, Checked, ListReport, Listed, Outcome, StoredReport};
use crate::screen::{Line, Style, Text, table};

pub fn said(report: &SecretReport) -> Said {
    match report {
        SecretReport::Add(report) => added(report),
        SecretReport::List(report) => listed(report),
        SecretReport::Retire(report) => retired(report),
        SecretReport::Check(report) => checked(report),
    }
}

fn added(report: &StoredReport) -> Said {
    let mut said = Said::default();
    let verb = match report.outcome {
        Outcome::Unchanged => Line::new().plain("unchanged: stored already, as "),
        _ => Line::new().styled(Style::Good, "stored ").plain("the signature secret as "),
    };
    said.result.push(verb.strong(report.name.clone()));
    said.result.extend(table(vec![
        row("account", report.api_key.clone().unwrap_or_else(|| "none named".to_owned())),
        row("in force", secrets(report.in_force, "of this account")),
        row("file", report.config_file.clone()),
    ]));
    if report.outcome == Outcome::Added {
        said.beside.push(hint("is it what it should be? `vsw config secret check`"));
    }
    said
}

fn listed(report: &ListReport) -> Said {
    let mut said = Said::default();
    if report.secrets.is_empty() {
        said.result.push("no signature secret is configured");
        said.beside.push(hint("store one: `vsw config secret add --signature-secret-file PATH`"));
        return said;
    }
    let row = |secret: &Listed| {
        let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let (style, state) = match (&secret.retired, secret.used, secret.in_force) {
            (_, false, _) => (Style::Doubtful, "not used".to_owned()),
            (Some(time), true, false) => (Style::Faint, format!("retired {time}")),
            (Some(time), true, true) => (Style::Good, format!("until {time}")),
            (None, true, _) => (Style::Good, "in force".to_owned()),
        };
        vec![
            (Style::Strong, or_none(&secret.label)),
            (Style::Plain, or_none(&secret.api_key)),
            (Style::Plain, or_none(&secret.added)),
            (style, state),
            (Style::Faint, from(&secret.source)),
        ]
    };
    let heading = ["label", "account", "added", "state", "source"];
    let heading = heading.map(|name| (Style::Faint, name.to_owned())).to_vec();
    said.result = table(std::iter::once(heading).chain(report.secrets.iter().map(row)).collect());
    let shadow =
        report.secrets.iter().find(|secret| secret.used).and_then(|secret| secret.source.name.as_deref());
    if let (Some(profile), Some(name)) = (&report.profile, shadow)
        && report.secrets.iter().any(|secret| !secret.used)
    {
        // What speaks of the profile itself comes first however the profile is named.
        let or_name = if name.starts_with("VSW_PROFILE_") {
            String::new()
        } else {
            format!(", or name it: `--profile {profile}`")
        };
        said.beside.push(hint(format!(
            "{name} comes before what the profile stores; to use that, unset it{or_name}"
        )));
    }
    said
}

fn retired(report: &StoredReport) -> Said {
    let mut said = Said::default();
    let time = report.retired.clone().unwrap_or_default();
    let line = match report.outcome {
        Outcome::Unchanged => {
            Line::new().plain("unchanged: ").strong(report.name.clone()).plain(" is retired already")
        }
        _ => Line::new().styled(Style::Good, "retired ").strong(report.name.clone()),
    };
    said.result.push(line);
    said.result.extend(table(vec![
        row("account", report.api_key.clone().unwrap_or_else(|| "none named".to_owned())),
        row("as of", format!("{time}; deliveries from before still verify (`vsw verify --at TIME`)")),
        row("in force", secrets(report.in_force, "of this account")),
        row("file", report.config_file.clone()),
    ]));
    if report.in_force == 0 {
        said.warning = Some(
            "this account has no secret in force in this profile now: what comes from now on is rejected"
                .to_owned(),
        );
    }
    said
}

fn checked(report: &CheckReport) -> Said {
    let mut said = Said::default();
    for secret in &report.secrets {
        said.result.extend(one_checked(secret));
    }
    let summary = &report.summary;
    let counted = |count: usize, one: &str| {
        if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
    };
    said.result.push(Line::new().faint(format!(
        "checked {} ({}, {})",
        counted(summary.checked, "signature secret"),
        counted(summary.problems, "problem"),
        counted(summary.notes, "note")
    )));
    said.beside.push(hint(
        "compare fingerprints for the same account, by a way that you trust; do not publish one of a short secret",
    ));
    said
}

fn one_checked(secret: &Checked) -> Text {
    let bad = secret.findings.iter().any(|found| found.weight == Weight::Problem);
    let (style, mark) = if bad { (Style::Bad, "✗ ") } else { (Style::Good, "✓ ") };
    let mut text = Text::new();
    text.push(Line::new().styled(style, mark).strong(secret.name.clone()));
    text.extend(table(vec![
        row("  account", secret.api_key.clone().unwrap_or_else(|| "none named".to_owned())),
        row(
            "  length",
            if secret.bytes == 1 { "1 byte".to_owned() } else { format!("{} bytes", secret.bytes) },
        ),
        row("  fingerprint", secret.fingerprint.clone()),
    ]));
    for found in &secret.findings {
        let style = match found.weight {
            Weight::Problem => Style::Bad,
            Weight::Note => Style::Doubtful,
        };
        text.push(Line::new().plain("  ").styled(style, found.code).plain(format!(": {}", found.detail)));
    }
    text
}

fn secrets(count: usize, whose: &str) -> String {
    match count {
        0 => format!("no secret {whose}"),
        1 => format!("1 secret {whose}"),
        several => format!("{several} secrets {whose}; a delivery may be signed with any of them"),
    }
}
