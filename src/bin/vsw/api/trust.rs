//! Trust: which certificates a connection is verified against, and how many of them are out of date. For `doctor`; `tls`
//! decides what is trusted, and the TLS library checks it on each connection.

use std::path::Path;

use jiff::Timestamp;

use super::{ApiError, tls};
use crate::profiles::Origin;

/// The roots in force.
#[derive(Debug, PartialEq, Eq)]
pub struct Trust {
    pub roots: Roots,
    pub count: usize,
    /// Of a file that was named: how many are past their end, or not begun.
    pub not_in_force: usize,
}

/// Whose they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roots {
    CaFile,
    System,
    /// The system has none.
    CompiledIn,
    /// Plain http on this machine: nobody is asked.
    NotNeeded,
}

impl Trust {
    /// # Errors
    /// The file that was named cannot be read, or holds no certificate.
    pub fn of(origin: &Origin, ca_file: Option<&Path>, now: Timestamp) -> Result<Self, ApiError> {
        if let Some(path) = ca_file {
            let certificates = tls::certificates(path)?;
            let not_in_force = tls::out_of_date(path, &certificates, now)?;
            return Ok(Self { roots: Roots::CaFile, count: certificates.len(), not_in_force });
        }
        if origin.as_str().starts_with("http://") {
            return Ok(Self { roots: Roots::NotNeeded, count: 0, not_in_force: 0 });
        }
        let count = rustls_native_certs::load_native_certs().certs.len();
        let (roots, count) = match count {
            0 => (Roots::CompiledIn, webpki_roots::TLS_SERVER_ROOTS.len()),
            count => (Roots::System, count),
        };
        Ok(Self { roots, count, not_in_force: 0 })
    }
}
