//! The result of `vsw probe`: how a handler responded to genuine deliveries and to forgeries (`vsw/probe/1`).

mod hole;

use serde::{Serialize, Serializer};
use vsw::verify;

use crate::exit::Exit;
use crate::vocabulary::ProbeKind;

pub use hole::Hole;

#[derive(Debug, Serialize)]
pub struct ProbeReport {
    pub target: String,
    pub method: &'static str,
    pub genuine: Vec<GenuineSent>,
    pub forgeries: Vec<ForgerySent>,
    pub replay: ReplaySent,
    pub skipped: Vec<SkippedKind>,
    pub holes: Vec<Hole>,
    pub summary: ProbeSummary,
    pub detail: Option<String>,
    #[serde(skip)]
    pub hint: Option<String>,
    /// Whether an accepted replay is a failure.
    #[serde(skip)]
    pub strict: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    pub status: Option<u16>,
    pub error: Option<String>,
    #[serde(skip)]
    pub location: Option<String>,
    #[serde(skip)]
    pub timed_out: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct GenuineSent {
    pub when: When,
    #[serde(flatten)]
    pub answer: Answer,
    pub taken: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    Before,
    After,
}

#[derive(Clone, Debug, Serialize)]
pub struct ForgerySent {
    pub kind: ProbeKind,
    pub code: verify::Code,
    #[serde(flatten)]
    pub answer: Answer,
    pub outcome: ProbeOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ProbeOutcome {
    Refused,
    Accepted,
    Error,
}

/// The first genuine delivery, sent again. Skipped if the handler did not accept the delivery the first time.
#[derive(Clone, Debug, Serialize)]
pub struct ReplaySent {
    #[serde(flatten)]
    pub answer: Answer,
    /// Never `Error`: a replay that is not accepted counts as refused.
    pub outcome: ProbeOutcome,
}

#[derive(Clone, Debug)]
pub struct SkippedKind {
    pub kind: ProbeKind,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProbeSummary {
    pub refused: usize,
    pub accepted: usize,
    pub errors: usize,
}

impl Serialize for SkippedKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.kind.serialize(serializer)
    }
}

impl Answer {
    pub fn is_accepted(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    /// 503 counts as refused: a handler should respond with it to an unsigned delivery, because Vonage then
    /// sends the delivery again, signed.
    pub fn outcome(&self) -> ProbeOutcome {
        match self.status {
            Some(200..300) => ProbeOutcome::Accepted,
            Some(status) if status < 500 || status == 503 => ProbeOutcome::Refused,
            _ => ProbeOutcome::Error,
        }
    }

    pub fn word(&self) -> String {
        self.status.map_or_else(|| "none".to_owned(), |status| status.to_string())
    }
}

impl ForgerySent {
    pub fn new(kind: ProbeKind, answer: Answer) -> Self {
        Self { kind, code: kind.code(), outcome: answer.outcome(), answer }
    }
}

impl ReplaySent {
    pub fn was_sent(&self) -> bool {
        self.answer != Answer::default()
    }

    pub fn new(answer: Answer) -> Self {
        let outcome = if answer.is_accepted() { ProbeOutcome::Accepted } else { ProbeOutcome::Refused };
        Self { answer, outcome }
    }
}

impl GenuineSent {
    pub fn new(when: When, answer: Answer) -> Self {
        Self { when, taken: answer.is_accepted(), answer }
    }
}

impl ProbeSummary {
    pub fn of(forgeries: &[ForgerySent]) -> Self {
        let count = |outcome| forgeries.iter().filter(|forgery| forgery.outcome == outcome).count();
        Self {
            refused: count(ProbeOutcome::Refused),
            accepted: count(ProbeOutcome::Accepted),
            errors: count(ProbeOutcome::Error),
        }
    }
}

impl ProbeReport {
    pub fn holes(forgeries: &[ForgerySent], replay: &ReplaySent) -> Vec<Hole> {
        hole::of(forgeries, replay)
    }

    /// Whether both genuine deliveries were accepted. Otherwise, the other results prove little.
    pub fn is_conclusive(&self) -> bool {
        self.genuine.len() == 2 && self.genuine.iter().all(|one| one.taken)
    }

    pub fn accepts_replay(&self) -> bool {
        self.replay.outcome == ProbeOutcome::Accepted
    }

    pub fn exit(&self) -> Exit {
        let refused_all = self.summary.accepted == 0 && self.summary.errors == 0;
        match () {
            () if !self.is_conclusive() => Exit::Unreachable,
            () if !refused_all || self.strict && self.accepts_replay() => Exit::No,
            () => Exit::Yes,
        }
    }
}
