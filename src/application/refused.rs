//! `RefusedDocument`: a document that `vsw` does not evaluate, change or send back, and the reason.

use super::ApplicationId;
use crate::json::{Duplicate, Json};

/// A document that `vsw` does not evaluate, change or send back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct RefusedDocument {
    /// The application that was asked for, if any.
    pub id: Option<ApplicationId>,
    /// The application's name, if known. Use it only for display.
    pub name: Option<String>,
    /// Why the document was refused.
    pub reason: InvalidDocument,
}

/// Why a document was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each variant documents it")]
pub enum InvalidDocument {
    #[error("the response is not JSON")]
    NotJson,
    #[error("the document is not a valid application: {0}")]
    Unexpected(InvalidApplication),
    #[error(
        "the document has the member `{name}` more than once, and the API does not document which one counts"
    )]
    DuplicateMember { name: String },
    #[error("the document contains a private key, so vsw neither checks, stores nor sends the document")]
    PrivateKeyPresent,
}

/// Why a text that contains JSON is not a valid application.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each variant documents it")]
pub enum InvalidApplication {
    #[error("it has other text before or after its JSON object, such as a byte order mark")]
    TextAround,
    #[error("it is not an object")]
    NoObject,
    #[error("`{0}` is not an object")]
    NoObjectAt(&'static str),
    #[error("its `id` is missing or not a UUID")]
    NoId,
    #[error("its `id` is that of another application, {0}")]
    OtherId(ApplicationId),
    #[error("its `name` is missing or not a string")]
    NoName,
}

impl From<Duplicate> for InvalidDocument {
    fn from(duplicate: Duplicate) -> Self {
        Self::DuplicateMember { name: duplicate.name }
    }
}

impl RefusedDocument {
    pub(super) fn of(json: &Json, reason: InvalidDocument) -> Self {
        let member = json.root().member("name").ok().flatten();
        let name = member.and_then(|member| member.value.string_bytes());
        Self { id: None, name: name.map(|name| String::from_utf8_lossy(&name).into_owned()), reason }
    }

    /// Refuses a document of another application than the requested one.
    pub(super) fn of_other(id: ApplicationId) -> Self {
        Self { id: None, name: None, reason: InvalidDocument::Unexpected(InvalidApplication::OtherId(id)) }
    }

    pub(super) fn asked_for(self, id: ApplicationId) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Refuses a body that is not JSON. The reason is `TextAround` if a nonempty JSON object starts at the first `{`.
    pub(super) fn of_other_text(body: &[u8]) -> Self {
        let not_json = Self { id: None, name: None, reason: InvalidDocument::NotJson };
        let Ok(text) = std::str::from_utf8(body) else { return not_json };
        let Some(start) = text.find('{') else { return not_json };
        // `next` reads one value and ignores the text after it.
        let mut values =
            serde_json::Deserializer::from_str(&text[start..]).into_iter::<&serde_json::value::RawValue>();
        match values.next() {
            Some(Ok(value)) if value.get().contains('"') => {
                let reason = InvalidDocument::Unexpected(InvalidApplication::TextAround);
                match Json::parse(value.get().to_owned()) {
                    Ok(json) => Self::of(&json, reason),
                    Err(_) => Self { reason, ..not_json },
                }
            }
            _ => not_json,
        }
    }
}
