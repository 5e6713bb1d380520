//! What a watch tells, as lines: the time first, then what happened, to which application, and why.

use crate::report::watch::{Happened, RoundNote, WatchEvent, WatchedApplication};
use crate::screen::{Line, Style, Text};

/// An event as text.
pub fn text(event: &WatchEvent) -> Text {
    let mut text = Text::new();
    let at = event.at.get(..19).map_or_else(|| event.at.clone(), |seconds| format!("{seconds}Z"));
    let mut line = Line::new().faint(at).plain("  ").styled(style(event), event.event.to_string());
    if let Some(application) = &event.application {
        let name = application.name.as_deref().unwrap_or("(not read)");
        line = line.plain("  ").strong(name).plain("  ").faint(&application.id);
        if let Some(code) = event.code.or(application.code) {
            line = line.plain("  ").styled(style(event), code);
        }
    }
    if let Some(checked) = &event.checked {
        line = line.faint(format!(" {}: {}", event.round, round(checked)));
    }
    let code = event.code.filter(|_| event.application.is_none());
    let words = [code.map(str::to_owned), event.detail.clone()];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if event.checked.is_none() && !words.is_empty() {
        line = line.plain("  ").plain(words.join(": "));
    }
    text.push(line);
    if let Some(application) = event.application.as_ref().filter(|_| event.event == Happened::Drift) {
        below(application, &mut text);
    }
    text
}

fn round(checked: &RoundNote) -> String {
    let summary = &checked.summary;
    let mut said = format!("checked {} of {}", summary.all() - summary.unknown, summary.all());
    let rest = [
        (summary.drift, "drift"),
        (summary.unknown, "unknown"),
        (summary.skipped, "skipped"),
        (summary.waived, "waived"),
        (summary.unlisted, "unlisted"),
    ];
    for (count, word) in rest.iter().filter(|(count, _)| *count > 0) {
        said.push_str(&format!(", {count} {word}"));
    }
    if !checked.complete {
        said.push_str(", and this is not all");
    }
    if checked.missed > 0 {
        said.push_str(&format!(", {} missed before it", checked.missed));
    }
    let (seconds, tenths) = (checked.took_ms / 1000, checked.took_ms % 1000 / 100);
    said.push_str(&format!(" ({} requests, {seconds}.{tenths} s)", checked.requests));
    said
}

fn below(application: &WatchedApplication, text: &mut Text) {
    for moved in &application.moved {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(nothing)".to_owned());
        let line = Line::new().plain("  moved     ").plain(&moved.path).plain("  ");
        text.push(line.plain(value(&moved.before)).plain(" → ").plain(value(&moved.after)));
    }
}

fn style(event: &WatchEvent) -> Style {
    match event.event {
        Happened::Drift | Happened::HealFailed | Happened::Fighting => Style::Bad,
        Happened::Recovered | Happened::Healed => Style::Good,
        Happened::Unknown | Happened::HeldBack | Happened::ReloadFailed | Happened::OnDriftFailed => {
            Style::Doubtful
        }
        Happened::Started | Happened::Round | Happened::Gone | Happened::Reloaded | Happened::Stopped => {
            Style::Faint
        }
    }
}
