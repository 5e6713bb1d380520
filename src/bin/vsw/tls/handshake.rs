//! Handshake: explains in words why a TLS connection failed.

use std::error::Error;
use std::io;

use rustls::CertificateError as Fault;

/// Returns `None` if the error is not about TLS.
pub fn words(error: &(dyn Error + 'static)) -> Option<String> {
    // Use `get_ref`: the `source` of an `io::Error` skips the TLS error inside it.
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return words(error.get_ref()?);
    }
    let error = error.downcast_ref()?;
    let rustls::Error::InvalidCertificate(fault) = error else { return Some(error.to_string()) };
    Some(match fault {
        Fault::Expired | Fault::ExpiredContext { .. } => "its certificate has expired".to_owned(),
        Fault::NotValidYet | Fault::NotValidYetContext { .. } => {
            "its certificate is not valid yet".to_owned()
        }
        // `BadSignature`: the issuer has the name of a trusted authority, but not its key.
        Fault::UnknownIssuer | Fault::BadSignature => {
            "its certificate is not issued by a trusted authority".to_owned()
        }
        Fault::NotValidForName | Fault::NotValidForNameContext { .. } => {
            "its certificate is for another host".to_owned()
        }
        // rustls has no variant for this error of webpki, the crate with which it verifies certificates.
        Fault::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "its certificate is that of an authority (CA:TRUE), not of a server".to_owned()
        }
        fault => format!("its certificate is invalid ({fault})"),
    })
}
