//! Reports about fleet files as text.

use super::Rendered;
use super::pieces::{self, field, number_of};
use crate::report::fleet::{FleetCheckReport, FleetInitReport, RuleCounts};
use crate::screen::{Line, Style, Text, shell};

pub fn checked(report: &FleetCheckReport) -> Text {
    let mut text = Text::new();
    let line = Line::new().styled(Style::Good, "✓ ").strong(&report.file).plain("  ");
    text.push(line.plain(format!(
        "{}: {}",
        number_of(report.rules.total, "entry", "entries"),
        kinds(&report.rules)
    )));
    for account in &report.accounts {
        let (Some(name), Some(api_key)) = (&account.name, &account.api_key) else { continue };
        let profile =
            account.profile.as_ref().map_or_else(String::new, |profile| format!(", profile {profile}"));
        let rules = number_of(account.rules.total, "entry", "entries");
        field(&mut text, "  account   ", Some(format!("{name}  {api_key}{profile}  {rules}")));
    }
    if report.waivers.total > 0 {
        let ended = match report.waivers.ended {
            0 => String::new(),
            ended => format!(", {ended} of them ended"),
        };
        field(&mut text, "  waivers   ", Some(format!("{}{ended}", report.waivers.total)));
    }
    field(&mut text, "  unlisted  ", Some(report.unlisted));
    field(&mut text, "  baseline  ", report.baseline.as_ref());
    for warning in &report.warnings {
        let place = &warning.declared;
        let place = format!("{}, line {}, column {}: ", place.path, place.line, place.column);
        let line = Line::new().styled(Style::Doubtful, "warning: ").plain(place).plain(&warning.message);
        text.push(line.faint(format!(" ({})", warning.code)));
    }
    text
}

pub fn written(report: &FleetInitReport) -> Rendered {
    let mut rendered = Rendered::default();
    rendered.result.push(Line::new().plain("wrote ").strong(&report.file));
    for account in &report.accounts {
        let listed = if report.by == "all" { "all of " } else { "" };
        let without = match account.without_voice {
            0 => String::new(),
            count => format!("; not listed: {count} without a voice capability"),
        };
        let count = number_of(account.listed, "application", "applications");
        let line = format!("  {listed}{count} of {}", account.api_key);
        rendered.result.push(Line::new().plain(line).faint(format!(" (account {}){without}", account.name)));
    }
    let file = shell::word(&report.file);
    let hint = format!(
        "review and commit the file; `vsw status --fleet {file}` checks the applications against the file"
    );
    rendered.notes.push(pieces::hint(hint));
    rendered
}

fn kinds(rules: &RuleCounts) -> String {
    pieces::counted([(rules.id, "by id"), (rules.name, "by name"), (rules.all, "for all")])
}
