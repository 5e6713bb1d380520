//! The deliveries sent to a handler as text: one line each, and a summary.

use super::Rendered;
use super::pieces::{hint, number_of};
use crate::report::send::{SendReport, SendSummary, SentDelivery};
use crate::screen::{Line, Style, Text};
use crate::sender::START;

pub fn sent(delivery: &SentDelivery, before: Option<&SentDelivery>) -> Text {
    let (style, mark) = if delivery.is_taken() { (Style::Good, "✓") } else { (Style::Bad, "✗") };
    let status = delivery.status.map_or_else(|| "---".to_owned(), |status| status.to_string());
    let mut line = Line::new()
        .styled(style, mark)
        .plain(" ")
        .strong(format!("{:<13}", delivery.event.word()))
        .plain(format!(" {status} {:>6} ms  ", delivery.took_ms))
        .faint(format!("{} {}", delivery.method, shortened(&delivery.url)));
    if delivery.signed_again == Some(true) {
        line = line.plain("  signed again");
    }
    let mut text = Text::from(line);
    let told = before.and_then(|before| before.error.as_ref());
    if let Some(error) = delivery.error.as_ref().filter(|error| told != Some(error)) {
        text.push(Line::new().plain("  ").plain(error));
    }
    text
}

fn shortened(url: &str) -> String {
    url.split_once('?').map_or_else(|| url.to_owned(), |(path, _)| format!("{path}?…"))
}

pub fn summary(report: &SendReport) -> Rendered {
    let SendSummary { taken, refused, failed } = report.summary;
    let mut rendered = Rendered::default();
    let all = number_of(taken + refused + failed, "delivery", "deliveries");
    rendered.result.push(format!(
        "{all} to {}: {taken} accepted, {refused} refused, {failed} without a response",
        report.target
    ));
    let last_failure = report.deliveries.iter().rev().find_map(|delivery| delivery.hint);
    if last_failure == Some(START) {
        rendered.notes.push(hint(
            "start your handler, `vsw listen` or `vsw gateway`, and check host, port and scheme of `--to`",
        ));
    } else if let Some(failure) = last_failure {
        rendered.notes.push(hint(failure));
    } else if report.deliveries.iter().any(|delivery| delivery.status == Some(401)) {
        rendered
            .notes
            .push(hint("the output of `vsw listen` or `vsw gateway` shows why a delivery is not genuine"));
    }
    rendered
}
