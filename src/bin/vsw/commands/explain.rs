//! `vsw explain`: prints the page of a code, or the list of all codes. Offline.

use crate::codes::Code;
use crate::failure::Failure;
use crate::report::Report;
use crate::report::codes::{ExplainReport, Listed};

pub fn run(code: Option<&str>) -> Result<Report, Failure> {
    let code = code.map(|code| Code::from_word(code).ok_or_else(|| unknown(code))).transpose()?;
    let every = if code.is_some() { &[] } else { Code::ALL };
    let listed = |code: &Code| Listed { code: *code, kind: code.kind(), title: code.title() };
    Ok(Report::Explain(ExplainReport {
        code,
        kind: code.map(Code::kind),
        title: code.map(Code::title),
        text: code.map(Code::text),
        codes: every.iter().map(listed).collect(),
    }))
}

fn unknown(code: &str) -> Failure {
    // Quote only short words of lowercase letters and hyphens: other text may be a secret.
    let looks_like_one =
        code.len() <= 40 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let message =
        if looks_like_one { format!("unknown code `{code}`") } else { "not a code of vsw".to_owned() };
    let near = Code::nearest(code);
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    let hint = match near.as_slice() {
        [] if is_number => "for an exit code, see `vsw exit-codes`; `vsw explain` lists all codes".to_owned(),
        [] => "list all codes with `vsw explain`".to_owned(),
        near => {
            let near: Vec<String> = near.iter().map(|code| format!("`{code}`")).collect();
            format!("did you mean {}? `vsw explain` lists all codes", near.join(" or "))
        }
    };
    Failure::usage(message, hint)
}
