//! TLS: configures trusted certificates for clients and the certificate of a server. No option disables verification.

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

/// In bytes; the certificates of all public authorities take about 250 kB.
const MAX_BYTES: usize = 16 * 1024 * 1024;

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
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Certificates { .. } => {
                "name a readable file of PEM certificates in `--ca-file` or `--tls-cert`; each certificate begins with `-----BEGIN CERTIFICATE-----`"
            }
            Self::Key { .. } => {
                "pass the unencrypted private key of `--tls-cert` in PEM with `--tls-key`; if `--tls-cert` has several certificates, put the server's certificate first"
            }
            Self::Host(_) => "check the host in the URL",
            Self::Library(_) => "check the setup with `vsw doctor`",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Always,
    /// Plain http to this machine: skips reading the system's certificates, which takes milliseconds.
    Never,
}

/// Returns a client configuration. `ca_file` replaces all other certificates. The built-in roots serve only a
/// system without certificates.
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

fn fault_of_key(error: pem::Error) -> String {
    match error {
        pem::Error::NoItemsFound => "it contains no private key".to_owned(),
        pem::Error::Base64Decode(_) => "the key in it is not base64".to_owned(),
        pem::Error::MissingSectionEnd { .. } => "a section in it has no END line".to_owned(),
        error => fault_of_pem(error),
    }
}

/// Returns how many certificates are expired or not yet valid. rustls reports only one error per certificate,
/// but checks the dates first.
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

/// Returns the system's certificates that can be parsed. Leaving out the others only reduces trust.
pub fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

pub fn built_in_roots() -> RootCertStore {
    webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect()
}
