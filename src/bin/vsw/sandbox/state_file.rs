//! The JSON file that keeps a sandbox's applications between runs. Documents are strings, or base64 if they
//! are not UTF-8.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use vsw::application::ApplicationId;

use crate::disk::{self, Protected, Replace};

#[derive(Debug, thiserror::Error)]
pub enum StateError {
    #[error("cannot read the state file {path}: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write the state file {path}: {source}")]
    Write { path: PathBuf, source: io::Error },
    #[error("{path} is not a sandbox state file: {reason}")]
    Shape { path: PathBuf, reason: String },
}

#[derive(Serialize, Deserialize)]
struct Kept {
    schema: String,
    made: u32,
    applications: Vec<KeptApplication>,
}

#[derive(Serialize, Deserialize)]
struct KeptApplication {
    id: ApplicationId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

const SCHEMA: &str = "vsw/sandbox-state/1";
/// Enough for a sandbox's maximum of 200,000 applications, with four kilobytes each.
const MAX_BYTES: usize = 1 << 30;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Saved {
    /// The number from which the next id is made.
    pub made: u32,
    pub applications: Vec<(ApplicationId, Bytes)>,
}

pub(super) fn read(path: &Path) -> Result<Option<Saved>, StateError> {
    let text = match disk::read(path, MAX_BYTES) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(StateError::Read { path: path.to_owned(), source }),
    };
    let shape = |reason: String| StateError::Shape { path: path.to_owned(), reason };
    let kept: Kept = serde_json::from_slice(&text).map_err(|error| shape(error.to_string()))?;
    if kept.schema != SCHEMA {
        return Err(shape(format!("its schema is not {SCHEMA}")));
    }
    let mut ids = HashSet::new();
    let applications = kept.applications.into_iter().map(|application| {
        if !ids.insert(application.id) {
            return Err("an id occurs twice");
        }
        let document = match (application.text, application.base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(base64)) => STANDARD.decode(base64).map_err(|_| "a document is not base64")?,
            _ => return Err("an application must have either text or base64"),
        };
        Ok((application.id, Bytes::from(document)))
    });
    let applications =
        applications.collect::<Result<_, _>>().map_err(|reason: &str| shape(reason.to_owned()))?;
    Ok(Some(Saved { made: kept.made, applications }))
}

pub(super) fn check(path: &Path, protected: &[Protected]) -> Result<(), StateError> {
    let checked = Replace { protected, ..disk::PRIVATE }.check(path);
    checked.map_err(|error| StateError::Write { path: path.to_owned(), source: error.into() })
}

/// If this fails, the file is unchanged.
pub(super) fn write(path: &Path, saved: &Saved) -> Result<(), StateError> {
    let applications = saved.applications.iter().map(|(id, document)| {
        let (text, base64) = match std::str::from_utf8(document) {
            Ok(text) => (Some(text.to_owned()), None),
            Err(_) => (None, Some(STANDARD.encode(document))),
        };
        KeptApplication { id: *id, text, base64 }
    });
    let kept = Kept { schema: SCHEMA.to_owned(), made: saved.made, applications: applications.collect() };
    let wrong = |source| StateError::Write { path: path.to_owned(), source };
    let text = serde_json::to_vec(&kept).map_err(|error| wrong(error.into()))?;
    disk::PRIVATE.write(path, &text).map_err(|error| wrong(error.into()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn documents_come_back_byte_for_byte() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("state.json");
        assert!(read(&path).expect("a missing file is fine").is_none());
        let documents: [&[u8]; 3] =
            [b"{\"a\": 1.10,\n\"\\u0061\":\"\xc3\xa9\"}", b"\xef\xbb\xbf{}", b"\xff\x00"];
        let stored = (0..).map(super::super::sample::id).zip(documents.map(Bytes::from_static));
        let mut saved = Saved { made: 7, applications: stored.collect() };
        write(&path, &saved).expect("a written file");
        saved.made = 8;
        write(&path, &saved).expect("a rewritten file");
        assert_eq!(read(&path).expect("a read file"), Some(saved));
        assert_eq!(fs::read_dir(directory.path()).expect("a directory").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn k3_the_state_file_is_private_and_no_link_is_followed() {
        use std::os::unix::fs::{MetadataExt as _, symlink};
        let directory = tempfile::tempdir().expect("a directory");
        let (path, elsewhere) = (directory.path().join("state.json"), directory.path().join("elsewhere"));
        let nothing = Saved { made: 0, applications: Vec::new() };
        write(&path, &nothing).expect("a written file");
        assert_eq!(fs::symlink_metadata(&path).expect("a file").mode() & 0o7777, 0o600);
        fs::write(&elsewhere, "mine").expect("a file");
        fs::remove_file(&path).expect("a file");
        symlink(&elsewhere, &path).expect("a link");
        let refused = write(&path, &nothing).expect_err("a link");
        assert!(refused.to_string().contains("symbolic link"), "{refused}");
        assert_eq!(fs::read(&elsewhere).expect("a file"), b"mine");
    }

    #[test]
    fn an_invalid_state_file_is_refused() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("state.json");
        let twice = r#"{"id":"78d335fa323d01149c3dd6f0d48968cf","text":""}"#;
        let twice =
            format!(r#"{{"schema":"vsw/sandbox-state/1","made":0,"applications":[{twice},{twice}]}}"#);
        for text in [
            &twice,
            "",
            "[]",
            "{}",
            r#"{"schema":"other","made":0,"applications":[]}"#,
            r#"{"schema":"vsw/sandbox-state/1","made":0,"applications":[{"id":"x","text":""}]}"#,
            r#"{"schema":"vsw/sandbox-state/1","made":0,"applications":[{"id":"78d335fa323d01149c3dd6f0d48968cf"}]}"#,
        ] {
            fs::write(&path, text).expect("a file");
            assert!(matches!(read(&path), Err(StateError::Shape { .. })), "{text}");
        }
        assert!(matches!(read(directory.path()), Err(StateError::Read { .. })));
        assert!(matches!(
            write(directory.path(), &Saved { made: 0, applications: Vec::new() }),
            Err(StateError::Write { .. })
        ));
    }
}
