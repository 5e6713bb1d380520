//! `BaselineWriter`: writes a baseline file from kept, new and replaced entries.
//!
//! Invariant: only a text that was parsed as a baseline replaces the old file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use vsw::application::{Application, ApplicationId, mask};
use vsw::json::{Difference, Json, literal};

use super::{BaselineError, BaselineFile, Owner, SCHEMA};
use crate::disk::{self, Protected, Replace, WriteFileError};
use crate::screen::{Redactions, sanitize};

/// The entries of the new file. Kept entries refer to the text of the old file.
pub struct BaselineWriter {
    before: BaselineFile,
    entries: BTreeMap<Owner, Text>,
}

enum Text {
    Kept(Range<usize>),
    New(String),
}

#[derive(Debug, PartialEq, Eq)]
pub enum EntryOutcome {
    Added,
    Changed(Vec<Difference>),
    /// Equal content; the old entry stays.
    Unchanged,
    /// Not written: the new document contains a configured secret even when masked.
    Withheld,
}

/// The indentation of an application's document, in levels.
const DEPTH: usize = 3;

impl BaselineWriter {
    pub fn of(before: BaselineFile) -> Self {
        let entries =
            before.entries.iter().map(|(owner, range)| (owner.clone(), Text::Kept(range.clone()))).collect();
        Self { before, entries }
    }

    pub fn put(&mut self, api_key: &str, application: &Application, redactions: &Redactions) -> EntryOutcome {
        let differences =
            self.before.of(api_key, application.id()).map(|known| known.differences(application));
        if differences.as_ref().is_some_and(Vec::is_empty) {
            return EntryOutcome::Unchanged;
        }
        let text = written(application);
        if redactions.touch(&text) {
            return EntryOutcome::Withheld;
        }
        let owner = Owner { account: api_key.to_owned(), id: application.id() };
        self.entries.insert(owner, Text::New(text));
        differences.map_or(EntryOutcome::Added, EntryOutcome::Changed)
    }

    /// Removes an application, and returns its name in the old file, if any.
    pub fn remove(&mut self, api_key: &str, id: ApplicationId) -> Option<String> {
        let owner = Owner { account: api_key.to_owned(), id };
        self.entries.remove(&owner)?;
        Some(self.before.of(api_key, id)?.application.name().to_owned())
    }

    pub fn before(&self) -> &BaselineFile {
        &self.before
    }

    /// Fails if the file has changed since `before` was read.
    pub fn write(self, path: &Path, protected: &[Protected]) -> Result<Written, BaselineError> {
        let _lock = disk::lock_directory(path).map_err(|source| unwritten(path, source.into()))?;
        let now = BaselineFile::open_or_new(path)?;
        if now.text != self.before.text {
            return Err(BaselineError::ChangedMeanwhile { path: path.display().to_string() });
        }
        drop(now);
        let text = self.text();
        if text == self.before.text {
            return Ok(Written::Unchanged);
        }
        let after = BaselineFile::read(text, path)?;
        let written = replace(protected).write(path, after.text.as_bytes());
        written.map(|()| Written::Replaced).map_err(|error| unwritten(path, error))
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!("{{\n  \"schema\": {},\n  \"applications\": [", literal(SCHEMA));
        for (number, (owner, document)) in self.entries.iter().enumerate() {
            let document = match document {
                Text::Kept(range) => kept(self.before.text.get(range.clone()).unwrap_or_default()),
                Text::New(document) => Cow::Borrowed(document.as_str()),
            };
            let comma = if number == 0 { "" } else { "," };
            let account = literal(&owner.account);
            text.push_str(&format!(
                "{comma}\n    {{\n      \"account\": {account},\n      \"application\": "
            ));
            text.push_str(&document);
            text.push_str("\n    }");
        }
        text.push_str(if self.entries.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
        text
    }
}

/// Checks that a baseline can be written to this path.
pub fn check(path: &Path, protected: &[Protected]) -> Result<(), BaselineError> {
    replace(protected).check(path).map_err(|error| unwritten(path, error))
}

/// A new file is readable by others, because a baseline belongs in version control.
fn replace(protected: &[Protected]) -> Replace<'_> {
    Replace { protected, ..disk::PUBLIC }
}

fn unwritten(path: &Path, error: WriteFileError) -> BaselineError {
    BaselineError::Unwritable { path: path.display().to_string(), source: error.into() }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    Replaced,
    Unchanged,
}

/// Returns the document with invisible characters and `##[`, the start of a CI command, escaped.
fn kept(document: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| !matches!(c, '\n' | '\r' | '\t') && sanitize::is_unsafe(c);
    let is_unsafe = document.contains("##[") || document.chars().any(is_hidden);
    if is_unsafe { sanitize::safe_json(document) } else { Cow::Borrowed(document) }
}

/// Returns the masked and indented document, with the same characters escaped as in [`kept`].
fn written(application: &Application) -> String {
    let masked = Json::parse(mask::masked(application.json()));
    let masked = masked.map(|masked| masked.indented(DEPTH)).unwrap_or_default();
    sanitize::safe_json(&masked).into_owned()
}
