//! Known: what is known of an application from earlier, for holding today's document against: from the journal of this
//! machine, from a snapshot, from a baseline file, or from a document that somebody kept.

use std::path::Path;

use jiff::Timestamp;
use vsw::application::{Application, ApplicationId};
use vsw::drift::Baseline;
use vsw::signing::Signing;

use crate::baseline::{BaselineError, Baselines};
use crate::journal::{self, Journal, JournalError, Past, Record, Whose};
use crate::report::comparison::KnownFrom;

/// An earlier document, and where it is from.
pub struct Known {
    pub baseline: Baseline,
    pub source: KnownFrom,
    /// A snapshot's name, or a file's.
    pub name: Option<String>,
    /// When the API had it; a file does not say.
    pub at: Option<Timestamp>,
}

/// What is known of the last time that signing was on.
pub struct LastOn {
    /// When this machine's journal last saw it on.
    pub at: Option<Timestamp>,
    pub known: Option<Known>,
}

impl LastOn {
    /// From the journal, where there is one; else from the baseline file, where the application stands in it with
    /// signing on. The journal comes first: it is nearer to what happened, and has the document verbatim.
    pub fn find(
        memory: Option<(&Journal, &Past)>,
        baselines: Option<&Baselines>,
        id: ApplicationId,
        whose: Whose<'_>,
    ) -> Self {
        let records = || memory.into_iter().flat_map(|(_, past)| past.of_account(id, whose).rev());
        let on = |record: &&Record| record.signing() == Some(Signing::On);
        let at = records().find(on).map(Record::at);
        let kept = memory.and_then(|(journal, _)| {
            records().filter(on).find_map(|record| {
                let application = record.confirmed(journal, id)?;
                let name = match record {
                    Record::Change { intent, .. } => Some(intent.snapshot.clone()),
                    Record::Seen(_) => None,
                };
                let baseline = Baseline::of(application);
                Some(Known { baseline, source: KnownFrom::Journal, name, at: Some(record.at()) })
            })
        });
        let filed = || {
            let baseline = baselines?.of(whose.account, id)?;
            let is_on = baseline.application.signing() == Signing::On;
            is_on.then_some(Known { baseline, source: KnownFrom::BaselineFile, name: None, at: None })
        };
        Self { at, known: kept.or_else(filed) }
    }
}

impl Known {
    /// What a change replaced, by the name that the change gave it.
    ///
    /// # Errors
    /// There is none of that name, or it is not of this application, or not what was kept.
    pub fn of_snapshot(
        journal: &Journal,
        name: &str,
        id: ApplicationId,
        whose: Whose<'_>,
    ) -> Result<Self, JournalError> {
        let past = journal.read()?;
        let intent = past.snapshot_of(name, id, whose)?;
        Ok(Self {
            baseline: Baseline::of(journal::kept(journal, &intent.replaces, id)?),
            source: KnownFrom::Snapshot,
            name: Some(intent.snapshot.clone()),
            at: Some(intent.at),
        })
    }

    /// What a file holds: a baseline's entry, or one application's document.
    ///
    /// # Errors
    /// It is neither, or not of this application.
    pub fn of_file(path: &Path, api_key: &str, id: ApplicationId) -> Result<Self, BaselineError> {
        let shown = path.display().to_string();
        let text = Baselines::text_of(path)?;
        let (baseline, source) = if Baselines::is_one(&text) {
            let filed = Baselines::read(text, path)?.of(api_key, id).ok_or_else(|| {
                BaselineError::NotInIt { path: shown.clone(), api_key: api_key.to_owned(), id }
            })?;
            (filed, KnownFrom::BaselineFile)
        } else {
            let document = Application::read(text.into_bytes(), id).map_err(|unfit| {
                BaselineError::NoDocument { path: shown.clone(), reason: unfit.to_string() }
            })?;
            (Baseline::of(document), KnownFrom::Document)
        };
        Ok(Self { baseline, source, name: Some(shown), at: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without a journal, as on a fresh machine of a CI.
    fn found(flag: &str, account: &str) -> LastOn {
        let id = "78d335fa-323d-0114-9c3d-d6f0d48968cf";
        let file = format!(
            r#"{{"schema":"vsw/baseline/1","applications":[{{"account":"abcd1234","application":{{"id":"{id}","name":"n","capabilities":{{"voice":{{{flag}}}}}}}}}]}}"#
        );
        let baselines = Baselines::read(file, Path::new("f.json")).unwrap_or_else(|error| panic!("{error}"));
        let whose = Whose { account, origin: "https://api.nexmo.com" };
        LastOn::find(None, Some(&baselines), id.parse().expect("an id"), whose)
    }

    #[test]
    fn only_an_entry_of_this_account_with_signing_on_makes_a_dropped_flag() {
        let on = found(r#""signed_callbacks":true"#, "abcd1234");
        let known = on.known.expect("it is in the file");
        assert_eq!((known.source, known.at, on.at), (KnownFrom::BaselineFile, None, None));
        assert!(known.baseline.is_masked());
        assert!(found(r#""signed_callbacks":false"#, "abcd1234").known.is_none());
        assert!(found("", "abcd1234").known.is_none());
        assert!(found(r#""signed_callbacks":true"#, "another1").known.is_none());
    }
}
