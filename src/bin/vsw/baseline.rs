//! Baseline: `vsw.baseline.json`, a reviewed record of applications, with their masked documents.
//!
//! Invariant: the file has no time, program version or machine, because these would cause needless diffs.

mod error;
mod writer;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;
use vsw::application::{Application, ApplicationId};
use vsw::drift::ReferenceDocument;

use crate::disk;
use crate::profiles::fault_of_key;

pub use error::{BaselineError, reason_of};
pub use writer::{BaselineWriter, EntryOutcome, Written, check};

/// Name of the default file.
pub const FILE: &str = "vsw.baseline.json";

/// Returns `named`, else the default file if it exists. With a fleet file, the default file is beside that file.
pub fn in_use(named: Option<&Path>, fleet: Option<&Path>) -> Option<PathBuf> {
    let directory = fleet.and_then(Path::parent).filter(|directory| !directory.as_os_str().is_empty());
    let default = directory.unwrap_or(Path::new(".")).join(FILE);
    named.map(Path::to_path_buf).or_else(|| Some(default).filter(|path| path.exists()))
}

/// A file's text and the position of each document. Parsed documents are not kept, to save memory.
#[derive(Default)]
pub struct BaselineFile {
    text: String,
    entries: BTreeMap<Owner, Range<usize>>,
}

pub struct Reviewed {
    pub baseline: BaselineFile,
    pub file: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    account: String,
    id: ApplicationId,
}

pub const SCHEMA: &str = "vsw/baseline/1";

/// Enough for a hundred thousand applications of five kilobytes each.
const MAX_BYTES: usize = 512 * 1024 * 1024;

/// Unknown members are rejected, because writing the file would drop them.
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
    pub fn open(path: &Path) -> Result<Self, BaselineError> {
        Self::read(Self::text_of(path)?, path)
    }

    /// If the file is missing, the error's hint is a command that creates the file. `fleet` is for this hint.
    pub fn open_of(path: &Path, fleet: Option<&Path>) -> Result<Self, BaselineError> {
        Self::open(path).map_err(|error| match error {
            BaselineError::Unreadable { path, source } if source.kind() == ErrorKind::NotFound => {
                BaselineError::Missing { path, fleet: fleet.map(|fleet| fleet.display().to_string()) }
            }
            error => error,
        })
    }

    /// A missing file is an empty baseline.
    pub fn open_or_new(path: &Path) -> Result<Self, BaselineError> {
        match Self::open(path) {
            Err(BaselineError::Unreadable { source, .. }) if source.kind() == ErrorKind::NotFound => {
                Ok(Self::default())
            }
            read => read,
        }
    }

    /// `path` is for error messages.
    pub fn read(text: String, path: &Path) -> Result<Self, BaselineError> {
        let shape: Shape<'_> =
            serde_json::from_str(&text).map_err(|error| BaselineError::of_json(path, &error))?;
        let at = |offset: usize, message: String| BaselineError::at(path, &text, offset, message);
        if shape.schema != SCHEMA {
            let offset = text.find("\"schema\"").unwrap_or_default();
            let message =
                format!("the file's schema is `{}`, but this version of vsw reads `{SCHEMA}`", shape.schema);
            return Err(at(offset, message));
        }
        let mut entries = BTreeMap::new();
        for Entry { account, application } in shape.applications {
            // The raw value is a slice of the text, so its address gives the offset.
            let start = application.get().as_ptr() as usize - text.as_ptr() as usize;
            if let Some(fault) = fault_of_key(&account) {
                return Err(at(start, format!("`account` is not an API key: {fault}")));
            }
            let document = Application::read_any(application.get().as_bytes().to_vec()).map_err(|unfit| {
                at(start, format!("this is not an application document: {}", reason_of(&unfit.reason)))
            })?;
            let owner = Owner { account, id: document.id() };
            if entries.contains_key(&owner) {
                let message = format!("duplicate application {} in account {}", owner.id, owner.account);
                return Err(at(start, message));
            }
            entries.insert(owner, start..start + application.get().len());
        }
        Ok(Self { text, entries })
    }

    pub fn text_of(path: &Path) -> Result<String, BaselineError> {
        let unreadable = |source| BaselineError::Unreadable { path: path.display().to_string(), source };
        disk::read_text(path, MAX_BYTES).map_err(unreadable)
    }

    /// Returns a JSON text's `schema` member, if its value begins with `vsw/`.
    pub fn schema_of(text: &str) -> Option<String> {
        #[derive(Deserialize)]
        struct Header {
            schema: String,
        }
        let header = serde_json::from_str::<Header>(text).ok()?;
        Some(header.schema).filter(|schema| schema.starts_with("vsw/"))
    }

    pub fn of(&self, api_key: &str, id: ApplicationId) -> Option<ReferenceDocument> {
        let owner = Owner { account: api_key.to_owned(), id };
        let document = self.text.get(self.entries.get(&owner)?.clone())?;
        // Parsing succeeded when the file was read.
        Application::read_any(document.as_bytes().to_vec()).ok().map(ReferenceDocument::masked)
    }

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
