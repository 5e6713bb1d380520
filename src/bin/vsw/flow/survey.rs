//! Survey: read applications and judge them. Writes nothing to any application, by what it is handed; it notes in
//! the journal what it saw, where there is a journal to note it in.

use jiff::{SignedDuration, Timestamp};
use serde_json::value::RawValue;
use vsw::application::{Application, ApplicationId};
use vsw::drift::{Baseline, Drift, Expected, Problem, ProblemKind};
use vsw::signing::Signing;

use super::read::{Unread, read};
use crate::context::Context;
use crate::exit::Exit;
use crate::journal::{Entry, Journal, Past, Seen, Whose};
use crate::online::Online;
use crate::report::Place;
use crate::report::status::{CheckedApplication, FoundProblem, Verdict};

/// What a survey is made with: the connection, and what is known from earlier.
pub struct Surveyor<'c> {
    context: &'c Context,
    online: &'c Online,
    memory: Option<Memory>,
}

/// The journal, and what it said when the survey began.
struct Memory {
    journal: Journal,
    past: Past,
}

/// The last time that signing was known to be on.
struct LastOn {
    at: Timestamp,
    baseline: Option<Baseline>,
}

/// How long a sight that shows nothing new is not noted again: a check that runs every minute must not fill a disk.
const SAME_AGAIN: SignedDuration = SignedDuration::from_hours(1);

impl<'c> Surveyor<'c> {
    pub fn new(context: &'c Context, online: &'c Online) -> Self {
        let memory =
            context.journal().and_then(|journal| journal.read().map(|past| Memory { journal, past }));
        let memory = match memory {
            Ok(memory) => Some(memory),
            // A machine without a place for state is an ordinary one; a state folder that is not ours is not.
            Err(crate::journal::JournalError::NoFolder) => None,
            Err(error) => {
                context.screen.warn(format!("what was seen earlier is not taken into account: {error}"));
                None
            }
        };
        Self { context, online, memory }
    }

    /// Reads one application and judges it.
    pub async fn check(&self, id: ApplicationId) -> CheckedApplication {
        match read(&self.online.client, id, self.online.deadline()).await {
            Ok(application) => {
                let checked = self.judge(&application);
                self.note(&application);
                checked
            }
            Err(unread) => self.unknown(id, &unread),
        }
    }

    fn judge(&self, application: &Application) -> CheckedApplication {
        let last_on = self.last_on(application.id());
        let baseline = last_on.as_ref().and_then(|last| last.baseline.as_ref());
        let drift = Drift::of(application, &Expected::signing_on(), baseline);
        let signing_is_on = application.signing() == Signing::On;
        let last_confirmed_at =
            if signing_is_on { Some(self.context.now()) } else { last_on.map(|last| last.at) };
        let problem = drift.problems.first();
        CheckedApplication {
            profile: self.online.account.profile.clone(),
            id: application.id(),
            name: Some(application.name().to_owned()),
            capability: "voice",
            signing: application.signing().word(),
            expected: Signing::On.word(),
            verdict: if problem.is_some() { Verdict::Drift } else { Verdict::Ok },
            code: problem.map(Problem::code),
            detail: problem.map(detail),
            problems: drift.problems.iter().map(found).collect(),
            differences: drift.moved.iter().map(Place::of).collect(),
            moved: drift.moved.iter().map(Into::into).collect(),
            last_confirmed_at: last_confirmed_at.map(|at| at.to_string()),
            declared: None,
            waiver: None,
            hand: None,
            exit: if problem.is_some() { Exit::No } else { Exit::Yes },
        }
    }

    fn unknown(&self, id: ApplicationId, unread: &Unread) -> CheckedApplication {
        CheckedApplication {
            profile: self.online.account.profile.clone(),
            id,
            name: None,
            capability: "voice",
            signing: "unknown",
            expected: Signing::On.word(),
            verdict: Verdict::Unknown,
            code: Some(unread.code()),
            detail: Some(unread.to_string()),
            problems: Vec::new(),
            differences: Vec::new(),
            moved: Vec::new(),
            last_confirmed_at: self.last_on(id).map(|last| last.at.to_string()),
            declared: None,
            waiver: None,
            hand: None,
            exit: unread.exit(),
        }
    }

    fn whose(&self) -> Whose<'_> {
        Whose { account: &self.online.account.api_key, origin: self.online.account.origin.as_str() }
    }

    fn last_on(&self, id: ApplicationId) -> Option<LastOn> {
        let memory = self.memory.as_ref()?;
        let on = |record: &&crate::journal::Record| record.signing() == Some(Signing::On);
        let record = memory.past.of_account(id, self.whose()).rev().find(on)?;
        let baseline = record.confirmed(&memory.journal, id).map(|application| Baseline { application });
        Some(LastOn { at: record.at(), baseline })
    }

    /// Notes what was seen, where that is news. A journal that cannot be written is no reason to fail a check.
    fn note(&self, application: &Application) {
        let Some(memory) = &self.memory else { return };
        let now = self.context.now();
        let last = memory.past.of_account(application.id(), self.whose()).next_back();
        let is_news = last.is_none_or(|last| {
            let same = last
                .confirmed(&memory.journal, application.id())
                .is_some_and(|known| known.text() == application.text());
            !same || now.duration_since(last.at()) > SAME_AGAIN
        });
        // What a check merely saw is not worth a secret of ours on disk.
        if !is_news || self.context.screen.redactions().touch(application.text()) {
            return;
        }
        let noted = memory.journal.keep(application.text()).and_then(|document| {
            memory.journal.append(&Entry::Seen(Seen {
                at: now,
                by: self.context.actor(),
                account: self.online.account.api_key.clone(),
                origin: self.online.account.origin.as_str().to_owned(),
                application: application.id().to_string(),
                name: application.name().to_owned(),
                signing: application.signing().word().to_owned(),
                document,
            }))
        });
        if let Err(error) = noted {
            tracing::info!("what was seen is not noted: {error}");
        }
    }
}

fn found(problem: &Problem) -> FoundProblem {
    let json = |text: String| RawValue::from_string(text).ok();
    FoundProblem {
        code: problem.code(),
        path: problem.path(),
        // What should be is JSON text by its type; `null` is what would be said of one that is not.
        expected: json(problem.shown_expected()).unwrap_or_else(|| RawValue::NULL.to_owned()),
        actual: problem.shown_actual().and_then(json),
    }
}

fn detail(problem: &Problem) -> String {
    use vsw::application::Capability::{Rtc, Voice};
    // Both addresses are shown masked: they may look the same, and then it is said where they differ.
    let masked = problem.shown_actual().is_some_and(|actual| actual == problem.shown_expected());
    let masked = if masked { "; the two differ in what is masked" } else { "" };
    let words = match problem.kind() {
        ProblemKind::FlagDropped(Voice) => "signing was on and the flag is gone: webhooks may come unsigned",
        ProblemKind::FlagAbsent(Voice) => {
            "the flag is absent, and what Vonage does then is documented nowhere"
        }
        ProblemKind::FlagOff(Voice) => "signing is switched off: webhooks come unsigned",
        ProblemKind::FlagOn(Voice) => "signing is switched on, and should be off",
        ProblemKind::FlagInvalid(Voice) => "the flag is there but is neither true nor false",
        ProblemKind::NoVoice => "the application has no voice capability",
        ProblemKind::FlagDropped(Rtc) => {
            "rtc's signing was on and its flag is gone: webhooks may come unsigned"
        }
        ProblemKind::FlagAbsent(Rtc) => {
            "rtc's flag is absent, and what Vonage does then is documented nowhere"
        }
        ProblemKind::FlagOff(Rtc) => "rtc's signing is switched off: its webhooks come unsigned",
        ProblemKind::FlagOn(Rtc) => "rtc's signing is switched on, and should be off",
        ProblemKind::FlagInvalid(Rtc) => "rtc's flag is there but is neither true nor false",
        ProblemKind::WebhookAddress(webhook) if problem.actual().is_none() => {
            return format!("`{}` has no address, and should have one", webhook.name());
        }
        ProblemKind::WebhookAddress(webhook) => {
            return format!("`{}` goes to another address than expected{masked}", webhook.name());
        }
        ProblemKind::WebhookMethod(webhook) => {
            return format!("`{}` comes by another method than expected, or is not there", webhook.name());
        }
    };
    words.to_owned()
}
