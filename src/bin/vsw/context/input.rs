//! Input: the file or stdin of a `FILE|-` option.
//!
//! Stdin can be read only once, so two options with `-` are a usage error.

use std::cell::Cell;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    File(PathBuf),
    Stdin,
}

#[derive(Debug, Default)]
pub struct Stdin {
    claimed_by: Cell<Option<&'static str>>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", claimed(first, second))]
pub struct StdinClaimed {
    pub first: &'static str,
    pub second: &'static str,
}

fn claimed(first: &str, second: &str) -> String {
    if first == second {
        return format!("{first}: `-` is given twice, but stdin can be read only once");
    }
    format!("{first} and {second} cannot both read stdin")
}

impl Stdin {
    /// Returns the file, or stdin for `-`. Fails for `-` if this or another option has already claimed stdin.
    pub fn input(&self, option: &'static str, path: &Path) -> Result<Input, StdinClaimed> {
        if path != Path::new("-") {
            return Ok(Input::File(path.to_path_buf()));
        }
        match self.claimed_by.replace(Some(option)) {
            None => Ok(Input::Stdin),
            Some(first) => Err(StdinClaimed { first, second: option }),
        }
    }

    pub fn optional(&self, option: &'static str, path: Option<&Path>) -> Result<Option<Input>, StdinClaimed> {
        path.map(|path| self.input(option, path)).transpose()
    }
}

impl Input {
    /// Returns a reader, and the length in bytes if known.
    pub fn open(&self) -> io::Result<(Box<dyn io::Read + Send>, Option<u64>)> {
        match self {
            Self::Stdin => Ok((Box::new(io::stdin()), None)),
            Self::File(path) => {
                // Blocking on a FIFO is intended: some shells implement `<(…)` with a FIFO.
                let file = std::fs::File::open(path)?;
                let metadata = file.metadata()?;
                if metadata.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                Ok((Box::new(file), metadata.is_file().then_some(metadata.len())))
            }
        }
    }

    pub fn read(&self, limit: usize) -> io::Result<Vec<u8>> {
        disk::bounded(self.open()?.0, limit)
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

/// Removes one final LF or CRLF, as added by an editor or `echo`.
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
