//! `ProbeKind`: a kind of delivery that a handler must refuse.

use serde::{Serialize, Serializer};
use vsw::delivery::Method;
use vsw::sign::Forgery;
use vsw::verify::Code;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeKind {
    Forged(Forgery),
    Altered(Alteration),
}

/// A fault that `vsw sign` does not offer as a forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alteration {
    ForgedThenGenuine,
    GenuineThenForged,
    TokenList,
    PaddedBody,
    RespacedBody,
    UnspacedBody,
    ChangedQuery,
}

impl ProbeKind {
    /// Returns every kind, in the order of sending.
    pub fn all() -> impl Iterator<Item = Self> {
        let forged = Forgery::ALL.into_iter().map(Self::Forged);
        forged.chain(Alteration::ALL.into_iter().map(Self::Altered))
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.word() == word)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Forged(forgery) => forgery.word(),
            Self::Altered(alteration) => alteration.row().0,
        }
    }

    /// Returns the code with which `vsw verify` rejects such a delivery.
    pub fn code(self) -> Code {
        match self {
            Self::Forged(forgery) => forgery.code(),
            Self::Altered(alteration) => alteration.row().1,
        }
    }

    pub fn about(self) -> &'static str {
        match self {
            Self::Forged(forgery) => forgery.about(),
            Self::Altered(alteration) => alteration.row().2,
        }
    }

    /// Returns whether a delivery by this method can have the fault.
    pub fn applies_to(self, method: Method) -> bool {
        use Alteration::{ChangedQuery, PaddedBody, RespacedBody, UnspacedBody};
        match self {
            Self::Altered(PaddedBody | RespacedBody | UnspacedBody) => method == Method::Post,
            Self::Altered(ChangedQuery) => method == Method::Get,
            _ => true,
        }
    }
}

impl Alteration {
    const ALL: [Self; 7] = [
        Self::ForgedThenGenuine,
        Self::GenuineThenForged,
        Self::TokenList,
        Self::PaddedBody,
        Self::RespacedBody,
        Self::UnspacedBody,
        Self::ChangedQuery,
    ];

    fn row(self) -> (&'static str, Code, &'static str) {
        match self {
            Self::ForgedThenGenuine => (
                "forged-then-genuine",
                Code::SeveralHeaders,
                "two Authorization headers: a token with a wrong signature, then a valid one",
            ),
            Self::GenuineThenForged => (
                "genuine-then-forged",
                Code::SeveralHeaders,
                "two Authorization headers: a valid token, then one with a wrong signature",
            ),
            Self::TokenList => (
                "token-list",
                Code::SeveralHeaders,
                "one Authorization header with the same valid token twice, separated by a comma",
            ),
            Self::PaddedBody => {
                ("padded-body", Code::PayloadMismatch, "a body that got a trailing newline after signing")
            }
            Self::RespacedBody => {
                ("respaced-body", Code::PayloadMismatch, "the signed JSON with one more space")
            }
            Self::UnspacedBody => {
                ("unspaced-body", Code::PayloadMismatch, "the signed JSON without its spaces")
            }
            Self::ChangedQuery => {
                ("changed-query", Code::PayloadMismatch, "a query whose last value changed after signing")
            }
        }
    }
}

impl Serialize for ProbeKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
