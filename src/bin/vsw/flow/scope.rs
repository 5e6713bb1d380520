//! Scope: which applications of one account a run is about, and what should be of each. Named by their ids, all of the
//! account, or as a fleet file has it; narrowed by names.

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

/// The applications of one account that are meant.
pub struct Scope<'s> {
    /// Of a set, those whose name fits one of these; all where there are none.
    names: &'s [NamePattern],
    /// Of a set, this part; all of it where there is none.
    shard: Option<Shard>,
    whose: ScopeSource<'s>,
}

/// Who says which are meant.
enum ScopeSource<'s> {
    /// Each was named on the command line, and should have signing on.
    Named(Expected),
    /// All of the account, and each should have signing on.
    All(Expected),
    /// A fleet file, the account's place in it, and its rules by id.
    Fleet { fleet: &'s Fleet, account: usize, ids: HashMap<ApplicationId, &'s Rule> },
}

/// What a scope says of one application.
pub enum Membership<'w> {
    /// It is none of this run's business.
    Nothing,
    /// It exists, and nobody says what should be of it.
    Unlisted,
    Expected(Expectation<'w>),
}

/// What should be of an application, and who says so.
#[derive(Clone, Copy)]
pub struct Expectation<'w> {
    pub expected: &'w Expected,
    pub manner: MatchedBy,
    pub declared: Option<&'w SourceLocation>,
}

/// How an application came to be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// By its id: what it lacks is its own fault.
    ById,
    /// With others: what has no voice is left alone.
    InSet,
}

/// Whether a change is about an application.
pub enum Applies {
    Yes,
    No,
    /// It is in the set, and the set says to leave it alone.
    Excepted {
        code: Code,
        why: String,
    },
}

impl<'s> Scope<'s> {
    /// Applications that were named one by one.
    pub fn named() -> Self {
        Self { names: &[], shard: None, whose: ScopeSource::Named(Expected::signing_on()) }
    }

    pub fn all(names: &'s [NamePattern], shard: Option<Shard>) -> Self {
        Self { names, shard, whose: ScopeSource::All(Expected::signing_on()) }
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
            whose: ScopeSource::Fleet { fleet, account, ids: fleet.ids_of(account).collect() },
        }
    }

    /// What should be of an application of that name.
    pub fn wanted(&self, id: ApplicationId, name: &str) -> Membership<'_> {
        if !self.is_ours(id) || !self.fits(name) {
            return Membership::Nothing;
        }
        match &self.whose {
            ScopeSource::Named(expected) => {
                Membership::Expected(Expectation { expected, manner: MatchedBy::ById, declared: None })
            }
            ScopeSource::All(expected) => {
                Membership::Expected(Expectation { expected, manner: MatchedBy::InSet, declared: None })
            }
            ScopeSource::Fleet { fleet, account, ids } => match fleet.rule_for(*account, id, name) {
                Some(rule) => {
                    let manner = if ids.contains_key(&id) { MatchedBy::ById } else { MatchedBy::InSet };
                    let (expected, declared) = (&rule.expected, Some(&rule.declared));
                    Membership::Expected(Expectation { expected, manner, declared })
                }
                None if fleet.unlisted == Unlisted::Ignore => Membership::Nothing,
                None => Membership::Unlisted,
            },
        }
    }

    /// The same of one whose name could not be read: whoever asks for names does not mean it, and of a fleet's entries
    /// only one by id or for all can.
    pub fn wanted_unnamed(&self, id: ApplicationId) -> Membership<'_> {
        if !self.names.is_empty() {
            return Membership::Nothing;
        }
        self.wanted(id, "")
    }

    /// Is an application of that name meant by a change to that goal? `signing` is what it is now, where that could be
    /// read.
    pub fn meant(
        &self,
        (id, name): (ApplicationId, &str),
        signing: Option<Signing>,
        goal: Goal,
        now: jiff::Timestamp,
    ) -> Applies {
        let Membership::Expected(expectation) = self.wanted(id, name) else { return Applies::No };
        if goal == Goal::On && expectation.expected.voice == Some(Goal::Off) {
            let why = "the fleet file says that signing is to be off".to_owned();
            return Applies::Excepted { code: Code::ExpectedOff, why };
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

    /// The waiver that excuses those codes of that application, ended or not.
    pub fn waiver(&self, id: ApplicationId, name: &str, codes: &[Code]) -> Option<&'s Waiver> {
        match &self.whose {
            ScopeSource::Fleet { fleet, account, .. } => fleet.waiver_for(*account, id, name, codes),
            ScopeSource::Named(_) | ScopeSource::All(_) => None,
        }
    }

    /// The ids that are named one by one, and must be there: in no order.
    pub fn ids(&self) -> impl Iterator<Item = ApplicationId> {
        let ids = match &self.whose {
            // Whoever narrows by name has not said what an application is called that is not listed.
            ScopeSource::Fleet { ids, .. } if self.names.is_empty() => Some(ids.keys().copied()),
            _ => None,
        };
        ids.into_iter().flatten().filter(|id| self.is_ours(*id))
    }

    /// The ids, where nothing else is meant and they are few: then reading each is cheaper than the account's list.
    pub fn few_ids(&self) -> Option<Vec<ApplicationId>> {
        let ScopeSource::Fleet { fleet, account, ids } = &self.whose else { return None };
        let mut rules = fleet.rules.iter().filter(|rule| rule.account == *account);
        let only_ids = rules.all(|rule| matches!(rule.aim, Matcher::Id(_)));
        let is_told = fleet.unlisted != Unlisted::Ignore || !self.names.is_empty();
        if is_told || !only_ids || ids.len() > FEW {
            return None;
        }
        let mut ids: Vec<ApplicationId> = ids.keys().copied().filter(|id| self.is_ours(*id)).collect();
        ids.sort_unstable();
        Some(ids)
    }

    /// Does the file say that what it does not mention fails the run?
    pub fn fails_unlisted(&self) -> bool {
        matches!(&self.whose, ScopeSource::Fleet { fleet, .. } if fleet.unlisted == Unlisted::Fail)
    }

    /// Is an application in the part of the set that this run is about?
    fn is_ours(&self, id: ApplicationId) -> bool {
        self.shard.is_none_or(|shard| part_of(id, shard.parts()) == u64::from(shard.place()))
    }

    fn fits(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|pattern| pattern.fits(name))
    }
}

/// The codes of which a waiver may have any, so that a change to on leaves the application alone. Whether an absent flag
/// was dropped is not known here: a waiver for either holds, since a write that nobody wanted is worse than none.
fn excusable(signing: Option<Signing>) -> &'static [Code] {
    match signing {
        Some(Signing::Off) => &[Code::FlagOff],
        Some(Signing::Invalid) => &[Code::FlagInvalid],
        Some(Signing::Absent | Signing::NoVoice) => &[Code::FlagAbsent, Code::FlagDropped],
        Some(Signing::On) => &[],
        None => &[Code::FlagAbsent, Code::FlagDropped, Code::FlagOff, Code::FlagInvalid],
    }
}

/// In which of so many parts an application is, from 0 on: the first 8 bytes of the SHA-256 of its id in lower case and
/// with hyphens, as a number, and what is left of it. So it stays where it is while the number of parts does.
fn part_of(id: ApplicationId, parts: u32) -> u64 {
    let hash = digest(&SHA256, id.to_string().as_bytes());
    let number = hash.as_ref().first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
    number % u64::from(parts.max(1))
}

/// So many reads are cheaper than the list of an account that may be large.
const FEW: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_sha256sum_says_however_the_id_is_written() {
        // The first 16 digits of `printf %s ID | sha256sum`, modulo 4, worked out by another program.
        for (last, part) in [(1, 0), (2, 2), (3, 1), (4, 0), (5, 0), (6, 0), (7, 3), (8, 0)] {
            let bare = format!("0000000000004000800000000000000{last}");
            assert_eq!(part_of(bare.parse().expect("an id"), 4), part, "{bare}");
        }
    }
}
