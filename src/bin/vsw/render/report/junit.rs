//! `JUnit`: one suite with a test case per application. An incomplete or failed run adds one error case.

use super::summary::{ApplicationRow, RowStatus, RunSummary};
use super::xml::escaped;
use crate::report::VERSION;

pub fn text(summary: &RunSummary) -> String {
    let mut cases: String = summary.rows.iter().map(case).collect();
    let mut errors = summary.with_status(RowStatus::Unknown).count();
    let mut tests = summary.rows.len();
    let name = escaped(&format!("vsw {}", summary.command));
    if let Some(error) = &summary.error {
        let title = match error.code {
            Some(_) => "the applications are reached",
            None => "all applications are checked",
        };
        cases.push_str(&format!(
            "    <testcase classname=\"vsw\" name=\"{title}\" time=\"0\">\n      <error type=\"{}\" message=\"{}\">{}</error>\n    </testcase>\n",
            error.word(),
            escaped(&error.message),
            escaped(error.hint.as_ref().unwrap_or(&error.message)),
        ));
        errors += 1;
        tests += 1;
    }
    let failures = summary.with_status(RowStatus::Bad).count();
    let skipped =
        summary.with_status(RowStatus::Excused).chain(summary.with_status(RowStatus::Aside)).count();
    let took = format!("{}.{:03}", summary.took_ms / 1000, summary.took_ms % 1000);
    // UTC, because the format has no time zone.
    let at = summary.at.strftime("%Y-%m-%dT%H:%M:%S");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"vsw\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{took}\">\n  \
         <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
         skipped=\"{skipped}\" time=\"{took}\" timestamp=\"{at}\">\n{}{cases}  </testsuite>\n</testsuites>\n",
        properties(summary),
    )
}

fn case(row: &ApplicationRow) -> String {
    let head = format!(
        "    <testcase classname=\"{}\" name=\"{} ({})\" time=\"0\"",
        escaped(&row.profile),
        escaped(row.title()),
        row.id
    );
    let kind = format!(" type=\"{}\"", escaped(row.rule()));
    let (element, kind, content) = match row.status {
        RowStatus::Good => return format!("{head}/>\n"),
        RowStatus::Bad => ("failure", kind, body(row)),
        RowStatus::Unknown => ("error", kind, body(row)),
        // No content: many readers show only the message of a skipped case.
        RowStatus::Excused | RowStatus::Aside => ("skipped", String::new(), String::new()),
    };
    let message = escaped(&row.sentence());
    format!("{head}>\n      <{element}{kind} message=\"{message}\">{content}</{element}>\n    </testcase>\n")
}

fn body(row: &ApplicationRow) -> String {
    let mut lines = vec![row.sentence()];
    if let Some(location) = &row.declared {
        lines.push(format!("expected by {location}:{}", location.column));
    }
    if let Some(at) = &row.last_confirmed_at {
        let later = if row.by.is_some() { "" } else { " or up to an hour later" };
        lines.push(format!("the last time that vsw saw signing on: {at}{later}"));
    }
    for shift in &row.moved {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(nothing)".to_owned());
        lines.push(format!("moved: {}: {} -> {}", shift.path, value(&shift.before), value(&shift.after)));
    }
    if let Some(code) = row.code {
        lines.push(format!("more: vsw explain {code}"));
    }
    escaped(&lines.join("\n"))
}

fn properties(summary: &RunSummary) -> String {
    let properties = [
        ("vsw", VERSION.to_owned()),
        ("command", summary.command.clone()),
        ("run", summary.run.clone().unwrap_or_default()),
        ("source", summary.source.clone()),
        ("count", summary.count.to_string()),
        ("requests", summary.requests.to_string()),
        ("exit", summary.exit.code().to_string()),
    ];
    let written = properties
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("      <property name=\"{name}\" value=\"{}\"/>\n", escaped(value)));
    format!("    <properties>\n{}    </properties>\n", written.collect::<String>())
}
