//! Diagnosis: finds likely causes of a rejection; also tries other secrets of this machine.
//!
//! Invariant: a diagnosis never changes the verdict.

use std::cmp::Reverse;
use std::io::Read as _;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use vsw::audit::{DeliveryStatus, Layout, Places, RejectedDelivery, Sample, Totals};
use vsw::delivery::{Delivery, Method};
use vsw::verify::{
    self, Cause, Certainty, Code, DiagnosticSecret, Explanation, Outcome, Rejection, SecretKind, Verifier,
};

use crate::config::{ConfiguredSecret, diagnostic_secrets};
use crate::context::Context;
use crate::report::audit::SampledCause;
use crate::report::verify::Explained;

/// The time limit for the diagnosis of one delivery. It is short, because the user waits for the result.
const PATIENCE: Duration = Duration::from_millis(250);
const PATIENCE_FOR_A_SAMPLE: Duration = Duration::from_secs(1);

pub struct Diagnosis<'d> {
    verifier: &'d Verifier,
    secrets: &'d [ConfiguredSecret],
    context: &'d Context,
}

impl<'d> Diagnosis<'d> {
    pub fn new(verifier: &'d Verifier, secrets: &'d [ConfiguredSecret], context: &'d Context) -> Self {
        Self { verifier, secrets, context }
    }

    /// `trailing_bytes` are the bytes after the body in a captured request.
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

    /// Returns a cause that explains more than half of the sampled deliveries of one status: rejected or unsigned.
    pub fn sampled_cause(&self, totals: &Totals, layout: &Layout) -> Option<SampledCause> {
        let time_left = self.context.time_left(PATIENCE_FOR_A_SAMPLE);
        let mut samples = [
            (DeliveryStatus::Rejected, &totals.rejected_sample),
            (DeliveryStatus::Unsigned, &totals.unsigned_sample),
        ];
        samples.sort_by_key(|(status, _)| Reverse(totals.total.of(*status)));
        samples.into_iter().find_map(|(status, sample)| self.cause_of(status, sample, layout, &time_left))
    }

    fn cause_of(
        &self,
        status: DeliveryStatus,
        sample: &Sample,
        layout: &Layout,
        time_left: &dyn Fn() -> bool,
    ) -> Option<SampledCause> {
        let mut known = None;
        let mut found: Vec<(Explanation, u64)> = Vec::new();
        let mut sampled = 0;
        for RejectedDelivery { delivery, received_at } in sample.deliveries() {
            if !time_left() {
                break;
            }
            let Err(rejection) = self.verifier.verify(delivery, *received_at) else { continue };
            sampled += 1;
            let known = match rejection.checks().signature {
                Outcome::Fail => &known.get_or_insert_with(|| self.known(&rejection))[..],
                Outcome::Pass | Outcome::Skipped => &[],
            };
            let explanations = self.explanations(&rejection, delivery, *received_at, &[], known, time_left);
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
        let Explanation { cause: code, detail, .. } = cause;
        let remedy = remedy_in_log(code, layout);
        let verdict = status.word();
        (2 * explained > sampled).then_some(SampledCause {
            verdict,
            code,
            detail,
            remedy,
            explained,
            sampled,
        })
    }

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
            diagnosis = diagnosis.with_secret(given.diagnostic(SecretKind::Given));
        }
        for secret in known {
            diagnosis = diagnosis.with_secret(secret.clone());
        }
        self.verifier.explain(rejection, delivery, now, &diagnosis)
    }
}

/// Returns a text for a rejection whose cause was not found: what was searched, and the next step.
pub fn no_cause(rejection: &Rejection, delivery: &Delivery<'_>) -> Option<&'static str> {
    match (rejection.code(), delivery.method()) {
        (Code::PayloadMismatch, Method::Post) => Some(
            "no usual rewriting explains this body, so its content was probably changed: verify the exact bytes that the handler received; if they fail too, reject the webhook",
        ),
        (Code::SignatureMismatch, _) => Some(
            "none of the secrets that vsw tried made the signature: compare your signature secret with the secret in the Dashboard; if both are the same, reject the webhook",
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

fn remedy_in_log(cause: Cause, layout: &Layout) -> &'static str {
    let is_foreign = matches!(layout, Layout::Foreign(_));
    let is_without_times = matches!(layout, Layout::Foreign(Places { received_at: None, .. }));
    match (cause, is_foreign) {
        // These deliveries were all verified as of one time.
        (Cause::ClockKept | Cause::ClockReplay | Cause::ClockRetry | Cause::ClockSkew, _)
            if is_without_times =>
        {
            "add `--received-at POINTER`, so that vsw knows each delivery's time of arrival"
        }
        (Cause::BodyQuery, true) => "name the method and the URL or query: `--method POINTER --url POINTER`",
        (Cause::BodyQuery, false) => "log these deliveries as GETs, with the query in the URL",
        (Cause::BodyEmpty, true) => {
            "log the body before other code reads it; if these deliveries are GETs, add `--method POINTER --url POINTER`"
        }
        (Cause::BodyBase64, true) => {
            "decode all bodies with `--body-base64`; if a member marks the bodies in base64, use `--body-base64=POINTER`"
        }
        (Cause::BodyBase64, false) => {
            "write a body in base64 to the member `body_b64` of the line; the member `body` is for text"
        }
        (Cause::ClockKept | Cause::ClockReplay | Cause::ClockRetry, true) => {
            "check that `--received-at` leads to the time of arrival; if it does, the deliveries were late or replayed, and a handler must reject them"
        }
        (Cause::ClockKept | Cause::ClockReplay | Cause::ClockRetry, false) => {
            "check that `received_at` is the time of arrival; if it is, the deliveries were late or replayed, and a handler must reject them"
        }
        (Cause::ClockSkew, true) => {
            "check that `--received-at` leads to the time of arrival; if it does, synchronize the clock of the machine that wrote the log (NTP)"
        }
        (Cause::ClockSkew, false) => {
            "check that `received_at` is the time of arrival; if it is, synchronize the clock of the machine that wrote the log (NTP)"
        }
        (Cause::SecretRetired, _) if is_without_times => {
            "add `--received-at POINTER`, so that vsw knows each delivery's time of arrival; if the secret was retired before that time, replace the secret in every system that uses it"
        }
        (Cause::SecretRetired, _) => "replace the secret in every system that still uses it",
        _ => cause.remedy(),
    }
}

/// Returns `None` for invalid gzip or a result of more than `most` bytes.
fn gunzip(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let limit = u64::try_from(most).ok()?.checked_add(1)?;
    MultiGzDecoder::new(packed).take(limit).read_to_end(&mut unpacked).ok()?;
    (unpacked.len() <= most).then_some(unpacked)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use clap::CommandFactory as _;
    use vsw::audit::{BodyEncoding, Layout, Places};
    use vsw::verify::Cause;

    use super::{gunzip, remedy_in_log};
    use crate::args::Args;

    #[test]
    fn a_remedy_names_only_options_of_its_command() {
        let command = Args::command();
        let has = |name: &str, option: &str| {
            let command = command.find_subcommand(name).expect("a command");
            command.get_arguments().any(|argument| argument.get_long() == Some(option))
        };
        let at = || "/a".parse().expect("a pointer");
        let encoding = BodyEncoding::Text;
        let places = Places { authorization: at(), body: at(), encoding, received_at: None, request: None };
        let foreign = Layout::Foreign(places);
        for cause in Cause::ALL {
            for (name, remedy) in [
                ("verify", cause.remedy()),
                ("audit", remedy_in_log(cause, &Layout::Capture)),
                ("audit", remedy_in_log(cause, &foreign)),
            ] {
                let options =
                    remedy.split(|character: char| !character.is_ascii_alphanumeric() && character != '-');
                for option in options.filter_map(|word| word.strip_prefix("--")) {
                    assert!(has(name, option), "{name}, {cause}: {remedy}");
                }
            }
        }
    }

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
