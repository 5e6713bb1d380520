//! TLS: which certificates are trusted. No option disables verification.

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier as _;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, RootCertStore};

use super::ApiError;
use crate::disk;
use crate::profiles::Origin;

/// Maximum size of a file of certificates; those of all public authorities take 250 kB.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Returns a configuration for TLS 1.2 or later. It verifies against `ca_file` alone if set, else the system's
/// certificates, else the built-in roots.
pub(super) fn configuration(origin: &Origin, ca_file: Option<&Path>) -> Result<ClientConfig, ApiError> {
    let roots = match ca_file {
        Some(path) => store(path, &certificates(path)?)?,
        // Plain HTTP on loopback: reading the system's certificates would cost milliseconds for nothing.
        None if origin.is_loopback() => RootCertStore::empty(),
        None => of_system(),
    };
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| ApiError::Tls(error.to_string()))?;
    let mut configuration = builder.with_root_certificates(roots).with_no_client_auth();
    configuration.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(configuration)
}

/// Reads the certificates of a file.
///
/// # Errors
/// Fails if the file cannot be read or contains none.
pub(super) fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, ApiError> {
    let text = disk::read(path, MAX_BYTES).map_err(|error| unreadable(path, error.to_string()))?;
    let read = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    let certificates = read.map_err(|error| unreadable(path, error.to_string()))?;
    if certificates.is_empty() {
        return Err(unreadable(path, "it contains no certificate".to_owned()));
    }
    Ok(certificates)
}

/// Returns how many certificates the TLS library finds expired or not yet valid. It checks dates first, and only date
/// errors count here, not whether a certificate suits a server.
pub(super) fn out_of_date(
    path: &Path,
    certificates: &[CertificateDer<'static>],
    now: Timestamp,
) -> Result<usize, ApiError> {
    let verifier =
        WebPkiServerVerifier::builder_with_provider(Arc::new(store(path, certificates)?), provider()).build();
    let verifier = verifier.map_err(|error| ApiError::Tls(error.to_string()))?;
    let now = UnixTime::since_unix_epoch(now.duration_since(Timestamp::UNIX_EPOCH).unsigned_abs());
    let anyone = ServerName::IpAddress(Ipv4Addr::LOCALHOST.into());
    let is_out_of_date = |certificate: &&CertificateDer<'_>| {
        use CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext};
        matches!(
            verifier.verify_server_cert(certificate, &[], &anyone, &[], now),
            Err(rustls::Error::InvalidCertificate(
                Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. }
            ))
        )
    };
    Ok(certificates.iter().filter(is_out_of_date).count())
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Returns the certificates of `path` as roots.
fn store(path: &Path, certificates: &[CertificateDer<'static>]) -> Result<RootCertStore, ApiError> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        roots.add(certificate.clone()).map_err(|error| unreadable(path, error.to_string()))?;
    }
    Ok(roots)
}

fn unreadable(path: &Path, reason: String) -> ApiError {
    ApiError::Certificates { path: path.display().to_string(), reason }
}

fn of_system() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    // A certificate that cannot be read or parsed is ignored: that reduces trust, never extends it.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots
}
