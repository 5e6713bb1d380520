//! The result of `vsw demo` (`vsw/demo/1`).

use serde::Serialize;

use crate::exit::Exit;

#[derive(Debug, Serialize)]
pub struct DemoReport {
    pub steps: Vec<DemoStep>,
    /// Null if all steps succeeded.
    pub failed: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct DemoStep {
    pub about: String,
    pub command: String,
    /// Null if the step runs no `vsw` command.
    pub exit: Option<u8>,
    pub output: String,
    /// How the application's document in the sandbox changed in the step; null if it was not compared.
    pub seen: Option<String>,
}

impl DemoReport {
    pub fn exit(&self) -> Exit {
        if self.failed.is_none() { Exit::Yes } else { Exit::No }
    }
}
