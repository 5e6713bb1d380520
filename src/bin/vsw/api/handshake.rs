//! Handshake: why a TLS connection could not be established, in words.

use std::error::Error;
use std::io;

use rustls::CertificateError as Fault;

/// Returns why TLS failed, if that is what failed: the certificate in words, else the TLS library's message.
pub(super) fn words(error: &(dyn Error + 'static)) -> Option<String> {
    // The TLS library's error arrives inside one or more of input and output.
    let mut error = error;
    while let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        error = inner;
    }
    let error: &rustls::Error = error.downcast_ref()?;
    let rustls::Error::InvalidCertificate(fault) = error else { return Some(error.to_string()) };
    Some(match fault {
        Fault::Expired | Fault::ExpiredContext { .. } => "its certificate has expired".to_owned(),
        Fault::NotValidYet | Fault::NotValidYetContext { .. } => {
            "its certificate is not valid yet".to_owned()
        }
        // A bad signature: it names a trusted authority that did not sign it.
        Fault::UnknownIssuer | Fault::BadSignature => {
            "its certificate is not issued by a trusted authority".to_owned()
        }
        Fault::NotValidForName | Fault::NotValidForNameContext { .. } => {
            "its certificate is for another host".to_owned()
        }
        fault => format!("its certificate is invalid ({fault})"),
    })
}
