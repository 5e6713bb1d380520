//! Signature secrets as text, never with their values.

use super::Rendered;
use super::pieces::{hint, number_of, row};
use super::profile::from;
use crate::config::Severity;
use crate::report::secret::{CheckReport, Checked, ListReport, Listed, Outcome, StoredReport};
use crate::screen::{Line, Style, Text, table};

pub fn added(report: &StoredReport) -> Rendered {
    let mut rendered = Rendered::default();
    let verb = match report.outcome {
        Outcome::Unchanged => Line::new().plain("unchanged: stored already, as "),
        _ => Line::new().styled(Style::Good, "stored ").plain("the signature secret as "),
    };
    rendered.result.push(verb.strong(&report.name));
    rendered.result.extend(stored(report));
    if report.outcome == Outcome::Added {
        rendered.notes.push(hint("check the secret: `vsw config secret check`"));
    }
    rendered
}

pub fn listed(report: &ListReport) -> Rendered {
    let mut rendered = Rendered::default();
    if report.secrets.is_empty() {
        rendered.result.push("no signature secret is configured");
        rendered.notes.push(hint("store one: `vsw config secret add --signature-secret-file FILE`"));
        return rendered;
    }
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let row = |secret: &Listed| {
        let (style, state) = match (&secret.retired, secret.used, secret.in_force) {
            (_, false, _) => (Style::Doubtful, "not used".to_owned()),
            (Some(time), true, false) => (Style::Faint, format!("retired {time}")),
            (Some(time), true, true) => (Style::Good, format!("until {time}")),
            (None, true, _) => (Style::Good, "active".to_owned()),
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
    rendered.result = table(std::iter::once(heading).chain(report.secrets.iter().map(row)).collect());
    let shadow =
        report.secrets.iter().find(|secret| secret.used).and_then(|secret| secret.source.name.as_deref());
    if let (Some(profile), Some(name)) = (&report.profile, shadow)
        && report.secrets.iter().any(|secret| !secret.used)
    {
        // A profile's own variable overrides the profile's secrets even with `--profile`.
        let or_name = if name.starts_with("VSW_PROFILE_") {
            String::new()
        } else {
            format!(", or name the profile: `--profile {profile}`")
        };
        rendered.notes.push(hint(format!(
            "{name} overrides the profile's secrets; to use the profile's secrets, unset {name}{or_name}"
        )));
    }
    rendered
}

pub fn retired(report: &StoredReport) -> Rendered {
    let mut rendered = Rendered::default();
    let line = match report.outcome {
        Outcome::Unchanged => {
            Line::new().plain("unchanged: ").strong(&report.name).plain(" is retired already")
        }
        _ => Line::new().styled(Style::Good, "retired ").strong(&report.name),
    };
    rendered.result.push(line);
    rendered.result.extend(stored(report));
    if report.in_force == 0 {
        rendered.warning = Some(format!(
            "profile {} has no active signature secret for this account: new deliveries will be rejected; store the new secret with `vsw config secret add`",
            report.profile
        ));
    }
    rendered
}

pub fn checked(report: &CheckReport) -> Rendered {
    let mut rendered = Rendered::default();
    for secret in &report.secrets {
        rendered.result.extend(one_checked(secret));
    }
    let summary = &report.summary;
    rendered.result.push(Line::new().faint(format!(
        "checked {} ({}, {})",
        number_of(summary.checked, "signature secret", "signature secrets"),
        number_of(summary.problems, "problem", "problems"),
        number_of(summary.notes, "note", "notes")
    )));
    rendered.notes.push(hint(
        "to see whether two machines have the same secret, compare fingerprints of the same account over a trusted channel; do not publish the fingerprint of a short secret",
    ));
    rendered
}

fn one_checked(secret: &Checked) -> Text {
    let bad = secret.findings.iter().any(|found| found.severity == Severity::Problem);
    let (style, mark) = if bad { (Style::Bad, "✗ ") } else { (Style::Good, "✓ ") };
    let mut text = Text::new();
    text.push(Line::new().styled(style, mark).strong(&secret.name));
    text.extend(table(vec![
        row("  account", secret.api_key.as_deref().unwrap_or("none named")),
        row("  length", number_of(secret.bytes, "byte", "bytes")),
        row("  fingerprint", &secret.fingerprint),
    ]));
    for found in &secret.findings {
        let style = match found.severity {
            Severity::Problem => Style::Bad,
            Severity::Note => Style::Doubtful,
        };
        text.push(Line::new().plain("  ").styled(style, found.code).plain(format!(": {}", found.detail)));
    }
    text
}

fn stored(report: &StoredReport) -> Text {
    let as_of = report.retired.as_ref();
    let as_of = as_of.map(|time| format!("{time}; earlier deliveries still verify (`vsw verify --at TIME`)"));
    let in_force = match report.in_force {
        0 => "no secret of this account".to_owned(),
        1 => "1 secret of this account".to_owned(),
        several => format!("{several} secrets of this account; a delivery may be signed with any of them"),
    };
    let mut rows = vec![row("account", report.api_key.as_deref().unwrap_or("none named"))];
    rows.extend(as_of.map(|as_of| row("as of", as_of)));
    rows.extend([row("active", in_force), row("file", &report.config_file)]);
    table(rows)
}
