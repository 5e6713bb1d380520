//! Reads the RSA public key of an application, in the form that `ring` expects. Not a general DER parser.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The DER object identifier of RSA keys, with NULL parameters (RFC 8017, appendix A.1).
const RSA: [u8; 13] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;

/// Returns the `RSAPublicKey` (RFC 8017, appendix A.1.1) of a PEM document.
pub(super) fn rsa_key(pem: &str) -> Option<Vec<u8>> {
    let body = pem.trim().strip_prefix("-----BEGIN PUBLIC KEY-----")?;
    let body = body.strip_suffix("-----END PUBLIC KEY-----")?;
    let base64: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let der = STANDARD.decode(base64).ok()?;
    let (info, rest) = element(&der, SEQUENCE)?;
    let (algorithm, key) = element(info, SEQUENCE)?;
    let (bits, after) = element(key, BIT_STRING)?;
    let (&[unused], key) = bits.split_first_chunk::<1>()?;
    let is_whole = rest.is_empty() && after.is_empty() && algorithm == RSA && unused == 0;
    is_whole.then(|| key.to_vec())
}

/// Returns the content of the first element, and the bytes after it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, length], rest) = der.split_first_chunk::<2>()?;
    if found != tag {
        return None;
    }
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81 => rest.split_first().map(|(&length, rest)| (usize::from(length), rest))?,
        0x82 => {
            let (length, rest) = rest.split_first_chunk::<2>()?;
            (usize::from(u16::from_be_bytes(*length)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::super::super::key_pair::FIRST;
    use super::*;

    #[test]
    fn only_a_whole_rsa_key_is_read() {
        let pem = FIRST.public_pem();
        let key = rsa_key(&pem).expect("a key");
        // A modulus of 257 bytes (with its leading zero), and the exponent 65537.
        assert_eq!((key.len(), &key[..4]), (270, &[0x30, 0x82, 0x01, 0x0a][..]));
        assert_eq!(rsa_key(&pem.replace('\n', "\r\n")), Some(key));
        for wrong in [
            FIRST.private_pem(),
            pem.replacen("MIIB", "MIIA", 1),
            pem.replace("-----END PUBLIC KEY-----", "AAAA\n-----END PUBLIC KEY-----"),
            pem.lines().filter(|line| !line.starts_with("MIIB")).collect(),
            String::new(),
        ] {
            let is_usable = rsa_key(&wrong).is_some_and(|key| key.len() == 270);
            assert!(!is_usable, "{wrong}");
        }
    }
}
