//! `vsw explain`: the longer story of a code, offline.

use crate::codes::{self, Page};
use crate::failure::Failure;
use crate::report::explain::{ExplainReport, Listed};
use crate::report::{Report, VERSION};

pub fn run(code: Option<&str>) -> Result<Report, Failure> {
    let page = code.map(|code| codes::page(code).ok_or_else(|| unknown(code))).transpose()?;
    let every = if page.is_some() { &[] } else { codes::PAGES };
    let listed = |page: &Page| Listed { code: page.code, kind: page.kind.word(), title: page.title() };
    Ok(Report::Explain(ExplainReport {
        schema: "vsw/explain/1",
        vsw: VERSION,
        code: page.map(|page| page.code),
        kind: page.map(|page| page.kind.word()),
        title: page.map(Page::title),
        text: page.map(Page::text),
        codes: every.iter().map(listed).collect(),
    }))
}

fn unknown(code: &str) -> Failure {
    // Only what could be a code is repeated: anything may have slipped into its place.
    let looks_like_one =
        code.len() <= 40 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let message = if looks_like_one {
        format!("there is no code `{code}`")
    } else {
        "that is no code of vsw".to_owned()
    };
    let near = codes::nearest(code);
    let hint = match near.as_slice() {
        [] => "`vsw explain` lists all of them".to_owned(),
        near => format!("did you mean {}? `vsw explain` lists all of them", near.join(", ")),
    };
    Failure::usage(message, hint)
}
