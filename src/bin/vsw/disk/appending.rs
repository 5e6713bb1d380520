//! Appending: a file to which a server appends lines.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rustix::fs::OFlags;

use super::{PRIVATE_MODE, Protected, Replace, WriteFileError};

/// A file that is open for appending lines.
#[derive(Debug)]
pub struct LineFile {
    file: Mutex<File>,
}

impl LineFile {
    /// Opens a regular file that is not protected, or creates it, readable by its owner only. Adds a line feed if a
    /// kill or a full disk cut the last line short.
    ///
    /// # Errors
    /// Fails if the file is protected or not a regular file; if its directory is missing or cannot be written, even if
    /// the file exists; or if the file cannot be opened, read or written.
    pub fn open(path: &Path, protected: &[Protected]) -> Result<Self, WriteFileError> {
        Replace { protected, ..super::PRIVATE }.check(path)?;
        let no_follow = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true).mode(PRIVATE_MODE).custom_flags(no_follow);
        let mut file = options.open(path)?;
        if file.seek(SeekFrom::End(0))? > 0 {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                file.write_all(b"\n")?;
            }
        }
        Ok(Self { file: Mutex::new(file) })
    }

    /// Returns the permission bits.
    ///
    /// # Errors
    /// Fails if the file system does.
    pub fn mode(&self) -> io::Result<u32> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(file.metadata()?.permissions().mode() & 0o777)
    }

    /// Appends a line in one write. A kill of this process after that does not lose the line; a power failure may. If
    /// the write fails, removes the part of the line that was written.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn append(&self, line: &str) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let before = file.metadata()?.len();
        file.write_all(format!("{line}\n").as_bytes()).inspect_err(|_| {
            // If `set_len` fails too, the next `open` adds a line feed.
            let _ = file.set_len(before);
        })
    }
}
