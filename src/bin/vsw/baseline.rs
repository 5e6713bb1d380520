//! ReferenceDocument: `vsw.baseline.json`, a reviewed record of what applications were when somebody said that they are right.
//! One entry an application, its document masked as `vsw show` masks it, one member a line: a difference of the file
//! is what a reviewer reads.
//!
//! Nothing in it changes by itself: it holds no time, no version and no host, and what says the same stays as it was
//! written, byte for byte. An application is known by its account's API key and its id.
//!
//! Not here: what to save (`flow::collect`), and what moved since (the library's `drift`).

mod error;
mod writer;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;
use vsw::application::{Application, ApplicationId};
use vsw::drift::ReferenceDocument;

use crate::disk;
use crate::profiles::fault_of_key;

pub use error::BaselineError;
pub use writer::{BaselineWriter, Put, Written};

/// A file's text, and where in it each application's document stands. Documents are read when they are asked for: a
/// hundred thousand of them at once would take a multiple of the file.
#[derive(Default)]
pub struct BaselineFile {
    text: String,
    entries: BTreeMap<Owner, Range<usize>>,
}

/// A baseline, and the file that it is from.
pub struct Reviewed {
    pub baselines: BaselineFile,
    pub file: String,
}

/// Whose document it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    account: String,
    id: ApplicationId,
}

/// What the file says it is.
pub const SCHEMA: &str = "vsw/baseline/1";

/// A hundred thousand applications of five kilobytes.
const LONGEST: usize = 512 * 1024 * 1024;

/// The file's shape. What this version does not know it would lose when it writes the file again, so it is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape<'t> {
    schema: String,
    #[serde(borrow)]
    applications: Vec<Entry<'t>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<'t> {
    account: String,
    #[serde(borrow)]
    application: &'t RawValue,
}

impl BaselineFile {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, or is not what a baseline is; then with the place.
    pub fn open(path: &Path) -> Result<Self, BaselineError> {
        Self::read(Self::text_of(path)?, path)
    }

    /// The same of a file that need not be there yet.
    ///
    /// # Errors
    /// As for [`BaselineFile::open`], but that it is missing.
    pub fn open_or_new(path: &Path) -> Result<Self, BaselineError> {
        match Self::open(path) {
            Err(BaselineError::Unreadable { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                writer::refuse_unsafe(path).map(|()| Self::default())
            }
            read => read,
        }
    }

    /// Reads a file's text; `path` is for the words of errors.
    ///
    /// # Errors
    /// It is not what a baseline is.
    pub fn read(text: String, path: &Path) -> Result<Self, BaselineError> {
        let shape: Shape<'_> =
            serde_json::from_str(&text).map_err(|error| BaselineError::of_json(path, &error))?;
        let at = |offset: usize, message: String| BaselineError::at(path, &text, offset, message);
        if shape.schema != SCHEMA {
            let offset = text.find("\"schema\"").unwrap_or_default();
            let message = format!("its schema is `{}`, and this version reads `{SCHEMA}`", shape.schema);
            return Err(at(offset, message));
        }
        let mut entries = BTreeMap::new();
        for Entry { account, application } in shape.applications {
            // The raw value is a slice of the text: its address tells where it stands.
            let start = application.get().as_ptr() as usize - text.as_ptr() as usize;
            if let Some(fault) = fault_of_key(&account) {
                return Err(at(start, format!("the account of this application is no API key: {fault}")));
            }
            let document = Application::read_any(application.get().as_bytes().to_vec())
                .map_err(|unfit| at(start, format!("this is no application's document: {unfit}")))?;
            let owner = Owner { account, id: document.id() };
            if entries.contains_key(&owner) {
                let message = format!("the application {} of this account stands here twice", owner.id);
                return Err(at(start, message));
            }
            entries.insert(owner, start..start + application.get().len());
        }
        Ok(Self { text, entries })
    }

    /// A file's text, whatever it is.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn text_of(path: &Path) -> Result<String, BaselineError> {
        let unreadable = |source| BaselineError::Unreadable { path: path.display().to_string(), source };
        disk::read_text(path, LONGEST).map_err(unreadable)
    }

    /// Whether a text says that it is a baseline, of whatever version.
    pub fn is_one(text: &str) -> bool {
        #[derive(Deserialize)]
        struct Said {
            schema: String,
        }
        serde_json::from_str::<Said>(text).is_ok_and(|said| said.schema.starts_with("vsw/baseline/"))
    }

    /// The document of that application of that account, for holding today's against.
    pub fn of(&self, api_key: &str, id: ApplicationId) -> Option<ReferenceDocument> {
        let owner = Owner { account: api_key.to_owned(), id };
        let document = self.text.get(self.entries.get(&owner)?.clone())?;
        // It was read before, when the file was.
        Application::read_any(document.as_bytes().to_vec()).ok().map(ReferenceDocument::masked)
    }

    /// The applications of that account, in the order of their ids.
    pub fn ids_of(&self, api_key: &str) -> Vec<ApplicationId> {
        let of_account = self.entries.keys().filter(|owner| owner.account == api_key);
        of_account.map(|owner| owner.id).collect()
    }

    pub fn count(&self) -> usize {
        self.entries.len()
    }
}

#[cfg(test)]
mod tests;
