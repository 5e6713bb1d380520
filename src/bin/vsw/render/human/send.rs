//! What a handler answered: to deliveries, one line each, and to forgeries, by the holes that they show.

use super::Rendered;
use super::pieces::{hint, number_of};
use crate::report::send::{
    ProbeOutcome, ProbeReport, ProbedForgery, ProbedGenuine, SendReport, SendSummary, SentDelivery, When,
};
use crate::screen::{Line, Style, Text};

/// Renders the answer to one delivery. An error is told once in a row.
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

/// Returns a URL without its query, which may be long.
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
    if taken == 0 && refused == 0 {
        rendered.notes.push(hint("start your handler, or `vsw listen`, or name its address with `--to`"));
    } else if report.deliveries.iter().any(|delivery| delivery.status == Some(401)) {
        rendered.notes.push(hint("`vsw listen` in front of the handler shows why a delivery is not genuine"));
    }
    rendered
}

/// Renders the answer to one forgery.
pub fn probed(forgery: &ProbedForgery) -> Text {
    let (style, word) = match forgery.outcome {
        ProbeOutcome::Refused => (Style::Good, "refused "),
        ProbeOutcome::Accepted => (Style::Bad, "accepted"),
        ProbeOutcome::Error => (Style::Bad, "error   "),
    };
    Line::new().styled(style, word).plain(format!("  {}  {}", status_of(forgery.status), forgery.kind)).into()
}

fn status_of(status: Option<u16>) -> String {
    status.map_or_else(|| "---".to_owned(), |status| status.to_string())
}

pub fn probe(report: &ProbeReport) -> Rendered {
    let mut rendered = Rendered::default();
    for genuine in &report.genuine {
        rendered.result.push(genuine_line(genuine));
    }
    if let [ProbedGenuine { when: When::Before, taken: false, status, .. }] = &report.genuine[..] {
        rendered.notes.push(hint(refused_genuine(*status)));
        return rendered;
    }
    holes(report, &mut rendered.result);
    errors(report, &mut rendered.result);
    if report.replay.outcome == ProbeOutcome::Accepted {
        let style = if report.strict { Style::Bad } else { Style::Doubtful };
        let line = Line::new().styled(style, if report.strict { "✗ " } else { "! " });
        rendered.result.push(line.strong("accepts the same token twice: a replay"));
        rendered
            .result
            .push("    → remember each token for its age, or put `vsw listen` or the replay layer in front");
    }
    let summary = &report.summary;
    let all = number_of(summary.refused + summary.accepted + summary.errors, "forgery", "forgeries");
    let is_good = summary.accepted == 0 && summary.errors == 0;
    let (style, mark) = if is_good { (Style::Good, "✓ ") } else { (Style::Bad, "✗ ") };
    rendered.result.push(Line::new().styled(style, mark).plain(format!(
        "{all}: {} refused, {} accepted, {} answered with an error",
        summary.refused, summary.accepted, summary.errors
    )));
    if !report.skipped.is_empty() {
        rendered.notes.push(Line::new().faint(format!("not sent: {}", report.skipped.join(", "))));
        if report.skipped.iter().any(|kind| kind == "wrong-api-key" || kind == "wrong-application") {
            let words = "if the handler expects one account or application, add `--expect-api-key`, `--expect-application`";
            rendered.notes.push(hint(words));
        }
    }
    rendered
}

/// Names each hole once, with the forgeries that show it.
fn holes(report: &ProbeReport, text: &mut Text) {
    let mut told = Vec::new();
    for forgery in report.forgeries.iter().filter(|forgery| forgery.outcome == ProbeOutcome::Accepted) {
        if told.contains(&forgery.hole) {
            continue;
        }
        told.push(forgery.hole);
        let same = report
            .forgeries
            .iter()
            .filter(|other| other.outcome == ProbeOutcome::Accepted && other.hole == forgery.hole);
        let kinds: Vec<&str> = same.map(|other| other.kind.as_str()).collect();
        let line = Line::new().styled(Style::Bad, "✗ ").strong(forgery.hole);
        text.push(line.faint(format!("  ({})", kinds.join(", "))));
        text.push(
            Line::new()
                .plain("    → ")
                .plain(format!("`vsw explain {}`, docs/handlers.md", forgery.code.word())),
        );
    }
}

fn errors(report: &ProbeReport, text: &mut Text) {
    let errors: Vec<&str> = report
        .forgeries
        .iter()
        .filter(|one| one.outcome == ProbeOutcome::Error)
        .map(|one| one.kind.as_str())
        .collect();
    if !errors.is_empty() {
        let line =
            Line::new().styled(Style::Bad, "✗ ").strong("answers a forgery with an error instead of 401");
        text.push(line.faint(format!("  ({})", errors.join(", "))));
        text.push("    → answer 401 to every token that does not verify; a 5xx hides the refusal, and Vonage may retry");
    }
}

fn genuine_line(genuine: &ProbedGenuine) -> Line {
    let (style, words) =
        if genuine.taken { (Style::Good, "✓ accepts") } else { (Style::Bad, "✗ does not accept") };
    let when = match genuine.when {
        When::Before => "a genuine delivery",
        When::After => "another one after the forgeries",
    };
    let reason = genuine.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
    Line::new().styled(style, words).plain(format!(" {when} ({}){reason}", status_of(genuine.status)))
}

/// Returns what is most likely wrong if a genuine delivery is refused.
fn refused_genuine(status: Option<u16>) -> &'static str {
    match status {
        None => "start the handler, and check the address",
        Some(404 | 405) => {
            "check the path and the method of the webhook (`--method GET` for an answer webhook)"
        }
        Some(401 | 403) => {
            "check that the handler has the same signature secret, account and application: `vsw listen --forward-to` shows what is genuine"
        }
        Some(409) => {
            "the handler takes a new token for a replay: it must tell tokens apart by their signature"
        }
        _ => "look at the handler's log",
    }
}
