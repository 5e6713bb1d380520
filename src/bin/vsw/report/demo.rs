//! The report of `vsw demo`: the steps run against the sandbox, and whether each had the expected result
//! (`vsw/demo/1`).

use serde::Serialize;

use crate::exit::Exit;

/// The steps, to the end or to the step that failed.
#[derive(Debug, Serialize)]
pub struct DemoReport {
    pub steps: Vec<DemoStep>,
    /// The reason why the last step failed; null if all succeeded.
    pub failed: Option<String>,
}

/// One command, or one action of another party.
#[derive(Debug, Serialize)]
pub struct DemoStep {
    /// An explanation in one sentence.
    pub about: String,
    /// The command as a user would type it.
    pub command: String,
    /// The exit code; null if the step runs no `vsw` command.
    pub exit: Option<u8>,
    /// The output of both streams, in the order written.
    pub output: String,
    /// What a comparison of the sandbox's stored document found after the step; null if none was made.
    pub seen: Option<String>,
}

impl DemoReport {
    pub fn exit(&self) -> Exit {
        if self.failed.is_none() { Exit::Yes } else { Exit::No }
    }
}
