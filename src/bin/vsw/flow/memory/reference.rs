//! Reference: an earlier document of an application to compare with today's, and its source.

use std::path::Path;

use jiff::Timestamp;
use vsw::application::{Application, ApplicationId};
use vsw::drift::ReferenceDocument;

use crate::baseline::{BaselineError, BaselineFile};
use crate::journal::{Journal, Record, kept};
use crate::report::comparison::{Against, ReferenceSource};

/// An earlier document and its source.
pub struct Reference {
    pub baseline: ReferenceDocument,
    pub source: ReferenceSource,
    /// The name of a snapshot or file.
    pub name: Option<String>,
    /// When the API had this document; unknown for a file.
    pub at: Option<Timestamp>,
}

/// The last time that signing was on.
#[derive(Default)]
pub struct LastSeenOn {
    /// When this machine last saw signing on; accurate to an hour.
    pub at: Option<Timestamp>,
    /// The newest stored document with signing on; it may be older than `at`.
    pub reference: Option<Reference>,
}

impl LastSeenOn {
    /// Returns whether signing is known to have been on.
    pub fn was_on(&self) -> bool {
        self.at.is_some() || self.reference.is_some()
    }
}

impl Reference {
    /// Returns the document that the API held after a record, or `None` if it was not stored.
    pub(super) fn of_record(record: &Record, journal: &Journal, id: ApplicationId) -> Option<Self> {
        let (name, source) = match record {
            Record::Change { intent, .. } => (Some(intent.snapshot.clone()), ReferenceSource::Journal),
            Record::Accepted(_) => (None, ReferenceSource::Accepted),
            Record::Seen(_) => (None, ReferenceSource::FirstSeen),
        };
        let baseline = ReferenceDocument::of(record.confirmed(journal, id)?);
        Some(Self { baseline, source, name, at: Some(record.at()) })
    }

    /// Returns the document that the API held at an application's first record, or `None` if it was not stored.
    pub(super) fn of_first(record: &Record, journal: &Journal, id: ApplicationId) -> Option<Self> {
        let Record::Change { intent, .. } = record else { return Self::of_record(record, journal, id) };
        let baseline = ReferenceDocument::of(kept(journal, &intent.replaces, id).ok()?);
        Some(Self { baseline, source: ReferenceSource::FirstSeen, name: None, at: Some(intent.at) })
    }

    /// Returns the reference for a report, without the document.
    pub fn against(&self) -> Against {
        Against {
            kind: self.source,
            name: self.name.clone(),
            at: self.at.map(|at| at.to_string()),
            signing: (&self.baseline.application).into(),
            masked: self.baseline.is_masked(),
        }
    }

    /// Reads a file: a baseline's entry, or one application's document.
    ///
    /// # Errors
    /// Fails if the file cannot be read, is neither, or is about another application.
    pub fn of_file(path: &Path, api_key: &str, id: ApplicationId) -> Result<Self, BaselineError> {
        let shown = path.display().to_string();
        let text = BaselineFile::text_of(path)?;
        let (baseline, source) = if BaselineFile::is_baseline(&text) {
            let filed = BaselineFile::read(text, path)?.of(api_key, id).ok_or_else(|| {
                BaselineError::NotInIt { path: shown.clone(), api_key: api_key.to_owned(), id }
            })?;
            (filed, ReferenceSource::BaselineFile)
        } else {
            let document = Application::read(text.into_bytes(), id).map_err(|unfit| {
                BaselineError::NoDocument { path: shown.clone(), reason: unfit.to_string() }
            })?;
            (ReferenceDocument::of(document), ReferenceSource::Document)
        };
        Ok(Self { baseline, source, name: Some(shown), at: None })
    }
}
