//! Sheet: what the formats show: a run's findings, or why it has none, with every text from outside made visible and
//! our own secrets taken out.
//!
//! Invariant: no text here has a control, bidirectional or invisible character, begins like a workflow command or holds
//! one of our secrets. What is left to a format is its own syntax.

use jiff::Timestamp;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::report::findings::{Finding, Findings, Standing};
use crate::screen::Screen;

/// A whole run.
pub struct Sheet {
    pub command: String,
    /// When it was looked; where nobody looked, when the run ended.
    pub at: String,
    /// The same in seconds since 1970.
    pub at_seconds: i64,
    pub took_ms: u64,
    pub run: Option<String>,
    /// Who said which applications are meant.
    pub source: String,
    /// The fleet file, from where the run was started.
    pub file: Option<String>,
    pub count: usize,
    pub requests: u32,
    pub incomplete: Option<String>,
    pub counts: Vec<(&'static str, usize)>,
    /// What is not well first; among equals, the run's own order.
    pub rows: Vec<Row>,
    /// Why no application was reached, where that is so.
    pub failure: Option<Broken>,
    pub exit: Exit,
}

/// One application.
#[derive(Clone)]
pub struct Row {
    pub profile: String,
    pub id: String,
    pub name: Option<String>,
    pub standing: Standing,
    pub word: &'static str,
    pub code: Option<String>,
    pub detail: Option<String>,
    pub signing: String,
    pub expected: Option<String>,
    pub last_confirmed_at: Option<String>,
    pub moved: Vec<Shift>,
    pub declared: Option<Spot>,
    pub waiver: Option<Excuse>,
}

/// A member that moved.
#[derive(Clone)]
pub struct Shift {
    pub path: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// A place in a fleet file; the numbers count from 1.
#[derive(Clone)]
pub struct Spot {
    pub path: String,
    pub line: usize,
    pub column: usize,
}

/// A waiver.
#[derive(Clone)]
pub struct Excuse {
    pub reason: String,
    pub owner: String,
    pub until: String,
    pub ended: bool,
}

/// Why a run has no findings.
pub struct Broken {
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
}

impl Sheet {
    /// What there is to show of a run; nothing where it was not about applications.
    pub fn of(
        result: &Result<Report, Failure>,
        command: &str,
        (began, ended): (Timestamp, Timestamp),
        screen: &Screen,
    ) -> Option<Self> {
        let took_ms = u64::try_from(ended.duration_since(began).as_millis()).unwrap_or(0);
        let mut sheet = match result {
            Ok(report) => Self::found(&report.findings()?, &|text| screen.tame(text)),
            Err(failure) => Self::broken(failure, &|text| screen.tame(text)),
        };
        if sheet.command.is_empty() {
            command.clone_into(&mut sheet.command);
        }
        let at = sheet.at.parse().unwrap_or(ended);
        Some(Self { at: at.to_string(), at_seconds: at.as_second(), took_ms, ..sheet })
    }

    fn found(findings: &Findings, tame: &dyn Fn(&str) -> String) -> Self {
        let mut rows: Vec<Row> = findings.each.iter().map(|finding| Row::of(finding, tame)).collect();
        rows.sort_by_key(|row| rank(row.standing));
        Self {
            command: findings.command.to_owned(),
            at: findings.at.unwrap_or_default().to_owned(),
            at_seconds: 0,
            took_ms: 0,
            run: findings.run.map(tame),
            source: tame(source(findings.source)),
            file: findings.file.map(|file| plain_path(&tame(file))),
            count: findings.count,
            requests: findings.requests,
            incomplete: findings.incomplete.map(tame),
            counts: findings.counts.clone(),
            rows,
            failure: None,
            exit: findings.exit,
        }
    }

    fn broken(failure: &Failure, tame: &dyn Fn(&str) -> String) -> Self {
        let broken = Broken {
            code: failure.code(),
            message: tame(&failure.to_string()),
            hint: failure.hint().map(|hint| tame(&hint)),
        };
        Self {
            command: String::new(),
            at: String::new(),
            at_seconds: 0,
            took_ms: 0,
            run: None,
            source: String::new(),
            file: None,
            count: 0,
            requests: 0,
            incomplete: None,
            counts: Vec::new(),
            rows: Vec::new(),
            failure: Some(broken),
            exit: failure.exit(),
        }
    }

    /// The rows of one standing.
    pub fn standing(&self, standing: Standing) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.standing == standing)
    }

    /// What is not as it should be, or could not be found out.
    pub fn red(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| matches!(row.standing, Standing::Bad | Standing::Unknown))
    }

    /// How many applications were really looked at.
    pub fn reached(&self) -> usize {
        self.rows.len() - self.standing(Standing::Unknown).count()
    }

    /// The run in one sentence.
    pub fn summary(&self) -> String {
        if let Some(broken) = &self.failure {
            return format!("vsw {}: no application was reached: {}", self.command, broken.message);
        }
        let of = if self.rows.is_empty() { String::new() } else { format!(" from {}", self.source) };
        let mut summary = format!("vsw {}: {} of {}{of}", self.command, self.reached(), self.count);
        let counts = self.counts.iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> =
            counts.map(|(word, count)| format!("{count} {}", word.replace('_', " "))).collect();
        if !counts.is_empty() {
            summary.push_str(&format!(" ({})", counts.join(", ")));
        }
        summary
    }

    /// The file that a finding without a place of its own belongs to, where one is known.
    pub fn fallback_file(&self) -> Option<&str> {
        let declared = || self.rows.iter().find_map(|row| row.declared.as_ref());
        self.file.as_deref().or_else(|| declared().map(|spot| spot.path.as_str()))
    }
}

impl Row {
    fn of(finding: &Finding, tame: &dyn Fn(&str) -> String) -> Self {
        let shifts = finding.moved.iter().map(|moved| Shift {
            path: tame(&moved.path),
            before: moved.before.as_deref().map(tame),
            after: moved.after.as_deref().map(tame),
        });
        Self {
            profile: tame(finding.profile),
            id: finding.id.to_string(),
            name: finding.name.map(tame),
            standing: finding.standing,
            word: finding.word,
            code: finding.code.map(str::to_owned),
            detail: finding.detail.map(tame),
            signing: finding.signing.to_owned(),
            expected: finding.expected.map(str::to_owned),
            last_confirmed_at: finding.last_confirmed_at.map(tame),
            moved: shifts.collect(),
            declared: finding.declared.map(|declared| Spot {
                path: plain_path(&tame(&declared.path)),
                line: declared.line.max(1),
                column: declared.column.max(1),
            }),
            waiver: finding.waiver.map(|waiver| Excuse {
                reason: tame(&waiver.reason),
                owner: tame(&waiver.owner),
                until: tame(&waiver.until),
                ended: waiver.ended,
            }),
        }
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        match self.name.as_deref() {
            None => "(not read)",
            Some(name) if name.trim().is_empty() => "(no name)",
            Some(name) => name,
        }
    }

    /// The code, or the verdict's word where it has none.
    pub fn rule(&self) -> &str {
        self.code.as_deref().unwrap_or(self.word)
    }

    /// What there is to say of it in one sentence.
    pub fn sentence(&self) -> String {
        let said = match (&self.detail, &self.expected) {
            (Some(detail), _) => detail.clone(),
            (None, Some(expected)) => format!("signing is {}, expected {expected}", self.signing),
            (None, None) => format!("signing is {}", self.signing),
        };
        match &self.waiver {
            Some(waiver) => format!("{said} ({})", waiver.sentence()),
            None => said,
        }
    }

    /// The same for the same trouble of the same application in every run, and never for two of one run.
    pub fn fingerprint(&self) -> String {
        let named = [&self.profile, &self.id, self.rule()].join("\n");
        let hash = ring::digest::digest(&ring::digest::SHA256, named.as_bytes());
        hash.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }
}

impl Excuse {
    pub fn sentence(&self) -> String {
        let state = if self.ended { "waiver ended" } else { "waived until" };
        format!("{state} {}: {}; owner {}", self.until, self.reason, self.owner)
    }
}

/// What somebody has to look at comes first.
pub fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Bad => 0,
        Standing::Unknown => 1,
        Standing::Excused => 2,
        Standing::Good => 3,
        Standing::Aside => 4,
    }
}

/// A path as formats want it: from where the run was started, without a `./` before it.
fn plain_path(path: &str) -> String {
    let mut plain = path;
    while let Some(rest) = plain.strip_prefix("./") {
        plain = rest.trim_start_matches('/');
    }
    // What names nothing names the folder.
    if plain.is_empty() { ".".to_owned() } else { plain.to_owned() }
}

fn source(source: &str) -> &str {
    match source {
        "argument" => "the command line",
        "environment" => "VONAGE_APPLICATION_ID",
        "profile" => "the profile",
        "picker" => "the list",
        other => other,
    }
}
