//! A decoded token as text; the first line states "unverified" or "not a token".

use super::{Rendered, pieces};
use crate::report::decode::{DecodeReport, Kind, Time};
use crate::report::show::Document;
use crate::screen::{Line, Style, Text};

pub fn render(report: &DecodeReport) -> Rendered {
    let mut rendered = Rendered::default();
    let text = &mut rendered.result;
    let first = if report.is_a_token { "? unverified" } else { "✗ not a token" };
    let style = if report.is_a_token { Style::Doubtful } else { Style::Bad };
    text.push(Line::new().styled(style, first).plain("  anyone could have written this content"));
    if report.is_a_token {
        text.push(Line::new().plain("  ").plain(match report.kind {
            Kind::Webhook => {
                "the token has the algorithm of a webhook; the body shows the product: Voice, Messages or Verify"
            }
            Kind::ApiToken => "an application's API token (RS256): sent to Vonage, never with a webhook",
            Kind::Unknown => "by its algorithm, not a Vonage token",
        }));
    }
    part(text, "header", report.header.as_ref(), &[]);
    part(text, "claims", report.claims.as_ref(), &report.times);
    if let Some(length) = report.signature_bytes {
        text.push(Line::new().strong("  signature").plain(format!("  {length} bytes, not checked")));
    }
    if !report.needs.is_empty() {
        text.push(Line::new().strong("  to verify it"));
        for need in &report.needs {
            text.push(Line::new().plain(format!("    {:<15} ", need.check)).plain(&need.takes));
        }
    }
    if !report.problems.is_empty() {
        text.push(Line::new().strong("  a verifier would reject it with"));
    }
    for problem in &report.problems {
        let line = Line::new()
            .plain("    ")
            .styled(Style::Bad, problem.code.word())
            .plain("  ")
            .plain(&problem.detail);
        text.push(line);
    }
    let hint = match report.problems.first() {
        Some(problem) => problem.hint,
        None => {
            "verify it with its body: `vsw verify --header-file FILE --body-file FILE`; for a GET webhook, replace `--body-file FILE` by `--method GET --url URL`"
        }
    };
    rendered.notes.push(pieces::hint(hint));
    rendered
}

fn part(text: &mut Text, name: &str, document: Option<&Document>, times: &[Time]) {
    let Some(Document(json)) = document else { return };
    text.push(Line::new().strong(format!("  {name}")));
    let mut members = 0;
    for member in json.root().members() {
        members += 1;
        let name = String::from_utf8_lossy(&member.name()).into_owned();
        let line = Line::new().plain(format!("    {name:<15} ")).plain(member.value.raw());
        text.push(match times.iter().find(|time| time.claim == name) {
            Some(time) => line.faint(format!("  {}", words(time))),
            None => line,
        });
    }
    if members == 0 {
        text.push(Line::new().plain("    ").plain(json.root().raw()));
    }
}

fn words(time: &Time) -> String {
    match &time.utc {
        Some(utc) => format!("{utc}, {}", time.relative),
        None => time.relative.clone(),
    }
}
