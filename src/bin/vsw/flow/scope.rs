//! Scope: which applications of one account a run is about, and what should be of each. Named by their ids, all of the
//! account, or as a fleet file has it; narrowed by names.

use std::collections::HashMap;

use vsw::application::{Application, ApplicationId};
use vsw::change::Goal;
use vsw::drift::Expected;
use vsw::signing::Signing;

use crate::fleet::{Fleet, NamePattern, Rule, Unlisted, Waiver};
use crate::report::status::Declared;

/// The applications of one account that are meant.
pub struct Scope<'s> {
    /// Of a set, those whose name fits one of these; all where there are none.
    names: &'s [NamePattern],
    whose: Whose<'s>,
}

/// Who says which are meant.
enum Whose<'s> {
    /// Each was named on the command line, and should have signing on.
    Named(Expected),
    /// All of the account, and each should have signing on.
    All(Expected),
    /// A fleet file, the account's place in it, and its rules by id.
    Fleet { fleet: &'s Fleet, account: usize, ids: HashMap<ApplicationId, &'s Rule> },
}

/// What a scope says of one application.
pub enum Wanted<'w> {
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
    pub manner: Manner,
    pub declared: Option<&'w Declared>,
}

/// How an application came to be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// By its id: what it lacks is its own fault.
    ById,
    /// With others: what has no voice is left alone.
    InSet,
}

/// Whether a change is about an application.
pub enum Meant {
    Yes,
    No,
    /// It is in the set, and the set says to leave it alone.
    Excepted {
        code: &'static str,
        why: String,
    },
}

impl<'s> Scope<'s> {
    /// Applications that were named one by one.
    pub fn named() -> Self {
        Self { names: &[], whose: Whose::Named(Expected::signing_on()) }
    }

    pub fn all(names: &'s [NamePattern]) -> Self {
        Self { names, whose: Whose::All(Expected::signing_on()) }
    }

    pub fn of_fleet(fleet: &'s Fleet, account: usize, names: &'s [NamePattern]) -> Self {
        Self { names, whose: Whose::Fleet { fleet, account, ids: fleet.ids_of(account).collect() } }
    }

    /// What should be of an application of that name.
    pub fn wanted(&self, id: ApplicationId, name: &str) -> Wanted<'_> {
        if !self.fits(name) {
            return Wanted::Nothing;
        }
        match &self.whose {
            Whose::Named(expected) => {
                Wanted::Expected(Expectation { expected, manner: Manner::ById, declared: None })
            }
            Whose::All(expected) => {
                Wanted::Expected(Expectation { expected, manner: Manner::InSet, declared: None })
            }
            Whose::Fleet { fleet, account, ids } => match fleet.rule_for(*account, id, name) {
                Some(rule) => {
                    let manner = if ids.contains_key(&id) { Manner::ById } else { Manner::InSet };
                    let (expected, declared) = (&rule.expected, Some(&rule.declared));
                    Wanted::Expected(Expectation { expected, manner, declared })
                }
                None if fleet.unlisted == Unlisted::Ignore => Wanted::Nothing,
                None => Wanted::Unlisted,
            },
        }
    }

    /// The same of one whose name could not be read: whoever asks for names does not mean it, and of a fleet's entries
    /// only one by id or for all can.
    pub fn wanted_unnamed(&self, id: ApplicationId) -> Wanted<'_> {
        if !self.names.is_empty() {
            return Wanted::Nothing;
        }
        self.wanted(id, "")
    }

    /// Is an application as it was read meant by a change to that goal?
    pub fn meant(&self, application: &Application, goal: Goal, now: jiff::Timestamp) -> Meant {
        let (id, name) = (application.id(), application.name());
        let Wanted::Expected(expectation) = self.wanted(id, name) else { return Meant::No };
        if goal == Goal::On && expectation.expected.voice == Some(Goal::Off) {
            let why = "the fleet file says that signing is to be off".to_owned();
            return Meant::Excepted { code: "expected-off", why };
        }
        let excused = codes_of(application.signing()).iter().find_map(|code| {
            self.waiver(id, name, &[code]).filter(|waiver| goal == Goal::On && !waiver.is_ended(now))
        });
        if let Some(waiver) = excused {
            let Waiver { reason, owner, until, .. } = waiver;
            let why = format!("waived until {until}: {reason} ({owner})");
            return Meant::Excepted { code: "waived", why };
        }
        Meant::Yes
    }

    /// The waiver that excuses those codes of that application, ended or not.
    pub fn waiver(&self, id: ApplicationId, name: &str, codes: &[&str]) -> Option<&'s Waiver> {
        match &self.whose {
            Whose::Fleet { fleet, account, .. } => fleet.waiver_for(*account, id, name, codes),
            Whose::Named(_) | Whose::All(_) => None,
        }
    }

    /// The ids that are named one by one, and must be there: in no order.
    pub fn ids(&self) -> impl Iterator<Item = ApplicationId> {
        let ids = match &self.whose {
            // Whoever narrows by name has not said what an application is called that is not listed.
            Whose::Fleet { ids, .. } if self.names.is_empty() => Some(ids.keys().copied()),
            _ => None,
        };
        ids.into_iter().flatten()
    }

    /// Does the file say that what it does not mention fails the run?
    pub fn fails_unlisted(&self) -> bool {
        matches!(&self.whose, Whose::Fleet { fleet, .. } if fleet.unlisted == Unlisted::Fail)
    }

    fn fits(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|pattern| pattern.fits(name))
    }
}

/// What a check that expects signing to be on may call what is there; a waiver names one of these, or none.
fn codes_of(signing: Signing) -> &'static [&'static str] {
    match signing {
        Signing::Absent => &["flag-absent", "flag-dropped"],
        Signing::Off => &["flag-off"],
        Signing::Invalid => &["flag-invalid"],
        Signing::On | Signing::NoVoice => &[],
    }
}
