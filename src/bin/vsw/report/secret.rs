//! Reports of `vsw config secret`, such as `vsw/config-secret-add/1`. None contains a secret, but the report
//! of `check` contains values computed from secrets.

use serde::Serialize;

use crate::config::{Finding, Severity, SourceInfo};
use crate::exit::Exit;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Added,
    Retired,
    Unchanged,
}

#[derive(Debug, Serialize)]
pub struct StoredReport {
    pub profile: String,
    /// `Unchanged` if the secret was already stored (for `add`) or already retired (for `retire`).
    pub outcome: Outcome,
    pub name: String,
    pub api_key: Option<String>,
    pub label: Option<String>,
    pub added: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<String>,
    /// Number of the profile's secrets that are not retired yet.
    pub in_force: usize,
    pub config_file: String,
}

#[derive(Debug, Serialize)]
pub struct ListReport {
    /// `None` if the secrets come from the environment and the file cannot be read.
    pub profile: Option<String>,
    pub secrets: Vec<Listed>,
}

#[derive(Debug, Serialize)]
pub struct Listed {
    pub name: String,
    pub api_key: Option<String>,
    pub label: Option<String>,
    pub added: Option<String>,
    pub retired: Option<String>,
    /// Whether verification uses the secret, at least for deliveries from before its retirement.
    pub used: bool,
    pub in_force: bool,
    pub source: SourceInfo,
}

#[derive(Debug, Serialize)]
pub struct CheckReport {
    pub secrets: Vec<Checked>,
    pub summary: CheckSummary,
}

#[derive(Debug, Serialize)]
pub struct Checked {
    pub name: String,
    /// `None` if neither the secret nor `--api-key` names an account.
    pub api_key: Option<String>,
    pub source: SourceInfo,
    pub bytes: usize,
    pub fingerprint: String,
    pub findings: Vec<Found>,
}

#[derive(Debug, Serialize)]
pub struct Found {
    pub code: &'static str,
    #[serde(rename = "weight")]
    pub severity: Severity,
    pub detail: String,
}

#[derive(Debug, Serialize)]
pub struct CheckSummary {
    pub checked: usize,
    pub problems: usize,
    pub notes: usize,
}

impl CheckReport {
    pub fn exit(&self) -> Exit {
        if self.summary.problems > 0 { Exit::No } else { Exit::Yes }
    }
}

impl Found {
    pub fn of(finding: &Finding) -> Self {
        Self { code: finding.code(), severity: finding.severity(), detail: finding.sentence() }
    }
}

impl CheckSummary {
    pub fn of(secrets: &[Checked]) -> Self {
        let count = |severity| {
            let findings = secrets.iter().flat_map(|secret| &secret.findings);
            findings.filter(|found| found.severity == severity).count()
        };
        Self { checked: secrets.len(), problems: count(Severity::Problem), notes: count(Severity::Note) }
    }
}
