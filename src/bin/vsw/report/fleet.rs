//! The results of `vsw fleet check` (`vsw/fleet-check/1`) and `vsw fleet init` (`vsw/fleet-init/1`).

use serde::Serialize;

use super::SourceLocation;
use crate::codes::Code;

/// An invalid fleet file is an error and has no report.
#[derive(Debug, Serialize)]
pub struct FleetCheckReport {
    pub file: String,
    pub ok: bool,
    pub accounts: Vec<CheckedAccount>,
    pub rules: RuleCounts,
    pub waivers: WaiverCounts,
    pub unlisted: &'static str,
    /// The path of the baseline file, resolved against the directory of the fleet file.
    pub baseline: Option<String>,
    pub warnings: Vec<FileWarning>,
}

/// A file without `[accounts]` has a single account without a name.
#[derive(Debug, Serialize)]
pub struct CheckedAccount {
    pub name: Option<String>,
    pub profile: Option<String>,
    pub api_key: Option<String>,
    pub rules: RuleCounts,
}

#[derive(Debug, Default, Serialize)]
pub struct RuleCounts {
    pub total: usize,
    pub id: usize,
    pub name: usize,
    pub all: usize,
}

#[derive(Debug, Serialize)]
pub struct WaiverCounts {
    pub total: usize,
    pub ended: usize,
}

#[derive(Debug, Serialize)]
pub struct FileWarning {
    pub code: Code,
    pub message: String,
    pub declared: SourceLocation,
}

#[derive(Debug, Serialize)]
pub struct FleetInitReport {
    pub requests: u32,
    pub file: String,
    pub by: &'static str,
    pub accounts: Vec<WrittenAccount>,
}

#[derive(Debug, Serialize)]
pub struct WrittenAccount {
    pub name: String,
    pub profile: Option<String>,
    pub api_key: String,
    pub listed: usize,
    pub without_voice: usize,
}
