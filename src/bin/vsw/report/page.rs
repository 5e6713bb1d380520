//! Page: reference text, the same in every format.

use serde::Serialize;

/// Reference text: a completion script, a man page, the table of exit codes.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Page {
    pub text: String,
}
