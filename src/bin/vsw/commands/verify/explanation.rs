//! Explanation: why a rejected webhook may be genuine, for the user.
//!
//! Invariant: never changes the verdict; the report differs only in this member.

use std::io::Read as _;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use vsw::delivery::{Delivery, Method};
use vsw::verify::{Certainty, Code, Diagnosis, Explanation, Outcome, Rejection, SecretKind, Verifier};

use crate::config::{ConfiguredSecret, DiagnosticSecret, diagnostic_secrets};
use crate::context::Context;
use crate::report::verify::Explained;

/// Time limit, because the user waits for the result.
const PATIENCE: Duration = Duration::from_millis(250);

/// Collects this machine's knowledge about the causes of a rejection.
pub fn of(
    rejection: &Rejection,
    delivery: &Delivery<'_>,
    now: u64,
    verifier: &Verifier,
    secrets: &[ConfiguredSecret],
    context: &Context,
) -> Vec<Explained> {
    // Read other secrets only if the signature fails.
    let known = match rejection.checks().signature {
        Outcome::Fail => diagnostic_secrets(context, secrets),
        Outcome::Pass | Outcome::Skipped => Vec::new(),
    };
    let time_left = context.time_left(PATIENCE);
    let mut diagnosis = Diagnosis::new(&time_left).with_gunzip(&gunzip);
    for given in secrets {
        diagnosis = diagnosis.with_secret(
            SecretKind::Given,
            given.secret.clone(),
            given.api_key.as_deref(),
            given.label.as_str(),
        );
    }
    for DiagnosticSecret { kind, secret, api_key, label } in known {
        diagnosis = diagnosis.with_secret(kind, secret, api_key.as_deref(), label);
    }
    verifier.explain(rejection, delivery, now, &diagnosis).iter().map(shown).collect()
}

/// Returns what the search did not find, for a rejection without any cause.
pub fn no_cause(rejection: &Rejection, delivery: &Delivery<'_>) -> Option<&'static str> {
    match (rejection.code(), delivery.method()) {
        (Code::PayloadMismatch, Method::Post) => {
            Some("no usual rewriting of the body leads to the signed one")
        }
        (Code::SignatureMismatch, _) => {
            Some("no usual change of the secret and no other secret of this machine leads to this signature")
        }
        _ => None,
    }
}

fn shown(explanation: &Explanation) -> Explained {
    Explained {
        code: explanation.cause,
        proven: explanation.certainty == Certainty::Tried,
        detail: explanation.detail.clone(),
        remedy: explanation.remedy(),
    }
}

/// Maximum size after decompression, in bytes.
fn gunzip(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let limit = u64::try_from(most).ok()?.checked_add(1)?;
    MultiGzDecoder::new(packed).take(limit).read_to_end(&mut unpacked).ok()?;
    (unpacked.len() <= most).then_some(unpacked)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::gunzip;

    #[test]
    fn v15_decompression_stops_at_the_limit() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![0; 1_000_000]).expect("memory");
        let packed = packer.finish().expect("memory");
        assert_eq!(gunzip(&packed, 1_000_000).map(|unpacked| unpacked.len()), Some(1_000_000));
        assert_eq!(gunzip(&packed, 999_999), None);
        assert_eq!(gunzip(&packed[..packed.len() - 9], 1_000_000), None);
        assert_eq!(gunzip(b"\x1f\x8bno", 10), None);
    }
}
