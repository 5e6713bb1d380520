//! Diagnosis: likely causes of a rejection, searched with this machine's secrets, for `verify` and `audit`.
//!
//! Invariant: never changes the verdict; the report differs only in the causes.

use std::io::Read as _;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use vsw::audit::RejectedDelivery;
use vsw::delivery::{Delivery, Method};
use vsw::verify::{self, Cause, Certainty, Code, Explanation, Outcome, Rejection, SecretKind, Verifier};

use crate::config::{ConfiguredSecret, DiagnosticSecret, diagnostic_secrets};
use crate::context::Context;
use crate::report::audit::SampledCause;
use crate::report::verify::Explained;

/// Time limit for one delivery, because the user waits for the result.
const PATIENCE: Duration = Duration::from_millis(250);
/// Time limit for the sample of a log.
const PATIENCE_FOR_A_SAMPLE: Duration = Duration::from_secs(1);

/// A search for the causes of rejections by one verifier.
pub struct Diagnosis<'d> {
    verifier: &'d Verifier,
    secrets: &'d [ConfiguredSecret],
    context: &'d Context,
}

impl<'d> Diagnosis<'d> {
    pub fn new(verifier: &'d Verifier, secrets: &'d [ConfiguredSecret], context: &'d Context) -> Self {
        Self { verifier, secrets, context }
    }

    /// Returns the causes of a rejection. `trailing_bytes` are the bytes after the body in a captured request.
    pub fn causes(
        &self,
        rejection: &Rejection,
        delivery: &Delivery<'_>,
        now: u64,
        trailing_bytes: &[u8],
    ) -> Vec<Explained> {
        let time_left = self.context.time_left(PATIENCE);
        let known = self.known(rejection);
        self.explanations(rejection, delivery, now, trailing_bytes, &known, &time_left)
            .iter()
            .map(shown)
            .collect()
    }

    /// Returns the most frequent cause of a log's first rejected deliveries, if it explains more than half of those
    /// that were examined in time.
    pub fn sampled_cause(&self, sample: &[RejectedDelivery]) -> Option<SampledCause> {
        let time_left = self.context.time_left(PATIENCE_FOR_A_SAMPLE);
        let mut known = None;
        let mut found: Vec<(Explanation, u64)> = Vec::new();
        let mut sampled = 0;
        for RejectedDelivery { delivery, received_at } in sample {
            if !time_left() {
                break;
            }
            let Err(rejection) = self.verifier.verify(delivery, *received_at) else { continue };
            sampled += 1;
            let known = match rejection.checks().signature {
                Outcome::Fail => &known.get_or_insert_with(|| self.known(&rejection))[..],
                Outcome::Pass | Outcome::Skipped => &[],
            };
            let explanations = self.explanations(&rejection, delivery, *received_at, &[], known, &time_left);
            let Some(first) = explanations.into_iter().find(|one| one.cause != Cause::DiagnosisCutShort)
            else {
                continue;
            };
            match found.iter_mut().find(|(other, _)| other.cause == first.cause) {
                Some((_, count)) => *count += 1,
                None => found.push((first, 1)),
            }
        }
        let (cause, explained) = found.into_iter().max_by_key(|(_, count)| *count)?;
        let Explained { code, detail, remedy, .. } = shown(&cause);
        (2 * explained > sampled).then_some(SampledCause { code, detail, remedy, explained, sampled })
    }

    /// Returns secrets other than the verifier's. They are read only if the signature fails.
    fn known(&self, rejection: &Rejection) -> Vec<DiagnosticSecret> {
        match rejection.checks().signature {
            Outcome::Fail => diagnostic_secrets(self.context, self.secrets),
            Outcome::Pass | Outcome::Skipped => Vec::new(),
        }
    }

    fn explanations(
        &self,
        rejection: &Rejection,
        delivery: &Delivery<'_>,
        now: u64,
        trailing_bytes: &[u8],
        known: &[DiagnosticSecret],
        time_left: &dyn Fn() -> bool,
    ) -> Vec<Explanation> {
        let mut diagnosis =
            verify::Diagnosis::new(time_left).with_gunzip(&gunzip).with_trailing_bytes(trailing_bytes);
        for given in self.secrets {
            diagnosis = diagnosis.with_secret(
                SecretKind::Given,
                given.secret.clone(),
                given.api_key.as_deref(),
                given.name.as_str(),
            );
        }
        for DiagnosticSecret { kind, secret, api_key, label } in known {
            diagnosis = diagnosis.with_secret(*kind, secret.clone(), api_key.as_deref(), label.as_str());
        }
        self.verifier.explain(rejection, delivery, now, &diagnosis)
    }
}

/// Returns what the search did not find and the next step, for a rejection without any cause.
pub fn no_cause(rejection: &Rejection, delivery: &Delivery<'_>) -> Option<&'static str> {
    match (rejection.code(), delivery.method()) {
        (Code::PayloadMismatch, Method::Post) => Some(
            "no usual rewriting of the body leads to the signed one: pass the body that came with this token, or reject the webhook as altered",
        ),
        (Code::SignatureMismatch, _) => Some(
            "no usual change of the secret and no other secret of this machine leads to this signature: compare the secret with the signature secret in the Dashboard, or reject the webhook as forged",
        ),
        _ => None,
    }
}

fn shown(explanation: &Explanation) -> Explained {
    Explained {
        code: explanation.cause,
        proven: explanation.certainty == Certainty::Tested,
        detail: explanation.detail.clone(),
        remedy: explanation.remedy(),
    }
}

/// Decompresses gzip. Returns `None` if the result is longer than `most` bytes, or if the data is not complete gzip.
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
