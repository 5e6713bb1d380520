//! Reference: an earlier document of an application to compare with the present one, and its source.

use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;
use vsw::application::{Application, ApplicationId};
use vsw::drift::ReferenceDocument;
use vsw::json::Json;

use crate::baseline::{BaselineError, BaselineFile, reason_of};
use crate::journal::{Journal, JournalError, Record, stored};
use crate::report::comparison::{Against, ReferenceSource};

pub struct Reference {
    pub baseline: ReferenceDocument,
    pub source: ReferenceSource,
    /// The name of the snapshot or file. `None` for a document that a person accepted, or the first that vsw saw.
    pub name: Option<String>,
    /// When the API had this document. `None` for a file.
    pub at: Option<Timestamp>,
}

#[derive(Default)]
pub struct LastSeenOn {
    /// When this machine last saw signing on, accurate to an hour.
    pub at: Option<Timestamp>,
    /// A document with signing on, from the journal or else from the baseline.
    pub reference: Option<Reference>,
}

impl LastSeenOn {
    pub fn was_on(&self) -> bool {
        self.at.is_some() || self.reference.is_some()
    }
}

impl Reference {
    /// Returns the document that the API had after this record, or `None` if unknown.
    pub(super) fn of_record(
        record: &Record,
        journal: &Journal,
        id: ApplicationId,
    ) -> Option<Result<Self, JournalError>> {
        let (name, source) = match record {
            Record::Change { intent, .. } => (Some(intent.snapshot.clone()), ReferenceSource::Journal),
            Record::Accepted(_) => (None, ReferenceSource::Accepted),
            Record::Seen(_) => (None, ReferenceSource::FirstSeen),
        };
        let confirmed = record.confirmed(journal, id)?;
        Some(confirmed.map(|document| Self {
            baseline: ReferenceDocument::of(document),
            source,
            name,
            at: Some(record.at()),
        }))
    }

    /// Like [`Self::of_record`], but for a change returns the document that it replaced.
    pub(super) fn of_first(
        record: &Record,
        journal: &Journal,
        id: ApplicationId,
    ) -> Option<Result<Self, JournalError>> {
        let Record::Change { intent, .. } = record else { return Self::of_record(record, journal, id) };
        Some(stored(journal, &intent.replaces, id).map(|document| Self {
            baseline: ReferenceDocument::of(document),
            source: ReferenceSource::FirstSeen,
            name: None,
            at: Some(intent.at),
        }))
    }

    pub fn against(&self) -> Against {
        Against {
            kind: self.source,
            name: self.name.clone(),
            at: self.at.map(|at| at.to_string()),
            signing: (&self.baseline.application).into(),
            masked: self.baseline.is_masked(),
        }
    }
}

/// A file given by the user: a baseline, or the document of one application.
pub struct ReferenceFile {
    path: String,
    content: Content,
}

enum Content {
    Baseline(BaselineFile),
    Document(String),
}

impl ReferenceFile {
    pub fn open(path: &Path) -> Result<Self, BaselineError> {
        let text = text_of(path)?;
        let name = path.display().to_string();
        let content = match BaselineFile::schema_of(&text) {
            Some(schema) if schema.starts_with("vsw/baseline/") => {
                Content::Baseline(BaselineFile::read(text, path)?)
            }
            Some(schema) => return Err(BaselineError::IsReport { path: name, schema }),
            None => match Json::parse(text) {
                Ok(json) => Content::Document(json.text().to_owned()),
                Err(error) => {
                    let reason = error.reason().to_owned();
                    return Err(BaselineError::NotJson { path: name, reason });
                }
            },
        };
        Ok(Self { path: name, content })
    }

    pub fn is_baseline(&self) -> bool {
        matches!(self.content, Content::Baseline(_))
    }

    /// Fails if the file has no usable document of this application.
    pub fn reference(&self, api_key: &str, id: ApplicationId) -> Result<Reference, BaselineError> {
        let path = self.path.clone();
        let (baseline, source) = match &self.content {
            Content::Baseline(baseline) => {
                let filed = baseline.of(api_key, id);
                let missing = || BaselineError::NotInIt { path, api_key: api_key.to_owned(), id };
                (filed.ok_or_else(missing)?, ReferenceSource::BaselineFile)
            }
            Content::Document(text) => {
                let document = Application::read(text.clone().into_bytes(), id).map_err(|unfit| {
                    BaselineError::NoDocument { path, id, reason: reason_of(&unfit.reason) }
                })?;
                (ReferenceDocument::of(document), ReferenceSource::Document)
            }
        };
        Ok(Reference { baseline, source, name: Some(self.path.clone()), at: None })
    }
}

fn text_of(path: &Path) -> Result<String, BaselineError> {
    BaselineFile::text_of(path).map_err(|error| match error {
        BaselineError::Unreadable { path: given, source } if source.kind() == ErrorKind::NotFound => {
            BaselineError::NoReference { given }
        }
        error => error,
    })
}
