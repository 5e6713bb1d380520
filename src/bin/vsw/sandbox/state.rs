//! The state file: the applications of a sandbox, from one run to the next.
//!
//! One JSON document. A document that is text stands in it as a string, whatever it holds; one that is not, which
//! only a test makes, as base64. It is written beside its place and renamed, for its owner's eyes only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use vsw::application::ApplicationId;

use super::shelf::Stored;

/// Why the state file did not serve.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    #[error("the state file {path} cannot be read: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("the state file {path} cannot be written: {source}")]
    Write { path: PathBuf, source: io::Error },
    #[error("{path} is no state file of a sandbox: {reason}")]
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
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

const SCHEMA: &str = "vsw/sandbox-state/1";

/// What the file holds: how many applications were ever made, and those that are there. None where there is no file.
pub(super) fn read(path: &Path) -> Result<Option<(u32, Vec<Stored>)>, StateError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(StateError::Read { path: path.to_owned(), source }),
    };
    let shape = |reason: String| StateError::Shape { path: path.to_owned(), reason };
    let kept: Kept = serde_json::from_slice(&text).map_err(|error| shape(error.to_string()))?;
    if kept.schema != SCHEMA {
        return Err(shape(format!("its schema is not {SCHEMA}")));
    }
    let applications = kept.applications.into_iter().map(|application| {
        let id: ApplicationId = application.id.parse().map_err(|_| "an id is no UUID")?;
        let document = match (application.text, application.base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(base64)) => STANDARD.decode(base64).map_err(|_| "a document is no base64")?,
            _ => return Err("an application has neither text nor base64, or both"),
        };
        Ok(Stored::of(id, Bytes::from(document)))
    });
    let applications =
        applications.collect::<Result<_, _>>().map_err(|reason: &str| shape(reason.to_owned()))?;
    Ok(Some((kept.made, applications)))
}

/// Writes the file anew. When this fails, the file is as it was.
pub(super) fn write(path: &Path, made: u32, applications: &[Stored]) -> Result<(), StateError> {
    let applications = applications
        .iter()
        .map(|stored| match String::from_utf8(stored.document().to_vec()) {
            Ok(text) => KeptApplication { id: stored.id.to_string(), text: Some(text), base64: None },
            Err(error) => KeptApplication {
                id: stored.id.to_string(),
                text: None,
                base64: Some(STANDARD.encode(error.as_bytes())),
            },
        })
        .collect();
    let kept = Kept { schema: SCHEMA.to_owned(), made, applications };
    let wrong = |source| StateError::Write { path: path.to_owned(), source };
    let text = serde_json::to_vec(&kept).map_err(|error| wrong(error.into()))?;
    let name = path.file_name().ok_or_else(|| wrong(io::ErrorKind::IsADirectory.into()))?;
    let beside = path.with_file_name(format!(".{}.{}.new", name.to_string_lossy(), std::process::id()));
    // What a killed run of the same number left behind is ours to remove; anything else in its place is not followed.
    let _ = fs::remove_file(&beside);
    let written = private(&beside).and_then(|mut file| {
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    written.map_err(|source| {
        let _ = fs::remove_file(&beside);
        wrong(source)
    })
}

/// A new file that its owner alone may read.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(number: u32, document: &'static [u8]) -> Stored {
        Stored::of(super::super::sample::id(number), Bytes::from_static(document))
    }

    #[test]
    fn documents_come_back_byte_for_byte() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state.json");
        assert!(read(&path).expect("no file is no error").is_none());
        let documents = [
            stored(0, b"{\"a\": 1.10,\n\"\\u0061\":\"\xc3\xa9\"}"),
            stored(1, b"\xef\xbb\xbf{}"),
            stored(2, b"\xff\x00"),
        ];
        write(&path, 7, &documents).expect("a written file");
        write(&path, 8, &documents).expect("a rewritten file");
        let (made, back) = read(&path).expect("a read file").expect("a file");
        assert_eq!(made, 8);
        for (stored, back) in documents.iter().zip(&back) {
            assert_eq!((stored.id, stored.document()), (back.id, back.document()));
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn k3_the_state_file_is_for_its_owner_alone_and_a_link_is_not_followed() {
        use std::os::unix::fs::{MetadataExt as _, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (path, elsewhere) = (folder.path().join("state.json"), folder.path().join("elsewhere"));
        fs::write(&elsewhere, "mine").expect("a file");
        symlink(&elsewhere, &path).expect("a link");
        write(&path, 0, &[]).expect("a written file");
        assert_eq!(fs::read(&elsewhere).expect("a file"), b"mine");
        assert_eq!(fs::symlink_metadata(&path).expect("a file").mode() & 0o7777, 0o600);
    }

    #[test]
    fn what_is_no_state_file_is_refused_and_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state.json");
        for text in [
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
        assert!(matches!(read(folder.path()), Err(StateError::Read { .. })));
        assert!(matches!(write(folder.path(), 0, &[]), Err(StateError::Write { .. })));
    }
}
