//! Scope: the applications of one account that a run covers, and the expected state of each.

use std::collections::HashMap;

use ring::digest::{SHA256, digest};
use vsw::application::ApplicationId;
use vsw::change::Goal;
use vsw::drift::Expected;
use vsw::signing::Signing;

use crate::args::shard::Shard;
use crate::codes::Code;
use crate::fleet::{Fleet, Matcher, NamePattern, Rule, Unlisted, Waiver};
use crate::report::SourceLocation;
use crate::report::status::UnmatchedEntry;

pub struct Scope<'s> {
    /// The patterns of `--name`, one of which must match. Empty for all names.
    names: &'s [NamePattern],
    /// The part of the set that this run covers. `None` for all of it.
    shard: Option<Shard>,
    source: ScopeSource<'s>,
}

enum ScopeSource<'s> {
    Named(Expected),
    All(Expected),
    /// `account` is the index of the account in the file.
    Fleet {
        fleet: &'s Fleet,
        account: usize,
        ids: HashMap<ApplicationId, &'s Rule>,
    },
}

pub enum Membership<'w> {
    Nothing,
    /// The application is in the account, but not in the fleet file.
    Unlisted,
    Expected(Expectation<'w>),
}

#[derive(Clone, Copy)]
pub struct Expectation<'w> {
    pub expected: &'w Expected,
    pub matched_by: MatchedBy,
    pub declared: Option<&'w SourceLocation>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// The application was named by argument, environment or profile. A missing voice capability is then a problem.
    Named,
    /// The application is part of a set. If the application has no voice capability, it is skipped.
    InSet,
}

pub enum Applies {
    Yes,
    No,
    /// In the set, but excluded by the fleet file or a waiver.
    Excepted {
        code: Code,
        why: String,
    },
}

impl<'s> Scope<'s> {
    pub fn named() -> Self {
        Self { names: &[], shard: None, source: ScopeSource::Named(Expected::signing_on()) }
    }

    pub fn all(names: &'s [NamePattern], shard: Option<Shard>) -> Self {
        Self { names, shard, source: ScopeSource::All(Expected::signing_on()) }
    }

    pub fn of_fleet(
        fleet: &'s Fleet,
        account: usize,
        names: &'s [NamePattern],
        shard: Option<Shard>,
    ) -> Self {
        Self {
            names,
            shard,
            source: ScopeSource::Fleet { fleet, account, ids: fleet.ids_of(account).collect() },
        }
    }

    pub fn membership(&self, id: ApplicationId, name: &str) -> Membership<'_> {
        if !self.is_ours(id) || !self.fits(name) {
            return Membership::Nothing;
        }
        match &self.source {
            ScopeSource::Named(expected) => {
                Membership::Expected(Expectation { expected, matched_by: MatchedBy::Named, declared: None })
            }
            ScopeSource::All(expected) => {
                Membership::Expected(Expectation { expected, matched_by: MatchedBy::InSet, declared: None })
            }
            ScopeSource::Fleet { fleet, account, .. } => match fleet.rule_for(*account, id, name) {
                Some(rule) => {
                    let (expected, declared) = (&rule.expected, Some(&rule.declared));
                    Membership::Expected(Expectation { expected, matched_by: MatchedBy::InSet, declared })
                }
                None if fleet.unlisted == Unlisted::Ignore => Membership::Nothing,
                None => Membership::Unlisted,
            },
        }
    }

    /// Returns the membership of an application whose name is unknown. With `--name`, such an application is
    /// never covered.
    pub fn membership_by_id(&self, id: ApplicationId) -> Membership<'_> {
        if !self.names.is_empty() {
            return Membership::Nothing;
        }
        self.membership(id, "")
    }

    /// Returns whether a change to `goal` covers an application. `signing` is `None` if unknown.
    pub fn applies(
        &self,
        (id, name): (ApplicationId, &str),
        signing: Option<Signing>,
        goal: Goal,
        now: jiff::Timestamp,
    ) -> Applies {
        let Membership::Expected(expectation) = self.membership(id, name) else { return Applies::No };
        let exception = match expectation.expected.voice {
            Some(Goal::On) => None,
            Some(Goal::Off) => Some((Code::ExpectedOff, "the fleet file expects signing off")),
            None => Some((Code::ExpectedAny, "the fleet file does not require signing")),
        };
        if let Some((code, why)) = exception.filter(|_| goal == Goal::On) {
            return Applies::Excepted { code, why: why.to_owned() };
        }
        let waivers = excusable(signing).iter().filter_map(|code| self.waiver(id, name, &[*code]));
        let in_force = waivers.filter(|waiver| !waiver.is_ended(now)).max_by_key(|waiver| waiver.until);
        if let Some(waiver) = in_force.filter(|_| goal == Goal::On) {
            let Waiver { reason, owner, until, .. } = waiver;
            let why = format!("waived until {until}: {reason} ({owner})");
            return Applies::Excepted { code: Code::Waived, why };
        }
        Applies::Yes
    }

    /// Returns the waiver that accepts all of these codes and lasts longest. It may have ended.
    pub fn waiver(&self, id: ApplicationId, name: &str, codes: &[Code]) -> Option<&'s Waiver> {
        match &self.source {
            ScopeSource::Fleet { fleet, account, .. } => fleet.waiver_for(*account, id, name, codes),
            ScopeSource::Named(_) | ScopeSource::All(_) => None,
        }
    }

    /// Returns the fleet file's ids that this run covers. The callers report an id that the account lacks.
    pub fn ids(&self) -> impl Iterator<Item = ApplicationId> {
        let ids = match &self.source {
            // With `--name`, an application missing from the API's list cannot be matched: its name is unknown.
            ScopeSource::Fleet { ids, .. } if self.names.is_empty() => Some(ids.keys().copied()),
            _ => None,
        };
        ids.into_iter().flatten().filter(|id| self.is_ours(*id))
    }

    /// Returns the fleet file's name patterns; the caller reports those without a match. Returns none with
    /// `--shard` or `--name`, which may exclude an entry's matches.
    pub fn entries_by_name(&self) -> Vec<UnmatchedEntry> {
        let ScopeSource::Fleet { fleet, account, .. } = &self.source else { return Vec::new() };
        if self.shard.is_some() || !self.names.is_empty() {
            return Vec::new();
        }
        let rules = fleet.rules.iter().filter(|rule| rule.account == *account);
        let by_name = rules.filter_map(|rule| match &rule.matcher {
            Matcher::Name(pattern) => {
                let (name, declared) = (pattern.as_str().to_owned(), rule.declared.clone());
                Some(UnmatchedEntry { name, declared, is_exact: pattern.is_exact() })
            }
            Matcher::Id(_) | Matcher::All => None,
        });
        by_name.collect()
    }

    /// Returns the fleet file's ids if a few GETs can replace the list.
    pub fn few_ids(&self) -> Option<Vec<ApplicationId>> {
        let ScopeSource::Fleet { fleet, account, ids } = &self.source else { return None };
        let mut rules = fleet.rules.iter().filter(|rule| rule.account == *account);
        let only_ids = rules.all(|rule| matches!(rule.matcher, Matcher::Id(_)));
        let needs_list = fleet.unlisted != Unlisted::Ignore || !self.names.is_empty();
        if needs_list || !only_ids || ids.len() > FEW {
            return None;
        }
        let mut ids: Vec<ApplicationId> = ids.keys().copied().filter(|id| self.is_ours(*id)).collect();
        ids.sort_unstable();
        Some(ids)
    }

    pub fn fails_unlisted(&self) -> bool {
        matches!(&self.source, ScopeSource::Fleet { fleet, .. } if fleet.unlisted == Unlisted::Fail)
    }

    fn is_ours(&self, id: ApplicationId) -> bool {
        self.shard.is_none_or(|shard| part_of(id, shard.parts()) == u64::from(shard.place()))
    }

    fn fits(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|pattern| pattern.matches(name))
    }
}

/// Returns the codes whose waivers prevent turning signing on. In doubt returns more codes, because an
/// unwanted write is worse than an omitted one.
fn excusable(signing: Option<Signing>) -> &'static [Code] {
    match signing {
        Some(Signing::Off) => &[Code::FlagOff],
        Some(Signing::Invalid) => &[Code::FlagInvalid],
        Some(Signing::Absent | Signing::NoVoice) => &[Code::FlagAbsent, Code::FlagDropped],
        Some(Signing::On) => &[],
        None => &[Code::FlagAbsent, Code::FlagDropped, Code::FlagOff, Code::FlagInvalid],
    }
}

/// Returns the shard of an application, from 0. The shard depends only on the id and `parts`.
fn part_of(id: ApplicationId, parts: u32) -> u64 {
    let hash = digest(&SHA256, id.to_string().as_bytes());
    let number = hash.as_ref().first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
    number % u64::from(parts.max(1))
}

/// This many GETs are assumed to be cheaper than a list of unknown length.
const FEW: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_match_sha256sum_of_the_hyphenated_id() {
        // The first 16 digits of `printf %s ID | sha256sum`, modulo 4, computed by another program.
        for (last, part) in [(1, 0), (2, 2), (3, 1), (4, 0), (5, 0), (6, 0), (7, 3), (8, 0)] {
            let bare = format!("0000000000004000800000000000000{last}");
            assert_eq!(part_of(bare.parse().expect("an id"), 4), part, "{bare}");
        }
    }
}
