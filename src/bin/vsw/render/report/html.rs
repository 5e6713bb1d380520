//! HTML: one page with a run's result, a table to sort and filter, and the changed members.
//!
//! Security: the page makes no requests, and text from outside vsw is escaped.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::summary::{ApplicationRow, RowStatus, RunSummary};
use super::xml::escaped;
use crate::render::human::number_of;
use crate::report::VERSION;
use crate::vocabulary::Word as _;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

pub fn text(summary: &RunSummary) -> String {
    let fill = |name: &str| match name {
        "style" => STYLE.to_owned(),
        "script" => SCRIPT.to_owned(),
        "style-hash" => hash(STYLE),
        "script-hash" => hash(SCRIPT),
        "version" => VERSION.to_owned(),
        "title" => escaped(&format!("{} - vsw {}", headline(summary), summary.command)),
        "command" => escaped(&summary.command),
        "headline" => escaped(&headline(summary)),
        "result_class" => result_class(summary).to_owned(),
        "at" => summary.at.to_string(),
        "bar" => bar(summary),
        "facts" => facts(summary),
        "error" => error(summary),
        "table" => table(summary),
        _ => String::new(),
    };
    // Inserted text must not be searched for placeholders.
    let mut pieces = PAGE.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        if let Some((name, rest)) = piece.split_once("}}") {
            page.push_str(&fill(name));
            page.push_str(rest);
        }
    }
    page
}

fn hash(text: &str) -> String {
    let hash = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    format!("sha256-{}", STANDARD.encode(hash))
}

fn headline(summary: &RunSummary) -> String {
    if let Some(counts) = summary.headline_of_change() {
        return counts;
    }
    let count = |status| summary.with_status(status).count();
    let (bad, unknown, excused) =
        (count(RowStatus::Bad), count(RowStatus::Unknown), count(RowStatus::Excused));
    let of = summary.rows.len();
    let not_as_expected = match (bad, of) {
        (1, 1) => "The application is not as expected".to_owned(),
        (1, _) => format!("1 of {of} applications is not as expected"),
        (bad, of) if bad == of => format!("None of the {of} applications is as expected"),
        _ => format!("{bad} of {of} applications are not as expected"),
    };
    if !summary.reached_any() {
        "No application was checked".to_owned()
    } else if bad > 0 && unknown > 0 {
        format!("{not_as_expected}, and {unknown} could not be read")
    } else if bad > 0 {
        not_as_expected
    } else if unknown > 0 && of == 1 {
        "The application could not be read".to_owned()
    } else if unknown > 0 {
        format!("{unknown} of {of} applications could not be read")
    } else if summary.error.is_some() {
        "Not all applications were checked".to_owned()
    } else if excused > 0 {
        format!("All problems are waived: {excused} of {of} applications")
    } else if of == 1 {
        "The application is as expected".to_owned()
    } else {
        format!("All {of} applications are as expected")
    }
}

fn result_class(summary: &RunSummary) -> &'static str {
    if !summary.reached_any() {
        "broken"
    } else if summary.with_status(RowStatus::Bad).next().is_some() {
        "bad"
    } else if summary.with_status(RowStatus::Unknown).next().is_some() || summary.error.is_some() {
        "unknown"
    } else if summary.check.is_none() && summary.with_status(RowStatus::Good).next().is_none() {
        "aside"
    } else {
        "good"
    }
}

fn words(summary: &RunSummary) -> Vec<(&str, RowStatus, usize)> {
    let mut words: Vec<(&str, RowStatus, usize)> = Vec::new();
    for row in &summary.rows {
        match words.iter_mut().find(|(word, status, _)| (*word, *status) == (&*row.word, row.status)) {
            Some((.., count)) => *count += 1,
            None => words.push((&row.word, row.status, 1)),
        }
    }
    words
}

fn bar(summary: &RunSummary) -> String {
    if summary.rows.is_empty() {
        return String::new();
    }
    let mut at = 0;
    let mut parts = String::new();
    let mut tally = String::new();
    for (word, status, count) in words(summary) {
        let class = status.to_word();
        parts.push_str(&format!(
            "<rect class=\"{class}\" x=\"{at}\" y=\"0\" width=\"{count}\" height=\"1\"/>"
        ));
        tally.push_str(&format!(
            "<li class=\"{class}\"><i aria-hidden=\"true\"></i><b>{count}</b> {}</li>\n",
            readable(word)
        ));
        at += count;
    }
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 {at} 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{parts}</svg>\n\
         <ul class=\"tally\" aria-label=\"Applications by verdict\">\n{tally}</ul>"
    )
}

fn facts(summary: &RunSummary) -> String {
    let took = format!("{}.{} s", summary.took_ms / 1000, summary.took_ms / 100 % 10);
    let source = if summary.source.is_empty() { String::new() } else { element("bdi", &summary.source) };
    let facts = [
        ("When", time(&summary.at.to_string())),
        ("Run", summary.run.as_deref().map(|run| element("code", run)).unwrap_or_default()),
        ("Selection", source),
        ("Checked", format!("{} of {}", summary.known(), summary.count)),
        ("Requests", summary.requests.to_string()),
        ("Took", took),
        ("Exit", format!("{} ({})", summary.exit.code(), escaped(summary.exit.name()))),
    ];
    let mut shown = String::new();
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        shown.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
    }
    shown
}

fn error(summary: &RunSummary) -> String {
    let Some(error) = &summary.error else { return String::new() };
    let hint = error.hint.as_deref().map(|hint| format!("<p>{}</p>", escaped(hint))).unwrap_or_default();
    format!(
        "<div class=\"error\"><p><strong>{}</strong></p>{hint}<p class=\"soft\"><code>{}</code></p></div>",
        escaped(&error.message),
        error.word(),
    )
}

fn table(summary: &RunSummary) -> String {
    if summary.rows.is_empty() {
        return String::new();
    }
    let mut chips = "<button type=\"button\" data-word=\"\" aria-pressed=\"true\">all</button>\n".to_owned();
    let mut seen: Vec<&str> = Vec::new();
    for (word, ..) in words(summary) {
        if !seen.contains(&word) {
            seen.push(word);
            chips.push_str(&format!(
                "<button type=\"button\" data-word=\"{word}\" aria-pressed=\"false\">{}</button>\n",
                readable(word)
            ));
        }
    }
    let heads = COLUMNS.map(|(class, title)| {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        format!("<th scope=\"col\"{class}><span class=\"plain\">{title}</span><button type=\"button\">{title}</button></th>\n")
    });
    let heads = heads.concat();
    let rows: String = summary.rows.iter().map(row).collect();
    format!(
        "<div class=\"controls\" role=\"search\" aria-label=\"Applications\">\n\
         <div><label for=\"filter\">Filter by any text</label>\
         <input id=\"filter\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></div>\n\
         <fieldset class=\"chips\"><legend class=\"hidden\">Filter by verdict</legend>\n{chips}</fieldset>\n\
         <p class=\"shown\" id=\"shown\" role=\"status\"></p>\n</div>\n\
         <div class=\"frame\" id=\"table\" role=\"region\" aria-label=\"Table of applications\" tabindex=\"0\">\n<table>\n\
         <caption>Applications, problems first</caption>\n\
         <thead><tr>\n{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         <p class=\"none\" id=\"none\" hidden>No application matches the filter.</p>\n</div>\n\
         <p class=\"more\" id=\"more\" hidden><button type=\"button\">Show all</button></p>"
    )
}

const COLUMNS: [(&str, &str); 6] = [
    ("c-state", "State"),
    ("c-app", "Application"),
    ("c-profile", "Profile"),
    ("c-signing", "Signing"),
    ("", "Why"),
    ("c-last", "Last seen on"),
];

fn row(row: &ApplicationRow) -> String {
    let class = row.status.to_word();
    let mark = match row.status {
        RowStatus::Good => "✓",
        RowStatus::Bad => "✗",
        RowStatus::Unknown => "?",
        RowStatus::Excused | RowStatus::Aside => "•",
    };
    let expected =
        row.expected.map(|expected| expected.to_word()).filter(|expected| expected != row.signing.word());
    let expected = expected.map(|expected| format!("<p class=\"soft\">expected {expected}</p>"));
    let last = row.last_confirmed_at.as_deref().map(time);
    format!(
        "<tr class=\"{class}\" data-word=\"{word}\">\
         <td data-key=\"{rank}\"><span class=\"pill\"><span aria-hidden=\"true\">{mark}</span> {readable}</span></td>\
         <th scope=\"row\"><bdi>{name}</bdi> <span class=\"id\">{id}</span></th>\
         <td><bdi>{profile}</bdi></td><td><p>{signing}</p>{expected}</td><td>{why}</td><td>{last}</td></tr>\n",
        word = row.word,
        rank = row.status as u8,
        readable = readable(&row.word),
        name = escaped(row.title()),
        id = row.id,
        profile = escaped(&row.profile),
        signing = row.signing.word(),
        expected = expected.unwrap_or_default(),
        why = reasons(row),
        last = last.unwrap_or_default(),
    )
}

fn reasons(row: &ApplicationRow) -> String {
    let mut why = String::new();
    if let Some(detail) = &row.detail {
        why.push_str(&format!("<p><bdi>{}</bdi></p>", escaped(detail)));
    }
    if let Some(code) = row.code {
        why.push_str(&format!("<p><code>{code}</code></p>"));
    }
    if let Some(waiver) = &row.waiver {
        let (state, until) =
            (if waiver.ended { "Waiver ended" } else { "Waived until" }, escaped(&waiver.until));
        let (owner, reason) = (element("bdi", &waiver.owner), element("bdi", &waiver.reason));
        why.push_str(&format!("<p>{state} {until}, owner {owner}: {reason}</p>"));
    }
    if !row.moved.is_empty() {
        why.push_str(&moved(row));
    }
    if let Some(location) = &row.declared {
        why.push_str(&format!(
            "<p class=\"soft\"><code>{}:{}</code></p>",
            escaped(&location.path),
            location.line
        ));
    }
    why
}

fn moved(row: &ApplicationRow) -> String {
    let value = |value: &Option<String>, name: &str| match value {
        Some(value) => format!("<{name}>{}</{name}>", element("code", value)),
        None => "<span class=\"soft\">nothing</span>".to_owned(),
    };
    let mut places = String::new();
    for shift in &row.moved {
        let (before, after) = (value(&shift.before, "del"), value(&shift.after, "ins"));
        places.push_str(&format!("<li><code>{}</code><br>{before} → {after}</li>", escaped(&shift.path)));
    }
    let title = number_of(row.moved.len(), "member moved", "members moved");
    format!("<details><summary>{title}</summary><ul class=\"moved\">{places}</ul></details>")
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escaped(text))
}

fn time(at: &str) -> String {
    format!("<time datetime=\"{}\">{}</time>", escaped(at), escaped(&minute(at)))
}

fn readable(word: &str) -> String {
    escaped(&word.replace('_', " "))
}

fn minute(at: &str) -> String {
    match (at.get(..16), at.ends_with('Z')) {
        (Some(minute), true) => format!("{} UTC", minute.replace('T', " ")),
        _ => at.to_owned(),
    }
}
