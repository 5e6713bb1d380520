//! Certificates: the number of roots that verify servers, and how many certificates of `--ca-file` are out of date. For
//! `doctor` only; `tls` makes the roots of connections.

use std::path::Path;

use jiff::Timestamp;

use super::ApiError;
use crate::profiles::Origin;
use crate::tls;

/// The roots in use and their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootsInUse {
    /// The roots of `--ca-file`.
    CaFile {
        count: usize,
        out_of_date: usize,
    },
    System(usize),
    /// The built-in roots, because none of the system's can be used.
    CompiledIn(usize),
    /// Plain HTTP to this machine needs none.
    NotNeeded,
}

impl RootsInUse {
    /// Determines the roots for an origin.
    ///
    /// # Errors
    /// Fails if the named file cannot be read, contains no certificate, or contains a malformed one.
    pub fn of(origin: &Origin, ca_file: Option<&Path>, now: Timestamp) -> Result<Self, ApiError> {
        if let Some(path) = ca_file {
            let certificates = tls::certificates(path)?;
            let out_of_date = tls::out_of_date(path, &certificates, now)?;
            return Ok(Self::CaFile { count: certificates.len(), out_of_date });
        }
        if origin.is_plain() {
            return Ok(Self::NotNeeded);
        }
        Ok(match tls::system_roots().len() {
            0 => Self::CompiledIn(tls::built_in_roots().len()),
            count => Self::System(count),
        })
    }
}
