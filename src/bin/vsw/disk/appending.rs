//! Appending: a file to which a server appends lines.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rustix::fs::OFlags;

use super::{PRIVATE_MODE, Protected, Replace, WriteFileError};

#[derive(Debug)]
pub struct LineFile {
    file: Mutex<File>,
}

impl LineFile {
    /// Ends an incomplete last line, which a crash may have left, with a line feed.
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

    pub fn mode(&self) -> io::Result<u32> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(file.metadata()?.permissions().mode() & 0o777)
    }

    /// A written line survives a crash of this process, but may not survive a power failure.
    pub fn append(&self, line: &str) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let before = file.metadata()?.len();
        file.write_all(format!("{line}\n").as_bytes()).inspect_err(|_| {
            // If `set_len` fails too, the next `open` adds a line feed.
            let _ = file.set_len(before);
        })
    }
}
