//! Certificates: counts the root certificates that verify servers, for `doctor`. The module `tls` loads the
//! roots for connections.

use std::path::Path;

use jiff::Timestamp;

use super::ApiError;
use crate::profiles::Origin;
use crate::tls;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootsInUse {
    CaFile {
        count: usize,
        out_of_date: usize,
    },
    System(usize),
    /// Used if no root of the system is usable.
    CompiledIn(usize),
    /// Plain HTTP to this machine needs none.
    NotNeeded,
}

impl RootsInUse {
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
