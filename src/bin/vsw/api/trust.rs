//! Trust: which certificates a connection would be held against, and how many of them have ended. For telling; what is
//! trusted is decided in `tls`, and checked by the TLS library at each connection.
//!
//! The dates are read here, by walking to them through the certificate: a whole reader of X.509 would be fifteen crates
//! for two dates. What is not walked through as expected counts as unknown, and decides nothing.

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
            let in_force =
                |certificate: &&[u8]| validity(certificate).is_none_or(|(from, to)| from <= now && now <= to);
            let each = || certificates.iter().map(AsRef::as_ref);
            let not_in_force = certificates.len() - each().filter(in_force).count();
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

/// From when to when a certificate says that it holds.
fn validity(certificate: &[u8]) -> Option<(Timestamp, Timestamp)> {
    let (_, certificate, _) = element(certificate)?;
    let (_, to_be_signed, _) = element(certificate)?;
    // A version may stand first; then number, algorithm and issuer.
    let (first, _, rest) = element(to_be_signed)?;
    let rest = if first == VERSION { element(rest)?.2 } else { rest };
    let rest = element(element(rest)?.2)?.2;
    let (_, dates, _) = element(rest)?;
    let (kind, from, dates) = element(dates)?;
    let from = time(kind, from)?;
    let (kind, to, _) = element(dates)?;
    Some((from, time(kind, to)?))
}

/// The first element's tag and contents, and what follows it (DER).
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length - 0x80))?;
            (digits.iter().fold(0, |length, &digit| length << 8 | usize::from(digit)), rest)
        }
        _ => return None,
    };
    let (contents, rest) = rest.split_at_checked(length)?;
    Some((tag, contents, rest))
}

/// `YYMMDDHHMMSSZ`, of 1950 to 2049, or the same with four digits.
fn time(kind: u8, text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let text = match kind {
        SHORT_TIME => format!("{}{text}", if text >= "50" { "19" } else { "20" }),
        LONG_TIME => text.to_owned(),
        _ => return None,
    };
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let (day, hour) = ((part(0, 4), part(4, 6), part(6, 8)), (part(8, 10), part(10, 12), part(12, 14)));
    format!("{}-{}-{}T{}:{}:{}Z", day.0, day.1, day.2, hour.0, hour.1, hour.2).parse().ok()
}

const VERSION: u8 = 0xa0;
const SHORT_TIME: u8 = 0x17;
const LONG_TIME: u8 = 0x18;

#[cfg(test)]
mod tests {
    use super::*;

    fn made(from: i32, to: i32) -> Vec<u8> {
        let key = rcgen::KeyPair::generate().expect("a key");
        let mut certificate = rcgen::CertificateParams::new(vec!["host.example".to_owned()]).expect("a name");
        certificate.not_before = rcgen::date_time_ymd(from, 2, 3);
        certificate.not_after = rcgen::date_time_ymd(to, 4, 5);
        certificate.self_signed(&key).expect("a certificate").der().to_vec()
    }

    #[test]
    fn the_dates_are_those_that_another_hand_wrote() {
        for (from, to) in [(1999, 2049), (2020, 2050), (1950, 2026), (2050, 2999)] {
            let (began, ends) = validity(&made(from, to)).expect("two dates");
            assert_eq!(began.to_string(), format!("{from}-02-03T00:00:00Z"));
            assert_eq!(ends.to_string(), format!("{to}-04-05T00:00:00Z"));
        }
    }

    #[test]
    fn s4_what_is_cut_off_or_is_none_has_no_dates_and_ends_nothing() {
        let whole = made(2020, 2030);
        for length in 0..whole.len() {
            assert_eq!(validity(&whole[..length]), None, "{length}");
        }
        for at in 0..whole.len().min(200) {
            for byte in [0, 0x80, 0x84, 0xff] {
                let mut bent = whole.clone();
                bent[at] = byte;
                let _ = validity(&bent);
            }
        }
        assert_eq!(time(SHORT_TIME, b"991332000000Z"), None);
        assert_eq!(time(SHORT_TIME, "\u{e9}91232000000Z".as_bytes()), None);
    }
}
