//! Events of `vsw listen` as lines.

use vsw::application::ApplicationId;

use super::pieces::{moved_before, number_of};
use super::verify::causes_below;
use crate::report::change::NewAddress;
use crate::report::listen::{
    DeliveryEvent, EventCounts, ListenEvent, ListenEventKind, Pointed, Reachability, Restored, Summary,
};
use crate::screen::{Line, Style, Text, table};
use crate::vocabulary::{DeliveryVerdict, Word as _};

pub fn text(event: &ListenEvent) -> Text {
    let time = || Line::new().faint(event.at.get(11..19).unwrap_or(&event.at)).plain("  ");
    match &event.kind {
        ListenEventKind::Listening { address: Some(address), .. } => {
            Line::new().plain("vsw listening on ").strong(address).into()
        }
        ListenEventKind::Listening { inspector, .. } => {
            let url = inspector.as_deref().unwrap_or_default();
            Line::new().plain("vsw inspecting at ").strong(url).into()
        }
        ListenEventKind::Delivery(delivery) => of_delivery(time(), delivery).into(),
        ListenEventKind::Upstream { state, detail, .. } => {
            let (style, words) = match state {
                Reachability::Up => (Style::Good, "the handler responds"),
                Reachability::Down => (Style::Bad, "the handler does not respond"),
            };
            let line = time().styled(style, words);
            detail.iter().fold(line, |line, detail| line.plain(": ").plain(detail)).into()
        }
        // Only `vsw gateway` has these events, and it writes them as JSON.
        ListenEventKind::Store { .. } | ListenEventKind::Reloaded { .. } => Text::new(),
        ListenEventKind::Stopped { summary, .. } => of_summary(summary),
    }
}

fn of_delivery(line: Line, delivery: &DeliveryEvent) -> Line {
    let (style, mark) = match delivery.verdict {
        DeliveryVerdict::Genuine => (Style::Good, "✓"),
        DeliveryVerdict::UnsignedExpected => (Style::Doubtful, "•"),
        _ => (Style::Bad, "✗"),
    };
    let verdict = match delivery.verdict {
        DeliveryVerdict::UnsignedExpected => "unsigned, as expected".to_owned(),
        other => other.to_word(),
    };
    // The question mark shows that `claimed_event` is unverified.
    let event = match delivery.webhook {
        Some(event) => event.word().to_owned(),
        None => format!("{}?", delivery.claimed_event.word()),
    };
    let line = line
        .styled(style, format!("{mark} {verdict:<9}"))
        .plain("  ")
        .strong(format!("{event:<13}"))
        .plain(format!(" {}  ", answer(delivery)));
    let line = match delivery.code.filter(|_| delivery.verdict != DeliveryVerdict::Replayed) {
        Some(code) => line.styled(Style::Strong, format!("{}  ", code.to_word())),
        None => line,
    };
    line.faint(delivery.call.as_deref().unwrap_or(&delivery.target))
}

fn answer(delivery: &DeliveryEvent) -> String {
    let took = match delivery.answered_ms {
        ms if ms < 10.0 => format!("{ms:.1} ms"),
        ms => format!("{ms:.0} ms"),
    };
    let status = delivery.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    format!("{status} {took:>8}")
}

pub fn proposed(name: &str, id: ApplicationId, addresses: &[NewAddress]) -> Text {
    let mut text = Text::new();
    text.push(Line::new().strong(name).plain("  ").faint(id.to_string()));
    text.extend(table(addresses.iter().map(row_of).collect()));
    text
}

pub fn pointing(pointed: &Pointed, public: &str) -> Text {
    let name = pointed.name.as_deref().unwrap_or_default();
    let words = match pointed.webhooks.as_slice() {
        [] => format!("the webhooks of {name} go to {public} already; nothing to change or restore"),
        webhooks => {
            let names: Vec<&str> = webhooks.iter().map(|one| one.webhook.word()).collect();
            format!("{} of {name} go to {public} until vsw listen ends", names.join(", "))
        }
    };
    Line::new().faint("  points          ").plain(words).into()
}

pub fn restored(restored: &Restored) -> Text {
    let mut text = Text::new();
    let name = restored.name.as_deref().unwrap_or_default();
    if !restored.webhooks.is_empty() {
        text.push(Line::new().styled(Style::Good, "✓ ").plain(format!("restored the webhooks of {name}:")));
        text.extend(table(restored.webhooks.iter().map(row_of).collect()));
    }
    for webhook in &restored.kept {
        let words = format!(
            "vsw did not restore {} of {name}, because the address was changed after vsw listen set it",
            webhook.word()
        );
        text.push(Line::new().styled(Style::Doubtful, "! ").plain(words));
    }
    moved_before(&mut text, &restored.moved_since_reference, restored.reference_error.as_deref());
    text
}

fn row_of(address: &NewAddress) -> Vec<(Style, String)> {
    let NewAddress { webhook, before, after } = address;
    vec![(Style::Faint, format!("  {}", webhook.word())), (Style::Plain, format!("{before} → {after}"))]
}

pub fn rejection(delivery: &DeliveryEvent) -> Text {
    let mut text = Text::new();
    for flaw in &delivery.flaws {
        text.push(Line::new().plain("          ").plain(flaw));
    }
    text.extend(causes_below(&delivery.explanation.iter().collect::<Vec<_>>(), "          ", "why: "));
    if let (Some(remedy), true) = (&delivery.remedy, delivery.explanation.is_empty()) {
        text.push(Line::new().plain("          → ").plain(remedy));
    }
    text
}

fn of_summary(summary: &Summary) -> Text {
    let mut text = Text::new();
    let counts = [
        (summary.genuine, "genuine"),
        (summary.rejected, "rejected"),
        (summary.unsigned, "unsigned"),
        (summary.unsigned_expected, "unsigned as expected"),
        (summary.replayed, "replayed"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let deliveries = number_of(summary.deliveries, "delivery", "deliveries");
    let list = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
    text.push(Line::new().strong(format!("{deliveries}{list}")));
    for (event, EventCounts { signed, unsigned, rejected }) in &summary.by_event {
        text.push(format!(
            "  {:<13} {signed} signed, {unsigned} unsigned, {rejected} rejected",
            event.word()
        ));
    }
    for (code, count) in &summary.by_code {
        text.push(Line::new().plain(format!("  {count} × {code}")).faint(format!("  `vsw explain {code}`")));
    }
    text
}
