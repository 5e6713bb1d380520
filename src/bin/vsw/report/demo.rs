//! What `vsw demo` hands over: what was played on the sandbox, and whether every step did what it says (`vsw/demo/1`).

use serde::Serialize;

use crate::exit::Exit;

/// A story that was played, to its end or to the step that failed.
#[derive(Debug, Serialize)]
pub struct DemoReport {
    pub steps: Vec<DemoStep>,
    /// Why the last step did not do what it says; null where all did.
    pub failed: Option<String>,
}

/// One command, or one deed of somebody else.
#[derive(Debug, Serialize)]
pub struct DemoStep {
    /// What it is about, in a sentence.
    pub about: String,
    /// As a person would type it.
    pub command: String,
    /// Its exit code; null where no `vsw` was run.
    pub exit: Option<u8>,
    /// Both of its streams, in the order in which it wrote.
    pub output: String,
    /// What was seen in the sandbox afterwards; null where the output says it all.
    pub seen: Option<String>,
}

impl DemoReport {
    pub fn exit(&self) -> Exit {
        if self.failed.is_none() { Exit::Yes } else { Exit::No }
    }
}
