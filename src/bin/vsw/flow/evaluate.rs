//! Evaluator: compares applications with their expected state and with earlier documents. Sends no request
//! and changes nothing.

mod failing;
mod problem;

use std::collections::BTreeSet;

use jiff::Timestamp;
use vsw::application::{Application, ApplicationId, Capability};
use vsw::change::Goal;
use vsw::drift::{Drift, Earlier, Problem, ProblemKind};
use vsw::json::DifferenceKind;
use vsw::signing::Signing;

pub use failing::Failing;
use problem::{detail, found};

use super::memory::{AccountMemory, LastSeenOn, Pointing, Reference};
use super::read::Unread;
use super::scope::{Expectation, MatchedBy, Membership, Scope};
use crate::codes::Code;
use crate::config::Account;
use crate::exit::Exit;
use crate::journal::{Intent, JournalError};
use crate::report::status::{
    ChangedBy, CheckedApplication, Compared, ExpectedSigning, PointedWebhooks, Verdict,
};
use crate::vocabulary::SigningState;

pub struct Evaluator<'j> {
    pub account: &'j Account,
    pub scope: &'j Scope<'j>,
    pub memory: &'j AccountMemory<'j>,
    pub failing: &'j Failing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Whole,
    /// A list entry, which may omit members.
    Entry,
}

impl Evaluator<'_> {
    /// Returns `None` if the run does not cover the application.
    pub fn evaluate(
        &self,
        application: &Application,
        shown: Shown,
        now: Timestamp,
    ) -> Option<CheckedApplication> {
        match self.scope.membership(application.id(), application.name()) {
            Membership::Nothing => None,
            Membership::Unlisted => Some(self.unlisted(application)),
            Membership::Expected(expectation) => Some(self.expected(application, shown, &expectation, now)),
        }
    }

    /// Returns `None` if the run does not cover the application.
    pub fn unknown(&self, id: ApplicationId, unread: &Unread) -> Option<CheckedApplication> {
        let expectation = match self.scope.membership_by_id(id) {
            Membership::Nothing => return None,
            Membership::Unlisted => None,
            Membership::Expected(expectation) => Some(expectation),
        };
        let mut checked = self.checked(id, None);
        checked.name = unread.name().map(str::to_owned);
        checked.expected = expectation.as_ref().map_or(ExpectedSigning::On, expected_signing);
        checked.declared = expectation.and_then(|expectation| expectation.declared).cloned();
        checked.verdict = Verdict::Unknown;
        checked.code = Some(unread.code());
        checked.detail = Some(unread.to_string());
        checked.remedy = unread.remedy(self.account);
        checked.last_confirmed_at = self.memory.last_on(id).at.map(|at| at.to_string());
        checked.exit = if self.failing.unknown { unread.exit() } else { Exit::Yes };
        Some(checked)
    }

    fn unlisted(&self, application: &Application) -> CheckedApplication {
        let mut checked = self.checked(application.id(), Some(application));
        if application.signing() == Signing::NoVoice {
            // An application without voice needs no entry in the fleet file: `fleet init` writes none for it.
            return no_voice(checked);
        }
        checked.verdict = Verdict::Unlisted;
        checked.code = Some(Code::Unlisted);
        let (fails, why) = match self.failing.unlisted {
            Some(fails) => (fails, "`--fail-on unlisted`"),
            None => (self.scope.fails_unlisted(), "the file's `unlisted = \"fail\"`"),
        };
        let why = if fails { format!(", and {why} makes this a failure") } else { String::new() };
        checked.detail = Some(format!("the application exists, but the fleet file does not list it{why}"));
        checked.exit = if fails { Exit::No } else { Exit::Yes };
        checked
    }

    fn expected(
        &self,
        application: &Application,
        shown: Shown,
        expectation: &Expectation<'_>,
        now: Timestamp,
    ) -> CheckedApplication {
        let id = application.id();
        let is_on = application.signing() == Signing::On;
        // The lookup only helps to explain a flag that is not on. Skip it if voice signing is on and no rtc
        // flag is expected.
        let last_on = if is_on && expectation.expected.rtc.is_none() {
            LastSeenOn::default()
        } else {
            self.memory.last_on(id)
        };
        let was_on = last_on.was_on() || self.memory.watch_saw_on(self.account, id);
        let reference = self.memory.reference(id);
        let known = reference.as_ref().ok().and_then(Option::as_ref);
        let earlier = Earlier {
            reference: known.map(|known| &known.baseline),
            last_on: last_on.reference.as_ref().map(|known| &known.baseline),
        };
        let mut drift = Drift::of(application, expectation.expected, earlier);
        if was_on {
            drift = drift.assume_signing_was_on();
        }
        let mut checked = self.checked(id, Some(application));
        checked.expected = expected_signing(expectation);
        checked.declared = expectation.declared.cloned();
        let confirmed_at = if is_on { Some(now) } else { last_on.at };
        checked.last_confirmed_at = confirmed_at.map(|at| at.to_string());
        if let Some(known) = known {
            compare(&mut checked, known, &mut drift, shown);
        }
        checked.reference_error = reference.as_ref().err().map(ToString::to_string);
        let pointing = self.memory.pointing(application);
        checked.by = self.changed_by(application, &drift, pointing.as_ref());
        checked.pointed = pointing.map(|pointing| self.pointed(id, &pointing));
        let Some(first) = drift.problems.first() else {
            if let (Err(error), true) = (&reference, self.failing.moved) {
                return uncompared(checked, error);
            }
            return self.with_moved(application, now, checked);
        };
        if first.kind == ProblemKind::NoVoice && expectation.matched_by == MatchedBy::InSet {
            return self.with_moved(application, now, no_voice(checked));
        }
        // A change in the journal is certain, so omit the likely cause.
        checked.detail = Some(match drift.likely_cause.filter(|_| checked.by.is_none()) {
            Some(cause) => format!("{}; {cause}", detail(first)),
            None => pointed_detail(detail(first), &checked, &[first.kind.path()]),
        });
        checked.problems = drift.problems.iter().map(found).collect();
        self.waive(application, &drift.problems, now, &mut checked);
        if let (Err(error), true, Exit::Yes) = (&reference, self.failing.moved, checked.exit) {
            checked.exit = error.exit();
        }
        checked
    }

    /// Returns the change by vsw that explains the drift. If the voice flag has a problem, only that problem counts.
    fn changed_by(
        &self,
        application: &Application,
        drift: &Drift,
        pointing: Option<&Pointing<'_>>,
    ) -> Option<ChangedBy> {
        let problems = drift.problems.iter().map(|problem| problem.kind.path());
        if problems.clone().any(|path| path == Capability::Voice.flag_path()) {
            return self.memory.signing_changed_by(application);
        }
        let moved = drift.differences.iter().map(|difference| difference.path.as_str());
        let paths: Vec<&str> = problems.chain(moved).collect();
        if paths.is_empty() {
            return None;
        }
        let by_pointing = || pointing.filter(|one| one.covers(&paths)).map(Pointing::by);
        self.memory.members_changed_by(application, &paths).or_else(by_pointing)
    }

    fn pointed(&self, id: ApplicationId, pointing: &Pointing<'_>) -> PointedWebhooks {
        let Intent { run, by, at, .. } = pointing.intent;
        PointedWebhooks {
            webhooks: pointing.addresses.iter().map(|address| address.webhook).collect(),
            running: pointing.is_running,
            run: run.clone(),
            user: by.user.clone(),
            at: at.to_string(),
            command: self.account.command("rollback", &[id]) + &pointing.options,
        }
    }

    fn with_moved(
        &self,
        application: &Application,
        now: Timestamp,
        mut checked: CheckedApplication,
    ) -> CheckedApplication {
        if self.failing.moved && !checked.differences.is_empty() {
            checked.detail = Some(moved_detail(&checked));
            self.waive(application, &[], now, &mut checked);
        }
        checked
    }

    /// Sets the verdict: waived if a waiver that has not ended covers all problems, else drift.
    fn waive(
        &self,
        application: &Application,
        problems: &[Problem],
        now: Timestamp,
        checked: &mut CheckedApplication,
    ) {
        let mut codes: Vec<Code> = problems.iter().map(|problem| problem.kind.into()).collect();
        let moved = self.failing.moved && !checked.differences.is_empty();
        if moved {
            codes.push(Code::Moved);
        }
        checked.code = codes.first().copied();
        let waiver = self.scope.waiver(application.id(), application.name(), &codes);
        let note = waiver.map(|waiver| waiver.note(now));
        let is_excused = note.as_ref().is_some_and(|note| !note.ended);
        if let Some(note) = note.as_ref().filter(|note| note.ended) {
            let detail = checked.detail.take().unwrap_or_default();
            checked.detail = Some(format!("{detail}; the application's waiver ended on {}", note.until));
        }
        checked.waiver = note;
        let fails;
        (checked.verdict, fails) = if is_excused {
            (Verdict::Waived, self.failing.waived)
        } else {
            (Verdict::Drift, self.failing.drift || moved)
        };
        checked.exit = if fails { Exit::No } else { Exit::Yes };
    }

    fn checked(&self, id: ApplicationId, application: Option<&Application>) -> CheckedApplication {
        CheckedApplication {
            profile: self.account.profile.clone(),
            id,
            name: application.map(|application| application.name().to_owned()),
            capability: Capability::Voice,
            signing: application.map(SigningState::from).unwrap_or_default(),
            expected: ExpectedSigning::On,
            verdict: Verdict::Ok,
            code: None,
            detail: None,
            problems: Vec::new(),
            differences: Vec::new(),
            against: None,
            compared: Compared::Flags,
            reference_error: None,
            by: None,
            pointed: None,
            last_confirmed_at: None,
            declared: None,
            waiver: None,
            remedy: None,
            exit: Exit::Yes,
        }
    }

    pub fn was_on(&self, id: ApplicationId) -> bool {
        self.memory.last_on(id).was_on() || self.memory.watch_saw_on(self.account, id)
    }

    /// Returns the ids that this run covers, and that are in the baseline or were seen with signing on.
    pub fn known_ids(&self) -> BTreeSet<ApplicationId> {
        let is_meant = |id: &ApplicationId| !matches!(self.scope.membership_by_id(*id), Membership::Nothing);
        self.memory.ids().into_iter().filter(is_meant).collect()
    }
}

/// Adds the differences from the reference. For a list entry, only changed values count, because lists may
/// omit or add members.
fn compare(checked: &mut CheckedApplication, reference: &Reference, drift: &mut Drift, shown: Shown) {
    let found = drift.differences.len();
    if shown == Shown::Entry {
        drift.differences.retain(|difference| difference.kind == DifferenceKind::Changed);
    }
    let is_whole = drift.differences.len() == found;
    checked.compared = if is_whole { Compared::Document } else { Compared::Partly };
    checked.differences = drift.differences.iter().map(Into::into).collect();
    checked.against = Some(reference.against());
}

fn uncompared(checked: CheckedApplication, error: &JournalError) -> CheckedApplication {
    let (code, detail) = (Some(error.code()), Some(error.to_string()));
    let remedy = Some(error.hint());
    CheckedApplication { verdict: Verdict::Unknown, code, detail, remedy, exit: error.exit(), ..checked }
}

fn moved_detail(checked: &CheckedApplication) -> String {
    let detail = match checked.differences.as_slice() {
        [one] => format!("`{}` moved since the reference", one.path),
        several => format!("{} members moved since the reference", several.len()),
    };
    let paths: Vec<&str> = checked.differences.iter().map(|one| one.path.as_str()).collect();
    pointed_detail(detail, checked, &paths)
}

fn pointed_detail(detail: String, checked: &CheckedApplication, paths: &[&str]) -> String {
    match &checked.pointed {
        Some(pointed) if pointed.covers(paths) => {
            let them = if paths.len() == 1 { "it" } else { "them" };
            format!("{detail}: `vsw listen --point` wrote {them}")
        }
        _ => detail,
    }
}

fn expected_signing(expectation: &Expectation<'_>) -> ExpectedSigning {
    match expectation.expected.voice {
        Some(Goal::On) => ExpectedSigning::On,
        Some(Goal::Off) => ExpectedSigning::Off,
        None => ExpectedSigning::Any,
    }
}

/// Skips an application of a set (`--all` or a fleet file) that has no voice capability.
fn no_voice(checked: CheckedApplication) -> CheckedApplication {
    let detail = Some("the application has no voice capability".to_owned());
    CheckedApplication { verdict: Verdict::Skipped, code: Some(Code::NoVoice), detail, ..checked }
}
