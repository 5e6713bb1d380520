//! Trust: which certificates a connection is verified against, and how many of them are out of date. For `doctor`; `tls`
//! decides what is trusted, and the TLS library checks it on each connection.

use std::path::Path;

use jiff::Timestamp;

use super::{ApiError, tls};
use crate::profiles::Origin;

/// The roots in force, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Those of a file that was named.
    CaFile {
        count: usize,
        out_of_date: usize,
    },
    System(usize),
    /// The system has none.
    CompiledIn(usize),
    /// Plain http on this machine needs none.
    NotNeeded,
}

impl Trust {
    /// # Errors
    /// The file that was named cannot be read, or holds no certificate.
    pub fn of(origin: &Origin, ca_file: Option<&Path>, now: Timestamp) -> Result<Self, ApiError> {
        if let Some(path) = ca_file {
            let certificates = tls::certificates(path)?;
            let out_of_date = tls::out_of_date(path, &certificates, now)?;
            return Ok(Self::CaFile { count: certificates.len(), out_of_date });
        }
        if origin.as_str().starts_with("http://") {
            return Ok(Self::NotNeeded);
        }
        Ok(match rustls_native_certs::load_native_certs().certs.len() {
            0 => Self::CompiledIn(webpki_roots::TLS_SERVER_ROOTS.len()),
            count => Self::System(count),
        })
    }
}
