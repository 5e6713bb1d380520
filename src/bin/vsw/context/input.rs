//! Input: what an option that takes `PATH|-` reads. Stdin can be read once, so it is claimed before anything is read:
//! two options that both want it are a mistake of the command line, found before the first of them waits.

use std::cell::Cell;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk;

/// A file, or stdin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    File(PathBuf),
    Stdin,
}

/// Who stdin belongs to.
#[derive(Debug, Default)]
pub struct Stdin {
    claimed_by: Cell<Option<&'static str>>,
}

/// Two options want to read stdin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stdin can be read once, and both {first} and {second} ask for it")]
pub struct StdinClaimed {
    pub first: &'static str,
    pub second: &'static str,
}

impl Stdin {
    /// What `option` is to read: stdin for `-`, which nobody else may have claimed.
    ///
    /// # Errors
    /// [`StdinClaimed`]: a usage error.
    pub fn input(&self, option: &'static str, path: &Path) -> Result<Input, StdinClaimed> {
        if path != Path::new("-") {
            return Ok(Input::File(path.to_path_buf()));
        }
        match self.claimed_by.replace(Some(option)) {
            None => Ok(Input::Stdin),
            Some(first) => Err(StdinClaimed { first, second: option }),
        }
    }

    /// The same for an option that may be left out.
    ///
    /// # Errors
    /// [`StdinClaimed`]: a usage error.
    pub fn optional(&self, option: &'static str, path: Option<&Path>) -> Result<Option<Input>, StdinClaimed> {
        path.map(|path| self.input(option, path)).transpose()
    }
}

impl Input {
    /// A reader of it, however long it is, and its length in bytes where that is known.
    ///
    /// # Errors
    /// It cannot be opened, or is a folder.
    pub fn open(&self) -> io::Result<(Box<dyn io::Read + Send>, Option<u64>)> {
        match self {
            Self::Stdin => Ok((Box::new(io::stdin()), None)),
            Self::File(path) => {
                let file = std::fs::File::open(path)?;
                let metadata = file.metadata()?;
                if metadata.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                Ok((Box::new(file), metadata.is_file().then_some(metadata.len())))
            }
        }
    }

    /// All of it, as it is; at most `limit` bytes.
    ///
    /// # Errors
    /// It cannot be read; `FileTooLarge` where it is longer.
    pub fn read(&self, limit: usize) -> io::Result<Vec<u8>> {
        match self {
            Self::Stdin => disk::bounded(io::stdin().lock(), limit),
            Self::File(path) => disk::read(path, limit),
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Stdin => f.write_str("stdin"),
        }
    }
}

/// Without exactly one final LF or CRLF: what an editor or `echo` adds to a secret or a header in a file.
pub fn without_line_end(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\r\n").or_else(|| bytes.strip_suffix(b"\n")).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stdin_is_claimed_once_and_by_one_option_only() {
        let stdin = Stdin::default();
        assert_eq!(stdin.input("--body-file", Path::new("-")), Ok(Input::Stdin));
        assert_eq!(stdin.input("--header-file", Path::new("./-")), Ok(Input::File("./-".into())));
        let taken = stdin.input("--signature-secret-file", Path::new("-"));
        assert_eq!(taken, Err(StdinClaimed { first: "--body-file", second: "--signature-secret-file" }));
    }
}
