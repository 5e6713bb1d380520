//! The result of `vsw show`: one application from the API, with secrets masked (`vsw/show/1`).

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use vsw::application::ApplicationId;
use vsw::json::Json;

use crate::codes::Code;
use crate::vocabulary::SigningState;

#[derive(Debug, Serialize)]
pub struct ShowReport {
    pub profile: String,
    pub requests: u32,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub signing: SigningState,
    /// Why vsw cannot use the document. A missing voice capability is no reason.
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub application: Document,
}

/// Serialized as its own text, without white space at its ends.
#[derive(Debug)]
pub struct Document(pub Json);

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw =
            RawValue::from_string(self.0.text().trim().to_owned()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}
