//! TLS: which certificates are trusted. There is no switch that trusts everything.

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
use crate::profiles::Origin;

/// TLS 1.2 or later, verified against the system's certificates; against those of `ca_file` alone where one is named;
/// against the compiled-in roots where the system has none.
pub(super) fn configuration(origin: &Origin, ca_file: Option<&Path>) -> Result<ClientConfig, ApiError> {
    let roots = match ca_file {
        Some(path) => store(path, &certificates(path)?)?,
        // Plain http on loopback: reading the system's certificates costs milliseconds and serves nobody.
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

/// The certificates of a file.
///
/// # Errors
/// It cannot be read, or holds none.
pub(super) fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, ApiError> {
    let read = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let certificates = read.map_err(|error| unreadable(path, error.to_string()))?;
    if certificates.is_empty() {
        return Err(unreadable(path, "it holds no certificate".to_owned()));
    }
    Ok(certificates)
}

/// Returns how many certificates the TLS library finds expired or not yet valid. It checks dates first, and only they
/// count here: whether a certificate is fit for a server is not the question.
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

/// The certificates of `path` as roots.
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
    // What cannot be read or parsed is as if it were not there: that trusts less, never more.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots
}
