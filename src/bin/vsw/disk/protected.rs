//! Protected: files and directories that no output may replace, even under another name such as a hard link.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::directory_of;

/// A file that no output may replace, or a directory in which no output may be written.
#[derive(Clone, Debug)]
pub struct Protected {
    pub path: PathBuf,
    /// A description that completes "it is …".
    pub what: String,
}

impl Protected {
    pub fn new(path: impl Into<PathBuf>, what: impl Into<String>) -> Self {
        Self { path: path.into(), what: what.into() }
    }

    /// Returns whether `path` is this file or directory, or is inside it.
    pub fn covers(&self, path: &Path) -> bool {
        let whole = resolved(path);
        if whole.starts_with(resolved(&self.path)) {
            return true;
        }
        let Some(ours) = fs::metadata(&self.path).ok().as_ref().map(identity) else { return false };
        let is_ours = |place: &Path| fs::symlink_metadata(place).is_ok_and(|about| identity(&about) == ours);
        whole.ancestors().any(is_ours)
    }
}

pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let identity = |path: &Path| fs::metadata(path).ok().as_ref().map(identity);
    resolved(one) == resolved(other) || identity(one).is_some_and(|one| identity(other) == Some(one))
}

/// Follows all links, also in the last component.
pub fn is_below(path: &Path, directory: &Path) -> bool {
    let followed = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| resolved(path));
    followed(path).starts_with(followed(directory))
}

/// Does not follow a link in the last component, because outputs are not written through links.
fn resolved(path: &Path) -> PathBuf {
    let Some(name) = path.file_name() else {
        return fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    };
    let directory = directory_of(path);
    fs::canonicalize(directory).unwrap_or_else(|_| resolved(directory)).join(name)
}

fn identity(about: &Metadata) -> (u64, u64) {
    (about.dev(), about.ino())
}
