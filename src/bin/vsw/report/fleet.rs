//! What a fleet file holds (`vsw/fleet-check/1`), and what one was written about (`vsw/fleet-init/1`).

use serde::Serialize;

use super::SourceLocation;
use crate::codes::Code;

/// A fleet file that can be used. One that cannot has no report: it is a failure.
#[derive(Debug, Serialize)]
pub struct FleetCheckReport {
    pub file: String,
    pub ok: bool,
    pub accounts: Vec<CheckedAccount>,
    pub rules: RuleCounts,
    pub waivers: WaiverCounts,
    /// `report`, `fail` or `ignore`.
    pub unlisted: &'static str,
    /// The baseline's path, resolved against the file's folder.
    pub baseline: Option<String>,
    pub warnings: Vec<FileWarning>,
}

/// One account of the file; the only one of a file without `[accounts]` has no name.
#[derive(Debug, Serialize)]
pub struct CheckedAccount {
    pub name: Option<String>,
    pub profile: Option<String>,
    pub api_key: Option<String>,
    pub rules: RuleCounts,
}

/// Entries, by how they say which applications they are about.
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
    /// How many of them are past their last day.
    pub ended: usize,
}

/// What is doubtful about the file.
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

/// One account that it was written about.
#[derive(Debug, Serialize)]
pub struct WrittenAccount {
    pub name: String,
    pub profile: Option<String>,
    pub api_key: String,
    /// How many applications the file is about.
    pub listed: usize,
    pub without_voice: usize,
}
