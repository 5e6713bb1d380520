//! Diagnosis: what a search for causes may look at beyond the delivery, and how long it may take.
//!
//! The verifier forgets its secrets' bytes, and must not know those of other accounts; whoever asks why hands them in.

use std::fmt;

use crate::secret::Secret;

/// What is known to whoever asks why. Made for one question, and dropped with it.
#[must_use]
pub struct Diagnosis<'a> {
    pub(super) suspects: Vec<Suspect>,
    pub(super) time_left: &'a dyn Fn() -> bool,
    pub(super) gunzip: Option<&'a Gunzip>,
}

/// Undoes gzip: the bytes in, at most so many out; none where they are no gzip, or would become more.
pub type Gunzip = dyn Fn(&[u8], usize) -> Option<Vec<u8>>;

/// A secret that somebody has, and how a person knows it.
pub(super) struct Suspect {
    pub(super) secret: Secret,
    pub(super) kind: SecretKind,
    pub(super) label: String,
    pub(super) api_key: Option<String>,
}

/// What a secret is to a verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// The verifier has it.
    Given,
    /// A signature secret that the verifier was not given.
    Signature,
    /// An API secret: it signs nothing, and is often taken for the one that does.
    Api,
}

impl<'a> Diagnosis<'a> {
    /// Without any secret, for as long as `time_left` says so; it is asked before each hypothesis and each parsing.
    pub fn new(time_left: &'a dyn Fn() -> bool) -> Self {
        Self { suspects: Vec::new(), time_left, gunzip: None }
    }

    /// With one more secret, of that account or of nobody's in particular. `label` is shown to people.
    pub fn with(
        mut self,
        kind: SecretKind,
        secret: Secret,
        api_key: Option<&str>,
        label: impl Into<String>,
    ) -> Self {
        let (label, api_key) = (label.into(), api_key.map(str::to_owned));
        self.suspects.push(Suspect { secret, kind, label, api_key });
        self
    }

    /// What undoes gzip; without it, a body that is gzip is only recognised.
    pub fn gunzip(self, gunzip: &'a Gunzip) -> Self {
        Self { gunzip: Some(gunzip), ..self }
    }

    pub(super) fn of(&self, kind: SecretKind) -> impl Iterator<Item = &Suspect> {
        self.suspects.iter().filter(move |suspect| suspect.kind == kind)
    }
}

impl fmt::Debug for Diagnosis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<&str> = self.suspects.iter().map(|suspect| &*suspect.label).collect();
        write!(f, "Diagnosis({labels:?})")
    }
}
