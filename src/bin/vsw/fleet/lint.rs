//! Lint: probable mistakes in a valid fleet file. These warnings never fail a run.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _};

use super::waiver::today;
use super::{Fleet, Matcher, NamePattern, Rule};
use crate::codes::Code;
use crate::report::SourceLocation;

#[derive(Debug)]
pub struct Warning {
    pub code: Code,
    pub message: String,
    pub declared: SourceLocation,
}

/// Warn this many days before the end of a waiver.
const SOON: i64 = 14;
/// Maximum number of patterns to compare. Without a limit, a file with a hundred thousand entries would take
/// quadratic time.
const MOST_PATTERNS: usize = 200;

impl Fleet {
    pub fn warnings(&self, now: Timestamp) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = self.ending(now).collect();
        for account in 0..self.accounts.len() {
            warnings.extend(hidden(self.rules_of(account)));
        }
        warnings.sort_by_key(|warning| (warning.declared.line, warning.declared.column));
        warnings
    }

    fn ending(&self, now: Timestamp) -> impl Iterator<Item = Warning> {
        let soon = today(now).saturating_add(SOON.days());
        self.waivers.iter().filter(move |waiver| waiver.until <= soon).map(move |waiver| {
            let until = waiver.until;
            let (code, message) = if waiver.is_ended(now) {
                (Code::WaiverEnded, format!("the waiver ended on {until} and is no longer in effect"))
            } else {
                (Code::WaiverEndsSoon, format!("{until} is the waiver's last day, in UTC"))
            };
            Warning { code, message, declared: waiver.declared.clone() }
        })
    }
}

/// Finds entries that never apply because an earlier entry matches the same applications.
fn hidden<'f>(rules: impl Iterator<Item = &'f Rule>) -> Vec<Warning> {
    let mut all: Option<&Rule> = None;
    let mut names: BTreeMap<&str, &Rule> = BTreeMap::new();
    let mut patterns: Vec<(&NamePattern, &Rule)> = Vec::new();
    let mut warnings = Vec::new();
    for rule in rules {
        let by = match &rule.matcher {
            Matcher::Id(_) => None,
            Matcher::All => all.replace(all.unwrap_or(rule)),
            Matcher::Name(name) => {
                let same_name = names.get(name.as_str()).copied();
                let wider =
                    || patterns.iter().find(|(pattern, _)| pattern.covers(name)).map(|(_, rule)| *rule);
                let by = same_name.or_else(wider);
                names.entry(name.as_str()).or_insert(rule);
                if !name.is_exact() && patterns.len() < MOST_PATTERNS {
                    patterns.push((name, rule));
                }
                by
            }
        };
        warnings.extend(by.map(|by| Warning {
            code: Code::EntryHidden,
            message: format!(
                "this entry never applies: the earlier entry on line {} also matches all its applications; move this entry up, or remove it",
                by.declared.line
            ),
            declared: rule.declared.clone(),
        }));
    }
    warnings
}
