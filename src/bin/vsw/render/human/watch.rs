//! Events of `vsw watch` as lines: the time, the event, the application and the reason.

use super::pieces::{self, counted, number_of, second};
use crate::report::status::Verdict;
use crate::report::watch::{EventCode, EventKind, RoundNote, WatchEvent};
use crate::screen::{Line, Style, Text};
use crate::vocabulary::Word as _;

pub fn text(event: &WatchEvent) -> Text {
    let mut text = Text::new();
    let mut line =
        Line::new().faint(second(&event.at)).plain("  ").styled(style(event), event.event.to_word());
    if let Some(application) = &event.application {
        let name = application.name.as_deref().unwrap_or("(not read)");
        line = line.plain("  ").strong(name).plain("  ").faint(&application.id);
        if let Some(code) = event.code.or(application.code.map(EventCode::Of)) {
            line = line.plain("  ").styled(style(event), code.to_word());
        }
    }
    if let Some(checked) = &event.checked {
        line = line.faint(format!(" {}: {}", event.round, round(checked)));
    }
    let code = event.code.filter(|_| event.application.is_none());
    let words = [code.map(|code| code.to_word()), event.detail.clone()];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if event.checked.is_none() && !words.is_empty() {
        line = line.plain("  ").plain(words.join(": "));
    }
    if let Some(address) = &event.address {
        line = line.plain(format!("; metrics at {address}"));
    }
    text.push(line);
    if let Some(application) = event.application.as_ref().filter(|_| shows_members(event.event)) {
        pieces::moved(&mut text, "  moved     ", &application.moved);
    }
    if let Some(healing) = &event.healing {
        pieces::moved_before(&mut text, &healing.moved_since_reference, healing.reference_error.as_deref());
    }
    text
}

fn shows_members(kind: EventKind) -> bool {
    matches!(kind, EventKind::Drift | EventKind::Moved | EventKind::Recovered)
}

fn round(checked: &RoundNote) -> String {
    let summary = &checked.summary;
    let mut rendered =
        format!("checked {} of {}", summary.all() - summary.of(Verdict::Unknown), summary.all());
    let rest = counted(summary.beside_ok());
    if !rest.is_empty() {
        rendered.push_str(&format!(", {rest}"));
    }
    if !checked.complete {
        rendered.push_str(", incomplete");
    }
    if checked.missed > 0 {
        rendered.push_str(&format!(", {} missed before it", checked.missed));
    }
    let (seconds, tenths) = (checked.took_ms / 1000, checked.took_ms % 1000 / 100);
    rendered.push_str(&format!(
        " ({}, {seconds}.{tenths} s)",
        number_of(checked.requests, "request", "requests")
    ));
    rendered
}

fn style(event: &WatchEvent) -> Style {
    match event.event {
        EventKind::Drift | EventKind::HealFailed | EventKind::Fighting => Style::Bad,
        EventKind::Recovered | EventKind::Healed => Style::Good,
        EventKind::Moved
        | EventKind::Unknown
        | EventKind::HeldBack
        | EventKind::ReloadFailed
        | EventKind::OnDriftFailed => Style::Doubtful,
        EventKind::Started
        | EventKind::Round
        | EventKind::Gone
        | EventKind::Reloaded
        | EventKind::Stopped => Style::Faint,
    }
}
