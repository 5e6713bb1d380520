//! What a change of a set would do, as the text above its question.

use std::time::Duration;

use super::pieces::signing;
use crate::report::proposal::Proposal;
use crate::screen::{Line, Style, Text};

pub fn text(proposal: &Proposal) -> Text {
    let mut text = Text::new();
    let mut counts = vec![format!("{} to change", proposal.to_change)];
    if proposal.as_wished > 0 {
        counts.push(format!("{} as wished already", proposal.as_wished));
    }
    counts.extend(proposal.skipped.iter().map(|(code, count)| format!("{count} left alone ({code})")));
    text.push(Line::new().strong(format!("Plan of vsw {}: ", proposal.command)).plain(counts.join(", ")));
    for (profile, api_key, origin, count) in &proposal.accounts {
        text.push(Line::new().faint(format!("  {profile} ({api_key} at {origin}): {count} to change")));
    }
    for (name, id, before) in &proposal.first {
        let line = Line::new().plain("  • ").strong(name.as_str()).plain("  ").faint(id.as_str());
        text.push(signing(line.plain("  "), *before));
    }
    let more = proposal.to_change - proposal.first.len().min(proposal.to_change);
    if more > 0 {
        text.push(Line::new().faint(format!("  … and {more} more")));
    }
    let takes = proposal.takes.map_or_else(String::new, |takes| format!(", about {}", spoken(takes)));
    text.push(Line::new().styled(Style::Faint, format!("  {} requests{takes}", proposal.requests)));
    text
}

fn spoken(time: Duration) -> String {
    match time.as_secs() {
        0 => "a second".to_owned(),
        seconds @ 1..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}
