//! Reading: bounded reads of regular files and pipes.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::{OFlags, fcntl_setfl};

use super::NotPlain;

/// Which files besides regular files may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipes {
    /// A pipe that this process inherited, such as the `/dev/fd/63` of a process substitution.
    Inherited,
    /// For secrets: any FIFO, and a terminal or other device that this process inherited.
    Any,
}

/// Opens a file. Does not wait for a FIFO's writer, which would block `vsw watch`. `/dev/null` counts as an
/// empty file.
pub fn open(path: &Path, pipes: Pipes) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options
        .read(true)
        .custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed())
        .open(path)?;
    let Some(kind) = NotPlain::of(file.metadata()?.file_type()) else { return Ok(file) };
    let is_inherited = || {
        let places = ["/dev/stdin", "/dev/fd", "/proc/self/fd"];
        places.iter().any(|place| path.starts_with(place))
    };
    let may_be_read = match (kind, pipes) {
        (NotPlain::Fifo, Pipes::Any) => true,
        (NotPlain::Device, Pipes::Any) | (NotPlain::Fifo, Pipes::Inherited) => is_inherited(),
        _ => false,
    };
    if !may_be_read && path != Path::new("/dev/null") {
        return Err(io::Error::other(format!("it is {kind}, not a regular file")));
    }
    fcntl_setfl(&file, OFlags::empty())?;
    Ok(file)
}

/// Fails with `FileTooLarge` if the file is longer than `limit` bytes.
pub fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let file = open(path, Pipes::Inherited)?;
    // Check the length first, to read no part of a file that is too long.
    if usize::try_from(file.metadata()?.len()).is_ok_and(|length| length <= limit) {
        return bounded(file, limit);
    }
    Err(too_long(limit))
}

pub fn read_text(path: &Path, limit: usize) -> io::Result<String> {
    text(read(path, limit)?)
}

pub fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
}

/// Fails with `FileTooLarge` if there are more than `limit` bytes.
pub fn bounded(reader: impl io::Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(too_long(limit));
    }
    Ok(bytes)
}

fn too_long(limit: usize) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it is longer than {limit} bytes"))
}
