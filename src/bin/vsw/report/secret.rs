//! The reports of `vsw config secret`: what was stored (`vsw/config-secret-add/1`), what there is
//! (`vsw/config-secret-list/1`), what was retired (`vsw/config-secret-retire/1`), what is wrong
//! (`vsw/config-secret-check/1`). None of them holds a secret; the last alone holds what is made from one.

use serde::Serialize;

use crate::config::{Finding, SourceInfo, Weight};
use crate::exit::Exit;

/// What became of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Added,
    Retired,
    Unchanged,
}

/// A secret that a profile stores.
#[derive(Debug, Serialize)]
pub struct StoredReport {
    pub profile: String,
    /// `unchanged` where it was there, or retired, already.
    pub outcome: Outcome,
    /// What other reports call it.
    pub name: String,
    pub api_key: Option<String>,
    pub label: Option<String>,
    pub added: Option<String>,
    /// Of one that was retired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<String>,
    /// How many secrets of its account the profile has now that are not retired.
    pub in_force: usize,
    pub config_file: String,
}

#[derive(Debug, Serialize)]
pub struct ListReport {
    /// The profile in force; none where the environment says it all and the file cannot be read.
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
    /// A verifier has it, for deliveries from before it was retired at least.
    pub used: bool,
    /// It verifies deliveries of now.
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
    /// The account that the fingerprint was made for; none where none is known.
    pub api_key: Option<String>,
    pub source: SourceInfo,
    /// How long it is.
    pub bytes: usize,
    pub fingerprint: String,
    pub findings: Vec<Found>,
}

#[derive(Debug, Serialize)]
pub struct Found {
    pub code: &'static str,
    pub weight: Weight,
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
        Self { code: finding.code(), weight: finding.weight(), detail: finding.sentence() }
    }
}

impl CheckSummary {
    pub fn of(secrets: &[Checked]) -> Self {
        let count = |weight| {
            let findings = secrets.iter().flat_map(|secret| &secret.findings);
            findings.filter(|found| found.weight == weight).count()
        };
        Self { checked: secrets.len(), problems: count(Weight::Problem), notes: count(Weight::Note) }
    }
}
