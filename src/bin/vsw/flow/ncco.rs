//! NCCO: reads a file with the actions of a call (Nexmo Call Control Object).

use std::path::Path;

use vsw::json::{Json, Kind};

use crate::disk;
use crate::failure::Failure;

const LONGEST: usize = 1024 * 1024;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Requires a JSON array, and removes a byte order mark.
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
