//! Handshake: why a TLS connection could not be established, in words.

use std::error::Error;
use std::io;

use rustls::CertificateError as Fault;

/// Returns why TLS failed: in words if the certificate is invalid, else the TLS library's message. Returns `None` if
/// the error is not about TLS.
pub fn words(error: &(dyn Error + 'static)) -> Option<String> {
    // The TLS library's error arrives inside an `io::Error`, whose `source` skips it.
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
        // A bad signature: the authority has the name of a trusted one, but not its key.
        Fault::UnknownIssuer | Fault::BadSignature => {
            "its certificate is not issued by a trusted authority".to_owned()
        }
        Fault::NotValidForName | Fault::NotValidForNameContext { .. } => {
            "its certificate is for another host".to_owned()
        }
        // rustls has no variant for this fault of webpki.
        Fault::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "its certificate is that of an authority (CA:TRUE), not of a server".to_owned()
        }
        fault => format!("its certificate is invalid ({fault})"),
    })
}
