//! NCCO: reads a file of actions for a call.

use std::path::Path;

use vsw::json::{Json, Kind};

use crate::disk;
use crate::failure::Failure;

/// The maximum length of the file, in bytes.
const LONGEST: usize = 1024 * 1024;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Returns the NCCO of the file that an option names. It must be a JSON array, as every NCCO is. A byte order mark is
/// left out.
///
/// # Errors
/// Fails if the file cannot be read; with a usage error if the file is not a JSON array.
pub fn read(option: &str, path: &Path) -> Result<Vec<u8>, Failure> {
    let what = format!("{option} {}", path.display());
    let mut bytes =
        disk::read(path, LONGEST).map_err(|source| Failure::File { what: what.clone(), source })?;
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    let (problem, hint) = match Json::parse_bytes(bytes.clone()) {
        Ok(json) if json.root().kind() == Kind::Array => return Ok(bytes),
        Ok(_) => (
            "it is not a JSON array".to_owned(),
            "write an array of actions, such as `[{\"action\":\"talk\",\"text\":\"Hello\"}]`",
        ),
        Err(error) => (error.to_string(), "correct the JSON there"),
    };
    Err(Failure::usage(format!("{what}: not an NCCO: {problem}"), hint))
}
