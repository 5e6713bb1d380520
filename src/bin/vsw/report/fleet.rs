//! The content of a fleet file (`vsw/fleet-check/1`), and the result of writing one (`vsw/fleet-init/1`).

use serde::Serialize;

use super::SourceLocation;
use crate::codes::Code;

/// A valid fleet file. An invalid one is a failure and has no report.
#[derive(Debug, Serialize)]
pub struct FleetCheckReport {
    pub file: String,
    pub ok: bool,
    pub accounts: Vec<CheckedAccount>,
    pub rules: RuleCounts,
    pub waivers: WaiverCounts,
    /// `report`, `fail` or `ignore`.
    pub unlisted: &'static str,
    /// The baseline's path, resolved against the directory of the fleet file.
    pub baseline: Option<String>,
    pub warnings: Vec<FileWarning>,
}

/// One account of the file. A file without `[accounts]` has a single account without a name.
#[derive(Debug, Serialize)]
pub struct CheckedAccount {
    pub name: Option<String>,
    pub profile: Option<String>,
    pub api_key: Option<String>,
    pub rules: RuleCounts,
}

/// The number of entries by how they select applications.
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
    /// The number of waivers that have ended.
    pub ended: usize,
}

/// A warning about the file.
#[derive(Debug, Serialize)]
pub struct FileWarning {
    pub code: Code,
    pub message: String,
    pub declared: SourceLocation,
}

/// A fleet file that was written.
#[derive(Debug, Serialize)]
pub struct FleetInitReport {
    pub requests: u32,
    pub file: String,
    /// `id`, `name` or `all`.
    pub by: &'static str,
    pub accounts: Vec<WrittenAccount>,
}

/// One account in the written file.
#[derive(Debug, Serialize)]
pub struct WrittenAccount {
    pub name: String,
    pub profile: Option<String>,
    pub api_key: String,
    /// The number of applications that the file covers.
    pub listed: usize,
    pub without_voice: usize,
}
