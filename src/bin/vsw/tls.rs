//! TLS: which certificates are trusted, and why a connection failed (`handshake`). No option disables verification.

pub mod handshake;

use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier as _;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, RootCertStore, ServerConfig};

use crate::disk;

/// Maximum size of a file of certificates; those of all public authorities take about 250 kB.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Why no TLS connection can be made.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("cannot read the certificates in {path}: {reason}")]
    Certificates { path: String, reason: String },
    #[error("cannot use the private key in {path}: {reason}")]
    Key { path: String, reason: String },
    #[error("`{0}` is not a host name that TLS can check")]
    Host(String),
    #[error("cannot set up TLS: {0}")]
    Library(String),
}

impl TlsError {
    /// Returns the next step for the user.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Certificates { .. } => "pass a file of certificates in PEM (`-----BEGIN CERTIFICATE-----`)",
            Self::Key { .. } => {
                "pass the certificate's private key in PEM (`-----BEGIN PRIVATE KEY-----`), unencrypted and readable for vsw; in the file of certificates, the server's own must be the first"
            }
            Self::Host(_) => "check the host in the URL",
            Self::Library(_) => "check the setup with `vsw doctor`",
        }
    }
}

/// Whether a connection uses TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Always,
    /// The connection is plain http to this machine. The system's certificates are not read: reading takes
    /// milliseconds.
    Never,
}

/// Returns a configuration for TLS 1.2 or later. It trusts `ca_file` alone if set; else the system's certificates, or
/// the built-in roots if none of the system's can be read.
pub fn configuration(with_tls: Use, ca_file: Option<&Path>) -> Result<ClientConfig, TlsError> {
    let roots = match ca_file {
        Some(path) => store(path, &certificates(path)?)?,
        None if with_tls == Use::Never => RootCertStore::empty(),
        None => Some(system_roots()).filter(|roots| !roots.is_empty()).unwrap_or_else(built_in_roots),
    };
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsError::Library(error.to_string()))?;
    let mut configuration = builder.with_root_certificates(roots).with_no_client_auth();
    configuration.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(configuration)
}

/// Returns the configuration of a listener for TLS 1.2 or later, with the certificate chain and the private key of two
/// PEM files.
///
/// # Errors
/// Fails if a file cannot be read or is malformed, or if the key is not that of the certificate.
pub fn server_configuration(certificate: &Path, key: &Path) -> Result<ServerConfig, TlsError> {
    let chain = certificates(certificate)?;
    let unusable = |reason| TlsError::Key { path: key.display().to_string(), reason };
    let text = disk::read(key, MAX_BYTES).map_err(|error| unusable(fault_of_pem(pem::Error::Io(error))))?;
    let private = PrivateKeyDer::from_pem_slice(&text).map_err(|error| unusable(fault_of_key(error)))?;
    let builder = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsError::Library(error.to_string()))?;
    let built = builder.with_no_client_auth().with_single_cert(chain, private);
    let mut configuration = built.map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => {
            unusable(format!("it is not the key of the certificate in {}", certificate.display()))
        }
        rustls::Error::InvalidCertificate(CertificateError::BadEncoding) => {
            unreadable(certificate, "a certificate in it is malformed, or not X.509 version 3".to_owned())
        }
        rustls::Error::General(_) => {
            unusable("its type is not supported: use RSA, ECDSA with P-256 or P-384, or Ed25519".to_owned())
        }
        error => unusable(error.to_string()),
    })?;
    configuration.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(configuration)
}

/// Reads the certificates of a file.
///
/// # Errors
/// Fails if the file cannot be read, is malformed, or contains none.
pub fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let text =
        disk::read(path, MAX_BYTES).map_err(|error| unreadable(path, fault_of_pem(pem::Error::Io(error))))?;
    let read = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    let certificates = read.map_err(|error| unreadable(path, fault_of_pem(error)))?;
    if certificates.is_empty() {
        return Err(unreadable(path, "it contains no certificate".to_owned()));
    }
    Ok(certificates)
}

/// Describes why a PEM file with certificates cannot be read.
fn fault_of_pem(error: pem::Error) -> String {
    match error {
        pem::Error::Io(error) if error.kind() == io::ErrorKind::NotFound => "it does not exist".to_owned(),
        pem::Error::Io(error) => error.to_string(),
        pem::Error::MissingSectionEnd { .. } => "a certificate in it has no END line".to_owned(),
        pem::Error::IllegalSectionStart { .. } => "it has a malformed BEGIN line".to_owned(),
        pem::Error::Base64Decode(_) => "a certificate in it is not base64".to_owned(),
        pem::Error::NoItemsFound => "it contains no certificate".to_owned(),
        _ => "it is not a PEM file".to_owned(),
    }
}

/// Describes why a file with a private key cannot be read.
fn fault_of_key(error: pem::Error) -> String {
    match error {
        pem::Error::NoItemsFound => "it contains no private key".to_owned(),
        pem::Error::Base64Decode(_) => "the key in it is not base64".to_owned(),
        pem::Error::MissingSectionEnd { .. } => "a section in it has no END line".to_owned(),
        error => fault_of_pem(error),
    }
}

/// Returns how many certificates the TLS library finds expired or not yet valid. The library checks dates first. Its
/// other errors are ignored, such as that a root is not a server's certificate.
pub fn out_of_date(
    path: &Path,
    certificates: &[CertificateDer<'static>],
    now: Timestamp,
) -> Result<usize, TlsError> {
    let verifier =
        WebPkiServerVerifier::builder_with_provider(Arc::new(store(path, certificates)?), provider()).build();
    let verifier = verifier.map_err(|error| TlsError::Library(error.to_string()))?;
    let now = UnixTime::since_unix_epoch(now.duration_since(Timestamp::UNIX_EPOCH).unsigned_abs());
    let any_name = ServerName::IpAddress(Ipv4Addr::LOCALHOST.into());
    let is_out_of_date = |certificate: &&CertificateDer<'_>| {
        use CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext};
        matches!(
            verifier.verify_server_cert(certificate, &[], &any_name, &[], now),
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
fn store(path: &Path, certificates: &[CertificateDer<'static>]) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        let added = roots.add(certificate.clone());
        added.map_err(|_| unreadable(path, "a certificate in it is malformed".to_owned()))?;
    }
    Ok(roots)
}

fn unreadable(path: &Path, reason: String) -> TlsError {
    TlsError::Certificates { path: path.display().to_string(), reason }
}

/// Returns the system's certificates, without those that cannot be read or parsed: leaving some out only reduces trust.
/// If none is left, the callers use the built-in roots.
pub fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

/// Returns the roots for a system that has none.
pub fn built_in_roots() -> RootCertStore {
    webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect()
}
